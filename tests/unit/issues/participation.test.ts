import { describe, expect, test } from "vitest";
import { type Participants, subscribedBy, subscribedUsers, subscriptionOf, wished, withUser } from "../../../core/issues/participation.ts";

const team = { id: 31, members: [7, 8] };
const of = (over: Partial<Participants>): Participants => ({ assigned: [], users: [], ...over });
const user = (userId: number, subscribed: boolean | null) => ({ userId, subscribed, reason: null, bookmarked: false, seenAt: null });

describe("who hears of an issue", () => {
  test.each([
    ["nobody of an unassigned one", of({}), false],
    ["its owner", of({ assigned: [{ type: "user", id: 7 }] }), true],
    ["a member of the team it belongs to", of({ assigned: [{ type: "team", id: 31 }] }), true],
    ["nobody of another team", of({ assigned: [{ type: "team", id: 32 }] }), false],
    ["who subscribed", of({ users: [user(7, true)] }), true],
    ["not an owner who does not want to", of({ assigned: [{ type: "user", id: 7 }], users: [user(7, false)] }), false],
    ["who only saw it: no", of({ users: [user(7, null)] }), false],
  ])("%s", (_, participants, expected) => {
    expect(subscriptionOf(participants, 7, [team]).isSubscribed).toBe(expected);
    expect(subscribedUsers(participants, [team]).includes(7)).toBe(expected);
  });

  test("each person once, though twice subscribed", () => {
    const participants = of({
      assigned: [
        { type: "team", id: 31 },
        { type: "user", id: 8 },
      ],
      users: [user(8, true), user(7, false)],
    });
    expect(subscribedUsers(participants, [team])).toEqual([8]);
  });
});

describe("what a user does", () => {
  test("subscribes, keeps an unsubscription, and a bookmark subscribes too", () => {
    const acted = withUser(of({}), 7, subscribedBy("status_change"));
    expect(subscriptionOf(acted, 7, [])).toEqual({ isSubscribed: true, reason: "status_change" });
    const left = withUser(acted, 7, wished({ at: 5, subscribed: false }));
    expect(subscriptionOf(withUser(left, 7, subscribedBy("status_change")), 7, [])).toMatchObject({ isSubscribed: false });
    expect(withUser(left, 7, wished({ at: 6, bookmarked: true })).users).toEqual([
      { userId: 7, subscribed: false, reason: "unknown", bookmarked: true, seenAt: null },
    ]);
    expect(withUser(of({}), 7, wished({ at: 6, bookmarked: true, seen: true })).users).toEqual([
      { userId: 7, subscribed: true, reason: "bookmark", bookmarked: true, seenAt: 6 },
    ]);
  });
});
