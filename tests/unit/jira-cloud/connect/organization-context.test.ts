import { describe, expect, test } from "vitest";
import { bindOrgContextFromIntegration, type OrganizationContext } from "../../../../core/jira-cloud/connect/organization-context.ts";
import type { Organization } from "../../../../core/organizations/organization.ts";
import { SYNC_OFF } from "../../../../core/trackers/integration.ts";
import { fakeLog } from "../../../support/fakes.ts";

async function bind(
  organizationIds: readonly number[],
  { bound, known = organizationIds }: { bound?: unknown; known?: readonly number[] } = {},
) {
  const log = fakeLog();
  const contexts: OrganizationContext[] = [];
  const ports = {
    organizations: { byId: async (id: number) => (known.includes(id) ? ({ id } as Organization) : null) },
    log,
    bind: (it: OrganizationContext) => void contexts.push(it),
  };
  const installations = organizationIds.map((organizationId, at) => ({
    ...{ organizationId, config: SYNC_OFF },
    status: at % 2 ? ("disabled" as const) : ("active" as const),
  }));
  const answer = await bindOrgContextFromIntegration(ports, { id: 41, installations }, { webhook: "issue_updated", bound });
  return { answer, contexts, lines: log.lines };
}

describe("whose a request of an integration is, in the log", () => {
  test("nobody's: a warning, and it goes on", async () =>
    expect(await bind([])).toEqual({ answer: undefined, contexts: [], lines: ["organization-context.none"] }));

  test("one's", async () => expect(await bind([11])).toEqual({ answer: undefined, contexts: [{ organization: 11 }], lines: [] }));

  test("one's that is gone: an error, and it goes on", async () =>
    expect(await bind([11], { known: [] })).toEqual({ answer: undefined, contexts: [], lines: ["organization-context.missing"] }));

  test("several's: that, and whose, by ids alone", async () =>
    expect((await bind([12, 11])).contexts).toEqual([{ organization: "[multiple orgs]", organizations: "11 12" }]));

  test("one of several, as the log knows already", async () => expect((await bind([12, 11], { bound: 12 })).contexts).toEqual([]));

  test("what the log knows of somebody else is not kept", async () =>
    expect((await bind([12, 11], { bound: 13 })).contexts).toMatchObject([{ organization: "[multiple orgs]" }]));

  test("of more than fifty, 49 and how many more", async () => {
    const ids = Array.from({ length: 60 }, (_, at) => at + 1);
    expect((await bind(ids.slice(0, 50))).contexts[0]?.organizations).toBe(ids.slice(0, 50).join(" "));
    expect((await bind(ids)).contexts[0]?.organizations).toBe(`${ids.slice(0, 49).join(" ")} … (11 more)`);
  });
});
