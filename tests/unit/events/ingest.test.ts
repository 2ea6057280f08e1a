import { describe, expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import type { NewGroup } from "../../../core/events/event.ts";
import { groupingKeys } from "../../../core/events/grouping/keys.ts";
import { OwnerEvaluation } from "../../../core/messages.ts";
import { anEvent, key, setUpIngest as setup } from "../../support/ingesting.ts";
import { frame, normalized, RECEIVED_AT, thrown } from "../../support/sdk-events.ts";

describe("a first event", () => {
  test("makes a group that looks like it", async () => {
    const { send, groups, stored } = setup();
    expect(await send(anEvent(1))).toBe(500);
    expect([...groups.values()]).toEqual([
      {
        ...{ id: 500, organizationId: 11, projectId: 22, hashes: groupingKeys(anEvent(1)) },
        ...{
          title: "boom",
          culprit: "",
          type: "default",
          metadata: { title: "boom" },
          logger: null,
          unhandled: false,
          level: "warning",
          platform: "other",
        },
        ...{ firstSeen: RECEIVED_AT, lastSeen: RECEIVED_AT, release: null },
      },
    ]);
    expect([...stored.values()]).toMatchObject([{ groupId: 500, title: "boom", receivedAt: RECEIVED_AT }]);
  });

  test("joins the group that a racing one made", async () => {
    const rival: NewGroup[] = [];
    const { send, groups } = setup(() => {
      for (const group of rival.splice(0)) groups.set(`11/22/${group.hashes[0]}`, group);
    });
    rival.push({ ...{ id: 9, organizationId: 11, projectId: 22, hashes: groupingKeys(anEvent(1)) } } as NewGroup);
    expect(await send(anEvent(1))).toBe(9);
  });
});

test("a further event of the same error takes no id", async () => {
  const { send, ids, stored } = setup();
  await send(anEvent(1));
  expect(await send(anEvent(2))).toBe(500);
  expect(ids.taken).toBe(1);
  expect(stored.size).toBe(2);
});

describe("an event of which only the second key is known", () => {
  const thrownIn = (id: number, ...frames: object[]) =>
    normalized({ event_id: String(id).padStart(32, "0"), exception: [thrown("E", "v", frames)] });
  const library = frame("query", { in_app: false, filename: "lib/db.js" });

  test("finds its issue, and brings its first along for those that follow", async () => {
    const { send, groups, ids } = setup();
    await send(thrownIn(1, library, frame("pay")));
    expect(await send(thrownIn(2, library, frame("pay", { in_app: false })))).toBe(500);
    expect(await send(thrownIn(3, library, frame("pay"), frame("render", { in_app: false })))).toBe(500);
    expect(await send(thrownIn(4, library, frame("pay", { in_app: false }), frame("render", { in_app: false })))).toBe(500);
    expect([ids.taken, groups.size]).toEqual([1, 3]);
  });

  test("is stored also where its keys cannot be", async () => {
    const { send, ports, log } = setup();
    await send(thrownIn(1, library, frame("pay")));
    ports.events.addHashes = () => Promise.reject(new Unavailable("The database"));
    expect(await send(thrownIn(2, frame("pay")))).toBe(500);
    expect(await send(thrownIn(3, frame("pay"), frame("render", { in_app: false })))).toBe(500);
    expect(log.lines).toEqual(["group.created", "group.hashes.not_added"]);
  });
});

test("an event that comes again is counted once", async () => {
  const { send, stored, log } = setup();
  await send(anEvent(1));
  expect(await send(anEvent(1))).toBe(500);
  expect(stored.size).toBe(1);
  expect(log.lines).toEqual(["group.created", "event.duplicate"]);
});

test("the same error in another project or organization is another group", async () => {
  const { send } = setup();
  const groups = [
    await send(anEvent(1)),
    await send(anEvent(1), { ...key, projectId: 23 }),
    await send(anEvent(1), { ...key, organizationId: 12 }),
  ];
  expect(groups).toEqual([500, 501, 502]);
});

describe("the owners of a group", () => {
  test("are looked for once the event is stored, in the shape the worker takes", async () => {
    const { send, evaluations, stored } = setup();
    await send(anEvent(1));
    expect(evaluations.map((it) => OwnerEvaluation.parse(it))).toEqual([
      { v: 1, ...key, groupId: 500, eventId: [...stored.values()][0]?.event.id, timestamp: RECEIVED_AT, receivedAt: RECEIVED_AT },
    ]);
  });

  test.each([{ assigned: true }, { assigned: false, evaluated: true }])("are not looked for when the cache knows %j", async (known) => {
    const { send, evaluations, caches } = setup();
    await caches.fill(await caches.claim({ projectId: key.projectId, groupId: 500 }, 50), known);
    await send(anEvent(1));
    expect(evaluations).toEqual([]);
  });

  test("are asked for again where the queue was unwell: the event comes again, and is counted once", async () => {
    const { deliver, ports, stored, evaluations } = setup();
    const { send } = ports.ownerEvaluations;
    ports.ownerEvaluations.send = () => Promise.reject(new Unavailable("The queue"));
    expect(await deliver([anEvent(1)], false)).toMatchObject([{ status: 503 }]);
    expect(stored.size).toBe(1);
    ports.ownerEvaluations.send = send;
    expect(await deliver([anEvent(1)])).toEqual([null]);
    expect([stored.size, evaluations.length]).toEqual([1, 1]);
  });
});
