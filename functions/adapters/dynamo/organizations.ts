import type { Member, MemberByEmail, Organization, Team } from "../../../core/organizations/organization.ts";
import type { Organizations } from "../../../core/organizations/ports.ts";
import { warm } from "../warm.ts";
import { getItem } from "./client.ts";
import { keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";

type Item = Record<string, unknown>;

const organizationById = warm<Organization>(60_000);
const idBySlug = warm<number>(60_000);

export const organizations: Organizations = {
  async bySlug(slug) {
    const id = await idBySlug(slug, async () => {
      const item = await getItem(keys.organizationSlug(slug));
      return (item?.organizationId as number | undefined) ?? null;
    });
    return id === null ? null : organizations.byId(id);
  },

  byId: (organizationId) => organizationById(String(organizationId), () => organizations.fresh(organizationId)),

  async fresh(organizationId) {
    const item = await getItem(keys.organization(organizationId));
    return item ? plain<Organization>(item) : null;
  },

  members: async (organizationId) => (await queryAll(keys.organization(organizationId).pk, prefixes.member)).map(plain<Member>),

  async member(organizationId, userId) {
    const item = await getItem(keys.member(organizationId, userId));
    return item ? plain<Member>(item) : null;
  },

  async membersByEmail(organizationId, email) {
    const items = await queryAll(keys.memberEmail(organizationId, email, 0).pk, prefixes.member);
    return items.map(plain<MemberByEmail>).sort((a, b) => a.userId - b.userId);
  },

  teams: async (organizationId) => (await queryAll(keys.organization(organizationId).pk, prefixes.team)).map(plain<Team>),

  async team(organizationId, teamId) {
    const item = await getItem(keys.team(organizationId, teamId));
    return item ? plain<Team>(item) : null;
  },
};

const plain = <T>({ pk: _pk, sk: _sk, ...item }: Item): T => item as T;
