import type { DynamoDBRecord } from "aws-lambda";
import { Invalid } from "../../../core/errors.ts";
import type { ProjectChange } from "../../../core/projects/follow-project.ts";
import type { Change } from "../../../core/relay/change.ts";
import type { RosterNews } from "../../../core/relay/roster-news.ts";
import { fromItem, toItem } from "./documents.ts";
import { readActivity } from "./group-items.ts";
import { idOf, type Key, keys, nameOf, organizationOf, prefixes, readTime } from "./keys.ts";

type Item = Record<string, unknown>;

/** What a record of the table's stream says, of those that the relay follows. */
export const readChange = (record: DynamoDBRecord): Change => changeOf(keyOf(record), imageOf(record));

/** The same of a project that came, or of its deletion. */
export const readProjectChange = (record: DynamoDBRecord): Extract<Change, { kind: "project" }> =>
  projectOf(keyOf(record), imageOf(record));

/** What an item says that stands in the outbox. */
export function changeOf(entry: Key, item: Item): Change {
  const { pk, sk } = entry;
  if (sk.startsWith(prefixes.project) || sk.startsWith(prefixes.deletion)) return projectOf(entry, item);
  const place = placeOf(entry, item);
  if (sk.startsWith(prefixes.activity)) return { ...place, kind: "activity", activity: readActivity({ pk, sk, ...item }) };
  if (sk.startsWith(prefixes.shortId)) {
    return { ...place, kind: "group", projectId: Number(item.projectId), groupId: Number(item.groupId) };
  }
  if (item.kind === "ownership") return { ...place, kind: "ownership", projectId: Number(item.projectId), version: Number(item.version) };
  if (item.kind !== "roster") throw new Invalid("This version knows no such change.");
  const { reason, projects, gone, found } = item as unknown as RosterNews;
  return { ...place, kind: "roster", reason, projects, gone, found };
}

function projectOf(entry: Key, item: Item): Extract<Change, { kind: "project" }> {
  const of = { organizationId: organizationOf(entry.pk), projectId: idOf(entry.sk) };
  if (entry.sk.startsWith(prefixes.deletion)) return { ...placeOf(entry, item), kind: "project", project: { ...of, deleted: true } };
  const {
    createdAt,
    platform = null,
    createdBy = null,
  } = item as { createdAt: number; platform?: string | null; createdBy?: number | null };
  return { ...placeOf(entry, item), kind: "project", project: { ...of, deleted: false, createdAt, platform, createdBy } };
}

/** As the stream would have told of it. */
export function recordOf({ organizationId, projectId, ...project }: ProjectChange): DynamoDBRecord {
  const Keys = (project.deleted ? keys.deletion : keys.project)(organizationId, projectId);
  return { eventName: "INSERT", dynamodb: { Keys: toItem(Keys), NewImage: toItem(project) } } as DynamoDBRecord;
}

/** What is made for the outbox alone says when that was; anything else since when it stands there. */
const placeOf = (entry: Key, { at, gsi1sk }: Item) => ({
  organizationId: organizationOf(entry.pk),
  at: typeof at === "number" ? at : readTime(String(gsi1sk ?? "0"))[0],
  entry: nameOf(entry),
});

const keyOf = ({ dynamodb }: DynamoDBRecord): Key => ({ pk: dynamodb?.Keys?.pk?.S ?? "", sk: dynamodb?.Keys?.sk?.S ?? "" });

const imageOf = ({ dynamodb }: DynamoDBRecord): Item => (dynamodb?.NewImage ? fromItem(dynamodb.NewImage as Item) : {});
