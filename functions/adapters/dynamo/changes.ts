import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { ProjectChange } from "../../../core/projects/follow-project.ts";
import type { Change, Reach } from "../../../core/relay/change.ts";
import { readActivity } from "./group-items.ts";
import { idOf, isOfAddress, type Key, organizationOf, prefixes, projectOf, sortKeys } from "./keys.ts";

/** What a record of the table's stream says, of those that the relay follows. */
export function readChange(record: DynamoDBRecord): Change {
  const { pk, sk } = keyOf(record);
  const { OldImage, NewImage, ApproximateCreationDateTime = 0, SequenceNumber = "" } = record.dynamodb ?? {};
  const place = { organizationId: organizationOf(pk), at: ApproximateCreationDateTime * 1000, place: SequenceNumber };
  if (sk.startsWith(prefixes.activity)) return { ...place, kind: "activity", activity: readActivity(read(NewImage) ?? {}) };
  if (sk === sortKeys.group) {
    const { id: groupId, projectId } = read<{ id: number; projectId: number }>(NewImage) as { id: number; projectId: number };
    return { ...place, kind: "group", projectId, groupId };
  }
  if (sk === sortKeys.ownership) return { ...place, kind: "ownership", projectId: projectOf(pk), after: read(NewImage) };
  const images = { before: read<Reach>(OldImage), after: read<Reach>(NewImage) };
  if (sk.startsWith(prefixes.team)) return { ...place, kind: "team", ...images };
  return { ...place, kind: isOfAddress(pk) ? "address" : "member", ...images };
}

/** The same of a project that came, or of its deletion. */
export function readProjectChange(record: DynamoDBRecord): ProjectChange {
  const { pk, sk } = keyOf(record);
  const place = { organizationId: organizationOf(pk), projectId: idOf(sk) };
  if (sk.startsWith(prefixes.deletion)) return { ...place, deleted: true };
  const { createdAt, platform = null, createdBy = null } = read<Created>(record.dynamodb?.NewImage) as Created;
  return { ...place, deleted: false, createdAt, platform, createdBy };
}

type Created = { createdAt: number; platform?: string | null; createdBy?: number };
type Image = NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];

const keyOf = ({ dynamodb }: DynamoDBRecord): Key => ({ pk: dynamodb?.Keys?.pk?.S ?? "", sk: dynamodb?.Keys?.sk?.S ?? "" });

const read = <T>(image: Image): T | null => (image ? (unmarshall(image as Parameters<typeof unmarshall>[0]) as T) : null);
