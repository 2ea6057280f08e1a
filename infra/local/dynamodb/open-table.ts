import type { Table } from "./dynalite.ts";

/** A table with what its description does not tell. One object for as long as the table exists: a change is seen by writes under way. */
export type OpenTable = { readonly description: Table; timeToLive?: string | undefined; tags?: Record<string, string> };
