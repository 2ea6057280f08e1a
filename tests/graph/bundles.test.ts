import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { bundleOf, loadGraph } from "../support/graph.ts";

/** Kilobytes that a cold start may load. What answers within three seconds, or takes in errors, has the least. */
const RECEIVES = 600;
const SHARED = 750;
const receives = /^functions\/(events\/(envelope|store)|[\w-]+\/issue-updated|[\w-]+\/interactions)\.handler$/;

/** Over their bound today, and never to grow: each has to come down, and its line here goes. */
const TOO_LARGE: Record<string, number> = {
  "functions/events/envelope.handler": 685,
  "functions/events/store.handler": 683,
  "functions/jira-server/build-integration.handler": 779,
  "functions/jira-server/issue-updated.handler": 611,
};

const sizes = loadGraph("dev").functions.map((fn) => {
  const [file] = String(fn.lambda.inputs.handler).split(".");
  return { handler: fn.handler, kilobytes: statSync(`${bundleOf(fn)}/${file}.mjs`).size / 1000 };
});

test("receivers and ingest are small, nothing is large", () => {
  const over = sizes.filter(({ handler, kilobytes }) => kilobytes > (TOO_LARGE[handler] ?? (receives.test(handler) ? RECEIVES : SHARED)));
  expect(over).toEqual([]);
  expect(sizes.filter(({ handler }) => receives.test(handler)).length).toBeGreaterThanOrEqual(3);
});
