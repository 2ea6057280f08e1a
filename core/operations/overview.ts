import { createHash } from "node:crypto";
import type { InvalidationProgress } from "../caches/invalidation.ts";
import type { Invalidations } from "../caches/ports.ts";
import { listInstalled } from "../integrations/find-integration.ts";
import type { Deletion } from "../projects/deletion.ts";
import type { Deletions, Projects } from "../projects/ports.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Integrations, Repaired, Watched, WatchedTrackers } from "../trackers/ports.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { depths, listLetters, type Mine } from "./dead-letters.ts";
import type { OperatedQueues, QueueAges, QueueDepth } from "./ports.ts";

/** Letters that were given up on one queue for one cause. `id` names the two, and holds nothing of either. */
export type Cause = { id: string; queue: string; cause: string; letters: DeadLetter[] };

export type Overview = {
  /** Of the whole stage: numbers alone. `oldest`: for how many seconds a message has waited, null where nobody knows. */
  queues: (QueueDepth & { oldest: number | null })[];
  /** The organization's own, the most first. */
  causes: Cause[];
  deletions: Deletion[];
  invalidations: (InvalidationProgress & { project: string })[];
  /** `repaired`: what comparing has put right of the organization's own; undefined where it never had to. */
  trackers: { integration: Integration; watched: Watched; repaired: Repaired | undefined }[];
};

type Needed = {
  queues: OperatedQueues;
  queueAges: QueueAges;
  deletions: Deletions;
  projects: Projects;
  invalidations: Invalidations;
  integrations: Integrations;
  watched: WatchedTrackers;
};

/** Of so many projects the invalidations are looked for. */
const MOST_PROJECTS = 50;

/**
 * How everything runs, as one organization may see it: of the stage's queues how much is in them, and of what was given up its own letters.
 * Two requests for each queue, one for the ages where something waits, more where something was given up, and a read for each of 50
 * projects. Throws Unavailable.
 */
export async function overview(ports: Needed, organizationId: number, mine: Mine): Promise<Overview> {
  const [queues, deletions, projects, installed] = await Promise.all([
    depths(ports),
    ports.deletions.list(organizationId),
    ports.projects.list(organizationId),
    listInstalled(ports, organizationId),
  ]);
  const dead = queues.filter((it) => it.dead > 0).map(({ name }) => name);
  const busy = queues.filter((it) => it.waiting + it.inFlight > 0).map(({ name }) => name);
  const [ages, letters, invalidations, watched] = await Promise.all([
    ports.queueAges.oldest(busy),
    listLetters(ports, { names: dead, mine }),
    Promise.all(
      projects.slice(0, MOST_PROJECTS).map(async ({ id, slug }) => {
        const newest = await ports.invalidations.newest(organizationId, id);
        return newest && newest.finishedAt === null ? [{ ...newest, project: slug }] : [];
      }),
    ),
    ports.watched.findAll(installed.map((it) => it.integration)),
  ]);
  return {
    queues: queues.map((it) => ({ ...it, oldest: ages.get(it.name) ?? null })),
    causes: causesOf(letters),
    deletions: deletions.filter((it) => it.finishedAt === null),
    invalidations: invalidations.flat(),
    trackers: installed.flatMap(({ integration }, at) => {
      const own = watched[at];
      return own ? [{ integration, watched: own, repaired: own.repaired?.[organizationId] }] : [];
    }),
  };
}

export const causeId = ({ queue, cause }: Pick<DeadLetter, "queue" | "cause">): string =>
  createHash("sha256").update(`${queue}\n${cause}`).digest("hex").slice(0, 16);

function causesOf(letters: readonly DeadLetter[]): Cause[] {
  const groups = Map.groupBy(letters, causeId);
  return [...groups]
    .map(([id, all]) => ({ id, queue: all[0]?.queue ?? "", cause: all[0]?.cause ?? "", letters: all }))
    .sort((a, b) => b.letters.length - a.letters.length);
}
