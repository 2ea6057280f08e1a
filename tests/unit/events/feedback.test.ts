import { expect, test } from "vitest";
import { readFeedback } from "../../../core/events/feedback.ts";
import { keepFeedback } from "../../../core/events/keep-feedback.ts";
import { describe } from "../../../core/events/title.ts";
import type { UserFeedback } from "../../../core/messages.ts";
import { KEEP_ALL } from "../../../core/projects/privacy.ts";
import { fakeEvents } from "../../support/fake-events.ts";
import { aGroup, fakeGroups, fakeLog } from "../../support/fakes.ts";
import { normalized, RECEIVED_AT } from "../../support/sdk-events.ts";

const EVENT = "a".repeat(32);
const item = (type: string, payload: unknown) => ({ type, payload: new TextEncoder().encode(JSON.stringify(payload)) });
const widget = { contexts: { feedback: { message: "It broke", contact_email: "ada@x.example", name: "Ada", associated_event_id: EVENT } } };
const ada = { eventId: EVENT, name: "Ada", email: "ada@x.example", text: "It broke" };

test.each<[string, ReturnType<typeof item>, object[]]>([
  ["of the widget", item("feedback", widget), [ada]],
  ["of old", item("user_report", { event_id: EVENT, name: "Ada", email: "ada@x.example", comments: "It broke" }), [ada]],
  ["about no event", item("feedback", { contexts: { feedback: { message: "Hello" } } }), []],
  ["that says nothing", item("user_report", { event_id: EVENT, comments: " " }), []],
  ["that is no JSON", { type: "feedback", payload: new TextEncoder().encode("{") }, []],
  ["something else", item("event", widget), []],
])("feedback %s", (_, sent, expected) => expect(readFeedback([sent], KEEP_ALL)).toEqual(expected));

test("of a project that wants no addresses none is kept, and no secret of any", () => {
  const [kept] = readFeedback([item("feedback", widget)], { ...KEEP_ALL, sensitiveFields: ["email"] });
  expect(kept).toMatchObject({ name: "Ada", email: null });
  const told = item("user_report", { event_id: EVENT, comments: "I sent Bearer 0123456789abcdef" });
  expect(readFeedback([told], KEEP_ALL)[0]?.text).toBe("I sent Bearer [Filtered]");
});

function world() {
  const events = fakeEvents();
  const { port: groups, activities } = fakeGroups([aGroup(500)]);
  const ports = { events: events.port, groups, log: fakeLog(), now: () => RECEIVED_AT };
  const { organizationId, projectId } = aGroup(500).group;
  const place = { v: 1, organizationId, projectId } as const;
  const message: UserFeedback = { ...place, feedbackId: "f1", receivedAt: RECEIVED_AT, ...ada };
  const event = normalized({ event_id: EVENT, message: "m" });
  const arrived = () =>
    events.stored.set(`${organizationId}/${projectId}/${EVENT}`, {
      ...{ organizationId, projectId, groupId: 500, receivedAt: RECEIVED_AT, event },
      ...describe(event),
    });
  return { ports, message, arrived, activities };
}

test("it waits for its event, and is a note of its issue then, however often it comes", async () => {
  const { ports, message, arrived, activities } = world();
  await expect(keepFeedback(ports, message)).rejects.toMatchObject({ status: 503, retry: 5 });
  arrived();
  await keepFeedback(ports, message);
  await keepFeedback(ports, message);
  expect(activities).toMatchObject([
    { type: "note", version: 1, origin: { kind: "system" }, untold: true, data: { text: "Ada <ada@x.example> wrote: It broke" } },
  ]);
});

test("an hour later it is given up, and counted", async () => {
  const { ports, message, activities } = world();
  await keepFeedback({ ...ports, now: () => RECEIVED_AT + 3_600_001 }, message);
  expect([activities, ports.log.lines]).toEqual([[], ["feedback.without_event"]]);
});
