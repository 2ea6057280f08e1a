import { Invalid } from "../../../core/errors.ts";
import { api } from "../../edges/api.ts";

/** Source maps and other files of a release are not kept. */
export const handler = api("project:releases", async () => {
  throw new Invalid("Source maps and other files of releases are not kept here: leave the upload out. Releases themselves are.");
});
