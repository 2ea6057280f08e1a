/** What a site of Jira Cloud is made of, beside its tickets. */
export type CloudState = {
  url: string;
  cloudId: string;
  users: CloudUser[];
  /** Whose an API token is, by address and token. */
  tokens: Map<string, string>;
  projects: { id: string; key: string; name: string }[];
  /** Projects, by id, where nothing is done without a resolution. */
  strictProjects: Set<string>;
  /** One with a scope is of one project alone. */
  statuses: {
    id: string;
    name: string;
    statusCategory: { id: number; key: "new" | "indeterminate" | "done"; name: string };
    scope?: { type: "PROJECT"; project: { id: string } };
  }[];
  /** Which statuses lead to which; what is not here leads everywhere. */
  workflow: Map<string, readonly string[]>;
  webhooks: Map<string, Record<string, unknown>>;
  /** Apps that Atlassian lets know every address, by their accounts. */
  addressesFor: Set<string>;
  /** Atlassian's teams, by id; null in a site without them. */
  teams: Map<string, string> | null;
  /** By how many milliseconds its clock is ahead of ours. */
  clock: number;
  /** Entries of the history that come with a ticket; the rest has a place of its own. */
  newest: number;
  /** Writes of one ticket within two seconds, before it says no. */
  writesPerTicket: number;
};

/** Most hide their address: then nobody is shown it, and people are found by it all the same. */
export type CloudUser = {
  accountId: string;
  accountType: "atlassian" | "app" | "customer";
  displayName: string;
  email: string;
  showsEmail: boolean;
  active: boolean;
  admin: boolean;
};

export const ADA = "5b10a2844c20165700ede21f";
export const BOB = "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077";
export const CYD = "712020:0e9e07a5-7a12-4e8f-9d2b-2f6a7fd1b3c4";
export const ROBOT = "557058:0a9c6b10-robot";

const somebody = (accountId: string, displayName: string, email: string, over: Partial<CloudUser> = {}): CloudUser => ({
  ...{ accountId, displayName, email, accountType: "atlassian", showsEmail: false, active: true, admin: false },
  ...over,
});

export const newState = (): CloudState => ({
  url: "",
  cloudId: "35273b54-3f06-40d2-880f-dd28cf8daafa",
  users: [
    somebody(ADA, "Ada Admin", "ada@example.com", { admin: true, showsEmail: true }),
    somebody(BOB, "Bob Builder", "bob@example.com"),
    somebody(CYD, "Cyd Coder", "cyd@example.com"),
    somebody(ROBOT, "Automation for Jira", "robot@example.com", { accountType: "app" }),
  ],
  tokens: new Map(),
  projects: [
    { id: "10000", key: "APP", name: "Application" },
    { id: "10001", key: "OPS", name: "Operations" },
  ],
  strictProjects: new Set(["10001"]),
  statuses: [
    { id: "10002", name: "To Do", statusCategory: { id: 2, key: "new", name: "To Do" } },
    { id: "3", name: "In Progress", statusCategory: { id: 4, key: "indeterminate", name: "In Progress" } },
    { id: "10003", name: "Done", statusCategory: { id: 3, key: "done", name: "Done" } },
    { id: "10004", name: "Closed", statusCategory: { id: 3, key: "done", name: "Done" } },
  ],
  workflow: new Map(),
  webhooks: new Map(),
  addressesFor: new Set(),
  teams: new Map([
    ["36885b3c-1bf0-4f85-a357-c5b858c31de4", "Backend"],
    ["5b8ae1b4-9f5f-4ee6-8dd8-0c1b5e0e8b7a", "Frontend"],
  ]),
  clock: 0,
  newest: 100,
  writesPerTicket: 20,
});

export const cloudNow = ({ clock }: Pick<CloudState, "clock">): number => Date.now() + clock;
/** As Jira writes times. */
export const cloudTime = (milliseconds: number): string => new Date(milliseconds).toISOString().replace("Z", "+0000");

/** As every answer shows people; webhooks leave out addresses even of those who show them. */
export const showUser = ({ url }: CloudState, { accountId, accountType, displayName, email, showsEmail, active }: CloudUser) => ({
  ...{ self: `${url}/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`, accountId, accountType },
  ...{ displayName, active, timeZone: "Australia/Sydney", avatarUrls: {} },
  ...(showsEmail && { emailAddress: email }),
});
