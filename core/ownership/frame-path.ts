import type { Frame } from "../events/event.ts";

/**
 * The path in the source tree that a frame's platform tells beside its file names, or null (behaviour §5.9). Java: the module's package
 * as directories, then the file. Dart: what follows the package's name in `package:name/…`. Cocoa would need the frame's package, which
 * events do not keep.
 */
export function framePath(platform: string, { filename, absPath, module }: Frame): string | null {
  if (platform === "java") {
    if (!filename || !module || filename.includes("/")) return null;
    return [...module.split(".").slice(0, -1), filename].join("/");
  }
  if (platform === "other" || platform === "dart") return /^package:[^/]+\/(.+)$/s.exec(absPath ?? "")?.[1] ?? null;
  return null;
}
