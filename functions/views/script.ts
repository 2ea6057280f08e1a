/** Generated from functions/console/enhance.mjs, by `npm run docs`; a test fails when it is stale. */
export const SCRIPT_NAME = "console-8f0bc1ff23d7fc9a.js";
export const SCRIPT_INTEGRITY = "sha256-jwvB/yPX/JqAw8UNImLJkW+2WTBk6sFdpzhlZc+2At8=";
