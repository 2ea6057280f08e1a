/** Generated from functions/console/enhance.mjs, by `npm run docs`; a test fails when it is stale. */
export const SCRIPT_NAME = "console-b1afd88b3641a598.js";
export const SCRIPT_INTEGRITY = "sha256-sa/YizZBpZg4L8PYdrQYiXMoQeeq3Dc8JD5bBF2VR/8=";
