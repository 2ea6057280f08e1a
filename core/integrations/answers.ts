import * as z from "zod";
import { flag, id, json, text, time } from "../answers.ts";

const Provider = z.object({
  key: text,
  slug: text,
  name: text,
  canAdd: flag,
  canDisable: flag,
  features: z.array(text),
  aspects: z.record(text, json),
});

export const IntegrationShape = {
  id,
  name: text,
  icon: text.nullable(),
  domainName: text,
  accountType: z.null(),
  scopes: z.null(),
  status: z.enum(["active", "disabled"]),
  provider: Provider,
  externalId: text,
  organizationId: id,
  organizationIntegrationStatus: z.enum(["active", "disabled"]),
  gracePeriodEnd: z.null(),
};
const compared = z
  .object({
    until: time.describe("Whatever changed before is known"),
    failure: z.object({ at: time, text }).nullable().describe("Why it cannot be asked"),
    repaired: z.object({ count: z.int(), last: time.nullable() }).describe("Tickets that comparing found apart, and put right"),
  })
  .nullable()
  .describe("How far the tracker is compared; null where it is disconnected, or no tracker");

export const Integration = z
  .object({ ...IntegrationShape, compared })
  .meta({ id: "Integration", description: "A tracker or a chat that the organization is connected with." });

export const IntegrationDetails = z
  .object({
    ...IntegrationShape,
    compared,
    configOrganization: z.array(z.record(text, json)).describe("What can be configured, in the order of the form"),
    configData: z.record(text, json),
  })
  .meta({ id: "IntegrationDetails", description: "One integration, with its configuration." });

const Problem = z.object({ about: z.enum(["owner", "team", "status", "comment", "ticket"]), kind: text, text, since: time });
const side = { id: text, owner: text.nullable(), status: text };
export const LinkHealth = z
  .object({
    ticket: z.object({ ...side, key: text, url: text }),
    issue: z.object({ ...side, shortId: text, title: text }).nullable(),
    state: z.enum(["stopped", "waiting", "quiet", "apart", "in-step"]),
    seen: time.nullable().describe("When the two were last compared"),
    next: time.nullable().describe("When it is looked at again"),
    problems: z.array(Problem),
  })
  .meta({ id: "LinkHealth", description: "How one linked ticket fares." });

export const People = z
  .object({
    mappings: z.array(z.object({ account: text, user: z.object({ id }) })),
    waiting: z.array(z.object({ account: text, ticket: text })).describe("Tickets of accounts that are nobody's here"),
  })
  .meta({ id: "People", description: "Who is who in a tracker." });

export const Tested = z
  .union([
    z.looseObject({ works: z.literal(true) }),
    z.object({ works: z.literal(false), failure: z.object({ kind: text, text, todo: text }) }),
  ])
  .meta({ id: "Tested", description: "What the tracker answered." });
