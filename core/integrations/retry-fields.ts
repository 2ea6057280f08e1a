import * as z from "zod";

/** What is looked at again: one link, by the id of its ticket and of its issue; or all that wait. */
export const WhatToRetry = z.union([z.object({ ticket: z.string(), issue: z.string() }), z.object({ all: z.literal(true) })]);
