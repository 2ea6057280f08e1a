import { now } from "../adapters/clock.ts";
import { chatAccounts } from "../adapters/dynamo/chat-accounts.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { guilds } from "../adapters/dynamo/guilds.ts";
import { linkCodes } from "../adapters/dynamo/link-codes.ts";
import { notificationSettings } from "../adapters/dynamo/notification-settings.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { readPress } from "../adapters/dynamo/read-press.ts";
import { releases } from "../adapters/dynamo/releases.ts";
import { log } from "../adapters/log.ts";
import { random } from "../adapters/random.ts";
import { seal } from "../adapters/seal.ts";
import { publicUrl } from "../adapters/settings.ts";

const issues = { groups, organizations, participations, notificationSettings, releases };

/** What it takes to do what somebody asks for, wherever it is done. */
export const ports = { ...issues, chatAccounts, guilds, linkCodes, readPress, now, log, random, seal, publicUrl };
