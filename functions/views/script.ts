/** Generated from functions/console/enhance.mjs, by `npm run docs`; a test fails when it is stale. */
export const SCRIPT_NAME = "console-0d566de39d72229e.js";
export const SCRIPT_INTEGRITY = "sha256-DVZt451yIp6I0F+AVCirpBYIU3OwjWSK068gjg5WvE8=";
