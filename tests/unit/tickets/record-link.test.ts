import { expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { recordLink } from "../../../core/tickets/record-link.ts";
import { anIntegration } from "../../support/fake-integrations.ts";
import { aGroup, fakeGroups, fakeLog } from "../../support/fakes.ts";

const integration = anIntegration();
const linking = { issue: aGroup(1), integration, installation: integration.installations[0]!, userId: 7 };
const ticket = { ticket: "10001", key: "APP-1", title: "Checkout fails", isNew: true };

function setUp() {
  const groups = fakeGroups([aGroup(1)]);
  const log = fakeLog();
  return { groups, log, ports: { groups: groups.port, log, now: () => 5 } };
}

test("who linked what is in the issue's history, and changes neither owner nor status", async () => {
  const { groups, ports } = setUp();
  await recordLink(ports, linking, ticket);
  expect(groups.activities).toMatchObject([
    {
      type: "create_issue",
      version: 1,
      origin: { kind: "user", userId: 7 },
      data: {
        title: "Checkout fails",
        provider: "Jira Server",
        location: "https://jira.example.com/browse/APP-1",
        label: "APP-1",
        new: true,
      },
    },
  ]);
  expect(groups.history).toEqual([]);
  expect(groups.rows.get(1)?.state).toEqual({ ...aGroup(1).state, version: 1 });
});

test("is written though the issue has changed meanwhile", async () => {
  const { groups, ports } = setUp();
  groups.rows.get(1)!.state.version = 4;
  await recordLink(ports, linking, ticket);
  expect(groups.activities.map((it) => it.version)).toEqual([5]);
});

test("a history that cannot be written is no reason to undo the link", async () => {
  const { log, ports } = setUp();
  ports.groups.commit = () => Promise.reject(new Unavailable("The database"));
  await recordLink(ports, linking, ticket);
  expect(log.lines).toEqual(["link.activity.failed"]);
});
