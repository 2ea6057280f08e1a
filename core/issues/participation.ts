import type { Team } from "../organizations/organization.ts";

export type Subscriber = { type: "user" | "team"; id: number };

/** What one user has to do with an issue. `subscribed` is null without a wish or an act of their own. `seenAt` in ms since the epoch. */
export type Participation = {
  userId: number;
  subscribed: boolean | null;
  reason: SubscriptionReason | null;
  bookmarked: boolean;
  seenAt: number | null;
};

/** Why somebody is subscribed, as clients read it (behaviour §4.3). */
export type SubscriptionReason = "assigned" | "status_change" | "comment" | "bookmark" | "unknown";

/** Who has to do with an issue: those subscribed as its owner, and those with an act of their own. */
export type Participants = { assigned: readonly Subscriber[]; users: readonly Participation[] };

/** `at` in milliseconds since the Unix epoch; what is left out stays as it is. */
export type Wish = { userId: number; at: number; subscribed?: boolean; bookmarked?: boolean; seen?: boolean };

export const NO_PARTICIPANTS: Participants = { assigned: [], users: [] };

type Subscription = { isSubscribed: boolean; reason: SubscriptionReason | null };

/** Whether a user hears of an issue: their own wish counts first, then whether the issue is theirs or their team's. */
export function subscriptionOf(
  { assigned, users }: Participants,
  userId: number,
  teams: readonly Pick<Team, "id" | "members">[],
): Subscription {
  const own = users.find((it) => it.userId === userId);
  if (own && own.subscribed !== null) return { isSubscribed: own.subscribed, reason: own.reason };
  const isMember = (teamId: number) => teams.some((it) => it.id === teamId && it.members.includes(userId));
  const isOwner = assigned.some((it) => (it.type === "user" ? it.id === userId : isMember(it.id)));
  return { isSubscribed: isOwner, reason: isOwner ? "assigned" : null };
}

/** The users who are subscribed, each once, lowest id first; teams stand for their members. */
export function subscribedUsers(participants: Participants, teams: readonly Pick<Team, "id" | "members">[]): number[] {
  const membersOf = ({ type, id }: Subscriber) => (type === "user" ? [id] : (teams.find((it) => it.id === id)?.members ?? []));
  const candidates = new Set([...participants.assigned.flatMap(membersOf), ...participants.users.map((it) => it.userId)]);
  return [...candidates].filter((userId) => subscriptionOf(participants, userId, teams).isSubscribed).sort((a, b) => a - b);
}

/** The part of one user, after an act of theirs or of the system's. A wish of their own wins over being subscribed by an act. */
export function withUser(participants: Participants, userId: number, act: (before: Participation) => Participation): Participants {
  const before = participants.users.find((it) => it.userId === userId) ?? { ...NOTHING, userId };
  return { ...participants, users: [...participants.users.filter((it) => it.userId !== userId), act(before)] };
}

const NOTHING: Omit<Participation, "userId"> = { subscribed: null, reason: null, bookmarked: false, seenAt: null };

/** Subscribed by what the user did, unless there is a wish or an earlier act. */
export const subscribedBy =
  (reason: SubscriptionReason) =>
  (before: Participation): Participation =>
    before.subscribed === null ? { ...before, subscribed: true, reason } : before;

/** What a user wishes; what is left out stays as it is. */
export const wished =
  ({ at, subscribed, bookmarked, seen }: Omit<Wish, "userId">) =>
  (before: Participation): Participation => {
    const after = {
      ...before,
      ...(subscribed !== undefined && { subscribed, reason: "unknown" as const }),
      ...(bookmarked !== undefined && { bookmarked }),
      ...(seen !== undefined && { seenAt: seen ? at : null }),
    };
    return bookmarked && subscribed === undefined ? subscribedBy("bookmark")(after) : after;
  };
