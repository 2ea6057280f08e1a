import { describe, expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { TicketLook } from "../../../core/messages.ts";
import { type LinkPorts, linkTicket, unlinkTicket } from "../../../core/tickets/link-ticket.ts";
import { TrackerFailure } from "../../../core/trackers/failure.ts";
import type { Reading } from "../../../core/trackers/ticket.ts";
import { countingIds } from "../../support/fake-events.ts";
import { anIntegration } from "../../support/fake-integrations.ts";
import { fakeUserMappings } from "../../support/fake-user-mappings.ts";
import { aGroup, aLink, fakeGroups, fakeLog, fakeOrganizations, fakeSender, ORGANIZATION } from "../../support/fakes.ts";

const NOW = 1_000_000;
const status = { id: "1", name: "Open", done: false };
const ticket = { id: "10007", key: "APP-7", title: "Broken", project: { id: "1", key: "APP" }, status, owner: null };
const reading: Reading = { ticket, news: null, updated: 900_000, date: NOW, clock: null };
type Made = Awaited<ReturnType<LinkPorts["links"]["create"]>>;

/** A tracker with one ticket; `answers` is what becomes of each attempt to store the link. */
function setUp(answers: Made[] = [], over: object = {}) {
  const groups = fakeGroups([aGroup(5)]);
  const looks = fakeSender<TicketLook>();
  const expected: string[] = [];
  const tries: number[] = [];
  const ports = {
    ...{ ids: countingIds(900), now: () => NOW, log: fakeLog(), groups: groups.port, looks, userMappings: fakeUserMappings().port },
    links: {
      byGroup: async () => [],
      create: async (_: unknown, __: unknown, write: { expected: number }): Promise<Made> => {
        tries.push(write.expected);
        return answers.shift() ?? "linked";
      },
      remove: async ({ ticketId }: { ticketId: string }) => void expected.push(`removed ${ticketId}`),
    },
    tickets: {
      known: async () => [],
      read: async () => ({ links: [] }),
      expect: async (it: { ticketId: string }) => void expected.push(it.ticketId),
    },
    trackers: { of: () => ({ read: async () => reading, comment: async () => "1", ...over }) },
    watched: { find: async () => null, record: async () => {} },
    organizations: fakeOrganizations({ organization: ORGANIZATION, members: [], teams: [] }),
  } as unknown as LinkPorts & { links: object };
  const integration = anIntegration();
  const where = { integration, installation: integration.installations[0]!, issue: aGroup(5), userId: 7 };
  const link = (comment?: string) => linkTicket(ports, where, { key: "10007", comment });
  return { ports, where, link, groups, looks: looks.sent, expected, tries };
}

describe("linking a ticket", () => {
  test("asks for a look that knows when it is due", async () => {
    const { link, looks } = setUp();
    expect((await link()).link).toMatchObject({ ticketId: "10007", groupId: 5, externalIssueId: 900 });
    expect(looks.map((it) => TicketLook.parse(it))).toMatchObject([{ ticketId: "10007", cause: "link:5:1", expected: expect.any(Number) }]);
  });

  test("that somebody else linked at the same moment is refused, and nobody looks for it", async () => {
    const { link, looks } = setUp(["there"]);
    await expect(link()).rejects.toMatchObject({ status: 400, message: "APP-7 is linked already." });
    expect(looks).toEqual([]);
  });

  test("of an issue that changes meanwhile is decided anew, six times", async () => {
    const { link, groups, tries } = setUp(["changed"]);
    groups.rows.get(5)!.state.version = 3;
    await link();
    expect(tries).toEqual([0, 3]);
    await expect(setUp(Array(6).fill("changed")).link()).rejects.toThrow(Unavailable);
  });

  test("stands where the ticket takes no comment", async () => {
    const comment = () =>
      Promise.reject(new TrackerFailure({ kind: "forbidden", what: "Jira refuses it.", details: "", todo: "", retry: false }));
    const { link, ports } = setUp([], { comment });
    expect((await link("See this.")).link).not.toBeNull();
    expect((ports.log as ReturnType<typeof fakeLog>).lines).toContain("link.comment.failed");
  });

  test("of a tracker that is disconnected is refused", async () => {
    const { ports, where } = setUp();
    const gone = { ...where, integration: anIntegration({ status: "disabled" }) };
    await expect(linkTicket(ports, gone, { key: "10007" })).rejects.toMatchObject({ status: 400 });
  });
});

test("unlinking takes the link that is named, and lets somebody look at its ticket; what is not there is not found", async () => {
  const { ports, expected } = setUp();
  ports.links.byGroup = async () => [aLink(5, { ticketId: "7", externalIssueId: 70 }), aLink(5, { ticketId: "8", externalIssueId: 80 })];
  await unlinkTicket(ports, { organizationId: 11, groupId: 5 }, "80");
  expect(expected).toEqual(["removed 8", "8"]);
  await expect(unlinkTicket(ports, { organizationId: 11, groupId: 5 }, "90")).rejects.toMatchObject({ status: 404 });
});
