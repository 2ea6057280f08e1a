import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Channel, Message } from "./discord/state.ts";
import type { Happening } from "./feed.ts";
import type { Ticket } from "./jira/tickets.ts";

/** Which error it is about, and what was seen to happen. */
export type Story = { issueId: string | null; serial: number; changes: number; hasBob: boolean; survived: boolean };

/** What a sandbox is made of, so that starting again finds what is there. */
export type Kept = {
  /** Where Lockstep was, as the webhooks in Jira say. */
  api: string;
  jira: { port: number; webhooks: [string, Record<string, unknown>][]; lastWebhook: number; tickets: Ticket[] };
  discord: { privateKey: string; messages: Message[]; channels: Channel[]; commands: { name: string }[] };
  story: Story;
  feed: Happening[];
};

/** What an earlier start kept; null where nothing is kept, or nothing was. */
export function readKept(file: string | null): Kept | null {
  if (file === null) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Kept;
  } catch {
    return null;
  }
}

/** Writes what is there whenever it has changed, whole or not at all. */
export function keeper(file: string | null, now: () => Kept) {
  let written = "";
  const write = (): void => {
    const text = JSON.stringify(now());
    if (file === null || text === written) return;
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    written = text;
  };
  const timer = setInterval(write, 500);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      write();
    },
  };
}
