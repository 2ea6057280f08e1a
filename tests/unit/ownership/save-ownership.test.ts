import { expect, test } from "vitest";
import { Conflict } from "../../../core/errors.ts";
import type { SavePorts } from "../../../core/ownership/commit-ownership.ts";
import { NO_OWNERSHIP, type Ownership } from "../../../core/ownership/ownership.ts";
import type { Ownerships } from "../../../core/ownership/ports.ts";
import { saveOwnership } from "../../../core/ownership/save-ownership.ts";
import { fakeOwnerCaches } from "../../support/fake-owner-caches.ts";
import { fakeLog } from "../../support/fakes.ts";

const place = { organizationId: 11, projectId: 21 };

/** A project whose settings somebody else changes so often, each time just before they are saved. */
function setUp(others: number) {
  const now: { ownership: Ownership; raw: string | null } = { ownership: NO_OWNERSHIP, raw: null };
  const ownerships: Ownerships = {
    get: async () => now.ownership,
    content: async () => now.raw,
    save: async (_organizationId, _projectId, before, { settings, file }) => {
      if (others-- > 0) now.ownership = { ...now.ownership, version: now.ownership.version + 1, fallthrough: false };
      if (before.version !== now.ownership.version) return null;
      if (file) now.raw = file.content;
      now.ownership = { ...now.ownership, ...settings, version: before.version + 1 };
      return now.ownership;
    },
  };
  const ports: SavePorts = { ownerships, ownerCaches: fakeOwnerCaches().port, log: fakeLog(), now: () => 100 };
  return { now, save: () => saveOwnership(ports, place, { raw: "path:* #core" }) };
}

test("rules that are saved while others save settings are saved in the end, and the settings of the others stay", async () => {
  const { now, save } = setUp(4);
  expect(await save()).toMatchObject({ raw: "path:* #core", ownership: { fallthrough: false, version: 5 } });
  expect(now).toMatchObject({ raw: "path:* #core", ownership: { fallthrough: false } });
});

test("where others never stop saving that is said, and nothing is written", async () => {
  const { now, save } = setUp(Infinity);
  await expect(save()).rejects.toThrow(Conflict);
  expect(now.raw).toBeNull();
});
