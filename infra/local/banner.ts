import type { System } from "./system.ts";

/**
 * What `npm start` prints last: the address, a link that signs in once, the demo organization's token and DSN; and where a Jira and a
 * Discord of this machine wait to be connected.
 */
export const banner = (
  { api, signInPath, dsn }: Pick<System, "api" | "signInPath" | "dsn">,
  token: string,
  hasSandbox: boolean,
): string => `
Lockstep   ${api}
sign in    ${api}${signInPath}   works once, within a day
token      ${token}
DSN        ${dsn}
${hasSandbox ? `tour       ${api}/__local/tour/   with a Jira and a Discord of this machine\n` : ""}
`;
