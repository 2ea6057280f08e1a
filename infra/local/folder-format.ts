import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The format of the files in a data folder. It grows by one with every change of them that the version before could not read. */
const FOLDER_FORMAT = 1;

/** Gives a data folder that holds nothing yet its number. Answers what to do about one that has another, or none; null where all is well. */
export function folderRefusal(folder: string): string | null {
  const file = join(folder, "format");
  const isNew = !existsSync(file) && !existsSync(join(folder, "dynamodb"));
  if (isNew) writeFileSync(file, `${FOLDER_FORMAT}\n`);
  const format = existsSync(file) ? readFileSync(file, "utf8").trim() : null;
  if (format === String(FOLDER_FORMAT)) return null;
  const has = format === null ? "carries no format number" : `has format ${JSON.stringify(format.slice(0, 20))}`;
  return `${folder} ${has}, and this version of Lockstep reads format ${FOLDER_FORMAT} only. ${WHAT_TO_DO}`;
}

const WHAT_TO_DO = "Move it away to begin anew, set LOCKSTEP_DATA to another folder, or run the version that wrote it.";
