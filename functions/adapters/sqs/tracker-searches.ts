import { Resource } from "sst";
import { TrackerSearch } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const trackerSearches = sender<TrackerSearch>(() => Resource.TrackerSearches.url);

export const trackerSearchesWorker = /* @__PURE__ */ source(TrackerSearch, () => Resource.TrackerSearchesWorker);
