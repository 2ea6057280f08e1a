import { describe, expect, test } from "vitest";
import type { IssueChanged } from "../../../core/messages.ts";
import { applyWaiting, newlyFound } from "../../../core/relay/apply-waiting.ts";
import type { Change } from "../../../core/relay/change.ts";
import { anIntegration, fakeIntegrations } from "../../support/fake-integrations.ts";
import { fakeUserMappings } from "../../support/fake-tracker.ts";
import { fakeSender } from "../../support/fakes.ts";

const member = (projects: number[], active = true) => ({ userId: 7, email: "Dora@example.com", active, projects });

describe("somebody is found by an address", () => {
  const found = { organizationId: 11, email: "Dora@example.com" };
  type Of = Extract<Change, { before: unknown }>;
  const changed = (over: Partial<Of>): Change => ({
    ...{ organizationId: 11, kind: "address", before: null, after: member([21]), at: 0, place: "1" },
    ...over,
  });
  test.each<[string, Partial<Of>, typeof found | null]>([
    ["who joined", {}, found],
    ["who joined and reaches nothing yet", { after: member([]) }, null],
    ["who reaches a project more", { before: member([21]), after: member([21, 22]) }, found],
    ["who reaches one less", { before: member([21, 22]), after: member([21]) }, null],
    ["who is active again", { before: member([21], false) }, found],
    ["who is suspended", { before: member([21]), after: member([21], false) }, null],
    ["who left", { before: member([21]), after: null }, null],
    ["as a member, not by an address", { kind: "member" }, null],
  ])("%s", (_, over, expected) => expect(newlyFound(changed(over))).toEqual(expected));
});

describe("what waits for an address", () => {
  const other = anIntegration({ id: 42, externalId: "other", status: "disabled" });
  const pending = (ticket: string, email?: string) => ({
    ...{ account: "dora", ticket, key: `APP-${ticket}`, deliveryId: `d${ticket}`, sourceTime: 5 },
    ...(email && { email }),
  });

  test("is applied as of its own time, once, and what waits for others goes on waiting", async () => {
    const issueChanges = fakeSender<IssueChanged>();
    const { port: userMappings } = fakeUserMappings();
    const { port: integrations } = fakeIntegrations([anIntegration(), other]);
    await userMappings.wait(11, 41, pending("1", "dora@example.com"));
    await userMappings.wait(11, 41, pending("2", "cyd@example.com"));
    await userMappings.wait(11, 41, pending("3"));
    await userMappings.wait(11, 42, pending("4", "dora@example.com"));
    const ports = { integrations, userMappings, issueChanges };
    for (let twice = 0; twice < 2; twice++) await applyWaiting(ports, { organizationId: 11, email: "Dora@example.com" });
    expect(issueChanges.sent).toEqual([
      {
        ...{ v: 1, provider: "jira_server", integrationId: 41, ticket: "1", key: "APP-1", deliveryId: "d1:mapped", sourceTime: 5 },
        assignee: { organizations: [11], email: "Dora@example.com", account: "dora" },
      },
    ]);
    expect((await userMappings.waiting(11, 41)).map((it) => it.ticket)).toEqual(["2", "3"]);
    expect(await userMappings.waiting(11, 42)).toHaveLength(1);
  });
});
