import type { Deletion } from "./deletion.ts";
import type { Project, ProjectKey } from "./project.ts";

export type Projects = {
  list(organizationId: number): Promise<Project[]>;
  byId(organizationId: number, projectId: number): Promise<Project | null>;
  bySlug(organizationId: number, slug: string): Promise<Project | null>;
  keys(organizationId: number, projectId: number): Promise<ProjectKey[]>;
  /** The key with this public part, whatever organization it is of. May be up to 60 s old. */
  key(publicKey: string): Promise<ProjectKey | null>;
};

export type ProjectWrites = {
  /** The project, its slug and its first key: all or nothing, in one transaction. Answers what was taken; nothing when it is written. */
  create(organizationId: number, project: Project & { createdBy?: number }, key: ProjectKey): Promise<readonly ("id" | "slug")[]>;
  /** Name, slug, platform and what it wants of privacy, if the project still has the slug `before`, which then leads to it as long as no other project takes it. */
  update(organizationId: number, before: string, project: Project): Promise<"updated" | "taken" | "gone">;
};

/** A key of a project, always whole. */
export type KeyWrites = {
  /** False when the project is being deleted or gone. */
  create(key: ProjectKey): Promise<boolean>;
  /** False when the key is gone. */
  update(key: ProjectKey): Promise<boolean>;
  remove(key: ProjectKey): Promise<void>;
};

export type Deletions = {
  /** Marks the project, frees its slug and notes the deletion, in one transaction. False when it no longer has that slug or is marked. */
  begin(deletion: Omit<Deletion, "counted" | "done" | "finishedAt">): Promise<boolean>;
  /** All of an organization, finished ones too. */
  list(organizationId: number): Promise<Deletion[]>;
  byProject(organizationId: number, projectId: number): Promise<Deletion | null>;
  /** The newest of a project with this slug. */
  bySlug(organizationId: number, slug: string): Promise<Deletion | null>;
  /** Notes how many groups there were, the first time only; and in the organization's audit who removed the project and when. */
  count(deletion: Deletion, groups: number): Promise<void>;
  /** Removes the project's own item, and notes that everything is gone. */
  finish(organizationId: number, projectId: number, finishedAt: number): Promise<void>;
};

/** What a project owns, to be removed: each call may be repeated, and goes on where one before was interrupted. */
export type ProjectContents = {
  removeKeys(organizationId: number, projectId: number): Promise<void>;
  countGroups(organizationId: number, projectId: number): Promise<number>;
  groups(organizationId: number, projectId: number, limit: number): Promise<GroupHash[]>;
  /** Removes what describes the groups and where they stand: from then on nothing can be added to them. */
  closeGroups(organizationId: number, projectId: number, groupIds: readonly number[]): Promise<void>;
  /** Removes what else they have, `limit` items at most. Answers the groups that may have more. */
  emptyGroups(organizationId: number, projectId: number, groupIds: readonly number[], limit: number): Promise<number[]>;
  /** Removes the last trace of them, and counts each of them once on the deletion. */
  forgetGroups(organizationId: number, projectId: number, groups: readonly GroupHash[]): Promise<void>;
  /** Removes what else is in the project's own partition, whatever it is, groups excepted. Answers how much it found, `limit` at most. */
  removeRest(organizationId: number, projectId: number, limit: number): Promise<number>;
};

/** A grouping key of a project and the group that collects it. */
export type GroupHash = { hash: string; groupId: number };
