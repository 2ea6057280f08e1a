import type { Team } from "../../../core/organizations/organization.ts";
import type { Rosters } from "../../../core/organizations/ports.ts";
import type { Change, RosterProject } from "../../../core/organizations/roster.ts";
import { rosterNews } from "../../../core/relay/roster-news.ts";
import { changeIfSame, create, remove, removeIfSame } from "./compare.ts";
import { keys } from "./keys.ts";
import { memberWrites } from "./member-items.ts";
import { changeItem } from "./outbox-items.ts";
import { tokenItems } from "./token-writes.ts";
import { transact, type Write } from "./transact.ts";

/** docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MOST = 100;
/** One of them tells of the others. */
const MOST_CHANGES = MOST - 1;

export const rosters: Rosters = {
  async write(organizationId, { projects, teams, members, revoked }) {
    const people = await Promise.all(members.map((it) => memberWrites(organizationId, it)));
    const changes = [
      ...projects.flatMap((it) => projectWrites(organizationId, it)),
      ...teams.flatMap((it) => (it.after ? teamWrites(organizationId, it) : [])),
      ...people.flatMap((it) => it.kept),
    ];
    const removals = [...teams.flatMap((it) => (it.after ? [] : teamWrites(organizationId, it))), ...people.flatMap((it) => it.gone)];
    // Tokens first: what is interrupted between two transactions has rather ended one too many.
    const all = [...(await revocations(organizationId, revoked)), ...changes, ...removals];
    const news = rosterNews({ teams, members });
    for (let at = 0; at < all.length; at += MOST_CHANGES) {
      const isLast = at + MOST_CHANGES >= all.length;
      // Who is gone or found is so by the last of them.
      const told = news && (isLast ? news : { ...news, gone: [], found: false });
      const item = told ? [changeItem(organizationId, { kind: "roster", ...told })] : [];
      const failed = await transact([...all.slice(at, at + MOST_CHANGES), ...item]);
      if (failed.length > 0) return false;
    }
    return true;
  },
};

/** Whether there is a project is not decided here: one that comes or goes is written by its own flow. */
function projectWrites(organizationId: number, { before, after }: Change<RosterProject>): Write[] {
  if (!before || !after) return [];
  const { id, revision } = before;
  const was = { revision, deletedAt: undefined };
  return [changeIfSame(keys.project(organizationId, id), was, { teams: after.teams, revision: (revision ?? 0) + 1 })];
}

function teamWrites(organizationId: number, { before, after }: Change<Team>): Write[] {
  const slug = (team: Team) => keys.teamSlug(organizationId, team.slug);
  if (before === null) return [create(keys.team(organizationId, after.id), after), create(slug(after), { teamId: after.id })];
  const Key = keys.team(organizationId, before.id);
  const { revision } = before;
  if (after === null) return [remove(slug(before)), removeIfSame(Key, { revision })];
  const renamed = before.slug === after.slug ? [] : [create(slug(after), { teamId: after.id }), remove(slug(before))];
  const { name, members, projects } = after;
  const change = { slug: after.slug, name, members, projects, revision: (revision ?? 0) + 1 };
  return [changeIfSame(Key, { revision }, change), ...renamed];
}

async function revocations(organizationId: number, userIds: readonly number[]): Promise<Write[]> {
  if (userIds.length === 0) return [];
  const items = await tokenItems(organizationId);
  return items.filter((it) => userIds.includes(it.userId)).flatMap((it) => it.keys.map(remove));
}
