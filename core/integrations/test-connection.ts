import { TrackerFailure } from "../trackers/failure.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Tracker, Trackers } from "../trackers/ports.ts";

export type Checked = Awaited<ReturnType<Tracker["check"]>>;
export type Tested =
  | ({ works: true } & Checked)
  /** The failure is null where there is nothing to ask with any more. */
  | { works: false; failure: TrackerFailure | null };

/** Asks the tracker who we are, what it is, and whether it still tells us of changes. */
export async function testConnection({ trackers }: { trackers: Trackers }, integration: Integration): Promise<Tested> {
  const tracker = trackers.of(integration);
  if (!tracker) return { works: false, failure: null };
  try {
    return { works: true, ...(await tracker.check()) };
  } catch (error) {
    if (error instanceof TrackerFailure) return { works: false, failure: error };
    throw error;
  }
}
