import { Resource } from "sst";

/** Base of every URL that is handed out, without a slash at its end. */
export const publicUrl = (): string => Resource.Settings.publicUrl.replace(/\/+$/, "");
