import { page } from "../../edges/page.ts";
import { changedWords } from "../change-words.ts";
import { listShown } from "../list-shown.ts";

/** GET /organizations/{organization}/issues/: the issues that need whoever looks. */
export const handler = page("event:read", async (request) => ({
  ...(await listShown(request, request.query)),
  done: changedWords(request.query.get("changed")),
}));
