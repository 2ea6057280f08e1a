import * as z from "zod";
import { text, time } from "../answers.ts";

export const Invalidation = z
  .object({
    id: text,
    reason: z.enum(["ownership", "team", "member"]),
    status: z.enum(["freeing", "done"]),
    counted: z.int().nullable(),
    done: z.int(),
    remaining: z.int().nullable(),
    dateRequested: time,
    dateEffective: time.describe("From then on nothing cached before holds"),
    dateFinished: time.nullable(),
  })
  .meta({ id: "Invalidation", description: "How far cached answers about owners are cleared away after a change of rules or people." });
