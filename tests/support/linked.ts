import { Resource } from "sst";

/** Links resources as a deployment does, and nothing else any more, for whatever runs in this process. */
export function linkResources(resources: Record<string, Record<string, unknown>>, environment: Record<string, string> = {}): void {
  Object.assign(process.env, environment);
  const linked = Resource as unknown as Record<string, unknown>;
  for (const name of Object.keys(linked)) delete linked[name];
  Object.assign(linked, { App: { name: "lockstep", stage: "test" }, ...resources });
}
