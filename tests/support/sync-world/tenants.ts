import { type Integration, SYNC_OFF } from "../../../core/trackers/integration.ts";
import type { UserMapping } from "../../../core/trackers/ports.ts";
import { aMember } from "../fakes.ts";

/** `two`: issue 2 is another organization's, with people of its own on the same Jira; `plain`: all of them are its members. */
export type Tenants = { two: boolean; plain: boolean };
export const A = 11;
export const B = 12;
export const TRACKER = 41;
export type Switches = { forward: boolean; reverse: boolean };

/**
 * Users of A are 1 … 5, of B 11 … 13; who is both has the account a1 … a4. 4 is not mapped at first; 5 has no account; 3 and 13 reach only
 * some issues; 12 is no member at first; `x` is nobody we know. From the status `locked` no way leads on until it is unlocked.
 */
export class People {
  readonly tenants: Tenants;
  readonly mappings = new Map<number, UserMapping[]>();
  readonly switches = new Map<number, Switches>();
  private open = false;
  locked = true;

  constructor(tenants: Tenants) {
    this.tenants = tenants;
    this.mappings.set(
      A,
      [1, 2, 3].map((userId) => ({ userId, account: `a${userId}` })),
    );
    this.mappings.set(
      B,
      [11, 13, ...(tenants.plain ? [12] : [])].map((userId) => ({ userId, account: `a${userId - 10}` })),
    );
    for (const organization of [A, B]) this.switches.set(organization, { forward: true, reverse: true });
  }

  organizationOf = (groupId: number): number => (this.tenants.two && groupId === 2 ? B : A);
  projectOf = (groupId: number): number => (groupId === 2 ? 22 : 21);

  member(organizationId: number, userId: number) {
    if (userId > 10 !== (organizationId === B)) return null;
    const projects = userId % 10 === 3 && !this.open ? [21] : [21, 22];
    return aMember(userId, `user${userId}`, { projects });
  }
  accountOf = (organizationId: number, userId: number): string | null =>
    this.mappings.get(organizationId)?.find((it) => it.userId === userId)?.account ?? null;
  userOf = (organizationId: number, account: string): number | null =>
    this.mappings.get(organizationId)?.find((it) => it.account === account)?.userId ?? null;

  mend(what: "map" | "open" | "join" | "unlock"): void {
    if (what === "map") this.mappings.get(A)!.push({ userId: 4, account: "a4" });
    if (what === "join") this.mappings.set(B, [...this.mappings.get(B)!.filter((it) => it.userId !== 12), { userId: 12, account: "a2" }]);
    if (what === "open") this.open = true;
    if (what === "unlock") this.locked = false;
  }

  /** A group's owner as Jira would have it; null for nobody, undefined where it cannot be said. */
  word = (organizationId: number, userId: number | null): string | null | undefined =>
    userId === null ? null : (this.accountOf(organizationId, userId) ?? undefined);

  /** Why an issue does not take over what Jira has. */
  refuses(groupId: number, word: string | null, kind: "owner" | "status"): string | null {
    const organization = this.organizationOf(groupId);
    if (!this.switches.get(organization)!.reverse) return "off";
    if (kind === "status" || word === null) return null;
    const userId = this.userOf(organization, word);
    if (userId === null) return "no_member";
    return this.member(organization, userId)!.projects.includes(this.projectOf(groupId)) ? null : "no_access";
  }

  integration(): Integration {
    const config = (organization: number) => {
      const { forward, reverse } = this.switches.get(organization)!;
      return {
        ...SYNC_OFF,
        ...{
          sync_forward_assignment: forward,
          sync_status_forward: forward,
          sync_reverse_assignment: reverse,
          sync_status_reverse: reverse,
        },
        status_mapping: { "10": { on_resolve: "done", on_unresolve: "open" } },
      };
    };
    return {
      ...{ id: TRACKER, provider: "jira_server", externalId: "jira", name: "Jira", status: "active", baseUrl: "https://jira.example.com" },
      ...{ verifySsl: true, ourAccount: "us", sealedCredentials: null, webhookId: null, sealedWebhookSecret: null },
      installations: [A, B].map((organizationId) => ({ organizationId, status: "active", config: config(organizationId) })),
    };
  }
}
