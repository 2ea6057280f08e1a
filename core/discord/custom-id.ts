import type { Ports } from "../ports.ts";

/** What the buttons and lists of a message do (behaviour §9.4). */
export const ACTIONS = [
  "assign_dialog",
  "assign_user",
  "assign_team",
  "unassign",
  "resolve_dialog",
  "resolve",
  "archive_dialog",
  "archive",
  "unresolve",
  "mark_ongoing",
  "archive_form",
] as const;
export type Action = (typeof ACTIONS)[number];

/** An action on an issue of an organization. */
export type Control = { action: Action; organizationId: number; groupId: number };

const CONTEXT = "discord-control";
/** The longest action and two ids of 53 bits come to 85 characters; Discord takes 100. */
const RADIX = 36;

/** Sealed, so that nobody makes one up for an issue that they were not shown. */
export const sealControl = ({ seal }: Pick<Ports, "seal">, { action, organizationId, groupId }: Control): string =>
  seal.close(`${ACTIONS.indexOf(action)}:${organizationId.toString(RADIX)}:${groupId.toString(RADIX)}`, CONTEXT);

/** Null for what was not sealed here, compared whole (behaviour §13 decision 75). */
export function openControl({ seal }: Pick<Ports, "seal">, customId: string): Control | null {
  if (!customId.split(".").slice(1).every(isExact)) return null;
  let plain: string;
  try {
    plain = seal.open(customId, CONTEXT);
  } catch {
    return null;
  }
  const [, at = "", organization = "", group = ""] = /^(\d{1,2}):([0-9a-z]{1,11}):([0-9a-z]{1,11})$/.exec(plain) ?? [];
  const action = ACTIONS[Number(at || -1)];
  return action ? { action, organizationId: Number.parseInt(organization, RADIX), groupId: Number.parseInt(group, RADIX) } : null;
}

/** Base64 leaves bits over that nobody reads: text that differs in them alone is another text. */
const isExact = (part: string): boolean => Buffer.from(part, "base64url").toString("base64url") === part;
