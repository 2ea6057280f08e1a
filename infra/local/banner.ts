import type { System } from "./system.ts";

/** What `npm start` prints last: the address, a link that signs in once, the demo organization's token and DSN. */
export const banner = ({ api, signInPath, dsn }: Pick<System, "api" | "signInPath" | "dsn">, token: string): string => `
Lockstep   ${api}
sign in    ${api}${signInPath}   works once, within a day
token      ${token}
DSN        ${dsn}

`;
