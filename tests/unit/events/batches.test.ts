import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NotFound, Unavailable } from "../../../core/errors.ts";
import { KEPT } from "../../../core/events/arrivals.ts";
import { aGroup } from "../../support/fakes.ts";
import { anEvent, key, setUpIngest as setup } from "../../support/ingesting.ts";
import { RECEIVED_AT } from "../../support/sdk-events.ts";

describe("events that come together", () => {
  const many = (count: number, from = 1) => Array.from({ length: count }, (_, n) => anEvent(from + n));

  test("are one group with the first look of the oldest, and one transaction", async () => {
    const { sendAll, arrived, ids, evaluations } = setup();
    expect(await sendAll(...many(3))).toEqual([null, null, null]);
    expect([arrived.length, ids.taken, evaluations.length]).toEqual([1, 1, 1]);
  });

  test("are in a group that the oldest of them made", async () => {
    const { sendAll, groups } = setup();
    await sendAll({ ...anEvent(1), timestamp: RECEIVED_AT + 5 }, { ...anEvent(2), timestamp: RECEIVED_AT - 5 });
    expect([...groups.values()].map((it) => it.firstSeen)).toEqual([RECEIVED_AT - 5]);
  });

  test("of one group: the newest are kept whole, all are counted, once where one came twice", async () => {
    const { sendAll, arrived, ports } = setup();
    const all = [...many(KEPT + 15), anEvent(1)];
    await sendAll(...all);
    expect(arrived.map((it) => [it.kept.length, it.others.length])).toEqual([[KEPT, 15]]);
    expect(await ports.events.countSince(11, 500, 0, 1_000)).toBe(KEPT + 15);
    expect(arrived[0]?.kept.map((it) => it.event.id)).toEqual(
      all
        .slice(15, -1)
        .map((it) => it.id)
        .reverse(),
    );
  });

  test("that are there already make room for others, so that none is lost and no kept one counted twice", async () => {
    const { sendAll, ports } = setup();
    await sendAll(...many(KEPT, 10));
    await sendAll(...many(9), ...many(KEPT, 10));
    expect(await ports.events.countSince(11, 500, 0, 1_000)).toBe(KEPT + 9);
  });

  test("of which one is there already, which nobody could foresee, are all stored", async () => {
    const { sendAll, ports } = setup();
    await sendAll(anEvent(1));
    await sendAll(anEvent(1), anEvent(2), anEvent(3));
    expect(await ports.events.countSince(11, 500, 0, 1_000)).toBe(3);
  });

  test("count once each, in whatever batches they are delivered, and however often", async () => {
    const batches = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        const { deliver, ports } = setup();
        for (const batch of all) expect(await deliver(batch.map((n) => anEvent(n)))).toEqual(batch.map(() => null));
        expect(await ports.events.countSince(11, 500, 0, 1_000)).toBe(new Set(all.flat()).size);
      }),
    );
  });

  test("of several groups and projects fail each for itself, and come again", async () => {
    const { ports, sendAll, stored } = setup();
    await sendAll(anEvent(1, "good"), anEvent(2, "bad"));
    const down = new Unavailable("The database");
    const store = ports.events.store;
    ports.events.store = (it) => (it.groupId === 501 ? Promise.reject(down) : store(it));
    expect(await sendAll(anEvent(3, "bad"), anEvent(4, "good"), anEvent(5, "bad"))).toEqual([down, null, down]);
    ports.events.store = store;
    await sendAll(anEvent(3, "bad"), anEvent(5, "bad"));
    expect(stored.size).toBe(5);
  });

  test("where nothing can be looked up all come again", async () => {
    const { ports, sendAll } = setup();
    const down = new Unavailable("The database");
    ports.events.groupsByHashes = () => Promise.reject(down);
    expect(await sendAll(anEvent(1), anEvent(2, "other"))).toEqual([down, down]);
  });

  test("whose group cannot be made come again; those of a project that is gone do not", async () => {
    const { ports, sendAll } = setup();
    const down = new Unavailable("The database");
    ports.events.createGroup = () => Promise.reject(down);
    expect(await sendAll(anEvent(1), anEvent(2))).toEqual([down, down]);
    ports.events.createGroup = () => Promise.reject(new NotFound());
    expect(await sendAll(anEvent(1))).toEqual([null]);
  });

  test("are stored once their releases are known, and come again where those cannot be", async () => {
    const { ports, sendAll } = setup();
    const order: string[] = [];
    const store = ports.events.store;
    ports.events.store = (it) => {
      order.push("stored");
      return store(it);
    };
    ports.rememberRelease = async (_, { version }) => void order.push(version);
    const of = (id: number) => ({ ...anEvent(id), release: "web@1.0.0" });
    await sendAll(of(1));
    expect(order).toEqual(["web@1.0.0", "stored"]);
    const down = new Unavailable("The database");
    ports.rememberRelease = () => Promise.reject(down);
    expect(await sendAll(of(2))).toEqual([down]);
    ports.rememberRelease = () => Promise.reject(new NotFound());
    expect(await sendAll(of(3))).toEqual([null]);
  });

  test("of a group that was merged meanwhile go where it went; of a project that is gone nowhere", async () => {
    const { ports, send, sendAll, groups, stored } = setup();
    await send(anEvent(1));
    const store = ports.events.store;
    ports.events.store = (it) => {
      if (it.groupId === 500) for (const [at, group] of groups) groups.set(at, { ...group, id: 600 });
      return store(it);
    };
    expect(await sendAll(anEvent(2))).toEqual([null]);
    expect([...stored.values()].at(-1)?.groupId).toBe(600);
    ports.events.store = () => Promise.reject(new NotFound());
    expect(await sendAll(anEvent(3))).toEqual([null]);
    expect(stored.size).toBe(2);
  });
});

describe("new issues", () => {
  test("beyond those of a minute are counted as refused; what is known goes on", async () => {
    const { state, refused, sendAll, stored } = setup();
    state.mostNewIssues = 1;
    expect(await sendAll(anEvent(1, "one"), anEvent(2, "two"), anEvent(3, "three"), anEvent(4, "one"))).toEqual([null, null, null, null]);
    expect(await sendAll(anEvent(5, "one"))).toEqual([null]);
    expect([...stored.values()].map((it) => it.title)).toEqual(["one", "one", "one"]);
    expect(refused).toEqual([[22, "newIssues", 2]]);
  });
});

test("a resolved issue is back also where the newest event is of a release that does not bring it back", async () => {
  const { send, sendAll, groupRows } = setup();
  const of = (id: number, release: string, at: number) => ({ ...anEvent(id), release, timestamp: RECEIVED_AT + at });
  await send(of(1, "web@1.0.0", 0));
  const place = { ...key, title: "boom" };
  const state = { status: "resolved", statusDetails: { type: "in_release", release: "web@2.0.0" } } as const;
  groupRows.set(500, aGroup(500, place, { ...state, substatus: null, statusSourceTime: RECEIVED_AT }));
  await sendAll(of(2, "web@1.0.0", 10));
  expect(groupRows.get(500)?.state.status).toBe("resolved");
  await sendAll(of(3, "web@2.0.0", 10), of(4, "web@1.0.0", 20));
  expect(groupRows.get(500)?.state).toMatchObject({ status: "unresolved", substatus: "regressed" });
});
