import { expect, test } from "vitest";
import { reachedResources } from "../support/reached-resources.ts";

const files: Record<string, string> = {
  "queue.ts": `
    import { Resource } from "sst";
    import { sender, type Sender } from "./client.ts";
    export const notes: Sender = sender(() => Resource.Notes.url);
    export const notesWorker = sender(() => Resource.NotesWorker);`,
  "client.ts": `
    import { Resource } from "sst";
    export type Sender = { send(): void };
    export const sender = (url: () => unknown): Sender => ({ send: () => void url() });
    export function table() { return Resource.Table.name; }`,
  "again.ts": `export { notes as remarks } from "./queue.ts";`,
  "eager.ts": `
    import { Resource } from "sst";
    import { table } from "./client.ts";
    export const harmless = 1;
    const region = Resource.Settings.regionId;
    export const name = table();`,
};
const of = (code: string) =>
  [...reachedResources("entry.ts", "handler", (file) => (file === "entry.ts" ? code : (files[file] ?? `missing ${file}`)))].sort();

test.each([
  ["the end that is imported", `import { notes } from "./queue.ts"; export const handler = () => notes.send();`, ["Notes"]],
  ["the other end", `import { notesWorker } from "./queue.ts"; export const handler = () => notesWorker;`, ["NotesWorker"]],
  [
    "what is imported and not used by what is exported",
    `import { notes } from "./queue.ts"; export const handler = 1; const x = () => notes;`,
    [],
  ],
  [
    "under another name",
    `import { notes as n } from "./queue.ts"; const ports = { notes: n }; export const handler = () => ports;`,
    ["Notes"],
  ],
  ["by way of a file that exports it again", `import { remarks } from "./again.ts"; export const handler = () => remarks;`, ["Notes"]],
  ["all of a file", `import * as all from "./queue.ts"; export const handler = () => all;`, ["Notes", "NotesWorker"]],
  [
    "by way of a function of the same file",
    `import { notes } from "./queue.ts"; export const handler = () => f(); function f() { return { notes }; }`,
    ["Notes"],
  ],
  ["a type", `import type { Sender } from "./client.ts"; import { type notes } from "./queue.ts"; export const handler = 1 as Sender;`, []],
  ["what running a file takes and calls", `import { harmless } from "./eager.ts"; export const handler = harmless;`, ["Settings", "Table"]],
  ["what running a file takes, of which nothing is imported", `import "./eager.ts"; export const handler = 1;`, ["Settings", "Table"]],
])("of resources counts %s", (_, code, expected) => expect(of(code)).toEqual(expected));

test.each([
  ["a resource that is not named", `import { Resource } from "sst"; export const handler = (name) => Resource[name];`, /say Resource/],
  [
    "resources taken apart",
    `import { Resource } from "sst"; export const handler = () => { const { Table } = Resource; };`,
    /say Resource/,
  ],
  ["an import in the middle", `export const handler = async () => (await import("./queue.ts")).notes;`, /import at the top/],
  ["a name that is not exported", `import { lost } from "./queue.ts"; export const handler = () => lost;`, /exports no lost/],
])("%s cannot be followed, and is said", (_, code, message) => expect(() => of(code)).toThrow(message));
