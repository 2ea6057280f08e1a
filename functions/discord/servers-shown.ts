import { installUrl, missingPermissions } from "../../core/discord/install.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import { formToken, type Session } from "../../core/sessions/session.ts";
import { applicationId } from "../adapters/discord/application.ts";
import { logFailure } from "../adapters/log.ts";
import type { ServersDocument } from "./server-panel.ts";
import { ports, redirectUri } from "./set-up-ports.ts";

const MOST_GIVEN_UP = 20;

/** What the page of servers shows. Discord is asked of each server what Lockstep may do in it. */
export async function serversShown(
  organization: Organization,
  session: Session,
): Promise<Omit<ServersDocument, "notice" | "errors" | "filled" | "editing">> {
  const application = applicationId();
  const common = { slug: organization.slug, formToken: formToken(session), now: ports.now() };
  if (application === null) return { ...common, installUrl: null, servers: [], projects: [], rules: [], givenUp: [] };
  const [guilds, projects, givenUp] = await Promise.all([
    ports.guilds.list(organization.id),
    ports.projects.list(organization.id),
    ports.postedMessages.givenUp(organization.id, MOST_GIVEN_UP),
  ]);
  const servers = await Promise.all(guilds.map(async (guild) => ({ guild, missing: await missingOf(guild.guildId) })));
  const rules = await Promise.all(
    projects.map(async (project) => (await ports.alertRules.list(organization.id, project.id)).map((rule) => ({ project, rule }))),
  );
  const to = { organization, session, applicationId: application, redirectUri: redirectUri() };
  return { ...common, installUrl: installUrl(ports, to), servers, projects, rules: rules.flat(), givenUp };
}

/** The page is of use without the answer. */
const missingOf = (guildId: string) =>
  missingPermissions(ports, guildId).catch((error: unknown) => {
    logFailure("discord.permissions.unknown", error);
    return undefined;
  });
