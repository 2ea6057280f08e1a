import { NotFound } from "../../../core/errors.ts";
import { releaseSummary } from "../../../core/releases/representation.ts";
import { releases } from "../../adapters/dynamo/releases.ts";
import { api } from "../../edges/api.ts";
import { projectsMeant } from "../projects-meant.ts";

/** GET …/releases/{version}/: one release. */
export const handler = api("project:read", async (request) => {
  const meant = await projectsMeant(request);
  const version = request.params.version ?? "";
  const found = await Promise.all(meant.map((it) => releases.find(request.organization.id, it.id, version)));
  const known = found.filter((it) => it !== null);
  if (known.length === 0) throw new NotFound("There is no such release.");
  return { body: releaseSummary(known, meant) };
});
