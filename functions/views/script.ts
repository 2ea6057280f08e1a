/** Generated from functions/console/enhance.mjs, by `npm run docs`; a test fails when it is stale. */
export const SCRIPT_NAME = "console-c528992a953b4e88.js";
export const SCRIPT_INTEGRITY = "sha256-xSiZKpU7TogTJ1N4Ez+025Nt2kTugdV06WH23XPZHVE=";
