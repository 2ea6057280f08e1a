import { createHash } from "node:crypto";
import * as z from "zod";
import { NotFound } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { Credentials } from "./credentials.ts";
import type { JiraSite } from "./ports.ts";

/**
 * A set-up under way, from the form to the finished integration. It belongs to the browser that began it and lives one hour
 * (behaviour §1.2). Whatever is secret in it is sealed.
 */
export type Pipeline = {
  id: string;
  organizationId: number;
  userId: number;
  /** `browserOf` the session. */
  browser: string;
  site: JiraSite;
  /** Null with a personal access token. */
  consumerKey: string | null;
  /** Hash of the request token that Jira will come back with; null with a personal access token. */
  requestToken: string | null;
  /** Who Jira says we are, once it let us in. */
  account: string | null;
  /** What Jira's histories call us. */
  accountKey: string | null;
  /** Empty once it is finished. */
  sealed: string;
  /** What it ended in: whoever comes back to it is led there. */
  integrationId?: number;
  /** Seconds since the Unix epoch. */
  expiresAt: number;
};

/** Set-ups under way, by the browser that began them. */
export type Pipelines = {
  put(pipeline: Pipeline): Promise<void>;
  list(organizationId: number, browser: string): Promise<Pipeline[]>;
  find(organizationId: number, browser: string, id: string): Promise<Pipeline | null>;
};

export const PIPELINE_SECONDS = 3600;

/** First the key and the request token; then the credentials that they were exchanged for. */
const Secrets = z.union([
  z.object({ credentials: Credentials }),
  z.object({ privateKey: z.string(), requestToken: z.object({ token: z.string(), tokenSecret: z.string() }) }),
]);
type Secrets = z.infer<typeof Secrets>;

const context = ({ organizationId, id }: Pick<Pipeline, "organizationId" | "id">): string => `set-up:${organizationId}:${id}`;

export const sealPipeline = ({ seal }: Pick<Ports, "seal">, pipeline: Omit<Pipeline, "sealed">, secrets: Secrets): Pipeline => ({
  ...pipeline,
  sealed: seal.close(JSON.stringify(secrets), context(pipeline)),
});

export const secretsOf = ({ seal }: Pick<Ports, "seal">, pipeline: Pipeline): Secrets =>
  Secrets.parse(JSON.parse(seal.open(pipeline.sealed, context(pipeline))));

export const requestTokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

type Whose = Pick<Pipeline, "organizationId" | "browser">;

/** Throws NotFound when the set-up is over, or another browser's. */
export async function findPipeline(
  { pipelines, now }: Pick<Ports, "now"> & { pipelines: Pipelines },
  whose: Whose,
  id: string,
): Promise<Pipeline> {
  const pipeline = await pipelines.find(whose.organizationId, whose.browser, id);
  if (!pipeline || isOver(pipeline, now())) throw new NotFound(GONE);
  return pipeline;
}

/** The set-up that Jira's answer belongs to: a browser may have several under way. Throws NotFound as `findPipeline` does. */
export async function pipelineOfToken(
  { pipelines, now }: Pick<Ports, "now"> & { pipelines: Pipelines },
  whose: Whose,
  token: string,
): Promise<Pipeline> {
  const all = await pipelines.list(whose.organizationId, whose.browser);
  const pipeline = all.find((it) => it.requestToken === requestTokenHash(token) && !isOver(it, now()));
  if (!pipeline) throw new NotFound(GONE);
  return pipeline;
}

const GONE = "This set-up is not under way in this browser, or was begun more than an hour ago.";

/** The store removes what is over some time later. */
export const isOver = ({ expiresAt }: Pipeline, now: number): boolean => expiresAt * 1000 <= now;
