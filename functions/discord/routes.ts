/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /settings/{organization}/integrations/discord": "servers",
  "POST /settings/{organization}/integrations/discord": "servers",
  "GET /extensions/discord/setup": "set-up",
  "GET /extensions/discord/link-identity/{code}": "link-identity",
  "POST /extensions/discord/link-identity/{code}": "link-identity",
} as const;

/** Where connecting one begins. */
export const places = {
  "GET /settings/{organization}/integrations/discord": { name: "Discord server", icon: "plug", group: "connect", rank: 40 },
} as const;
