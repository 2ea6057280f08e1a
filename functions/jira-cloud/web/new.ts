import { formToken } from "../../../core/sessions/session.ts";
import { PROPOSED } from "../../../core/trackers/switches.ts";
import { page } from "../../edges/page.ts";
import { EMPTY, sitePage } from "../site-page.ts";

/** GET /settings/{organization}/integrations/jira-cloud/new/: the one form that connects a Jira Cloud. */
export const handler = page("org:integrations", async ({ organization, session }) =>
  sitePage({ slug: organization.slug, formToken: formToken(session), form: EMPTY, config: PROPOSED }),
);
