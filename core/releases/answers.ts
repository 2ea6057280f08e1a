import * as z from "zod";
import { json, text, time } from "../answers.ts";

export const Release = z
  .object({
    version: text,
    shortVersion: text,
    versionInfo: z.null(),
    status: text,
    ref: z.null(),
    url: z.null(),
    dateCreated: time.describe("When it was first heard of"),
    dateReleased: time.nullable(),
    firstEvent: z.null(),
    lastEvent: z.null(),
    owner: z.null(),
    commitCount: z.int(),
    lastCommit: z.null(),
    deployCount: z.int(),
    lastDeploy: z.null(),
    authors: z.array(json),
    data: z.record(text, json),
    projects: z.array(z.object({ id: z.int(), slug: text, name: text, platform: text.nullable(), platforms: z.array(text) })),
  })
  .meta({ id: "Release", description: "A version of one or more projects." });
