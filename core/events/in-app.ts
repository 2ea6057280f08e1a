import type { Frame } from "./event.ts";
import { type Family, familyOf } from "./grouping/platform.ts";

/** Frames that are of the application, or are not, whatever the SDK says. A later rule overrules an earlier one. */
const RULES: { inApp: boolean; family?: Family; path?: RegExp; package?: RegExp; module?: RegExp; function?: RegExp }[] = [
  { inApp: false, path: /\/(?:node_modules|site-packages|dist-packages|vendor|\.local\/share)\// },
  { inApp: false, path: /\/(?:usr\/local\/(?:lib|Cellar)|go\/pkg\/mod)\// },
  { inApp: false, family: "javascript", path: /^https?:\/\/(?:unpkg\.com|cdnjs\.cloudflare\.com|cdn\.jsdelivr\.net|esm\.run)\// },
  { inApp: false, family: "javascript", function: /^(?:process\.)?(?:processTicksAndRejections|runMicrotasks|queueMicrotask|nextTick)$/ },
  { inApp: false, family: "java", module: /^(?:akka|com\.fasterxml|com\.sun|io\.ktor|io\.netty|io\.opentelemetry|jdk|java|javax)\./ },
  { inApp: false, family: "java", module: /^(?:kotlin|kotlinx|org\.apache|org\.springframework|reactor\.core|scala|sun)\./ },
  { inApp: false, family: "native", package: /^\/(?:usr\/)?lib/ },
  { inApp: false, family: "native", function: /^(?:std|core|alloc)::/ },
  { inApp: true, family: "native", package: /\.app\/(?:Contents\/)?|^\/(?:private\/)?var\/containers\/Bundle\/Application\// },
  { inApp: true, family: "native", package: /^\/Users\// },
];

/** Whether a frame is of the application: what the SDK says, corrected where it is known to be wrong. */
export function isInApp(frame: Omit<Frame, "inApp" | "linesBefore" | "linesAfter">, sent: boolean, platform: string): boolean {
  const family = familyOf(frame.platform ?? platform);
  const path = (frame.absPath ?? frame.filename ?? "").replaceAll("\\", "/");
  const applies = (rule: (typeof RULES)[number]) =>
    (rule.family ?? family) === family &&
    (rule.path?.test(path) ?? true) &&
    (rule.package?.test(frame.package ?? "") ?? true) &&
    (rule.module?.test(`${frame.module ?? ""}.`) ?? true) &&
    (rule.function?.test(frame.function ?? "") ?? true);
  return RULES.findLast(applies)?.inApp ?? sent;
}
