import { NotFound } from "../../../core/errors.ts";
import { pipelineOfToken } from "../../../core/jira-server/pipeline.ts";
import { resumeDance } from "../../../core/jira-server/set-up.ts";
import { page } from "../../edges/page.ts";
import { failurePage } from "../failure-text.ts";
import { ports, whoseOf } from "../set-up-ports.ts";

const ACCESS_TOKEN = { step: "Could not fetch an access token from Jira.", event: "identity.jira-server.access-token" };

/** GET /extensions/jira_server/setup/: Jira sends the browser back with its answer, to whichever set-up of the browser it belongs. */
export const handler = page("org:integrations", async (request) => {
  const { query, organization } = request;
  const integrations = `/settings/${organization.slug}/integrations/`;
  const token = query.get("oauth_token") ?? "";
  const pipeline = await pipelineOfToken(ports, whoseOf(request), token).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  if (!pipeline) return { redirect: `${integrations}?notice=set-up-over` };
  try {
    await resumeDance(ports, pipeline, { token, verifier: query.get("oauth_verifier") });
    return { redirect: `${integrations}jira-server/${pipeline.id}/` };
  } catch (error) {
    return failurePage(ACCESS_TOKEN, error, organization.slug, `${integrations}jira-server/new/?again=${pipeline.id}`);
  }
});
