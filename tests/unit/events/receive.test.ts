import { expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { groupingKeys } from "../../../core/events/grouping/keys.ts";
import { admit, receive } from "../../../core/events/receive.ts";
import { ReceivedEvent } from "../../../core/events/received-event.ts";
import { fakeEvents } from "../../support/fake-events.ts";
import { fakeIntake } from "../../support/fake-intake.ts";
import { fakeSender } from "../../support/fakes.ts";
import { normalized, RECEIVED_AT } from "../../support/sdk-events.ts";

const key = { id: "k", publicKey: "k", name: "k", active: true, createdAt: 1, organizationId: 11, projectId: 22 };
const event = normalized({ message: "boom" });

function setup() {
  const events = fakeEvents();
  const receivedEvents = fakeSender<ReceivedEvent>();
  const limits = fakeIntake();
  return { ...limits, events, sent: receivedEvents.sent, ports: { ...limits, events: events.port, receivedEvents } };
}

test("a key over its rate is told for how long and that it is the key, and is counted on the project", async () => {
  const { ports, refused } = setup();
  const limited = { ...key, rateLimit: { count: 1, window: 20 } };
  const at = RECEIVED_AT + 3_000;
  expect(await admit(ports, limited, at)).toEqual({ over: null, newIssuesOver: false });
  await expect(admit(ports, limited, at)).rejects.toMatchObject({ status: 429, retry: 17, scope: "key", categories: "" });
  expect(refused).toEqual([[22, "requests", 1]]);
});

test("an event goes to the queue in the shape the worker takes", async () => {
  const { ports, sent } = setup();
  await receive(ports, key, { event, receivedAt: RECEIVED_AT, newIssuesOver: false });
  expect(sent.map((it) => ReceivedEvent.parse(it))).toEqual([
    { v: 1, organizationId: 11, projectId: 22, receivedAt: RECEIVED_AT, event: JSON.parse(JSON.stringify(event)) },
  ]);
});

test("an event that cannot be queued may come again", async () => {
  const { ports } = setup();
  ports.receivedEvents.send = () => Promise.reject(new Unavailable("The queue"));
  await expect(receive(ports, key, { event, receivedAt: RECEIVED_AT, newIssuesOver: false })).rejects.toMatchObject({ status: 503 });
});

test("where the project has its new issues of this minute only events of known ones are taken", async () => {
  const { ports, sent, events, refused } = setup();
  const over = { event, receivedAt: RECEIVED_AT + 12_000, newIssuesOver: true };
  await expect(receive(ports, key, over)).rejects.toMatchObject({
    ...{ status: 429, retry: 60 - (((RECEIVED_AT + 12_000) / 1000) % 60) },
    ...{ scope: "project", categories: "error;default" },
  });
  expect([sent.length, refused]).toEqual([0, [[22, "newIssues", 1]]]);
  await events.port.createGroup({ id: 5, organizationId: 11, projectId: 22, hashes: groupingKeys(event) } as never);
  await receive(ports, key, over);
  expect(sent).toHaveLength(1);
});
