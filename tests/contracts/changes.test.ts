import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { expect, test } from "vitest";
import type { ProjectChange } from "../../core/projects/follow-project.ts";
import type { Change } from "../../core/relay/change.ts";
import { readChange, readProjectChange, recordOf } from "../../functions/adapters/dynamo/changes.ts";
import { type Key, keys, nameOf } from "../../functions/adapters/dynamo/keys.ts";
import { inOutbox } from "../../functions/adapters/dynamo/outbox-items.ts";

const AT = 1_700_000_000_000;
/** As the table's stream gives it. */
const record = (Keys: Key, after: object): DynamoDBRecord =>
  ({
    eventName: "INSERT",
    dynamodb: { Keys: marshall(Keys), NewImage: marshall({ ...Keys, ...after, ...inOutbox(1, AT) }), SequenceNumber: "700" },
  }) as DynamoDBRecord;
const place = (entry: Key) => ({ organizationId: 11, at: AT, entry: nameOf(entry) });
const roster = { kind: "roster" as const, reason: "team" as const, projects: [21], gone: [{ type: "team" as const, id: 5 }], found: true };

test.each<[string, Key, object, (key: Key) => Change]>([
  [
    "an activity, without what the store keeps with it",
    keys.activity(11, 31, 2),
    { groupId: 31, version: 2 },
    (key) => ({ ...place(key), kind: "activity", activity: { groupId: 31, version: 2 } as never }),
  ],
  [
    "an issue that is new",
    keys.shortId(11, "web-1"),
    { groupId: 31, projectId: 21 },
    (key) => ({ ...place(key), kind: "group", projectId: 21, groupId: 31 }),
  ],
  [
    "rules that were saved, when they were",
    keys.change(11, "a"),
    { kind: "ownership", projectId: 21, version: 2, at: 5 },
    (key) => ({ ...place(key), at: 5, kind: "ownership", projectId: 21, version: 2 }),
  ],
  ["a change of people", keys.change(11, "b"), { ...roster, at: 6 }, (key) => ({ ...place(key), at: 6, ...roster })],
  [
    "a deletion",
    keys.deletion(11, 21),
    { slug: "web" },
    (key) => ({ ...place(key), kind: "project", project: { organizationId: 11, projectId: 21, deleted: true } }),
  ],
])("the relay reads %s", (_, key, item, expected) => expect(readChange(record(key, item))).toEqual(expected(key)));

test.each<[string, DynamoDBRecord, ProjectChange]>([
  [
    "a project that came",
    record(keys.project(11, 21), { createdAt: 9, platform: "node", createdBy: 7 }),
    { organizationId: 11, projectId: 21, deleted: false, createdAt: 9, platform: "node", createdBy: 7 },
  ],
  [
    "one of which nobody said what it is",
    record(keys.project(11, 21), { createdAt: 9 }),
    { organizationId: 11, projectId: 21, deleted: false, createdAt: 9, platform: null, createdBy: null },
  ],
  ["a deletion", record(keys.deletion(11, 21), { slug: "web" }), { organizationId: 11, projectId: 21, deleted: true }],
])("who follows projects reads %s, and the same where a sweep found it", (_, given, expected) => {
  expect(readProjectChange(given).project).toEqual(expected);
  expect(readProjectChange(JSON.parse(JSON.stringify(recordOf(expected)))).project).toEqual(expected);
});

test("what another version follows is refused, and neither guessed nor passed over", () => {
  expect(() => readChange(record({ pk: "ORG#11", sk: "TEAM#5" }, { slug: "core" }))).toThrow("This version knows no such change.");
});
