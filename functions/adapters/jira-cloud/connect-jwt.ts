import jsonwebtoken from "jsonwebtoken";
import type { ConnectJwt } from "../../../core/jira-cloud/connect/ports.ts";

export const connectJwt: ConnectJwt = {
  peek: (token) => {
    try {
      const decoded = jsonwebtoken.decode(token, { complete: true, json: true });
      if (!decoded || typeof decoded.payload === "string") return null;
      return { header: { ...decoded.header }, claims: decoded.payload };
    } catch {
      return null;
    }
  },

  sign: (claims, secret) => jsonwebtoken.sign(claims, secret, { algorithm: "HS256" }),

  verify(token, by, { now, leewaySeconds, endless = false }) {
    const times = { clockTimestamp: Math.floor(now / 1000), clockTolerance: leewaySeconds };
    const claims =
      by.algorithm === "HS256"
        ? jsonwebtoken.verify(token, by.secret, { ...times, algorithms: ["HS256"] })
        : jsonwebtoken.verify(token, by.publicKey, { ...times, algorithms: ["RS256"], audience: by.audience });
    if (typeof claims === "string") throw new Error("The payload is not an object");
    if (!endless && claims.exp === undefined) throw new Error("The token has no end");
    return claims;
  },
};
