import * as z from "zod";
import { Integration, IntegrationDetails, LinkHealth, People, Tested } from "../../core/integrations/answers.ts";

const ticket = z.string().describe("Its id in the tracker");
const issue = z.string().describe("The issue's id");

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  "web/list": { 200: z.array(Integration) },
  "web/get": { 200: IntegrationDetails },
  "web/configure": { 200: null },
  "web/uninstall": { 204: null },
  "web/test": { 200: Tested },
  "web/links": {
    query: { query: z.string().optional().describe("An issue's short id, a ticket's key, or words of its title") },
    200: z.array(LinkHealth),
  },
  "web/unlink": { query: { ticket, issue }, 204: null },
  "web/retry": { 202: null },
  "web/people": { 200: People },
};
