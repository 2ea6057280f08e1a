import type { NewEvent, NewGroup } from "../../core/events/event.ts";
import { describe as describeEvent } from "../../core/events/title.ts";
import type { Project } from "../../core/projects/project.ts";
import { dynamo, tableName } from "../../functions/adapters/dynamo/client.ts";
import { ScanCommand } from "../../functions/adapters/dynamo/commands.ts";
import { events } from "../../functions/adapters/dynamo/events.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { projectWrites } from "../../functions/adapters/dynamo/project-writes.ts";
import { arrive } from "./arriving.ts";
import { ticketIdOf } from "./jira-webhooks.ts";
import { linkByHand } from "./linked-by-hand.ts";
import { normalized, RECEIVED_AT } from "./sdk-events.ts";

const INTEGRATION = 41;
let nextId = 10_000;

/** A project with a key, written as a function would. */
export async function aStoredProject(organizationId: number, slug: string): Promise<Project> {
  const project = { id: nextId++, slug, name: slug, platform: null, createdAt: 1, firstEventAt: null, teams: [31] };
  const publicKey = String(project.id).padStart(32, "0");
  const key = { id: publicKey, publicKey, organizationId, projectId: project.id, name: "Default", active: true, createdAt: 1 };
  await projectWrites.create(organizationId, project, key);
  return project;
}

export const anEvent = (organizationId: number, projectId: number, groupId: number): NewEvent => {
  const event = normalized({ event_id: (nextId++).toString(16).padStart(32, "0"), message: "boom" });
  return { organizationId, projectId, groupId, receivedAt: Date.now(), event, ...describeEvent(event) };
};

/** A group of its own grouping key, but for what is given. */
export function aNewGroup(organizationId: number, projectId: number, over: Partial<NewGroup> = {}): NewGroup {
  const id = nextId++;
  return {
    ...{ id, organizationId, projectId, hashes: [`hash ${id}`], title: "t", culprit: "c", level: "error", type: "error", metadata: {} },
    ...{ logger: null, unhandled: false, platform: "node", release: null, firstSeen: RECEIVED_AT, lastSeen: RECEIVED_AT },
    ...over,
  };
}

/** A group with events, an owner (state, activity, history, subscription) and a link to each ticket. */
export async function anOwnedGroup(organizationId: number, projectId: number, tickets: readonly string[] = [], count = 2): Promise<number> {
  const { groupId } = await events.createGroup(aNewGroup(organizationId, projectId));
  for (let n = 0; n < count; n++) await arrive(events, anEvent(organizationId, projectId, groupId));
  const ref = { organizationId, projectId, groupId };
  const assignee = { type: "user", id: 1 } as const;
  const activity = { ...ref, version: 1, type: "assigned", createdAt: 1, origin: { kind: "user", userId: 1 }, data: {} };
  await groups.commit([
    {
      ref,
      expected: 0,
      set: { assignee, assigneeSourceTime: 1 },
      activity: activity as never,
      history: { ...ref, version: 1, status: "assigned", createdAt: 1 } as never,
      assignedSubscribers: [assignee],
    },
  ]);
  for (const key of tickets) await linkByHand({ ...ref, integrationId: INTEGRATION, ticketId: ticketIdOf(key), key });
  return groupId;
}

/** Everything in the table: items by key. */
export async function wholeTable(): Promise<Map<string, Record<string, unknown>>> {
  const all = new Map<string, Record<string, unknown>>();
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const answer = await dynamo.send(new ScanCommand({ TableName: tableName(), ConsistentRead: true, ExclusiveStartKey }));
    for (const item of answer.Items ?? []) all.set(`${item.pk} ${item.sk}`, item);
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return all;
}
