import { SCOPES, tokenHash } from "../../core/organizations/access.ts";
import type { Member, Organization, Team } from "../../core/organizations/organization.ts";
import { dsn, type Project, type ProjectKey } from "../../core/projects/project.ts";
import { createSignInLink } from "../../core/sessions/sign-in-link.ts";
import { now } from "../../functions/adapters/clock.ts";
import { beginStore } from "../../functions/adapters/dynamo/begin-store.ts";
import { dynamo, tableName } from "../../functions/adapters/dynamo/client.ts";
import { BatchWriteCommand, GetCommand } from "../../functions/adapters/dynamo/commands.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { signInLinks } from "../../functions/adapters/dynamo/sign-in-links.ts";
import { random } from "../../functions/adapters/random.ts";
import { SPACE } from "../../functions/adapters/redis/ids.ts";
import { openIds } from "../../functions/adapters/redis/lease-ids.ts";
import { publicUrl, regionId } from "../../functions/adapters/settings.ts";

// The one place in infra/ that uses the functions' adapters: what is in the store at the first start.

const BORN = Date.UTC(2026, 10, 20);
const FIRST_ID = 4_512_461_143_146_496;

/** The demo organization, or the `serial`-th like it: the same names, with ids and keys of its own. */
function demo(serial: number) {
  const id = (n: number): number => FIRST_ID + 100 * serial + n;
  const organization: Organization = { id: id(1), slug: "acme", name: "Acme", createdAt: BORN, features: [] };
  const [coreId, mobileId, webId, appId] = [id(21), id(22), id(31), id(32)];
  const core: Team = { id: coreId, slug: "core", name: "Core", createdAt: BORN, members: [id(11), id(12)], projects: [webId] };
  const mobile: Team = { id: mobileId, slug: "mobile", name: "Mobile", createdAt: BORN, members: [id(13)], projects: [appId] };
  const member = (n: number, name: string, role: Member["role"], team: Team): Member => ({
    userId: id(n),
    name,
    username: name.toLowerCase(),
    email: `${name.toLowerCase()}@example.com`,
    role,
    active: true,
    createdAt: BORN,
    teams: [team.id],
    projects: team.projects,
  });
  const members = [member(11, "Ada", "owner", core), member(12, "Bob", "member", core), member(13, "Cyd", "member", mobile)];
  const projects: Omit<Project, "firstEventAt">[] = [
    { id: webId, slug: "web", name: "Web", platform: "javascript", createdAt: BORN, teams: [coreId] },
    { id: appId, slug: "app", name: "App", platform: "node", createdAt: BORN, teams: [mobileId] },
  ];
  const projectKeys = projects.map(({ id: projectId, slug }): ProjectKey => {
    const publicKey = tokenHash(`demo key of ${slug}${serial || ""}`).slice(0, 32);
    return { id: publicKey, organizationId: organization.id, projectId, publicKey, name: "Default", active: true, createdAt: BORN };
  });
  return { organization, teams: [core, mobile], members, projects, projectKeys, owner: id(11), tokenId: id(41) };
}

/**
 * The demo organization, unless the store has it; its owner's token in any case. Answers the DSN of its project `web`, and how to sign in.
 * A `serial` makes another one, which the name and the token lead to from then on.
 */
export async function seed({ token, serial = 0 }: { token: string; serial?: number }): Promise<{ dsn: string; signInPath: string }> {
  const all = demo(serial);
  const { organization } = all;
  await beginStore();
  const known = async (Key: { pk: string; sk: string }) =>
    (await dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))).Item !== undefined;
  const sha256 = tokenHash(token);
  const owner = { id: all.tokenId, organizationId: organization.id, userId: all.owner, scopes: [...SCOPES] };
  const listed = { ...owner, name: "Demo", last: token.slice(-4), createdAt: BORN, sha256 };
  const ownersToken = [
    { ...keys.token(sha256), ...owner },
    { ...keys.organizationToken(organization.id, owner.id), ...listed },
  ];
  const [isOld, isTokenOld] = await Promise.all([known(keys.organization(organization.id)), known(keys.token(sha256))]);
  await write([...(isOld ? [] : demoItems(all)), ...(isOld && isTokenOld ? [] : ownersToken)]);
  if (!isOld) await openIds(SPACE, regionId());
  const [web] = all.projectKeys as [ProjectKey, ProjectKey];
  // The token stands beside the link, so the link may live until the README was read.
  const signInPath = await createSignInLink({ signInLinks, now, random }, { tokenHash: sha256, seconds: 86_400 });
  return { dsn: dsn(publicUrl(), web), signInPath };
}

function demoItems({ organization, teams, members, projects, projectKeys }: ReturnType<typeof demo>): Record<string, unknown>[] {
  const { id: org } = organization;
  return [
    { ...keys.organization(org), ...organization },
    { ...keys.organizationSlug(organization.slug), organizationId: org },
    ...members.flatMap((it) => [
      { ...keys.user(it.userId), userId: it.userId, name: it.name, username: it.username, email: it.email },
      { ...keys.userEmail(it.userId, it.email), email: it.email, verified: true },
      { ...keys.userAddress(it.email), userId: it.userId },
      { ...keys.member(org, it.userId), ...it },
      { ...keys.memberEmail(org, it.email, it.userId), userId: it.userId, email: it.email, active: it.active, projects: it.projects },
    ]),
    ...teams.flatMap((it) => [
      { ...keys.team(org, it.id), ...it },
      { ...keys.teamSlug(org, it.slug), teamId: it.id },
    ]),
    ...projects.flatMap((it) => [
      { ...keys.project(org, it.id), ...it },
      { ...keys.projectSlug(org, it.slug), projectId: it.id },
    ]),
    ...projectKeys.flatMap((it) => [
      { ...keys.publicKey(it.publicKey), ...it },
      { ...keys.projectKey(org, it.projectId, it.id), ...it },
    ]),
  ];
}

async function write(items: Record<string, unknown>[]): Promise<void> {
  for (let at = 0; at < items.length; at += 25) {
    const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [tableName()]: requests } }));
  }
}
