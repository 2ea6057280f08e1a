import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { AppError } from "../../core/errors.ts";

/**
 * Bytes of a body at most. Lambda takes an event of 6 MB, in which a body that is no text is Base64 and a third longer: with what else is
 * in an event this is what always arrives, so that no body is taken in one form and lost in another.
 */
const MOST = 4_400_000;

/** The bytes as they came. Throws 413. */
export function bodyOf({ body, isBase64Encoded }: Pick<APIGatewayProxyEventV2, "body" | "isBase64Encoded">): Buffer {
  const bytes = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > MOST) throw new AppError(413, `The body is too large: at most ${MOST.toLocaleString("en")} bytes are taken.`, false);
  return bytes;
}
