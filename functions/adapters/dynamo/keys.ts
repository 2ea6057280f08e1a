/**
 * Every key of the one table, in one place; docs/data-model.md lists them with their access patterns and a test compares the two.
 * What belongs to a tenant leads with its organization. The few that do not are what leads to a tenant: a token, a key, a slug,
 * an address, an integration.
 */
export type Key = { pk: string; sk: string };
const key = (pk: string, sk: string): Key => ({ pk, sk });
const padded = (value: number) => String(value).padStart(16, "0");

const organizationPk = (organizationId: number) => `ORG#${organizationId}`;
const projectPk = (organizationId: number, projectId: number) => `ORG#${organizationId}#PROJECT#${projectId}`;
const groupPk = (organizationId: number, groupId: number) => `ORG#${organizationId}#GROUP#${groupId}`;
const ticketPk = (organizationId: number, integrationId: number, ticketId: string) =>
  `ORG#${organizationId}#TICKET#${integrationId}#${ticketId}`;
const peoplePk = (organizationId: number, integrationId: number) => `ORG#${organizationId}#PEOPLE#${integrationId}`;
const emailPk = (organizationId: number, email: string) => `ORG#${organizationId}#EMAIL#${email.toLowerCase()}`;
const integrationPk = (provider: string, externalId: string) => `INTEGRATION#${provider}#${externalId}`;

/** Sort keys that there is one of in a partition. */
export const sortKeys = {
  group: "GROUP",
  integration: "INTEGRATION",
  ownership: "OWNERSHIP",
  state: "STATE",
  subscriptions: "SUBSCRIPTIONS",
  ticket: "TICKET",
  token: "TOKEN",
  users: "USERS",
} as const;

/** How sort keys begin that there are many of. */
export const prefixes = {
  account: "ACCOUNT#",
  activity: "ACTIVITY#",
  alert: "ALERT#",
  alertRule: "ALERT_RULE#",
  change: "CHANGE#",
  chatAccount: "CHAT_ACCOUNT#",
  chatUser: "CHAT_USER#",
  counted: "COUNTED#",
  deletion: "DELETION#",
  email: "EMAIL#",
  event: "EVENT#",
  eventId: "EVENT_ID#",
  givenUp: "GIVEN_UP#",
  guild: "GUILD#",
  hash: "HASH#",
  integration: "INTEGRATION#",
  invalidation: "INVALIDATION#",
  key: "KEY#",
  link: "LINK#",
  member: "MEMBER#",
  participation: "PARTICIPATION#",
  pipeline: "PIPELINE#",
  organization: "ORG#",
  posted: "POSTED#",
  project: "PROJECT#",
  shortId: "SHORT_ID#",
  tagged: "TAG#",
  tagValues: "TAGS#",
  team: "TEAM#",
  token: "TOKEN#",
} as const;

