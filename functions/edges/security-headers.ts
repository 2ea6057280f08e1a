import type { APIGatewayProxyEventV2 } from "aws-lambda";

const NOSNIFF = { "x-content-type-options": "nosniff" };
/** A year, for this host alone (RFC 6797 §6.1): the domain around it is not ours to speak for. */
const STRICT = { ...NOSNIFF, "strict-transport-security": "max-age=31536000" };

/** What every answer says to browsers. API Gateway and function URLs tell how they were asked; in the clear it would not count (RFC 6797 §7.2). */
export const securityHeaders = ({ headers }: Pick<APIGatewayProxyEventV2, "headers">): Record<string, string> =>
  headers["x-forwarded-proto"] === "https" ? STRICT : NOSNIFF;
