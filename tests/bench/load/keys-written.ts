import type { DynamoDBRecord } from "aws-lambda";
import { type Image, itemSize, writeUnits } from "./item-size.ts";

/** Units by partition key, of the table and of each of its indexes. */
export type Written = Record<"table" | "gsi1" | "gsi2", Map<string, number>>;

const add = (map: Map<string, number>, key: string, units: number) => map.set(key, (map.get(key) ?? 0) + units);
const text = (image: Image | undefined, name: string) => image?.[name]?.S as string | undefined;
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * What was written where, by what the table's stream tells of each change. `transacted`: whether a key was written in a transaction, which
 * costs twice as much; indexes never do. An index takes a unit for each entry that comes or goes, two where its key changes, none where
 * nothing that it holds has changed (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html).
 */
export function writtenBy(records: readonly DynamoDBRecord[], transacted: (key: string) => boolean): Written {
  const written: Written = { table: new Map(), gsi1: new Map(), gsi2: new Map() };
  for (const { dynamodb } of records) {
    const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage] as [Image | undefined, Image | undefined];
    const either = after ?? before;
    const [pk, sk] = [text(either, "pk") ?? "", text(either, "sk") ?? ""];
    add(written.table, pk, writeUnits(before, after) * (transacted(`${pk} ${sk}`) ? 2 : 1));
    for (const [index, isWhole] of [["gsi1", true] as const, ["gsi2", false] as const]) {
      const place = (image: Image | undefined) => (image && text(image, `${index}pk`) && text(image, "gsi1sk") ? image : undefined);
      const [from, to] = [place(before), place(after)];
      const held = (image: Image) => (isWhole ? image : { pk: image.pk, sk: image.sk, p: image[`${index}pk`], s: image.gsi1sk });
      const keyOf = (image: Image) => [text(image, `${index}pk`), text(image, "gsi1sk")];
      const units = (image: Image) => (isWhole ? Math.ceil(itemSize(image) / 1024) : 1);
      if (from && to && same(keyOf(from), keyOf(to))) {
        if (!same(held(from), held(to))) add(written[index], text(to, `${index}pk`) ?? "", Math.max(units(from), units(to)));
        continue;
      }
      if (from) add(written[index], text(from, `${index}pk`) ?? "", units(from));
      if (to) add(written[index], text(to, `${index}pk`) ?? "", units(to));
    }
  }
  return written;
}

/** The key that most units went to, without the ids of whoever it is. */
export function hottest(written: Written): { place: string; units: number } {
  const all = Object.entries(written).flatMap(([place, keys]) =>
    [...keys].map(([key, units]) => ({ place: `${place} ${nameless(key)}`, units })),
  );
  return all.reduce((most, it) => (it.units > most.units ? it : most), { place: "none", units: 0 });
}

/** `ORG#4512461143146497#PROJECT#…#EVENTS` is `ORG#…#PROJECT#…#EVENTS`. */
const nameless = (key: string): string => key.replace(/#[\w:.-]*\d{4,}[\w:.-]*/g, "#…").replace(/#[0-9a-f]{16,}/g, "#…");

export const sumOf = (units: ReadonlyMap<string, number>): number => [...units.values()].reduce((sum, it) => sum + it, 0);