export const keys = {
  // What leads to a tenant, and the number of the format
  format: () => key("FORMAT", "FORMAT"),
  token: (sha256: string) => key(`TOKEN#${sha256}`, sortKeys.token),
  signInLink: (sha256: string) => key(`SIGN_IN#${sha256}`, "SIGN_IN"),
  organizationSlug: (slug: string) => key(`ORG_SLUG#${slug}`, "ORG_SLUG"),
  publicKey: (publicKey: string) => key(`KEY#${publicKey}`, "KEY"),
  user: (userId: number) => key(`USER#${userId}`, "USER"),
  userEmail: (userId: number, email: string) => key(`USER#${userId}`, `${prefixes.email}${email.toLowerCase()}`),
  userAddress: (email: string) => key(`EMAIL#${email.toLowerCase()}`, "EMAIL"),
  integration: (provider: string, externalId: string) => key(integrationPk(provider, externalId), sortKeys.integration),
  installation: (provider: string, externalId: string, organizationId: number) =>
    key(integrationPk(provider, externalId), `ORG#${organizationId}`),
  watched: (provider: string, externalId: string) => key("TRACKERS", `${provider}#${externalId}`),
  linkCode: (sha256: string) => key(`LINK_CODE#${sha256}`, "LINK_CODE"),
  guildInstallation: (guildId: string, organizationId: number) => key(`GUILD#${guildId}`, `${prefixes.organization}${organizationId}`),
  /** What is known of a ticket is a fact about its tracker: an item for all organizations that have linked it. */
  ticket: (integrationId: number, ticketId: string) => key(`TRACKER#${integrationId}#TICKET#${ticketId}`, sortKeys.ticket),

  // Organization
  organization: (organizationId: number) => key(organizationPk(organizationId), "ORG"),
  member: (organizationId: number, userId: number) => key(organizationPk(organizationId), `${prefixes.member}${userId}`),
  memberEmail: (organizationId: number, email: string, userId: number) =>
    key(emailPk(organizationId, email), `${prefixes.member}${userId}`),
  team: (organizationId: number, teamId: number) => key(organizationPk(organizationId), `${prefixes.team}${teamId}`),
  teamSlug: (organizationId: number, slug: string) => key(organizationPk(organizationId), `TEAM_SLUG#${slug}`),
  project: (organizationId: number, projectId: number) => key(organizationPk(organizationId), `${prefixes.project}${projectId}`),
  projectSlug: (organizationId: number, slug: string) => key(organizationPk(organizationId), `PROJECT_SLUG#${slug}`),
  organizationToken: (organizationId: number, tokenId: number) => key(organizationPk(organizationId), `${prefixes.token}${tokenId}`),
  organizationIntegration: (organizationId: number, integrationId: number) =>
    key(organizationPk(organizationId), `${prefixes.integration}${integrationId}`),
  guild: (organizationId: number, guildId: string) => key(organizationPk(organizationId), `${prefixes.guild}${guildId}`),
  givenUp: (organizationId: number, time: number, messageId: string) =>
    key(organizationPk(organizationId), `${prefixes.givenUp}${padded(time)}#${messageId}`),
  chatAccount: (organizationId: number, account: string) => key(organizationPk(organizationId), `${prefixes.chatAccount}${account}`),
  chatUser: (organizationId: number, userId: number) => key(organizationPk(organizationId), `${prefixes.chatUser}${userId}`),
  deletion: (organizationId: number, projectId: number) => key(organizationPk(organizationId), `${prefixes.deletion}${projectId}`),
  pipeline: (organizationId: number, browser: string, pipelineId: string) =>
    key(`${organizationPk(organizationId)}#BROWSER#${browser}`, `${prefixes.pipeline}${pipelineId}`),
  oauthSetUp: (organizationId: number, browser: string, id: string) =>
    key(`${organizationPk(organizationId)}#BROWSER#${browser}`, `OAUTH#${id}`),
  auditEntry: (organizationId: number, time: number, entryId: string) =>
    key(`${organizationPk(organizationId)}#AUDIT`, `${padded(time)}#${entryId}`),
  shortId: (organizationId: number, shortId: string) => key(organizationPk(organizationId), `${prefixes.shortId}${shortId.toUpperCase()}`),
  change: (organizationId: number, changeId: string) => key(`${organizationPk(organizationId)}#CHANGES`, `${prefixes.change}${changeId}`),

  // Project
  projectKey: (organizationId: number, projectId: number, keyId: string) =>
    key(projectPk(organizationId, projectId), `${prefixes.key}${keyId}`),
  notificationSetting: (organizationId: number, projectId: number, userId: number) =>
    key(projectPk(organizationId, projectId), `NOTIFICATION#${userId}`),
  alertRule: (organizationId: number, projectId: number, ruleId: string) =>
    key(projectPk(organizationId, projectId), `${prefixes.alertRule}${ruleId}`),
  ownership: (organizationId: number, projectId: number) => key(projectPk(organizationId, projectId), sortKeys.ownership),
  rules: (organizationId: number, projectId: number, fileId: number, version: number, piece: number) =>
    key(projectPk(organizationId, projectId), `RULES#${fileId}#${version}#${piece}`),
  invalidation: (organizationId: number, projectId: number, invalidationId: string) =>
    key(projectPk(organizationId, projectId), `${prefixes.invalidation}${invalidationId}`),
  release: (organizationId: number, projectId: number, version: string) => key(projectPk(organizationId, projectId), `RELEASE#${version}`),
  newestRelease: (organizationId: number, projectId: number) => key(projectPk(organizationId, projectId), "NEWEST_RELEASE"),
  hash: (organizationId: number, projectId: number, hash: string) => key(projectPk(organizationId, projectId), `${prefixes.hash}${hash}`),
  eventId: (organizationId: number, projectId: number, eventId: string) =>
    key(projectPk(organizationId, projectId), `${prefixes.eventId}${eventId}`),
  counted: (organizationId: number, projectId: number, second: number) =>
    key(projectPk(organizationId, projectId), `${prefixes.counted}${padded(second)}`),

  // Group
  group: (organizationId: number, groupId: number) => key(groupPk(organizationId, groupId), sortKeys.group),
  groupState: (organizationId: number, groupId: number) => key(groupPk(organizationId, groupId), sortKeys.state),
  activity: (organizationId: number, groupId: number, version: number) =>
    key(groupPk(organizationId, groupId), `${prefixes.activity}${padded(version)}`),
  history: (organizationId: number, groupId: number, version: number) =>
    key(groupPk(organizationId, groupId), `HISTORY#${padded(version)}`),
  merged: (organizationId: number, groupId: number) => key(groupPk(organizationId, groupId), "MERGED"),
  owners: (organizationId: number, groupId: number) => key(groupPk(organizationId, groupId), "OWNERS"),
  subscriptions: (organizationId: number, groupId: number) => key(groupPk(organizationId, groupId), sortKeys.subscriptions),
  participation: (organizationId: number, groupId: number, userId: number) =>
    key(groupPk(organizationId, groupId), `${prefixes.participation}${userId}`),
  users: (organizationId: number, groupId: number) => key(groupPk(organizationId, groupId), sortKeys.users),
  tagValues: (organizationId: number, groupId: number, tag: string) => key(groupPk(organizationId, groupId), `${prefixes.tagValues}${tag}`),
  tagged: (organizationId: number, groupId: number, tag: string, value: string) =>
    key(groupPk(organizationId, groupId), `${prefixes.tagged}${tag}=${value}`),
  alert: (organizationId: number, groupId: number, ruleId: string) => key(groupPk(organizationId, groupId), `${prefixes.alert}${ruleId}`),
  posted: (organizationId: number, groupId: number, channelId: string, messageId: string) =>
    key(groupPk(organizationId, groupId), `${prefixes.posted}${channelId}#${messageId}`),
  escalation: (organizationId: number, groupId: number) => key(groupPk(organizationId, groupId), "ESCALATION"),
  sentForm: (organizationId: number, groupId: number, formId: string) => key(groupPk(organizationId, groupId), `SENT#${formId}`),
  event: (organizationId: number, groupId: number, timestamp: number, eventId: string) =>
    key(groupPk(organizationId, groupId), `${prefixes.event}${padded(timestamp)}#${eventId}`),
  groupLink: (organizationId: number, groupId: number, integrationId: number, ticketId: string) =>
    key(groupPk(organizationId, groupId), `${prefixes.link}${integrationId}#${ticketId}`),

  // Ticket
  ticketLink: (organizationId: number, integrationId: number, ticketId: string, groupId: number) =>
    key(ticketPk(organizationId, integrationId, ticketId), `${prefixes.link}${groupId}`),

  // People of a tracker
  mappedAccount: (organizationId: number, integrationId: number, account: string) =>
    key(peoplePk(organizationId, integrationId), `${prefixes.account}${account}`),
  mappedUser: (organizationId: number, integrationId: number, userId: number) =>
    key(peoplePk(organizationId, integrationId), `USER#${userId}`),

  // Records
  analyticsEvent: (organizationId: number, eventId: string) => key(`ORG#${organizationId}#ANALYTICS#${eventId}`, "EVENT"),
};

