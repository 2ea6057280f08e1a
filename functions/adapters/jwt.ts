import jsonwebtoken from "jsonwebtoken";
import type { Jwt } from "../../core/jira-server/webhook-token.ts";

export const jwt: Jwt = {
  peek: (token) => {
    try {
      return jsonwebtoken.decode(token, { json: true });
    } catch {
      return null;
    }
  },
  sign: (payload, secret) => jsonwebtoken.sign(payload, secret, { algorithm: "HS256", noTimestamp: true }),
  verify: (token, secret) => {
    const claims = jsonwebtoken.verify(token, secret, { algorithms: ["HS256"] });
    if (typeof claims === "string") throw new Error("The payload is not an object");
    return claims;
  },
};
