/** Generated from functions/console/enhance.mjs, by `npm run docs`; a test fails when it is stale. */
export const SCRIPT_NAME = "console-a6dd44ba952f5d76.js";
export const SCRIPT_INTEGRITY = "sha256-pt1EupUvXXYhtkjDso/gbLdjGzgGxsdTctkkD5vrqTE=";
