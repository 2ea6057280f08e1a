import { describe, expect, test } from "vitest";
import { listPeople, PEOPLE_PER_PAGE, savePeople, suggestAccounts } from "../../../core/integrations/people.ts";
import type { TicketLook } from "../../../core/messages.ts";
import type { TicketLink } from "../../../core/sync/link.ts";
import type { Links, Tickets } from "../../../core/sync/ports.ts";
import { type TicketState, unknownTicket } from "../../../core/sync/ticket-state.ts";
import type { Tracker } from "../../../core/trackers/ports.ts";
import type { Account } from "../../../core/trackers/ticket.ts";
import { anIntegration } from "../../support/fake-integrations.ts";
import { fakeUserMappings } from "../../support/fake-user-mappings.ts";
import { aLink, aMember, fakeOrganizations, fakeSender, ORGANIZATION } from "../../support/fakes.ts";

const members = [aMember(3, "cyd"), aMember(1, "ada"), aMember(2, "bob")];
const accounts: Account[] = [
  { id: "a.lovelace", name: "Ada", email: "ADA@example.com" },
  { id: "BBuilder", name: "Bob", email: null },
  { id: "ada", name: "Another Ada", email: "ada.two@example.com" },
];
const integration = anIntegration();

function setUp(linked: readonly TicketLink[] = [], known: readonly TicketState[] = []) {
  const looks = fakeSender<TicketLook>();
  const { port: userMappings } = fakeUserMappings();
  const searched: string[] = [];
  const tracker: Pick<Tracker, "people"> = {
    people: async (text) => {
      searched.push(text);
      return accounts.filter((it) => [it.id, it.email ?? ""].some((field) => field.toLowerCase().startsWith(text.toLowerCase())));
    },
  };
  const organizations = fakeOrganizations({ organization: ORGANIZATION, members, teams: [] });
  const links = { ofIntegration: async () => ({ items: [...linked], next: null }) } as Partial<Links> as Links;
  const tickets = { known: async () => [...known] } as Partial<Tickets> as Tickets;
  const ports = { organizations, userMappings, links, tickets, looks, trackers: { of: () => tracker as Tracker }, now: () => 77 };
  const save = (...typed: { userId: number; account: string }[]) =>
    savePeople(ports, { integration, organizationId: ORGANIZATION.id }, typed);
  const list = (number = 1) => listPeople(ports, ORGANIZATION.id, 41, number);
  return { ports, save, list, looks, searched };
}

describe("people", () => {
  test("are listed by name, with their accounts", async () => {
    const { save, list } = setUp();
    expect(await save({ userId: 2, account: "bbuilder" })).toBeNull();
    const { people, waiting, page } = await list(9);
    expect(people.map((it) => [it.name, it.account])).toEqual([
      ["ada", ""],
      ["bob", "BBuilder"],
      ["cyd", ""],
    ]);
    expect([waiting, page, PEOPLE_PER_PAGE]).toEqual([[], { number: 1, of: 1 }, 25]);
  });

  test("are suggested by address, exactly, and only who has no account yet", async () => {
    const { ports, list, save, searched } = setUp();
    await save({ userId: 2, account: "BBuilder" });
    searched.length = 0;
    const suggested = await suggestAccounts(ports, integration, (await list()).people);
    expect(suggested.map((it) => it.account)).toEqual(["a.lovelace", "BBuilder", ""]);
    expect(searched).toEqual(["ada@example.com", "cyd@example.com"]);
  });

  test("what is not changed is not asked for; what is emptied is forgotten", async () => {
    const { save, list, searched } = setUp();
    await save({ userId: 2, account: "BBuilder" }, { userId: 1, account: "" });
    expect(searched).toEqual(["BBuilder"]);
    await save({ userId: 2, account: "BBuilder" }, { userId: 1, account: "" });
    expect(searched).toHaveLength(1);
    await save({ userId: 2, account: "" });
    expect((await list()).people.map((it) => it.account)).toEqual(["", "", ""]);
  });

  test("can change places", async () => {
    const { save, list } = setUp();
    await save({ userId: 1, account: "ada" }, { userId: 2, account: "BBuilder" });
    expect(await save({ userId: 1, account: "BBuilder" }, { userId: 2, account: "ada" })).toBeNull();
    expect((await list()).people.map((it) => it.account)).toEqual(["BBuilder", "ada", ""]);
  });

  test("with an error on one, nothing is saved", async () => {
    const { save, list } = setUp();
    const errors = await save({ userId: 1, account: "ada" }, { userId: 2, account: "ada" }, { userId: 3, account: "nobody" });
    expect([...(errors ?? [])].map(([userId]) => userId).sort()).toEqual([2, 3]);
    expect((await save({ userId: 99, account: "ada" }))?.get(99)).toContain("no member");
    expect((await list()).people.every((it) => it.account === "")).toBe(true);
  });

  test("tickets of an account that nobody has are shown, and looked at again when somebody is mapped to it", async () => {
    const waiting = { kind: "no_member", text: "Nobody.", since: 5 };
    const ticket = { ...unknownTicket({ integrationId: 41, ticketId: "10001" }, "BBuilder", "open:1"), key: "APP-1" };
    const known = [
      { ...ticket, reasons: { 5: { owner: waiting } } },
      { ...ticket, ticketId: "10002", key: "APP-2" },
    ];
    const { save, list, looks } = setUp([aLink(5, { ticketId: "10001" }), aLink(6, { ticketId: "10002" })], known);
    expect((await list()).waiting).toEqual([{ account: "BBuilder", name: "BBuilder", tickets: ["APP-1"] }]);
    await save({ userId: 2, account: "BBuilder" });
    expect(looks.sent).toMatchObject([{ ticketId: "10001", cause: "mapped:77", fresh: true }]);
    await save({ userId: 2, account: "BBuilder" });
    expect(looks.sent).toHaveLength(1);
  });
});
