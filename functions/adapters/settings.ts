import { Resource } from "sst";

/** Base of every URL that is handed out, without a slash at its end. */
export const publicUrl = (): string => Resource.Settings.publicUrl.replace(/\/+$/, "");

/** Which of the 4,096 regions this deployment gives out ids for (behaviour §7.1); 0 where it is the only one. */
export const regionId = (): number => Number(Resource.Settings.regionId);

/** Discord's API, version and all, without a slash at its end. */
export const discordApi = (): string => Resource.Settings.discordApi;

/** Where CloudWatch is; empty where it is the one of the region. */
export const cloudWatchUrl = (): string => Resource.Settings.cloudWatchUrl;

/** Whether integrations may point at loopback and private addresses: on one machine, or where Jira is in the same network. */
export const allowsPrivateHosts = (): boolean => Resource.Settings.allowPrivateHosts === "1";

/** Whether the app on Atlassian Connect may read people's addresses. */
export const hasJiraEmailScope = (): boolean => Resource.Settings.jiraEmailScope === "1";

/** Where Atlassian is: the keys of Connect, where an app is approved, and where it asks Jira. Without a slash at the end. */
export const connectKeysUrl = (): string => Resource.Settings.connectKeysUrl;
export const atlassianAuthUrl = (): string => Resource.Settings.atlassianAuthUrl;
export const atlassianApiUrl = (): string => Resource.Settings.atlassianApiUrl;
