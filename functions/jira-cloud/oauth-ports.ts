import type { Whose } from "../../core/jira-cloud/oauth/set-up.ts";
import { browserOf } from "../../core/sessions/session.ts";
import { now } from "../adapters/clock.ts";
import { oauthSetUps } from "../adapters/dynamo/oauth-set-ups.ts";
import { atlassianOauth } from "../adapters/jira-cloud/oauth.ts";
import { random } from "../adapters/random.ts";
import { seal } from "../adapters/seal.ts";
import { publicUrl } from "../adapters/settings.ts";
import type { PageRequest } from "../edges/page.ts";

export const oauthPorts = { oauthSetUps, atlassianOauth, seal, random, now };

/** Whose set-up it is: the organization's and the user's, in this browser. */
export const whoseOf = ({ access, session }: Pick<PageRequest, "access" | "session">): Whose => ({
  organizationId: access.organizationId,
  userId: access.userId,
  browser: browserOf(session),
});

/** Where Atlassian sends the browser back to: the app has to be told the very same. */
export const redirectUri = (): string => `${publicUrl()}/extensions/jira/oauth/setup/`;
