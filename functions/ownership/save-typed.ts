import { Conflict } from "../../core/errors.ts";
import type { Ownership } from "../../core/ownership/ownership.ts";
import { OwnershipUpdate, saveOwnership } from "../../core/ownership/save-ownership.ts";
import { now } from "../adapters/clock.ts";
import { ownerships } from "../adapters/dynamo/ownerships.ts";
import { log } from "../adapters/log.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { readValue } from "../edges/http.ts";
import type { Typed } from "./ownership-document.ts";

/** Saves what is typed. Throws Conflict where somebody saved other rules since the page was opened, Invalid for a line that is no rule. */
export async function saveTyped(
  place: { organizationId: number; projectId: number },
  ownership: Ownership,
  { raw, autoAssignment, version }: Typed & { version: string | null },
): Promise<void> {
  if (version !== String(ownership.version))
    throw new Conflict(
      "Somebody saved other rules since you opened this page; theirs are in effect, and yours are below. Open the page in another tab to compare, then save here again.",
    );
  await saveOwnership({ ownerships, ownerCaches, now, log }, place, readValue({ raw, autoAssignment }, OwnershipUpdate));
}
