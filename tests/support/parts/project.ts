import { inTheirPlace } from "./in-their-place.ts";
import { filesOfParts } from "./which.ts";

/** Real programs in the place of the embedded ones, started once; what is known to differ is skipped with its reason. */
export const realParts = () => ({
  files: filesOfParts(),
  plugins: [inTheirPlace()],
  settings: {
    globalSetup: ["tests/support/parts/start.ts"],
    setupFiles: ["tests/support/quiet.ts", "tests/support/parts/skip-differences.ts"],
    env: { LOCKSTEP_PROOFS: "" },
  },
});
