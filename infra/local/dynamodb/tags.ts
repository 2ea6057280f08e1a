import * as z from "zod";
import type { Operations } from "./operations.ts";
import type { Tables } from "./tables.ts";

const Resource = z.object({ ResourceArn: z.string() });
const Tagging = Resource.extend({ Tags: z.array(z.object({ Key: z.string(), Value: z.string() })) });
const Untagging = Resource.extend({ TagKeys: z.array(z.string()) });

export function tagOperations(tables: Tables): Operations {
  const tableOf = (arn: string) => tables.get(arn.split("/").at(-1) ?? "");

  return {
    async TagResource(request) {
      const { ResourceArn, Tags } = Tagging.parse(request);
      const table = tableOf(ResourceArn);
      table.tags = { ...table.tags, ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) };
      await tables.save(table);
      return {};
    },
    async UntagResource(request) {
      const { ResourceArn, TagKeys } = Untagging.parse(request);
      const table = tableOf(ResourceArn);
      table.tags = Object.fromEntries(Object.entries(table.tags ?? {}).filter(([key]) => !TagKeys.includes(key)));
      await tables.save(table);
      return {};
    },
    async ListTagsOfResource(request) {
      const { tags = {} } = tableOf(Resource.parse(request).ResourceArn);
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}
