import { fileURLToPath } from "node:url";
import type { Plugin } from "vitest/config";

/** One rule less: in `file`, from the root of the repository, `rule` becomes `instead`. */
export type TakenAway = { file: string; rule: string; instead: string };

/** The variable that says what a run of the tests is to do without, as JSON. */
export const TAKEN_AWAY = "LOCKSTEP_TAKEN_AWAY";

/** Takes a rule away from what the tests import; nothing where the variable is not set. It may be set anew between runs of one process. */
export function takenAway(): Plugin {
  const transform = (code: string, id: string) => {
    const asked = process.env[TAKEN_AWAY];
    if (!asked) return null;
    const { file, rule, instead } = JSON.parse(asked) as TakenAway;
    const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
    return id.split("?")[0] === path ? { code: code.replace(rule, () => instead), map: null } : null;
  };
  return { name: "taken-away", enforce: "pre", transform };
}
