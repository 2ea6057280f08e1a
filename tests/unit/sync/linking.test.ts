import { expect, test } from "vitest";
import type { TicketLook } from "../../../core/messages.ts";
import { afterLinking } from "../../../core/sync/link-state.ts";
import { othersToTell } from "../../../core/sync/look-again.ts";
import type { Reading } from "../../../core/trackers/ticket.ts";
import { aGroup, aLink, fakeSender } from "../../support/fakes.ts";

const NOW = 1_000_000;
const observer = { now: NOW, offset: 0, ourAccount: "us" };

test("an owner on a ticket that was never read counts since its history has it; that nobody has it was never decided", () => {
  const of = (owner: string | null, news: Reading["news"] = null) => {
    const status = { id: "1", name: "Open", done: false };
    const ticket = { id: "7", key: "APP-7", title: "", project: { id: "1", key: "APP" }, status };
    const reading = {
      ...{ ticket: { ...ticket, owner: owner === null ? null : { id: owner, name: owner, email: null } }, news },
      ...{ updated: 900_000, date: NOW, clock: null },
    };
    const { state } = aGroup(5, {}, { assignee: { type: "user", id: 7 }, assigneeSourceTime: 500_000, statusSourceTime: 0 });
    return afterLinking({ known: null, reading, observer, state, ownerWord: "bob" });
  };
  expect(of("ada").ticket.owner.seen).toEqual({ value: "ada", at: 900_000 });
  expect([of(null).ticket.owner.seen, of(null).set.assigneeSourceTime]).toEqual([{ value: null, at: 0 }, 500_000]);
  // What was done to it later decides nothing of its owner, and what its history has was there before anybody here knew of the ticket.
  const given = { id: "3", at: 400_000, by: "cyd", owner: { from: "bob", to: "ada" } };
  const closed = { id: "4", at: 800_000, by: "cyd", status: { from: "open:1", to: "done:2" } };
  const told = (...entries: NonNullable<Reading["news"]>["entries"]) => of("ada", { goesOn: true, entries, newest: "4" }).ticket;
  expect([told(given, closed).owner.seen, told(given, closed).cursor]).toEqual([{ value: "ada", at: 400_000 }, "4"]);
  expect([told(closed).owner.seen.at, told().owner.seen.at]).toEqual([800_000, 900_000]);
});

test("what an issue has already, decided anew, is told to its other tickets, and to them alone; a change is relayed by itself", async () => {
  const looks = fakeSender<TicketLook>();
  const expected: string[] = [];
  const ports = {
    ...{ now: () => NOW, looks },
    links: { byGroup: async () => [aLink(5, { ticketId: "7" }), aLink(5, { ticketId: "8" })] },
    tickets: { expect: async ({ ticketId }: { ticketId: string }) => void expected.push(ticketId) },
  } as unknown as Parameters<typeof othersToTell>[0];
  const write = { ref: { organizationId: 11, projectId: 21, groupId: 5 }, expected: 3, set: {}, changes: [] };
  const tell = await othersToTell(ports, "7", [write]);
  expect([expected, looks.sent]).toEqual([["8"], []]);
  await tell();
  expect(looks.sent.map((it) => it.ticketId)).toEqual(["8"]);
  await (await othersToTell(ports, "7", [{ ...write, changes: [{} as never] }]))();
  expect(looks.sent).toHaveLength(1);
});
