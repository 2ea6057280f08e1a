import { DiscordRefused } from "../../../core/discord/failure.ts";
import { install } from "../../../core/discord/install.ts";
import { Invalid } from "../../../core/errors.ts";
import { page } from "../../edges/page.ts";
import { ports, redirectUri } from "../set-up-ports.ts";

/** GET /extensions/discord/setup/: Discord sends back whoever added Lockstep to a server. */
export const handler = page("org:integrations", async ({ organization, session, access, query }) => {
  const base = `/settings/${organization.slug}/integrations/discord/`;
  const came = { state: query.get("state") ?? "", code: query.get("code") ?? "", redirectUri: redirectUri() };
  try {
    await install(ports, { organization, session, userId: access.userId, ...came });
    return { redirect: `${base}?notice=connected` };
  } catch (error) {
    if (error instanceof DiscordRefused) return { redirect: `${base}?notice=refused` };
    if (error instanceof Invalid) return { redirect: `${base}?notice=begin-again` };
    throw error;
  }
});
