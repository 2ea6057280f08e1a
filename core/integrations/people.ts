import { credentialsOf } from "../jira-server/credentials.ts";
import type { JiraUser } from "../jira-server/ports.ts";
import type { Member } from "../organizations/organization.ts";
import type { Ports } from "../ports.ts";
import type { Integration } from "../sync/integration.ts";
import { mapUser } from "../sync/map-user.ts";

/** A member and the account it is mapped to; empty where none is. */
export type Person = { userId: number; name: string; email: string; account: string; error?: string };
/** An account that tickets belong to while nobody is known to have it. */
export type Waiting = { account: string; tickets: string[] };
export type People = { people: Person[]; waiting: Waiting[]; page: { number: number; of: number } };

export const PEOPLE_PER_PAGE = 25;

/** The members of an organization by name, a page of them, with their accounts; and which accounts are waited for. */
export async function listPeople(
  { organizations, userMappings }: Pick<Ports, "organizations" | "userMappings">,
  organizationId: number,
  integrationId: number,
  number: number,
): Promise<People> {
  const [members, mappings, pending] = await Promise.all([
    organizations.members(organizationId),
    userMappings.list(organizationId, integrationId),
    userMappings.waiting(organizationId, integrationId),
  ]);
  const of = Math.max(1, Math.ceil(members.length / PEOPLE_PER_PAGE));
  const at = Math.min(Math.max(1, Math.trunc(number) || 1), of);
  const accountOf = (userId: number) => mappings.find((it) => it.userId === userId)?.account ?? "";
  const shown = members.sort(byName).slice((at - 1) * PEOPLE_PER_PAGE, at * PEOPLE_PER_PAGE);
  const waiting = [...Map.groupBy(pending, (it) => it.account)].map(([account, all]) => ({ account, tickets: all.map((it) => it.key) }));
  return {
    people: shown.map(({ userId, name, email }) => ({ userId, name, email, account: accountOf(userId) })),
    waiting,
    page: { number: at, of },
  };
}

const byName = (a: Member, b: Member): number => a.name.localeCompare(b.name, "en") || a.userId - b.userId;

/** The people with what Jira suggests for those without an account: the one with the same address. Asks once a person. Throws JiraFailure. */
export async function suggestAccounts(
  ports: Pick<Ports, "jiraServer" | "seal">,
  integration: Integration,
  people: readonly Person[],
): Promise<Person[]> {
  return Promise.all(
    people.map(async (person) => {
      if (person.account !== "") return person;
      const found = await search(ports, integration, person.email);
      return { ...person, account: found.find((it) => it.email?.toLowerCase() === person.email.toLowerCase())?.name ?? "" };
    }),
  );
}

/**
 * Saves what changed; an emptied account is forgotten. With an error on anybody nothing is saved: an account that Jira does not have, or
 * one that two people have. Answers the people with their errors, or null when all is saved. Throws JiraFailure, Unavailable.
 */
export async function savePeople(
  ports: Pick<Ports, "organizations" | "userMappings" | "issueChanges" | "jiraServer" | "seal">,
  { integration, organizationId }: { integration: Integration; organizationId: number },
  typed: readonly { userId: number; account: string }[],
): Promise<Map<number, string> | null> {
  const [members, mappings] = await Promise.all([
    ports.organizations.members(organizationId),
    ports.userMappings.list(organizationId, integration.id),
  ]);
  const before = new Map(mappings.map((it) => [it.userId, it.account]));
  const changed = typed.filter(({ userId, account }) => account !== (before.get(userId) ?? ""));
  const errors = new Map<number, string>();
  const wanted = await Promise.all(
    changed
      .filter((it) => it.account !== "")
      .map(async ({ userId, account }) => {
        const found = (await search(ports, integration, account)).find((it) => it.name.toLowerCase() === account.toLowerCase());
        if (!found) errors.set(userId, `Jira has no account "${account}".`);
        if (!members.some((it) => it.userId === userId)) errors.set(userId, "This is no member of the organization.");
        return { userId, account: found?.name ?? account };
      }),
  );
  const after = new Map(before);
  for (const { userId } of changed) after.delete(userId);
  for (const { userId, account } of wanted) {
    if ([...after.values()].includes(account)) errors.set(userId, `Somebody else has the account "${account}".`);
    after.set(userId, account);
  }
  if (errors.size > 0) return errors;
  for (const { userId, account } of changed) {
    const had = before.get(userId);
    if (account === "" && had) await ports.userMappings.remove(organizationId, integration.id, had);
  }
  for (const mapping of wanted) await mapUser(ports, { integration, organizationId }, mapping);
  return null;
}

async function search(
  { jiraServer, seal }: Pick<Ports, "jiraServer" | "seal">,
  integration: Integration,
  text: string,
): Promise<JiraUser[]> {
  const credentials = credentialsOf({ seal }, integration);
  return credentials ? jiraServer.searchUsers(integration.site, credentials, text) : [];
}
