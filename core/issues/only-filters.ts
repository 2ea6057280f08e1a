/** Tags that differ with nearly every event: searches filter by them, and no index lists them. */
export const ONLY_FILTERS: ReadonlySet<string> = new Set(["error.value"]);
