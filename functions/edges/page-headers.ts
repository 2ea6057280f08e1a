/** No script, no picture, nothing from elsewhere: the one style sheet and its font come from here, and the page names the sheet by its hash. */
export const pageHeaders = ({ formAction = "" }: { formAction?: string | undefined } = {}): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    `form-action 'self'${formAction && ` ${formAction}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
});
