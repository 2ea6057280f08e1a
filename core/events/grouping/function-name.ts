import { nativeFunction } from "./native-function.ts";
import type { Family } from "./platform.ts";

const UNNAMED = /^(?:\?|<anonymous>|<anonymous function>|Anonymous function)$|\/<$/;

const CLEANED: Partial<Record<Family, (name: string) => string | null>> = {
  /** Browsers do not agree on the receiver: `Object.save`, `Cart.save` and `save` are one; `new Cart` stays. */
  javascript: (name) => (UNNAMED.test(name) ? null : name.slice(name.lastIndexOf(".") + 1) || null),
  java: (name) => (name.startsWith("lambda$") ? null : name),
  /** The name of a class without one holds the path of its file. */
  php: (name) => (name.startsWith("[Anonymous") ? null : name.replace(/^class@anonymous\0.*::/s, "")),
  ruby: (name) => (name.startsWith("block ") ? "block" : name.replace(/__\d{4,}_\d{4,}$/, "")),
  csharp: (name) => name.split(" (", 1)[0] || null,
  native: nativeFunction,
};

/** The function of a frame without what its platform adds to it and changes from build to build; null where it says nothing. */
export const functionName = (name: string | null, family: Family): string | null => {
  const clean = CLEANED[family];
  return name === null || !clean ? name : clean(name);
};
