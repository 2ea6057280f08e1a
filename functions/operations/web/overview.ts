import { lettersOf } from "../../../core/operations/belongs.ts";
import { redriveLetters } from "../../../core/operations/dead-letters.ts";
import { causeId, overview } from "../../../core/operations/overview.ts";
import { ROLES, rankOf } from "../../../core/organizations/organization.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { queueAges } from "../../adapters/cloudwatch/queue-ages.ts";
import { deletions } from "../../adapters/dynamo/deletions.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { invalidations } from "../../adapters/dynamo/invalidations.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { watched } from "../../adapters/dynamo/watched.ts";
import { log } from "../../adapters/log.ts";
import { operatedQueues as queues } from "../../adapters/sqs/operated-queues.ts";
import { page } from "../../edges/page.ts";
import { NOT_YOURS, notice } from "../notice.ts";
import { overviewDocument } from "../overview-document.ts";

const ports = { queues, queueAges, deletions, projects, invalidations, integrations, watched };

/** GET|POST /settings/{organization}/operations/: how everything runs; sending back what was given up. */
export const handler = page("org:integrations", async ({ method, form, query, organization, access, session }) => {
  const { id, slug } = organization;
  const mine = lettersOf({ integrations, tickets }, id);
  const mayRedrive = rankOf(await organizations.member(id, access.userId)) >= ROLES.indexOf("admin");
  if (method === "POST" && mayRedrive) {
    const cause = form.get("cause");
    const wanted = async (it: Parameters<typeof mine>[0]) => (cause === "all" || causeId(it) === cause) && mine(it);
    const { sent } = await redriveLetters({ queues }, { names: queues.names(), mine: wanted });
    log.info("operations.redriven", { user: access.userId, count: sent.length });
    return { redirect: `/settings/${slug}/operations/?sent=${sent.length}` };
  }
  const found = await overview(ports, id, mine);
  const shown = { slug, formToken: formToken(session), found, mayRedrive, open: query.get("open"), sent: notice(query), now: now() };
  return method === "POST" ? { ...overviewDocument({ ...shown, failed: NOT_YOURS }), status: 403 } : overviewDocument(shown);
});
