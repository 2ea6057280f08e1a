import type { Ports } from "../ports.ts";
import type { Change } from "./change.ts";
import { contextOf, type Hands, handOn } from "./hand-on.ts";
import { type Outbox, PARTS } from "./outbox.ts";

type Needed = Hands & Pick<Ports, "now" | "log"> & { outbox: Outbox };
/** `left`: more waits than there was time for. */
export type Swept = { relayed: number; failed: number; left: boolean };

/** By then the stream has relayed a change, or will not for a while. */
export const LATE_MS = 2 * 60_000;
const PAGE = 100;
/** How many issues are relayed at a time; changes of one go in their order. */
const AT_A_TIME = 20;

/**
 * Relays whatever is committed and was not relayed: one that the stream gave up, or all of a time in which nobody followed it, however
 * long that was. Ends when nothing late is left, or at `end` (ms). What fails is postponed, so it keeps nothing else back, and is tried
 * by the next sweep. Again is the same, also beside a stream that is merely slow. Where nothing waits it is PARTS requests. Throws
 * Unavailable where it cannot be seen what waits.
 */
export async function sweepOutbox(ports: Needed, end: number, said: (swept: Swept) => void = () => {}): Promise<Swept> {
  const swept: Swept = { relayed: 0, failed: 0, left: false };
  const until = ports.now() - LATE_MS;
  for (let part = 0; part < PARTS; part++) {
    for (;;) {
      if (ports.now() >= end) return concluded(ports, { ...swept, left: true });
      const page = await ports.outbox.waiting(part, until, PAGE);
      await relayPage(ports, page, swept);
      if (page.length > 0) said(swept);
      if (page.length < PAGE) break;
    }
  }
  return concluded(ports, swept);
}

function concluded({ log }: Needed, swept: Swept): Swept {
  if (swept.relayed > 0) log.metric("outbox.swept", { count: swept.relayed });
  if (swept.failed > 0) log.metric("outbox.stuck", { count: swept.failed });
  return swept;
}

async function relayPage(ports: Needed, page: readonly Change[], swept: Swept): Promise<void> {
  const issues = [...Map.groupBy(page, ownerOf).values()];
  while (issues.length > 0) await Promise.all(issues.splice(0, AT_A_TIME).map((changes) => relayInOrder(ports, changes, swept)));
}

const ownerOf = (it: Change): string | number => (it.kind === "activity" ? it.activity.groupId : it.entry);
const versionOf = (it: Change): number => (it.kind === "activity" ? it.activity.version : 0);

async function relayInOrder(ports: Needed, changes: readonly Change[], swept: Swept): Promise<void> {
  for (const change of changes.toSorted((a, b) => versionOf(a) - versionOf(b))) {
    try {
      await handOn(ports, change);
      swept.relayed++;
    } catch (error) {
      ports.log.warn("outbox.failed", { ...contextOf(change), reason: error instanceof Error ? error.name : "unknown" });
      swept.failed++;
      await ports.outbox.postpone(change, ports.now());
    }
  }
}
