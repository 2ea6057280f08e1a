/** Platforms whose stacks read alike. `javascript` has Node with it, `native` what is compiled without a virtual machine. */
export type Family = "javascript" | "native" | "java" | "python" | "php" | "ruby" | "csharp" | "other";

const FAMILIES: Record<string, Family> = {
  ...{ javascript: "javascript", node: "javascript", java: "java", python: "python", php: "php", ruby: "ruby", csharp: "csharp" },
  ...{ native: "native", c: "native", cocoa: "native", objc: "native", swift: "native" },
};

export const familyOf = (platform: string): Family => (Object.hasOwn(FAMILIES, platform) ? FAMILIES[platform]! : "other");
