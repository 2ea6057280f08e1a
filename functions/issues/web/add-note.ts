import { NotFound } from "../../../core/errors.ts";
import { addNote, Note } from "../../../core/issues/add-note.ts";
import { findGroupId } from "../../../core/issues/find-group.ts";
import { activitySummary } from "../../../core/issues/representation.ts";
import { now } from "../../adapters/clock.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";
import { directoryOf } from "../directory.ts";

const ports = { groups, now };

/** POST …/issues/{issue}/notes/: adds a note to its history. */
export const handler = api("event:write", async (request) => {
  const { organization, access, params } = request;
  const groupId = await findGroupId(ports, organization.id, params.issue ?? "");
  const [issue, { members }] = await Promise.all([groups.get(organization.id, groupId), directoryOf(organization, access.userId)]);
  if (!issue) throw new NotFound();
  const note = await addNote(ports, { issue, userId: access.userId, text: readJson(request, Note).text });
  return { status: 201, body: activitySummary(note, members) };
});
