import * as z from "zod";
import { ExternalIssue, LinkedTicket, TicketFields } from "../../core/tickets/answers.ts";

const form = {
  action: z.enum(["link", "create"]).optional(),
  project: z.string().optional().describe("A project of the tracker, by id: its types are offered"),
};
const externalIssue = z.string().optional().describe("The link, by the id of its external issue, where the address does not say it");

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  "web/list": { 200: z.array(ExternalIssue) },
  "web/link": { 201: LinkedTicket },
  "web/link-from-app": { 200: ExternalIssue },
  "web/create": { 201: LinkedTicket },
  "web/unlink": { query: { externalIssue }, 204: null },
  "web/form": { query: form, 200: TicketFields },
};
