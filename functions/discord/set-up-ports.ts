import { now } from "../adapters/clock.ts";
import { discord } from "../adapters/discord/client.ts";
import { alertRules } from "../adapters/dynamo/alert-rules.ts";
import { guilds } from "../adapters/dynamo/guilds.ts";
import { postedMessages } from "../adapters/dynamo/posted-messages.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { random } from "../adapters/random.ts";
import { seal } from "../adapters/seal.ts";
import { publicUrl } from "../adapters/settings.ts";

/** What it takes to connect servers, and to say what they are told. */
export const ports = { discord, alertRules, guilds, postedMessages, projects, now, random, seal };

/** Where Discord sends a browser back to; its application has to name it. */
export const redirectUri = (): string => `${publicUrl()}/extensions/discord/setup/`;
