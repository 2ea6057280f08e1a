import type { Group, Level } from "../issues/group.ts";
import type { Breadcrumb } from "./breadcrumbs.ts";
import type { JsonObject } from "./kept-json.ts";
import type { Mechanism } from "./mechanism.ts";
import type { EventRequest } from "./request.ts";
import type { EventUser } from "./user.ts";

/**
 * An error event as SDKs send it, without what may not be kept; docs/events.md has the bounds of each field. What people see as tags is
 * `tagsOf`. Times are milliseconds since the Unix epoch.
 */
export type ErrorEvent = {
  /** 32 lower-case hex digits. */
  id: string;
  timestamp: number;
  level: Level;
  platform: string;
  message: string | null;
  /** The message before its parameters were put in, where the SDK sent it: what equal messages have in common. */
  template: string | null;
  logger: string | null;
  transaction: string | null;
  exceptions: ExceptionValue[];
  fingerprint: string[] | null;
  /** A grouping key that some old clients make themselves. */
  checksum: string | null;
  /** That the application set. */
  tags: [string, string][];
  request: EventRequest | null;
  user: EventUser | null;
  release: string | null;
  /** Which build of the release. */
  dist: string | null;
  environment: string | null;
  serverName: string | null;
  /** The newest, oldest first. */
  breadcrumbs: Breadcrumb[];
  /** By name, each with the `type` that says how to read it. */
  contexts: Record<string, JsonObject>;
  extra: JsonObject;
  /** Libraries by name, with their versions. */
  modules: Record<string, string>;
  sdk: { name: string; version: string | null } | null;
};

/** Outermost last, as in the protocol: the last one is what the user saw. One without a type only carries the stack of a message. */
export type ExceptionValue = {
  type: string | null;
  value: string | null;
  module: string | null;
  mechanism: Mechanism | null;
  frames: Frame[];
};

/** Outermost call first, as in the protocol. */
export type Frame = {
  filename: string | null;
  absPath: string | null;
  module: string | null;
  /** The library or binary, where that is not the module. */
  package: string | null;
  function: string | null;
  line: number | null;
  column: number | null;
  /** The line of the source as it is written, indented. */
  contextLine: string | null;
  /** Those around it, of frames of the application. */
  linesBefore: string[];
  linesAfter: string[];
  /** Where it is not the event's. */
  platform: string | null;
  /** Whether a source map gave the place: then the function is still that of the minified code. */
  mapped: boolean;
  inApp: boolean;
};

/** What of an event people see first, and its group with it. */
export type Description = Pick<Group, "title" | "culprit" | "type" | "metadata" | "logger" | "unhandled">;

/** A group about to be created, with the grouping keys that lead to it; its short id is given by the store. */
export type NewGroup = Omit<Group, "shortId" | "count" | "userCount" | "firstRelease"> & { hashes: string[] };

export type NewEvent = Description & {
  organizationId: number;
  projectId: number;
  groupId: number;
  receivedAt: number;
  event: ErrorEvent;
};

export type StoredEvent = NewEvent;

/** What is left of an event that is counted only, for a while. */
export type Counted = { id: string; receivedAt: number };

/** Events of one group that came together. */
export type Arrivals = Pick<NewEvent, "organizationId" | "projectId" | "groupId"> & {
  /** Those to be kept whole, newest first; one at least. */
  kept: NewEvent[];
  /** Those that are counted only. */
  others: Counted[];
  /** Who met any of them, as `userHash` writes them. */
  users: string[];
  /** That the oldest and the newest of them named that named one. */
  firstRelease: string | null;
  lastRelease: string | null;
};
