import * as z from "zod";
import { flag, id, text } from "../answers.ts";
import { IntegrationShape } from "../integrations/answers.ts";

const ExternalIssueShape = { id, issueId: id, serviceType: text, displayName: text.describe("The ticket's key"), webUrl: text };
export const ExternalIssue = z
  .object(ExternalIssueShape)
  .meta({ id: "ExternalIssue", description: "A ticket that is linked to an issue." });
export const LinkedTicket = z
  .object({ ...ExternalIssueShape, key: text, url: text, integrationId: id })
  .meta({ id: "LinkedTicket", description: "A ticket that was just linked." });

const Field = z.object({
  name: text,
  label: text,
  type: text,
  required: flag,
  default: text,
  url: text.optional().describe("Where to search for what is typed"),
  choices: z.array(z.array(text)).optional(),
  updatesForm: flag.optional().describe("Its choice changes what else there is to choose"),
});
export const TicketFields = z
  .object({ ...IntegrationShape, linkIssueConfig: z.array(Field).optional(), createIssueConfig: z.array(Field).optional() })
  .meta({ id: "TicketFields", description: "An integration, with the fields of linking a ticket or of creating one." });
