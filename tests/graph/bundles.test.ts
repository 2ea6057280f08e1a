import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { bundleOf, loadGraph } from "../support/graph.ts";

/** Kilobytes that a cold start may load. What answers within three seconds, or takes in errors, has the least. */
const RECEIVES = 600;
const SHARED = 800;
/** A step of its own that somebody waits for once: connecting a Jira needs everything there is. */
const ALONE = 800;
const receives = /^functions\/(events\/(envelope|store)|[\w-]+\/issue-updated|[\w-]+\/interactions)\.handler$/;

const boundOf = (handler: string): number => {
  if (receives.test(handler)) return RECEIVES;
  return handler.endsWith("/web.handler") ? SHARED : ALONE;
};

const sizes = loadGraph("dev").functions.map((fn) => {
  const [file] = String(fn.lambda.inputs.handler).split(".");
  return { handler: fn.handler, kilobytes: statSync(`${bundleOf(fn)}/${file}.mjs`).size / 1000 };
});

test("receivers and ingest are small, nothing is large", () => {
  const over = sizes.filter(({ handler, kilobytes }) => kilobytes > boundOf(handler));
  expect(over).toEqual([]);
  expect(sizes.filter(({ handler }) => receives.test(handler)).length).toBeGreaterThanOrEqual(3);
});
