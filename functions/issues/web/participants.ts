import { NotFound } from "../../../core/errors.ts";
import { findGroupId } from "../../../core/issues/find-group.ts";
import { participantSummaries } from "../../../core/issues/representation.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { participations } from "../../adapters/dynamo/participations.ts";
import { api } from "../../edges/api.ts";
import { directoryOf } from "../directory.ts";

/** GET …/issues/{issue}/participants/: the users who hear of it. */
export const handler = api("event:read", async ({ organization, access, params }) => {
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  const [issue, directory, participants] = await Promise.all([
    groups.get(organization.id, groupId),
    directoryOf(organization, access.userId),
    participations.ofGroup(organization.id, groupId),
  ]);
  if (!issue) throw new NotFound();
  return { body: participantSummaries(participants, directory).participants };
});
