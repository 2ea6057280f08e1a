import { NotFound } from "../../../core/errors.ts";
import { tokenWrites } from "../../adapters/dynamo/token-writes.ts";
import { api } from "../../edges/api.ts";

/** DELETE /api/0/api-tokens/{token}/: nobody is known by it from then on. */
export const handler = api("org:admin", async ({ organization, params: { token = "" } }) => {
  if (!/^\d{1,16}$/.test(token) || !(await tokenWrites.remove(organization.id, Number(token))))
    throw new NotFound("There is no such token in this organization, by id.");
  return { status: 204 };
});
