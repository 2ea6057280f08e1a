import { expect, test } from "vitest";
import { arrivalsOf, KEPT, userHash } from "../../../core/events/arrivals.ts";
import type { ErrorEvent, NewEvent } from "../../../core/events/event.ts";
import { describe as describeEvent } from "../../../core/events/title.ts";
import { normalized, RECEIVED_AT } from "../../support/sdk-events.ts";

const of = (n: number, fields: object = {}): NewEvent => {
  const timestamp = RECEIVED_AT / 1000 + n;
  const event = normalized({ event_id: String(n).padStart(32, "0"), message: "boom", timestamp, ...fields }) as ErrorEvent;
  return { organizationId: 11, projectId: 22, groupId: 33, receivedAt: RECEIVED_AT, event, ...describeEvent(event) };
};
const numbers = (all: readonly NewEvent[]) => all.map((it) => Number(it.event.id));

test("up to ten are all kept, newest first", () => {
  const { kept, others } = arrivalsOf([of(2), of(3), of(1)]);
  expect([numbers(kept), others.length]).toEqual([[3, 2, 1], 0]);
});

test("of more the newest ten are, in whatever order they come", () => {
  const all = Array.from({ length: 25 }, (_, n) => of(n));
  const { kept, others } = arrivalsOf(all.toSorted((a, b) => (a.event.id.at(-1)! < b.event.id.at(-1)! ? -1 : 1)));
  expect([numbers(kept), others.length]).toEqual([[24, 23, 22, 21, 20, 19, 18, 17, 16, 15], 25 - KEPT]);
});

test("what came in more seconds than one transaction takes waits for the next", () => {
  const all = Array.from({ length: KEPT + 60 }, (_, n) => ({ ...of(n), receivedAt: RECEIVED_AT + n * 1_000 }));
  const { kept, others } = arrivalsOf(all);
  expect([kept.length, new Set(others.map((it) => it.receivedAt)).size]).toEqual([KEPT, 50]);
});

test("releases are those of the oldest and of the newest that named one, also where that is not kept", () => {
  const all = [of(1), of(2, { release: "a" }), of(3, { release: "b" }), of(4)];
  expect(arrivalsOf(all)).toMatchObject({ firstRelease: "a", lastRelease: "b" });
  const later = Array.from({ length: 12 }, (_, n) => of(10 + n));
  expect(arrivalsOf([...all, ...later])).toMatchObject({ firstRelease: "a", lastRelease: "b" });
  expect(arrivalsOf(later)).toMatchObject({ firstRelease: null, lastRelease: null });
});

test("users are told apart in their project, and cannot be read", () => {
  const { users } = arrivalsOf([
    of(1, { user: { id: 7 } }),
    of(2),
    of(3, { user: { id: "7", email: "a@b.example" } }),
    of(4, { user: { id: 8 } }),
  ]);
  expect(users.toSorted()).toEqual([userHash(22, "id:7"), userHash(22, "id:8")].toSorted());
  expect(userHash(22, "id:7")).toMatch(/^[\w-]{8}$/);
  expect(new Set([userHash(22, "id:7"), userHash(22, "id:8"), userHash(23, "id:7"), userHash(22, "email:7")]).size).toBe(4);
});
