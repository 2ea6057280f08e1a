import { createHash } from "node:crypto";
import { CONTROLS } from "./controls.ts";
import { FORMS } from "./forms.ts";
import { FRAME } from "./frame.ts";
import { GROUND } from "./ground.ts";
import { ISSUES } from "./issues.ts";
import { NARROW } from "./narrow.ts";
import { OPERATIONS } from "./operations.ts";
import { OUT_OF_STEP } from "./out-of-step.ts";
import { PANELS } from "./panels.ts";
import { TOKENS } from "./tokens.ts";

/** The one style sheet of every page. Later parts win, so what narrow screens change comes last. */
export const SHEET = [TOKENS, GROUND, FRAME, CONTROLS, PANELS, OPERATIONS, OUT_OF_STEP, FORMS, ISSUES, NARROW].join("\n");

const digest = createHash("sha256").update(SHEET).digest();

/** What a browser checks the style sheet with before it uses it (W3C Subresource Integrity). */
export const SHEET_INTEGRITY = `sha256-${digest.toString("base64")}`;

/** Named by its content: another sheet has another name, so a browser may keep this one for good. */
export const SHEET_NAME = `console-${digest.toString("hex").slice(0, 16)}.css`;
