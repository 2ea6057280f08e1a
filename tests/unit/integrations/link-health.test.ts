import { describe, expect, test } from "vitest";
import { linkHealth } from "../../../core/integrations/link-health.ts";
import { type LinkSync, UNSYNCED } from "../../../core/sync/link.ts";
import { aGroup, aLink } from "../../support/fakes.ts";

const failure = (at: number, stopped = false) => ({ at, kind: "limited", text: `failed at ${at}`, attempts: 2, stopped });
const health = (sync: Partial<LinkSync>) =>
  linkHealth(aLink(1, { ticket: "10001", key: "APP 1", sync: { ...UNSYNCED, ...sync } }), aGroup(1), {
    baseUrl: "https://jira.example.com",
  });

describe("how a link fares", () => {
  test("nothing yet", () =>
    expect(health({})).toEqual({
      ticket: { id: "10001", key: "APP 1", url: "https://jira.example.com/browse/APP%201" },
      issue: { id: "1", shortId: "WEB-1", title: "Error: boom" },
      state: "quiet",
      lastInbound: null,
      lastOutbound: null,
      pendingVersion: null,
      lastFailure: null,
    }));

  test("in step, with the times of both directions", () =>
    expect(health({ lastInbound: 0, lastOutbound: 1000, assignee: { version: 3, failure: null } })).toMatchObject({
      state: "in-step",
      lastInbound: "1970-01-01T00:00:00.000Z",
      lastOutbound: "1970-01-01T00:00:01.000Z",
      pendingVersion: null,
    }));

  test("waiting: the newest failure is told, and the newest version that the ticket lacks", () =>
    expect(
      health({ lastOutbound: 5, assignee: { version: 4, failure: failure(10) }, status: { version: 3, failure: failure(20) } }),
    ).toMatchObject({
      state: "waiting",
      pendingVersion: 4,
      lastFailure: { about: "status", text: "failed at 20", attempts: 2 },
    }));

  test("stopped, as soon as one of both is", () =>
    expect(health({ assignee: { version: 4, failure: failure(10, true) }, status: { version: 4, failure: failure(20) } }).state).toBe(
      "stopped",
    ));

  test("a note that is missing is told like the rest", () => {
    const comment = { version: 5, failure: failure(30, true), missing: [{ version: 5, userId: 7 }] };
    expect(health({ comment, status: { version: 6, failure: null } })).toMatchObject({
      state: "stopped",
      pendingVersion: 5,
      lastFailure: { about: "comment", text: "failed at 30" },
    });
  });

  test("of an issue that is gone", () => expect(linkHealth(aLink(1), null, { baseUrl: "https://jira.example.com" }).issue).toBeNull());
});
