import type { Frame } from "../events/event.ts";

/**
 * The path in the source tree that a frame's platform tells beside its file names, or null (behaviour §5.9). Java: the module's package
 * as directories, then the file. Dart: what follows the package's name in `package:name/…`. Cocoa: the path from the directory on that is
 * called as the package is.
 */
export function framePath(platform: string, { filename, absPath, module, package: binary }: Frame): string | null {
  if (platform === "java") {
    if (!filename || !module || filename.includes("/")) return null;
    return [...module.split(".").slice(0, -1), filename].join("/");
  }
  if (platform === "cocoa") {
    const directory = `/${binary?.split("/").at(-1)}/`;
    const at = binary ? (absPath?.indexOf(directory) ?? -1) : -1;
    return at === -1 ? null : absPath!.slice(at + 1);
  }
  if (platform === "other" || platform === "dart") return /^package:[^/]+\/(.+)$/s.exec(absPath ?? "")?.[1] ?? null;
  return null;
}
