import type { Group, Level } from "../issues/group.ts";

/** An error event as SDKs send it, reduced to what grouping, display and ownership need. Times are milliseconds since the Unix epoch. */
export type ErrorEvent = {
  /** 32 lower-case hex digits. */
  id: string;
  timestamp: number;
  level: Level;
  platform: string;
  message: string | null;
  logger: string | null;
  transaction: string | null;
  exceptions: ExceptionValue[];
  fingerprint: string[] | null;
  tags: [string, string][];
  request: { url: string } | null;
  release: string | null;
  environment: string | null;
};

/** Outermost last, as in the protocol: the last one is what the user saw. */
export type ExceptionValue = { type: string | null; value: string | null; module: string | null; frames: Frame[] };

export type Frame = {
  filename: string | null;
  absPath: string | null;
  module: string | null;
  function: string | null;
  line: number | null;
  inApp: boolean;
};

/** A group about to be created; its short id is given by the store. */
export type NewGroup = Omit<Group, "shortId" | "count"> & { projectSlug: string; hash: string };

export type NewEvent = {
  organizationId: number;
  projectId: number;
  groupId: number;
  receivedAt: number;
  event: ErrorEvent;
  title: string;
  culprit: string;
};

export type StoredEvent = NewEvent;

export type StoredEventSummary = Pick<NewEvent, "organizationId" | "projectId" | "groupId" | "receivedAt" | "title" | "culprit"> & {
  eventId: string;
  timestamp: number;
  platform: string;
  tags: [string, string][];
};
