import type { html } from "hono/html";

/** Markup that is safe to send: `html` escapes whatever is put into it. */
export type Html = ReturnType<typeof html>;

/** Text, or text with markup in it; or nothing, which `html` leaves out. */
export type Content = Html | string | false | null | undefined;
