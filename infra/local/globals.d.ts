import type { componentsOf, FunctionArgs } from "./components.ts";

/** As much of SST's globals as infra/ uses, for type-checking without what the SST CLI unpacks; CI checks against the real ones too. */
declare global {
  type Components = ReturnType<typeof componentsOf>;
  const sst: { aws: Components["aws"]; Secret: Components["Secret"]; Linkable: Components["Linkable"] };
  const aws: { cloudwatch: { MetricAlarm: new (name: string, args: object) => object } };
  const $app: { name: string; stage: string };
  const $interpolate: (parts: TemplateStringsArray, ...values: unknown[]) => string;
  const $transform: (component: unknown, apply: (args: FunctionArgs) => void) => void;
}
