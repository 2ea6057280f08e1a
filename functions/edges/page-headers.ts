/**
 * No picture, nothing from elsewhere, nothing in the page itself: the one style sheet, its font and the one script come from here, and the
 * page names sheet and script by their hash.
 */
export const pageHeaders = ({ formAction = "" }: { formAction?: string | undefined } = {}): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    `form-action 'self'${formAction && ` ${formAction}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
});
