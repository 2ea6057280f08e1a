import { expect, test } from "vitest";
import { createTicket, TicketForm } from "../../../core/tickets/create-ticket.ts";
import type { LinkPorts } from "../../../core/tickets/link-ticket.ts";
import { TrackerFailure } from "../../../core/trackers/failure.ts";
import type { Tracker } from "../../../core/trackers/ports.ts";
import type { NewTicket } from "../../../core/trackers/ticket.ts";
import { anIntegration } from "../../support/fake-integrations.ts";
import { aGroup } from "../../support/fakes.ts";

/** A tracker that is asked for a ticket and refuses it; answers what it was asked for. */
async function askedFor(form: object): Promise<NewTicket> {
  const asked: NewTicket[] = [];
  const tracker: Pick<Tracker, "create"> = {
    create: async (ticket) => {
      asked.push(ticket);
      const about = { duedate: "It is over." };
      throw new TrackerFailure({ kind: "rejected", what: "Jira refuses it.", details: "", todo: "", retry: false, about });
    },
  };
  const integration = anIntegration();
  const where = { integration, installation: integration.installations[0]!, issue: aGroup(5), userId: 7 };
  const ports = { trackers: { of: () => tracker as Tracker } } as unknown as LinkPorts;
  const made = createTicket(ports, where, TicketForm.parse(form), "https://lockstep.example.com/5/");
  await expect(made).rejects.toMatchObject({ status: 400, fields: { duedate: ["It is over."] } });
  return asked[0]!;
}

const form = { project: "10000", issuetype: "10001" };

test("a value that is no text goes to the tracker as it is, but not who gets or reports the ticket, nor who may see it", async () => {
  const known = { priority: { id: "2" }, components: [{ id: "1" }], fixVersions: [{ id: "9" }], customfield_10201: { id: "10302" } };
  const others = {
    ...{ assignee: { name: "bob" }, reporter: { name: "bob" }, security: { id: "1" }, parent: { id: "7" } },
    ...{ customfield_10201x: { id: "1" }, xcustomfield_10201: { id: "1" } },
  };
  expect((await askedFor({ ...form, ...known, ...others })).fields).toEqual(known);
});

test("what a form leaves out is the issue's title, and its short id with its address", async () => {
  expect(await askedFor(form)).toMatchObject({
    ...{ projectId: "10000", typeId: "10001", summary: "Error: boom", description: "WEB-5: https://lockstep.example.com/5/" },
    ...{ fields: {}, filled: [] },
  });
});
