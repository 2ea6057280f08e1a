import { createHash } from "node:crypto";
import type { Placement } from "./client.ts";

type Outbound = {
  organizationId: number;
  integrationId: number;
  ticket: string;
  groupId: number;
  version: number;
  again?: string | undefined;
};

/** What goes to one ticket goes in order; the same change of the same group is the same message. */
export const perTicket = ({ organizationId, integrationId, ticket, groupId, version, again }: Outbound): Placement => {
  const group = createHash("sha256").update(`${organizationId}:${integrationId}:${ticket}`).digest("hex");
  const repeat = again === undefined ? "" : `-${createHash("sha256").update(again).digest("hex").slice(0, 16)}`;
  return { group, deduplication: `${group}-${groupId}-${version}${repeat}` };
};
