import { Unavailable } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { compareReleases } from "./order.ts";
import type { Releases } from "./ports.ts";
import type { Release } from "./release.ts";

type Place = { organizationId: number; projectId: number };
type Needed = { releases: Releases };

/** How often others may name a newer one in between. */
const ATTEMPTS = 10;

/** A version that an event named is known from now on. May run any number of times. Throws Unavailable, and NotFound for a project that is gone. */
export async function rememberRelease(
  ports: Needed,
  { organizationId, projectId }: Place,
  { version, at }: { version: string; at: number },
): Promise<void> {
  await saveRelease(ports, { organizationId, projectId, version, createdAt: at, releasedAt: null });
}

/** Announces a release, or says of a known one when it was released. Answers it, and whether it is new. Throws as `rememberRelease`. */
export async function saveRelease({ releases }: Needed, release: Release): Promise<{ release: Release; created: boolean }> {
  const { organizationId, projectId, version, releasedAt } = release;
  const created = await releases.add(release);
  const known = created ? release : ((await releases.find(organizationId, projectId, version)) ?? release);
  const dated = releasedAt === null || releasedAt === known.releasedAt ? known : { ...known, releasedAt };
  if (dated !== known) await releases.date(dated);
  await keepNewest({ releases }, dated);
  return { release: dated, created };
}

/** What one that is newer than the newest so far makes of it, also after a run that was interrupted before. */
async function keepNewest({ releases }: Needed, release: Release): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await releases.newest(release.organizationId, release.projectId);
    const isSame = before?.version === release.version && before.releasedAt === release.releasedAt;
    if (before && (isSame || (before.version !== release.version && compareReleases(release, before) <= 0))) return;
    if (await releases.moveNewest(before, release)) return;
  }
  throw new Unavailable("The newest release", 1);
}

/**
 * Announces a version to projects, or says there when it was released (`releasedAt` in ms since the Unix epoch, null where nobody said).
 * `created`: one of them did not know it. Throws as `rememberRelease`.
 */
export async function announceRelease(
  { releases, now }: Needed & Pick<Ports, "now">,
  { organizationId, projectIds }: { organizationId: number; projectIds: readonly number[] },
  { version, releasedAt }: Pick<Release, "version" | "releasedAt">,
): Promise<{ all: Release[]; created: boolean }> {
  const createdAt = now();
  const saved = await Promise.all(
    projectIds.map((projectId) => saveRelease({ releases }, { organizationId, projectId, version, createdAt, releasedAt })),
  );
  return { all: saved.map((it) => it.release), created: saved.some((it) => it.created) };
}
