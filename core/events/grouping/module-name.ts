import type { Frame } from "../event.ts";
import { withoutBuildHash } from "./file-name.ts";
import type { Family } from "./platform.ts";

/** What frameworks of the Java world generate differs from run to run; each rule gives the constant that stands for it. */
const GENERATED: [RegExp, string][] = [
  [/((?:sun|jdk\.internal)\.reflect\.Generated(?:Serialization)?(?:Method|Constructor)Accessor)\d+/g, "$1"],
  [/\$\$EnhancerBy(\w*)\$\$[0-9a-f]+/gi, "$$$$EnhancerBy$1"],
  [/\$\$FastClassBy(\w*)\$\$[0-9a-f]+/gi, "$$$$FastClassBy$1"],
  [/\$\$(\w*CGLIB)\$\$\w+/gi, "$$$$$1"],
  [/_\$\$_javassist(?:_seam)?(?:_\d+)?/g, "_$$$$_javassist"],
  [/\$HibernateProxy\$\w+/g, "$$HibernateProxy"],
  [/\$fn__\d+/g, "$$fn"],
];

/** The module of a frame as it takes part in grouping; null where it does not, and then the file does. */
export function moduleName({ module, absPath }: Pick<Frame, "module" | "absPath">, family: Family): string | null {
  if (module === null) return null;
  // Some SDKs of browsers send the path of the file as its module.
  if (family === "javascript" && module.includes("/") && absPath?.endsWith(module)) return null;
  // `directory:file`, the file without its extension.
  if (family === "javascript") return module.replace(/[^:]+$/, (file) => withoutBuildHash(`${file}.js`).slice(0, -".js".length));
  if (family !== "java") return module;
  if (module.includes("$$Lambda$")) return null;
  return GENERATED.reduce((name, [generated, constant]) => name.replace(generated, constant), module);
}
