import * as z from "zod";
import { flag, id, text, time } from "../answers.ts";
import { AUTO_ASSIGNMENTS } from "./ownership.ts";
import { RuleSet } from "./rule.ts";

export const Ownership = z
  .object({
    raw: text.describe("The rules as they are written"),
    schema: RuleSet.optional().describe("The rules as they are matched; left out where there are none"),
    fallthrough: flag,
    autoAssignment: z.enum(AUTO_ASSIGNMENTS),
    codeownersAutoSync: flag,
    isActive: flag,
    dateCreated: time,
    lastUpdated: time,
    unknownOwners: z.array(text).describe("Owners that the rules name and nobody is known as"),
  })
  .meta({ id: "Ownership", description: "A project's rules of who owns what." });

export const Codeowners = z
  .object({
    id,
    raw: text,
    codeMapping: z.object({ sourceRoot: text, stackRoot: text }),
    ownerMappings: z.record(text, text).describe("Who its owners are here"),
    ownershipSyntax: text.describe("Its lines as rules"),
    skipped: z.array(z.object({ line: z.int(), reason: z.enum(["unsupported_path", "quote_not_closed", "no_known_owner"]) })),
    dateCreated: time,
    dateUpdated: time,
  })
  .meta({ id: "Codeowners", description: "An imported CODEOWNERS file." });

const Owner = z.object({ type: z.enum(["user", "team"]), id, name: text });
const source = z.enum(["ownershipRule", "codeowners"]);
export const EventOwners = z
  .object({
    owners: z.array(Owner),
    rule: z.array(text).nullable().describe("Type and pattern of the rule that won"),
    rules: z.array(
      z.object({
        rule: text,
        type: source,
        outcome: z.enum(["kept", "no_owner", "no_known_owner", "outranked"]),
        matchedValue: text.nullable(),
        owners: z.array(Owner),
        unknownOwners: z.array(text),
      }),
    ),
    matched: z.int(),
    unmatched: z.array(z.object({ rule: text, type: source, reason: text, comparedWith: z.array(text) })),
  })
  .meta({ id: "EventOwners", description: "Which rules match an event, which won, and why others do not." });
