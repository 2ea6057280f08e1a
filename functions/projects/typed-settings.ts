import type { TypedSettings } from "./settings-document.ts";

/** What somebody typed into the form of a project's settings; a box that is not ticked is not sent. */
export const typedSettings = (form: URLSearchParams): TypedSettings => ({
  ...{ name: form.get("name") ?? "", slug: form.get("slug") ?? "", platform: form.get("platform") ?? "" },
  ...{ scrubIPAddresses: form.get("scrubIPAddresses") === "on", sensitiveFields: form.get("sensitiveFields") ?? "" },
});
