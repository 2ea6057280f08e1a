import * as z from "zod";
import { Conflict, Invalid } from "../errors.ts";
import { commitOwnership, type SavePorts, settingsOf } from "./commit-ownership.ts";
import { AUTO_ASSIGNMENTS, autoAssignmentFlags, OWN_RULES, type Ownership, type OwnershipSettings } from "./ownership.ts";
import { parseRules } from "./parse.ts";
import type { Ownerships } from "./ports.ts";

/** What a client may change (behaviour §5.8); more keys than these are ignored. */
export const OwnershipUpdate = z.object({
  raw: z.string().nullish(),
  fallthrough: z.boolean().optional(),
  autoAssignment: z.enum(AUTO_ASSIGNMENTS).optional(),
  codeownersAutoSync: z.boolean().optional(),
});
export type OwnershipUpdate = z.infer<typeof OwnershipUpdate>;

/** Whether it takes more than the right to write rules (behaviour §5.8). */
export const changesSettings = ({ raw: _, ...settings }: OwnershipUpdate): boolean =>
  Object.values(settings).some((it) => it !== undefined);

export type Saved = { ownership: Ownership; raw: string | null };

type Place = { organizationId: number; projectId: number };

/** How often others may save in between. */
const ATTEMPTS = 5;

export const ownRules = async ({ ownerships }: { ownerships: Ownerships }, { organizationId, projectId }: Place, ownership: Ownership) =>
  ownerships.content(organizationId, projectId, ownership, OWN_RULES);

/**
 * Changes a project's rules and settings; what is as it was is not saved, so nothing is invalidated. From the answer on, no event is
 * judged by what was before. Throws Invalid for a text with a line that is no rule and for a setting without an effect here, Conflict when others keep changing them, NotFound.
 */
export async function saveOwnership(ports: SavePorts, place: Place, update: OwnershipUpdate): Promise<Saved> {
  if (update.raw) parseRules(update.raw);
  if (update.autoAssignment === "Auto Assign to Suspect Commits") {
    const message = "There are no commits here that could be suspected. Choose to assign to the issue's owner, or nobody.";
    throw new Invalid(message, { fields: { autoAssignment: [message] } });
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { organizationId, projectId } = place;
    const before = await ports.ownerships.get(organizationId, projectId);
    const text = await ownRules(ports, place, before);
    const raw = update.raw === undefined ? text : update.raw || null;
    const settings = { ...settingsOf(before), ...changed(update) };
    const same = raw === text && JSON.stringify(settings) === JSON.stringify(settingsOf(before));
    if (same && before.version > 0) return { ownership: before, raw };
    const file = raw === text ? {} : { file: { id: OWN_RULES, content: raw } };
    const saved = await commitOwnership(ports, place, before, { settings, ...file });
    if (saved) return { ownership: saved, raw };
  }
  throw new Conflict("The rules are being changed by somebody else. Please try again in a second.");
}

const changed = ({ fallthrough, autoAssignment, codeownersAutoSync }: OwnershipUpdate): Partial<OwnershipSettings> => ({
  ...(fallthrough !== undefined && { fallthrough }),
  ...(autoAssignment !== undefined && autoAssignmentFlags(autoAssignment)),
  ...(codeownersAutoSync !== undefined && { codeownersAutoSync }),
});
