import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { expect, test } from "vitest";
import type { ProjectChange } from "../../core/projects/follow-project.ts";
import type { Change } from "../../core/relay/change.ts";
import { readChange, readProjectChange } from "../../functions/adapters/dynamo/changes.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";

type Key = { pk: string; sk: string };

/** As the table's stream gives it; nothing where an item came or went. */
const record = (Keys: Key, before: object | null, after: object | null): DynamoDBRecord =>
  ({
    dynamodb: {
      Keys: marshall(Keys),
      ...(before && { OldImage: marshall({ ...Keys, ...before }) }),
      ...(after && { NewImage: marshall({ ...Keys, ...after }) }),
      ApproximateCreationDateTime: 1_700_000_000,
      SequenceNumber: "700",
    },
  }) as DynamoDBRecord;

const place = { organizationId: 11, at: 1_700_000_000_000, place: "700" };
const team = { slug: "core", projects: [21] };
const member = { email: "ada@example.com", active: true, projects: [21] };

test.each<[string, DynamoDBRecord, Change]>([
  [
    "an activity",
    record(keys.activity(11, 31, 2), null, { groupId: 31, version: 2 }),
    { ...place, kind: "activity", activity: expect.objectContaining({ groupId: 31, version: 2 }) },
  ],
  [
    "rules",
    record(keys.ownership(11, 21), { version: 1 }, { version: 2, updatedAt: 5 }),
    { ...place, kind: "ownership", projectId: 21, after: expect.objectContaining({ version: 2, updatedAt: 5 }) },
  ],
  [
    "a team that is gone",
    record(keys.team(11, 5), team, null),
    { ...place, kind: "team", before: expect.objectContaining(team), after: null },
  ],
  [
    "a member who came",
    record(keys.member(11, 7), null, member),
    { ...place, kind: "member", before: null, after: expect.objectContaining(member) },
  ],
  [
    "what is found by an address",
    record(keys.memberEmail(11, "Ada@example.com", 7), { ...member, active: false }, member),
    { ...place, kind: "address", before: expect.objectContaining({ active: false }), after: expect.objectContaining(member) },
  ],
])("the relay reads %s", (_, given, expected) => expect(readChange(given)).toEqual(expected));

test.each<[string, DynamoDBRecord, ProjectChange]>([
  [
    "a project that came",
    record(keys.project(11, 21), null, { createdAt: 9, platform: "node", createdBy: 7 }),
    { organizationId: 11, projectId: 21, deleted: false, createdAt: 9, platform: "node", createdBy: 7 },
  ],
  [
    "one of which nobody said what it is",
    record(keys.project(11, 21), null, { createdAt: 9 }),
    { organizationId: 11, projectId: 21, deleted: false, createdAt: 9, platform: null, createdBy: null },
  ],
  ["a deletion", record(keys.deletion(11, 21), null, { slug: "web" }), { organizationId: 11, projectId: 21, deleted: true }],
])("who follows projects reads %s", (_, given, expected) => expect(readProjectChange(given)).toEqual(expected));
