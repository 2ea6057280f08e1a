/** Links resources as a deployment does, for tests that need no more of the system than one adapter. Before the first use of it. */
export function linkResources(resources: Record<string, Record<string, unknown>>, environment: Record<string, string> = {}): void {
  process.env.SST_RESOURCES_JSON = JSON.stringify({ App: { name: "lockstep", stage: "test" }, ...resources });
  Object.assign(process.env, environment);
}
