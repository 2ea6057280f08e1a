import type { Fn } from "../../infra/local/topology.ts";

/** One of the small handlers in tests/support/handlers, as infra/ would declare it. */
export const fn = (name: string, over: Partial<Fn> = {}): Fn => ({
  name,
  handler: `tests/support/handlers/${name}.handler`,
  links: [],
  timeoutSeconds: 5,
  memoryMb: 512,
  url: false,
  environment: {},
  ...over,
});
