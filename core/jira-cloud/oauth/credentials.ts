import type { CloudCredentials } from "../credentials.ts";

export type OauthCredentials = Extract<CloudCredentials, { kind: "oauth" }>;

/** The external id of a connection by OAuth 2.0: an app has one URL for its webhooks, so each connection has an app of its own. */
export const oauthExternalId = (clientId: string): string => `oauth2:${clientId}`;

/** Whether a connection is one by OAuth 2.0. */
export const isOauth = (externalId: string): boolean => externalId.startsWith(oauthExternalId(""));
