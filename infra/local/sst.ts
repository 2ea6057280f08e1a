import { componentsOf, type FunctionArgs, ignored, known } from "./components.ts";
import type { Topology } from "./topology.ts";

/**
 * The other implementation of the global `sst`: infra/ runs unchanged, against Pulumi when it is deployed, against these recording
 * classes on one machine and in tests. A component or an option that is not known here throws by name.
 */
let recorded: Promise<Topology> | undefined;

/** What sst.config.ts declares. Evaluated once a process: infra's modules are, too. */
export function synthesize(stage = "local"): Promise<Topology> {
  recorded ??= evaluate(stage);
  return recorded;
}

async function evaluate(stage: string): Promise<Topology> {
  const topology: Topology = {
    app: { name: "lockstep", stage },
    functions: [],
    routes: [],
    queues: [],
    tables: [],
    schedules: [],
    secrets: [],
    links: {},
  };
  const defaults: ((args: FunctionArgs) => void)[] = [];
  const { aws, Secret, Linkable } = componentsOf(topology, (args) => {
    for (const apply of defaults) apply(args);
  });
  Object.assign(globalThis, {
    sst: known("sst", { aws: known("sst.aws", aws), Secret, Linkable }),
    // Alarms, roles and the like have no meaning on one machine.
    aws: ignored,
    $app: topology.app,
    $dev: false,
    $config: (config: unknown) => config,
    $transform: (component: unknown, apply: (args: FunctionArgs) => void) => {
      if (component !== aws.Function) throw new Error("$transform is known for sst.aws.Function only");
      defaults.push(apply);
    },
    $interpolate: (parts: TemplateStringsArray, ...values: unknown[]) => String.raw({ raw: parts }, ...values),
  });
  // By its address, so that the type-checker does not follow it to what only the SST CLI unpacks.
  const address = new URL("../../sst.config.ts", import.meta.url).href;
  const config = (await import(address)).default as { app(input: object): { name: string }; run(): Promise<unknown> };
  topology.app.name = config.app({ stage }).name;
  await config.run();
  return topology;
}

/** What only is known once the emulators listen. Keys of `values` are link names; texts may hold `{{queue:Name}}` and the like. */
export type Late = {
  queueUrl: (name: string) => string;
  tableName: (name: string) => string;
  secret: (name: string) => string;
  apiUrl: string;
  settings?: Record<string, string>;
};

/** The links of a function, or of all, as SST puts them into the environment (SST_RESOURCES_JSON). */
export function resourcesJson(topology: Topology, late: Late, only?: readonly string[]): string {
  const names = only ?? Object.keys(topology.links);
  const entries = names.map((name) => [name, resolve(topology.links[name] ?? {}, late, name)]);
  return JSON.stringify({ App: topology.app, ...Object.fromEntries(entries) });
}

function resolve(properties: Record<string, unknown>, late: Late, link: string): Record<string, unknown> {
  const resolved = Object.entries(properties).map(([name, value]) => [name, typeof value === "string" ? fill(value, late) : value]);
  return { ...Object.fromEntries(resolved), ...(link === "Settings" && late.settings) };
}

const fill = (text: string, late: Late): string =>
  text.replace(/\{\{(queue|table|secret|api):(\w+)\}\}/g, (_, kind: string, name: string) => {
    if (kind === "queue") return late.queueUrl(name);
    if (kind === "table") return late.tableName(name);
    return kind === "secret" ? late.secret(name) : late.apiUrl;
  });
