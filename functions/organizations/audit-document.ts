import { html } from "hono/html";
import type { Audited } from "../../core/organizations/audit.ts";
import type { Member } from "../../core/organizations/organization.ts";
import type { PageReply } from "../edges/page.ts";
import type { Content } from "../views/markup.ts";
import { empty } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { owner } from "../views/people.ts";
import { table } from "../views/tables.ts";
import { time } from "../views/time.ts";

const WORDS: Record<string, string> = {
  ORG_EDIT: "changed the organization",
  MEMBER_ADD: "added the member",
  MEMBER_EDIT: "changed the member",
  MEMBER_REMOVE: "ended the membership of",
  TEAM_ADD: "made the team",
  TEAM_EDIT: "changed the team",
  TEAM_REMOVE: "removed the team",
  PROJECT_ADD: "made the project",
  PROJECT_EDIT: "changed the project",
  PROJECT_REMOVE: "removed the project",
  PROJECTKEY_ADD: "made a key of",
  PROJECTKEY_EDIT: "changed a key of",
  PROJECTKEY_REMOVE: "removed a key of",
  OWNERSHIP_EDIT: "changed the rules of ownership of",
  TOKEN_ADD: "made the token",
  TOKEN_REMOVE: "took away the token",
  INTEGRATION_ADD: "connected",
  INTEGRATION_EDIT: "changed the integration",
  INTEGRATION_REMOVE: "disconnected",
  ACCOUNTS_EDIT: "changed whose account is whose in",
};

type AuditDocument = { slug: string; entries: readonly Audited[]; members: readonly Member[]; next: string | null; now: number };

/** Who did what to the settings, newest first. */
export function auditDocument({ slug, entries, members, next, now }: AuditDocument): PageReply {
  return {
    title: "Audit log",
    about: "Who changed what in the settings, here or over the API. Kept for a year.",
    main:
      entries.length === 0
        ? empty({ shape: "log", title: "Nothing was changed yet", text: "Whoever changes a setting from now on stands here." })
        : panel({
            id: "entries",
            title: "Changes",
            content: table({
              caption: "Changes of settings, newest first",
              columns: [{ label: "Who" }, { label: "What" }, { label: "When", fit: true }],
              rows: entries.map((it): Content[] => [
                who(it.actor, members),
                html`${WORDS[it.event] ?? it.event} <strong>${subject(it)}</strong>${details(it) && html` <span class="soft">${details(it)}</span>`}`,
                html`<span class="soft nowrap">${time(it.at, now)}</span>`,
              ]),
            }),
            footer:
              next !== null && html`<a class="btn" href="/settings/${slug}/audit-log/?cursor=${encodeURIComponent(next)}">Earlier</a>`,
          }),
  };
}

function who(actor: number, members: readonly Member[]): Content {
  const name = members.find((it) => it.userId === actor)?.name ?? "somebody who is gone";
  // An operator is no member.
  return actor === 0 ? html`<span class="soft">whoever runs Lockstep</span>` : owner({ kind: "user", id: actor, name });
}

const NAMES = ["name", "slug", "email"];

const subject = ({ data, target }: Audited): string => {
  const named = NAMES.map((it) => data[it]).find((it) => typeof it === "string");
  return String(named ?? target).slice(0, 200);
};

const details = ({ data }: Audited): string =>
  Object.entries(data)
    .filter(([name, value]) => !NAMES.includes(name) && ["string", "number", "boolean"].includes(typeof value))
    .map(([name, value]) => `${name} ${value}`)
    .join(", ")
    .slice(0, 300);
