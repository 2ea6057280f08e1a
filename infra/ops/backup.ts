import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Conflict, Invalid } from "../../core/errors.ts";
import { exportReader, exportWriter, type Item } from "../../core/operations/export.ts";
import { beginStore } from "../../functions/adapters/dynamo/begin-store.ts";
import { isTaken, organizationItems, putOrganizationItems } from "../../functions/adapters/dynamo/organization-items.ts";
import { STORE_FORMAT } from "../../functions/adapters/dynamo/store-format.ts";
import { type Answer, progress } from "./command.ts";
import { organizationOf } from "./found.ts";

const SAID_EACH = 1000;
const BATCH = 25;

/** Throws NotFound, Invalid for a file that is there, Unavailable. */
export async function exportTo(slug: string, file: string): Promise<Answer> {
  const { id, slug: own } = await organizationOf(slug);
  const handle = await created(file);
  let items = 0;
  try {
    const writer = exportWriter({ format: STORE_FORMAT, organization: { id, slug: own }, exported: new Date().toISOString() });
    await handle.write(writer.first);
    for await (const item of organizationItems(id, own)) {
      await handle.write(writer.line(item));
      items++;
      if (items % SAID_EACH === 0) progress(`${items} items`);
    }
    await handle.write(writer.last());
  } finally {
    await handle.close();
  }
  const lines = [
    `${items} items of ${own} are in ${file}, as they were while it was written.`,
    "Not in it: tokens, secrets of integrations and records of analytics. People's addresses and errors are: keep it as you keep those.",
  ];
  return { value: { organization: own, file, items }, lines };
}

/** For its owner alone. */
function created(file: string): Promise<FileHandle> {
  return open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw new Invalid(`${file} is there already: name another file.`);
    throw new Invalid(`${file} cannot be written (${error.code}).`);
  });
}

/** Reads the file twice: all of it is known to be whole before anything is written. Throws Invalid, Conflict, Unavailable. */
export async function importFrom(file: string): Promise<Answer> {
  const reader = exportReader(STORE_FORMAT);
  for await (const _ of itemsOf(file, reader)) {
    // Each is looked at by the reader.
  }
  const { organization } = reader.whole();
  await beginStore();
  if (await isTaken(organization)) throw new Conflict(`There is an organization "${organization.slug}" here already, or one with its id.`);
  let [items, kept] = [0, 0];
  const write = async (batch: Item[]) => {
    kept += (await putOrganizationItems(organization.id, batch)).kept;
    items += batch.length;
    if (items % SAID_EACH === 0) progress(`${items} items`);
  };
  let batch: Item[] = [];
  // In the order of the file: what leads to the organization comes last, so one that was interrupted is nowhere, and is done again.
  for await (const item of itemsOf(file, exportReader(STORE_FORMAT))) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    await write(batch);
    batch = [];
  }
  await write(batch);
  const lines = [
    `${items} items of ${organization.slug} are here${kept > 0 ? `; ${kept} that others share were here already and stay as they are` : ""}.`,
    `Make its owner a token (npm run ops -- token create ${organization.slug} --user …), then connect its integrations anew: links stay.`,
  ];
  return { value: { organization: organization.slug, items, kept }, lines };
}

async function* itemsOf(file: string, reader: ReturnType<typeof exportReader>): AsyncGenerator<Item> {
  const input = createReadStream(file, "utf8");
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const item = reader.line(line);
      if (item) yield item;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EISDIR") throw new Invalid(`There is no file ${file}.`);
    throw error;
  }
}
