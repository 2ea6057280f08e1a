import { NotFound } from "../../../core/errors.ts";
import { api } from "../../edges/api.ts";

/** Whatever the API does not have: clients look for `detail`, which API Gateway's own 404 lacks. */
export const handler = api(null, async () => {
  throw new NotFound("There is no such endpoint, or not with this method.");
});
