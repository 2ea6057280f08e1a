/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /": "sign-in",
  "GET /auth/login": "sign-in",
  "POST /auth/login": "sign-in",
  "GET /auth/login/once/{code}": "sign-in-once",
  "POST /auth/login/once/{code}": "sign-in-once",
  "POST /auth/logout": "sign-out",
} as const;
