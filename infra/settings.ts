import type { Access } from "./access.ts";
import { api } from "./api.ts";

/** What an operator may set from outside. */
const settings = new sst.Linkable("Settings", {
  properties: {
    publicUrl: process.env.LOCKSTEP_PUBLIC_URL ?? api.url,
    allowPrivateHosts: process.env.LOCKSTEP_ALLOW_PRIVATE_HOSTS ?? "0",
    regionId: process.env.LOCKSTEP_REGION_ID ?? "0",
  },
});

export const knowsSettings: Access = { link: [settings], permissions: [] };
