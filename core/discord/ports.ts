import type { GroupWithState } from "../issues/ports.ts";
import type { Member, Team } from "../organizations/organization.ts";
import type { AlertRule } from "./alert-rule.ts";
import type { Embed, Row } from "./reply.ts";

/** A server as one organization has it. `roles`: who may act in a channel, by its id; everybody linked where it is not named. */
export type Guild = { guildId: string; organizationId: number; name: string; roles: Record<string, string[]>; installedAt: number };

export type Guilds = {
  /** As it is now. */
  find(organizationId: number, guildId: string): Promise<Guild | null>;
  list(organizationId: number): Promise<Guild[]>;
  /** The organizations that have this server, lowest first. */
  organizationsOf(guildId: string): Promise<number[]>;
  put(guild: Guild, by: number): Promise<void>;
  remove(guild: Guild, how: { by: number; at: number }): Promise<void>;
};

/** Which account of Discord is which user, in one organization. */
export type ChatAccounts = {
  find(organizationId: number, account: string): Promise<number | null>;
  /** The accounts of these users, by user. One request for each hundred. */
  ofUsers(organizationId: number, userIds: readonly number[]): Promise<Map<number, string>>;
  /** Of an account and of a user there is one each: an earlier one of either is replaced. */
  put(organizationId: number, account: string, userId: number): Promise<void>;
  remove(organizationId: number, account: string): Promise<void>;
};

/** Where somebody pressed, and whom they chose: an account, or a team. */
export type PressPlace = {
  organizationId: number;
  guildId: string;
  groupId: number;
  account: string;
  chosen: string | null;
  teamId: number | null;
};
/** What it takes to do what was pressed; `linked` where the account is somebody's, who need not be a member any more. */
export type PressRead = {
  guild: Guild | null;
  issue: GroupWithState | null;
  linked: boolean;
  presser: Member | null;
  chosen: Member | null;
  team: Team | null;
};
/** One read for an account that this function has seen lately, two otherwise. */
export type ReadPress = (place: PressPlace) => Promise<PressRead>;

/** What an address to link with stands for; `expiresAt` in seconds since the Unix epoch. */
export type LinkCode = { account: string; name: string; guildId: string; expiresAt: number };
export type LinkCodes = {
  put(codeHash: string, code: LinkCode): Promise<void>;
  see(codeHash: string, nowSeconds: number): Promise<LinkCode | null>;
  /** Taken away and answered in one step, so once. */
  take(codeHash: string, nowSeconds: number): Promise<LinkCode | null>;
};

/** A message about an issue. `shown` is the version of the issue that it shows, `told` that of the newest line under it; `failure` why it is not followed any more, in words. */
export type Posted = {
  organizationId: number;
  projectId: number;
  groupId: number;
  guildId: string;
  channelId: string;
  messageId: string;
  /** Where the lines under it go: a message's thread has its id; null where there is none yet. */
  threadId: string | null;
  tags: [string, string][];
  via: string;
  shown: number;
  told: number;
  failure: string | null;
};

export type GivenUp = Pick<Posted, "groupId" | "guildId" | "channelId" | "via"> & { shortId: string; failure: string; at: number };

/** `at` and `window` in ms. */
export type Claim = { ruleId: string; cause: string; at: number; window: number };

export type PostedMessages = {
  ofGroup(organizationId: number, groupId: number): Promise<Posted[]>;
  /** What came of a claim: it is not claimed again. */
  put(message: Posted, claim: Pick<Claim, "ruleId" | "cause">): Promise<void>;
  update(message: Posted, set: Partial<Pick<Posted, "shown" | "told" | "threadId">>): Promise<void>;
  /** It is not followed any more, which stays to be seen for a month. `at` in ms since the Unix epoch. */
  giveUp(message: Posted, why: { shortId: string; failure: string; at: number }): Promise<void>;
  /** The newest ones of an organization. */
  givenUp(organizationId: number, limit: number): Promise<GivenUp[]>;
  /**
   * Whether a rule may tell of an issue because of this cause: for the first cause in a window of so many milliseconds, and again for that
   * same cause until a message came of it, so that what was interrupted goes on.
   */
  claim(organizationId: number, groupId: number, claim: Claim): Promise<boolean>;
};

export type AlertRules = {
  list(organizationId: number, projectId: number): Promise<AlertRule[]>;
  put(organizationId: number, projectId: number, rule: AlertRule): Promise<void>;
  remove(organizationId: number, projectId: number, ruleId: string): Promise<void>;
  /** Why it could not post the last time, in words; null when it could. */
  note(organizationId: number, projectId: number, ruleId: string, failure: string | null): Promise<void>;
};

export type MessageBody = { content?: string; embeds?: Embed[]; components?: Row[]; allowed_mentions: { parse: never[] } };
export type Channel = { id: string; type: number; guildId: string | null; name: string };

/**
 * Discord itself. Every method throws DiscordRefused where asking again gives the same answer and Unavailable, with when to ask again,
 * where it does not. A `nonce` (25 characters at most) makes a message the same one, however often it is sent within some minutes.
 */
export type Discord = {
  answer(token: string, body: MessageBody): Promise<void>;
  post(channelId: string, body: MessageBody, nonce: string): Promise<{ id: string }>;
  /** A post of a forum channel, which is a thread of its own. */
  postInForum(channelId: string, name: string, body: MessageBody): Promise<{ id: string }>;
  edit(channelId: string, messageId: string, body: MessageBody): Promise<void>;
  /** The thread of a message; the one that it has already, where it has one. */
  thread(channelId: string, messageId: string, name: string): Promise<string>;
  channel(channelId: string): Promise<Channel>;
  guild(guildId: string): Promise<{ id: string; name: string }>;
  /** Our own permissions in a server, as Discord's bits. */
  permissions(guildId: string): Promise<bigint>;
  registerCommands(commands: readonly { name: string; description: string; type: 1 }[]): Promise<void>;
  leave(guildId: string): Promise<void>;
  /** The server that somebody added us to: what a code of the way there stands for. */
  exchange(code: string, redirectUri: string): Promise<{ guildId: string }>;
};