/** Whose a partition is: `ORG#{organization}`, with what is behind it. */
export const organizationOf = (pk: string): number => Number(pk.split("#")[1]);

/** The id behind a prefix. */
export const idOf = (sk: string): number => Number(sk.split("#")[1]);

/** When an event was, by its sort key. */
export const eventTimeOf = (sk: string): number => Number(sk.split("#")[1]);

/** Keys of index gsi1: newest first within a project, or within an organization; tickets of a tracker by when they are to be looked at. */
export const indexed = {
  groups: (organizationId: number, projectId: number) => `${projectPk(organizationId, projectId)}#GROUPS`,
  status: (organizationId: number, projectId: number, status: string) => `${projectPk(organizationId, projectId)}#STATUS#${status}`,
  /** In index gsi2, which is in the same order. */
  owner: (organizationId: number, projectId: number, owner: { type: string; id: number } | null) =>
    `${projectPk(organizationId, projectId)}#OWNER#${owner ? `${owner.type}#${owner.id}` : "none"}`,
  tag: (organizationId: number, projectId: number, tag: string, value: string) =>
    `${projectPk(organizationId, projectId)}#TAG#${tag}=${value}`,
  events: (organizationId: number, projectId: number) => `${projectPk(organizationId, projectId)}#EVENTS`,
  releases: (organizationId: number, projectId: number) => `${projectPk(organizationId, projectId)}#RELEASES`,
  analytics: (organizationId: number, type: string) => `${organizationPk(organizationId)}#ANALYTICS#${type}`,
  links: (organizationId: number, integrationId: number) => `${organizationPk(organizationId)}#INTEGRATION#${integrationId}#LINKS`,
  due: (integrationId: number) => `TRACKER#${integrationId}#DUE`,
  /** In index gsi2: what is committed and was not relayed yet, in parts that are written at the same time. */
  outbox: (part: number) => `OUTBOX#${part}`,
  time: (milliseconds: number, tieBreaker: string | number) => `${padded(milliseconds)}#${tieBreaker}`,
};

/** What `indexed.time` put together: milliseconds and the tie-breaker. */
export function readTime(sortKey: string): [number, string] {
  const [time = "", tieBreaker = ""] = sortKey.split("#");
  return [Number(time), tieBreaker];
}

/** A key as one text, for what has to name an item and know nothing of keys; neither half has a space in it. */
export const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
export function keyNamed(name: string): Key {
  const [pk = "", sk = ""] = name.split(" ");
  return { pk, sk };
}

/** Ids put together, none of which has a `#` in it, and taken apart again. */
export const placeOf = (...ids: string[]): string => ids.join("#");
export const partsIn = (place: string): string[] => place.split("#");
