/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /": "sign-in",
  "GET /auth/login": "sign-in",
  "POST /auth/login": "sign-in",
  "POST /auth/logout": "sign-out",
} as const;
