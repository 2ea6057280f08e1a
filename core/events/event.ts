import type { Group, Level } from "../issues/group.ts";
import type { Mechanism } from "./mechanism.ts";

/** An error event as SDKs send it, reduced to what grouping, display and ownership need. Times are milliseconds since the Unix epoch. */
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
  tags: [string, string][];
  request: { url: string } | null;
  release: string | null;
  environment: string | null;
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
  /** Where it is not the event's. */
  platform: string | null;
  /** Whether a source map gave the place: then the function is still that of the minified code. */
  mapped: boolean;
  inApp: boolean;
};

/** What of an event people see first, and its group with it. */
export type Description = Pick<Group, "title" | "culprit" | "type" | "metadata">;

/** A group about to be created, with the grouping keys that lead to it; its short id is given by the store. */
export type NewGroup = Omit<Group, "shortId" | "count"> & { hashes: string[] };

export type NewEvent = Description & {
  organizationId: number;
  projectId: number;
  groupId: number;
  receivedAt: number;
  event: ErrorEvent;
};

export type StoredEvent = NewEvent;
