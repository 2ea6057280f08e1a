import { NotFound } from "../../../core/errors.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { isVersion, ReleaseUpdate } from "../../../core/releases/release.ts";
import { releaseSummary } from "../../../core/releases/representation.ts";
import { announceRelease } from "../../../core/releases/save-release.ts";
import { now } from "../../adapters/clock.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { releases } from "../../adapters/dynamo/releases.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";
import { projectsMeant } from "../projects-meant.ts";

/** PUT …/releases/{version}/: says when it was released; in the projects that are named, where it may be new, else wherever it is known. */
export const handler = api("project:releases", async (request) => {
  const { projects: named = [], dateReleased } = readJson(request, ReleaseUpdate);
  const { id: organizationId } = request.organization;
  const version = request.params.version ?? "";
  const meant = named.length > 0 ? await Promise.all(named.map((it) => findProject({ projects }, organizationId, it))) : null;
  const places = meant ?? (await projectsMeant(request));
  const known = await Promise.all(places.map((it) => releases.find(organizationId, it.id, version)));
  const concerned = places.filter((_, at) => meant || known[at]);
  if (concerned.length === 0 || !isVersion(version)) throw new NotFound("There is no such release.");
  const place = { organizationId, projectIds: concerned.map((it) => it.id) };
  const { all } = await announceRelease({ releases, now }, place, { version, releasedAt: dateReleased ?? null });
  return { body: releaseSummary(all, concerned) };
});
