import type { TicketLook } from "../messages.ts";
import type { Member } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Ports, Sender } from "../ports.ts";
import { lookAgain } from "../sync/look-again.ts";
import type { Links, Tickets } from "../sync/ports.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Trackers, UserMapping, UserMappings } from "../trackers/ports.ts";
import type { Account } from "../trackers/ticket.ts";

/** A member and the account it is mapped to; empty where none is. */
export type Person = { userId: number; name: string; email: string; account: string; error?: string };
/** An account that tickets belong to while nobody is known to have it. */
export type Waiting = {
  account: string;
  /** As the tracker shows it, for people to recognise. */
  name: string;
  tickets: string[];
  /** The only member of that name who has no account yet. */
  proposed?: { userId: number; name: string };
};
export type People = { people: Person[]; waiting: Waiting[]; page: { number: number; of: number } };

export const PEOPLE_PER_PAGE = 25;

/** The members of an organization by name, a page of them, with their accounts; and which accounts are waited for. */
export async function listPeople(
  {
    organizations,
    userMappings,
    links,
    tickets,
  }: { organizations: Organizations; userMappings: UserMappings; links: Links; tickets: Tickets },
  organizationId: number,
  integrationId: number,
  number: number,
): Promise<People> {
  const [members, mappings, waiting] = await Promise.all([
    organizations.members(organizationId),
    userMappings.list(organizationId, integrationId),
    accountsWaited({ links, tickets }, organizationId, integrationId),
  ]);
  const of = Math.max(1, Math.ceil(members.length / PEOPLE_PER_PAGE));
  const at = Math.min(Math.max(1, Math.trunc(number) || 1), of);
  const accountOf = (userId: number) => mappings.find((it) => it.userId === userId)?.account ?? "";
  const shown = members.sort(byName).slice((at - 1) * PEOPLE_PER_PAGE, at * PEOPLE_PER_PAGE);
  return {
    people: shown.map(({ userId, name, email }) => ({ userId, name, email, account: accountOf(userId) })),
    waiting: waiting.map((it) => ({ ...it, ...proposedFor(it, members, mappings) })),
    page: { number: at, of },
  };
}

function proposedFor({ name }: Waiting, members: readonly Member[], mappings: readonly UserMapping[]): Pick<Waiting, "proposed"> {
  const free = members.filter((it) => it.active && !mappings.some(({ userId }) => userId === it.userId));
  const [one, ...others] = free.filter((it) => it.name.toLowerCase() === name.toLowerCase());
  return one && others.length === 0 ? { proposed: { userId: one.userId, name: one.name } } : {};
}

/** The first hundred links are looked through. */
const LOOKED_THROUGH = 100;

/** Accounts that have tickets while nobody is known to have them, each with its tickets. */
export async function accountsWaited(
  { links, tickets }: { links: Links; tickets: Tickets },
  organizationId: number,
  integrationId: number,
): Promise<Waiting[]> {
  const { items } = await links.ofIntegration(organizationId, integrationId, { limit: LOOKED_THROUGH });
  const states = await tickets.known(integrationId, [...new Set(items.map((it) => it.ticketId))]);
  const waited = states.filter(({ ticketId, reasons, owner }) => {
    const of = items.filter((it) => it.ticketId === ticketId);
    return owner.shown !== null && of.some((it) => reasons[it.groupId]?.owner?.kind === "no_member");
  });
  return [...Map.groupBy(waited, (it) => it.owner.shown ?? "")].map(([account, all]) => ({
    account,
    name: all.find((it) => it.shows.owner !== null)?.shows.owner ?? account,
    tickets: all.map((it) => it.key),
  }));
}

const byName = (a: Member, b: Member): number => a.name.localeCompare(b.name, "en") || a.userId - b.userId;

/** The people with what the tracker suggests for those without an account: the one with the same address. Asks once a person. Throws TrackerFailure. */
export async function suggestAccounts(
  ports: { trackers: Trackers },
  integration: Integration,
  people: readonly Person[],
): Promise<Person[]> {
  return Promise.all(
    people.map(async (person) => {
      if (person.account !== "") return person;
      const found = await search(ports, integration, person.email);
      const same = found.find((it) => it.email?.toLowerCase() === person.email.toLowerCase());
      // Where addresses are hidden, the only one that was found by it has it.
      const [only] = found.length === 1 && found[0]?.email === null ? found : [];
      return { ...person, account: (same ?? only)?.id ?? "" };
    }),
  );
}

/**
 * Saves what changed; an emptied account is forgotten. With an error on anybody nothing is saved: an account that the tracker does not have, or
 * one that two people have. Answers the people with their errors, or null when all is saved. Throws TrackerFailure, Unavailable.
 */
export async function savePeople(
  ports: Pick<Ports, "now"> & {
    organizations: Organizations;
    userMappings: UserMappings;
    links: Links;
    tickets: Tickets;
    looks: Sender<TicketLook>;
    trackers: Trackers;
  },
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
        const found = (await search(ports, integration, account)).find((it) => it.id.toLowerCase() === account.toLowerCase());
        if (!found) errors.set(userId, `The tracker has no account "${account}".`);
        if (!members.some((it) => it.userId === userId)) errors.set(userId, "This is no member of the organization.");
        return { userId, account: found?.id ?? account };
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
  for (const mapping of wanted) await ports.userMappings.put(organizationId, integration.id, mapping);
  if (changed.length > 0) await lookAgain(ports, integration, { organizationId, cause: `mapped:${ports.now()}` });
  return null;
}

const search = async ({ trackers }: { trackers: Trackers }, integration: Integration, text: string): Promise<Account[]> =>
  (await trackers.of(integration)?.people(text)) ?? [];
