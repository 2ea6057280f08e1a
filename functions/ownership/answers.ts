import * as z from "zod";
import { Codeowners, EventOwners, Ownership } from "../../core/ownership/answers.ts";

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  "web/get": { 200: Ownership },
  "web/update": { 200: Ownership },
  "web/explain": { 200: EventOwners },
  "web/codeowners": { 200: z.array(Codeowners) },
  "web/import-codeowners": { POST: { 201: Codeowners }, PUT: { 200: Codeowners } },
  "web/remove-codeowners": { 204: null },
};
