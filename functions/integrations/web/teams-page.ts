import { html } from "hono/html";
import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { listPeople } from "../../../core/integrations/people.ts";
import { saveTeams, typedTeams } from "../../../core/integrations/teams.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { TrackerFailure } from "../../../core/trackers/failure.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { userMappings } from "../../adapters/dynamo/user-mappings.ts";
import { looks } from "../../adapters/sqs/ticket-looks.ts";
import { trackers } from "../../adapters/trackers.ts";
import { page } from "../../edges/page.ts";
import { peopleDocument } from "../people-document.ts";
import { teamsOf } from "../teams-of.ts";

const ports = { integrations, organizations, userMappings, links, tickets, looks, trackers, now };

/** POST /settings/{organization}/integrations/{integration}/teams/: what each team is in Jira; what is wrong is shown with the people. */
export const handler = page("org:integrations", async ({ form, organization, params, session }) => {
  const { integration, installation } = await findInstalled({ integrations }, organization.id, params.integration);
  const { slug, id: organizationId } = organization;
  const rows = typedTeams(form, await teamsOf(integration, installation));
  const wrong = await saveTeams(ports, { integration, organizationId, config: installation.config }, rows).catch((error: unknown) => {
    if (!(error instanceof TrackerFailure)) throw error;
    return { rows, problem: "Jira could not be asked.", text: html`<p>${error.message}</p><p>${error.todo}</p>` };
  });
  if (wrong === null) return { redirect: `/settings/${slug}/integrations/${integration.id}/people/?notice=saved` };
  const { rows: teams, problem: title, ...why } = { text: "", ...wrong };
  const listed = await listPeople(ports, organizationId, integration.id, 1);
  return peopleDocument({ slug, formToken: formToken(session), integration, ...listed, teams, problem: { title, ...why } });
});
