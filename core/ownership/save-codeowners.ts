import { Conflict, Invalid, NotFound } from "../errors.ts";
import { MAX_CODEOWNERS } from "./codeowners-file.ts";
import { commitOwnership, type SavePorts, settingsOf } from "./commit-ownership.ts";
import { OWN_RULES, type Ownership, type RuleFile } from "./ownership.ts";
import type { Ownerships } from "./ports.ts";
import { CodeownersFile, convert } from "./rule-file.ts";

type Place = { organizationId: number; projectId: number };
export type Imported = { file: RuleFile; codeowners: CodeownersFile };

/** How often others may save in between. */
const ATTEMPTS = 5;
/** Each is read and matched with every evaluation. */
const MOST_FILES = 20;

/** The imported files of a project, newest first. */
export async function listCodeowners(
  { ownerships }: { ownerships: Ownerships },
  { organizationId, projectId }: Place,
): Promise<Imported[]> {
  const ownership = await ownerships.get(organizationId, projectId);
  const files = ownership.files.filter((it) => it.id !== OWN_RULES).sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const read = files.map(async (file) => {
    const content = await ownerships.content(organizationId, projectId, ownership, file.id);
    return content === null ? [] : [{ file, codeowners: CodeownersFile.parse(JSON.parse(content)) }];
  });
  return (await Promise.all(read)).flat();
}

/**
 * Imports a CODEOWNERS file as `fileId`, a new one or one that is there. Throws Invalid for one too long, NotFound where the project or
 * the file is gone, Conflict when others keep changing the rules.
 */
export async function saveCodeowners(
  ports: SavePorts,
  place: Place,
  { fileId, isNew, codeowners }: { fileId: number; isNew: boolean; codeowners: CodeownersFile },
): Promise<Imported> {
  if (codeowners.raw.length > MAX_CODEOWNERS) ports.log.metric("codeowners.max_length_exceeded", { project: place.projectId });
  convert(codeowners);
  const saved = await change(ports, place, (before) => {
    if (!isNew && !before.files.some((it) => it.id === fileId)) throw new NotFound();
    if (isNew && before.files.length > MOST_FILES) {
      const message = `A project can have ${MOST_FILES} CODEOWNERS files. Remove one that is not needed any more.`;
      throw new Invalid(message, { fields: { raw: [message] } });
    }
    return { id: fileId, content: JSON.stringify(codeowners) };
  });
  return { file: saved.files.find((it) => it.id === fileId)!, codeowners };
}

/** Throws NotFound where there is no such file. */
export async function removeCodeowners(ports: SavePorts, place: Place, fileId: number): Promise<void> {
  await change(ports, place, (before) => {
    if (fileId === OWN_RULES || !before.files.some((it) => it.id === fileId)) throw new NotFound();
    return { id: fileId, content: null };
  });
}

async function change(
  ports: SavePorts,
  place: Place,
  decide: (before: Ownership) => { id: number; content: string | null },
): Promise<Ownership> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await ports.ownerships.get(place.organizationId, place.projectId);
    const saved = await commitOwnership(ports, place, before, { settings: settingsOf(before), file: decide(before) });
    if (saved) return saved;
  }
  throw new Conflict("The rules are being changed by somebody else. Please try again in a second.");
}
