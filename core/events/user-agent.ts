import type { ErrorEvent } from "./event.ts";

/**
 * The common browsers and systems by how they name themselves in User-Agent, each with its version; the first that fits, as most name
 * others too.
 */
const BROWSERS: [string, RegExp][] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\/([\d.]{1,20})/],
  ["Opera", /\bOPR\/([\d.]{1,20})/],
  ["Samsung Internet", /\bSamsungBrowser\/([\d.]{1,20})/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/([\d.]{1,20})/],
  ["Chrome", /\b(?:HeadlessChrome|Chrome|CriOS)\/([\d.]{1,20})/],
  ["Mobile Safari", /\bVersion\/([\d.]{1,20}) Mobile\/\w{1,20} Safari\//],
  ["Safari", /\bVersion\/([\d.]{1,20}) Safari\//],
];
const SYSTEMS: [string, RegExp][] = [
  ["Windows", /\bWindows NT ([\d.]{1,20})/],
  ["iOS", /\b(?:iPhone OS|CPU OS) ([\d_]{1,20})/],
  ["Mac OS X", /\bMac OS X ([\d_.]{1,20})/],
  ["Android", /\bAndroid ([\d.]{1,20})/],
  ["Chrome OS", /\bCrOS \w{1,20} ([\d.]{1,20})/],
  ["Linux", /\bLinux()/],
];

/** Contexts, with browser and system as the request's User-Agent names them where the SDK does not: a server's own system is not the client's. */
export function withAgent(
  contexts: ErrorEvent["contexts"],
  { request, platform }: Pick<ErrorEvent, "request" | "platform">,
): ErrorEvent["contexts"] {
  const agent = request?.headers.find(([name]) => name.toLowerCase() === "user-agent")?.[1];
  if (!agent) return contexts;
  const [browser, system] = [named(agent, BROWSERS), named(agent, SYSTEMS)];
  return {
    ...(browser && { browser: { ...browser, type: "browser" } }),
    ...(system && { [platform === "javascript" ? "os" : "client_os"]: { ...system, type: "os" } }),
    ...contexts,
  };
}

function named(agent: string, known: typeof BROWSERS): { name: string; version?: string } | null {
  for (const [name, pattern] of known) {
    const version = pattern.exec(agent)?.[1]?.replaceAll("_", ".");
    if (version !== undefined) return { name, ...(version && { version }) };
  }
  return null;
}
