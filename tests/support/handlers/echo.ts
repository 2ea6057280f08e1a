import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** Answers the event it was given; `mode` in the query makes it misbehave. */
export const handler = async (event: APIGatewayProxyEventV2) => {
  const mode = event.queryStringParameters?.mode;
  if (mode === "throw") throw new Error("thrown on purpose");
  if (mode === "hang") await new Promise(() => {});
  if (mode === "plain") return { plain: true };
  if (mode === "text") return "just text";
  // An answer of so many bytes in all, as JSON.
  if (mode === "long") {
    const around = JSON.stringify({ statusCode: 200, body: "" }).length;
    return { statusCode: 200, body: "x".repeat(Number(event.queryStringParameters?.bytes) - around) };
  }
  if (mode === "untyped") return { statusCode: 200, body: "body" };
  if (mode === "bytes")
    return { statusCode: 201, body: Buffer.from([0, 255]).toString("base64"), isBase64Encoded: true, cookies: ["a=1", "b=2"] };
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
};
