import { fileURLToPath } from "node:url";
import { beforeEach, inject } from "vitest";
import { DIFFERENCES } from "./differences.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

beforeEach(({ task, skip }) => {
  const file = task.file.filepath.slice(root.length);
  const found = DIFFERENCES.find((it) => it.file === file && inject("parts")[it.part] && it.tests.some((name) => isOf(name, task.name)));
  if (found) skip(found.why);
});

/** Whether a test is the one of that title, or of the table with it. */
const isOf = (title: string, name: string): boolean =>
  name === title || (title.includes("%") && title.split(/%\w/).every((it) => name.includes(it)));
