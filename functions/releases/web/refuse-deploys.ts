import { Invalid } from "../../../core/errors.ts";
import { api } from "../../edges/api.ts";

/** Deploys are not kept. */
export const handler = api("project:releases", async () => {
  throw new Invalid("Deploys are not kept here: finalize the release instead, which says when it was released.");
});
