import type { UpdatePorts } from "../../core/issues/update-issues.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { notificationSettings } from "../adapters/dynamo/notification-settings.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { releases } from "../adapters/dynamo/releases.ts";
import { log } from "../adapters/log.ts";

export const changePorts: UpdatePorts = { groups, organizations, participations, notificationSettings, releases, now, log };
