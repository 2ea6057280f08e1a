import { Invalid, NotFound } from "../../core/errors.ts";
import { explainDraft, type LineFault, readDraft } from "../../core/ownership/draft.ts";
import type { Ownership } from "../../core/ownership/ownership.ts";
import { convert } from "../../core/ownership/rule-file.ts";
import { listCodeowners } from "../../core/ownership/save-codeowners.ts";
import { unknownOwners } from "../../core/ownership/unknown-owners.ts";
import { events } from "../adapters/dynamo/events.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { ownerships } from "../adapters/dynamo/ownerships.ts";
import { readProjectRules } from "../adapters/dynamo/project-rules.ts";
import type { Typed } from "./ownership-document.ts";

type Place = { organizationId: number; projectId: number };
const ports = { events, organizations, ownerships, readProjectRules };
const MISSING = "There is no such event in this project, or it is older than 90 days.";

/** What the page of rules says beside them. */
export async function rulesShown(place: Place, ownership: Ownership, raw: string) {
  const { rules, faults } = readDraft(raw);
  const hasFiles = ownership.files.some((it) => it.id !== 0);
  const [unknown, imported] = await Promise.all([unknownOwners(ports, place, rules), hasFiles ? listCodeowners(ports, place) : []]);
  const files = imported.map(({ file, codeowners }) => {
    const { rules: own, skipped } = convert(codeowners);
    return { id: String(file.id), lines: own.length, skipped: skipped.length, updatedAt: file.updatedAt };
  });
  return { faults: faults as LineFault[], unknown, imported: files };
}

/** What the rules as they are typed say of what somebody asks about. Throws Invalid where there is nothing to ask about. */
export async function explainTyped(place: Place, { raw, text, event }: Typed) {
  if (event === "" && text === "")
    throw new Invalid("form", { fields: { text: ["Enter a path, a module or an address; or an event below."] } });
  const subject = event === "" ? { text } : { event };
  const [explained, members, teams] = await Promise.all([
    explainDraft(ports, place, readDraft(raw).rules, subject).catch((error: unknown) => {
      if (error instanceof NotFound) throw new Invalid(MISSING, { fields: { event: [MISSING] } });
      throw error;
    }),
    organizations.members(place.organizationId),
    organizations.teams(place.organizationId),
  ]);
  return { ...explained, members, teams };
}
