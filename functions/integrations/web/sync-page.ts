import { findTracker } from "../../../core/integrations/find-integration.ts";
import { pageOfRows, readSyncForm } from "../../../core/integrations/sync-form.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { lookAgain } from "../../../core/sync/look-again.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { looks } from "../../adapters/sqs/ticket-looks.ts";
import { page } from "../../edges/page.ts";
import { choicesOf } from "../choices.ts";
import { syncDocument } from "../sync-document.ts";

/** GET|POST /settings/{organization}/integrations/{integration}/sync/: what is kept in step. */
export const handler = page("org:integrations", async ({ method, form, query, organization, access, params, session }) => {
  const { integration, installation } = await findTracker({ integrations }, organization.id, params.integration);
  const choices = await choicesOf(integration);
  const known = "unavailable" in choices ? null : choices;
  const number = Number((method === "POST" ? form : query).get("page") ?? 1);
  const common = { slug: organization.slug, formToken: formToken(session), integration, choices };
  const shown = (config: typeof installation.config) => pageOfRows(config, known ?? { projects: [], statuses: [] }, number);
  if (method !== "POST")
    return syncDocument({ ...common, config: installation.config, ...shown(installation.config), saved: query.get("notice") === "saved" });

  const read = readSyncForm(form, installation.config, known);
  if (read.problem !== undefined) {
    const { rows, paths, page: at } = shown(installation.config);
    return syncDocument({
      ...common,
      config: read.config,
      problem: read.problem,
      about: read.about,
      rows: read.rows ?? rows,
      paths: read.paths ?? paths,
      page: at,
      typed: form.get("required_fields"),
    });
  }
  await integrations.configure(integration, organization.id, read.config);
  await audit(access, "INTEGRATION_EDIT", integration.id, { name: new URL(integration.baseUrl).host });
  await lookAgain({ links, tickets, looks, now }, integration, { organizationId: organization.id, cause: `configured:${now()}` });
  return { redirect: `/settings/${organization.slug}/integrations/${integration.id}/sync/?notice=saved` };
});
