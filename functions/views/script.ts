/** Generated from functions/console/enhance.mjs, by `npm run docs`; a test fails when it is stale. */
export const SCRIPT_NAME = "console-e4e18ac4e8bede50.js";
export const SCRIPT_INTEGRITY = "sha256-5OGKxOi+3lAjj2gGAae2reYK7Zas9UaLji3X1creFrA=";
