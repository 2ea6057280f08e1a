import { Invalid } from "../../../core/errors.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { NewRelease } from "../../../core/releases/release.ts";
import { releaseSummary } from "../../../core/releases/representation.ts";
import { announceRelease } from "../../../core/releases/save-release.ts";
import { now } from "../../adapters/clock.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { releases } from "../../adapters/dynamo/releases.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

/** POST …/releases/: announces a release to its projects; 208 where all of them knew it. */
export const handler = api("project:releases", async (request) => {
  const { version, projects: named, dateReleased } = readJson(request, NewRelease);
  const asked = request.params.project === undefined ? named : [request.params.project];
  if (!asked) throw new Invalid("Name a project at least.", { fields: { projects: ["This field is required."] } });
  const { id: organizationId } = request.organization;
  const meant = await Promise.all([...new Set(asked)].map((it) => findProject({ projects }, organizationId, it)));
  const place = { organizationId, projectIds: meant.map((it) => it.id) };
  const { all, created } = await announceRelease({ releases, now }, place, { version, releasedAt: dateReleased ?? null });
  return { status: created ? 201 : 208, body: releaseSummary(all, meant) };
});
