import type { ProjectRules } from "./evaluate.ts";
import type { Ownership, OwnershipSettings } from "./ownership.ts";

/** A change of settings, and of one text at most: `content` null removes it. */
export type OwnershipChange = {
  settings: OwnershipSettings;
  file?: { id: number; content: string | null };
  at: number;
};

export type Ownerships = {
  /** NO_OWNERSHIP where nothing was saved. As it is now. */
  get(organizationId: number, projectId: number): Promise<Ownership>;
  /** A text as the ownership names it; null when it was replaced meanwhile, or never was. */
  content(organizationId: number, projectId: number, ownership: Ownership, fileId: number): Promise<string | null>;
  /**
   * Writes the change, which the stream then relays as the invalidation of the project: all or nothing. Null when the ownership is no
   * longer at `before`. Throws NotFound when the project is gone, Invalid when the text is larger than what can be stored.
   */
  save(organizationId: number, projectId: number, before: Ownership, change: OwnershipChange): Promise<Ownership | null>;
};

/** The project's settings and its rules, ready to match; at least as new as when it is asked. Throws Unavailable. */
export type ReadProjectRules = (organizationId: number, projectId: number) => Promise<{ ownership: Ownership; rules: ProjectRules }>;
