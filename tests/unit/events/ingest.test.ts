import { describe, expect, test } from "vitest";
import { NotFound, Unavailable } from "../../../core/errors.ts";
import { KEPT } from "../../../core/events/arrivals.ts";
import type { ErrorEvent, NewGroup } from "../../../core/events/event.ts";
import { groupingKeys } from "../../../core/events/grouping/keys.ts";
import { ingest } from "../../../core/events/ingest.ts";
import { OwnerEvaluation } from "../../../core/messages.ts";
import { rememberRelease as remember } from "../../../core/releases/save-release.ts";
import { countingIds, fakeEvents } from "../../support/fake-events.ts";
import { fakeIntake } from "../../support/fake-intake.ts";
import { fakeOwnerCaches } from "../../support/fake-owner-caches.ts";
import { fakeReleases } from "../../support/fake-releases.ts";
import { aGroup, fakeGroups, fakeLog, fakeSender } from "../../support/fakes.ts";
import { frame, normalized, RECEIVED_AT, thrown } from "../../support/sdk-events.ts";

const key = { organizationId: 11, projectId: 22 };
const anEvent = (id: number, message = "boom") => normalized({ event_id: String(id).padStart(32, "0"), message, level: "warning" });

function setup(race?: () => void) {
  const events = fakeEvents(race);
  const ids = countingIds(500);
  const log = fakeLog();
  const groups = fakeGroups();
  const caches = fakeOwnerCaches();
  const ownerEvaluations = fakeSender<OwnerEvaluation>();
  const { intake, refusals, ...limits } = fakeIntake();
  const owners = { ownerCaches: caches.port, ownerEvaluations };
  const releases = fakeReleases().port;
  const rememberRelease = (place: typeof key, named: { version: string; at: number }) => remember({ releases }, place, named);
  const ports = {
    releases,
    rememberRelease,
    events: events.port,
    groups: groups.port,
    ids,
    log,
    intake,
    refusals,
    ...owners,
    now: () => RECEIVED_AT,
  };
  const of = (event: ErrorEvent, place = key) => ({ v: 1 as const, ...place, event, receivedAt: RECEIVED_AT });
  /** Together, and answers what is wrong with each. */
  const sendAll = (...all: ErrorEvent[]) =>
    ingest(
      ports,
      all.map((it) => of(it)),
    );
  /** Alone, and answers where it is now. */
  const send = async (event: ErrorEvent, place = key) => {
    expect(await ingest(ports, [of(event, place)])).toEqual([null]);
    return events.stored.get(`${place.organizationId}/${place.projectId}/${event.id}`)?.groupId;
  };
  return {
    ...events,
    ...limits,
    ids,
    log,
    ports,
    groupRows: groups.rows,
    caches: caches.port,
    evaluations: ownerEvaluations.sent,
    send,
    sendAll,
  };
}

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

  test("a queue that is unwell costs no event", async () => {
    const { send, ports, stored, log } = setup();
    ports.ownerEvaluations.send = () => Promise.reject(new Unavailable("The queue"));
    expect(await send(anEvent(1))).toBe(500);
    expect([stored.size, log.lines]).toEqual([1, ["group.created", "owner_evaluation.not_sent"]]);
  });
});

describe("events that come together", () => {
  const many = (count: number, from = 1) => Array.from({ length: count }, (_, n) => anEvent(from + n));

  test("are one group with the first look of the oldest, and one transaction", async () => {
    const { sendAll, arrived, ids, evaluations } = setup();
    expect(await sendAll(...many(3))).toEqual([null, null, null]);
    expect([arrived.length, ids.taken, evaluations.length]).toEqual([1, 1, 1]);
  });

  test("of one group: the newest are kept whole, all are counted, once where one came twice", async () => {
    const { sendAll, arrived, ports } = setup();
    const all = [...many(KEPT + 15), anEvent(1)];
    await sendAll(...all);
    expect(arrived.map((it) => [it.kept.length, it.others])).toEqual([[KEPT, 15]]);
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
