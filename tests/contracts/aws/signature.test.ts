import { createHash, createHmac } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { HttpRequest } from "@smithy/core/protocols";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Sha256 } from "../../../functions/adapters/aws/sha256.ts";
import { documentClient } from "../../../functions/adapters/dynamo/client.ts";
import { GetCommand } from "../../../functions/adapters/dynamo/commands.ts";
import { wire } from "../../support/wire.ts";

const PLACE = {
  region: "eu-central-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: "AQoDYXdzEJr/=" },
};

test("hashes are Node's, with a key and without, of one part and of more, and again when it begins anew", async () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  const key = fc.option(fc.oneof(fc.string({ minLength: 1 }), fc.uint8Array({ minLength: 1, maxLength: 80 })), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(key, fc.array(bytes, { maxLength: 3 }), async (secret, parts) => {
      const wanted = (secret === undefined ? createHash("sha256") : createHmac("sha256", secret))
        .update(Buffer.concat(parts))
        .digest("hex");
      const ours = new Sha256(secret);
      for (const again of [false, true]) {
        if (again) ours.reset();
        for (const part of parts) ours.update(part);
        expect(Buffer.from(await ours.digest()).toString("hex")).toBe(wanted);
      }
    }),
  );
});

test("a request has the signature that the SDK gives it with its own hashes", async () => {
  const { asked, requestHandler } = wire({ body: {} });
  const { config } = new DynamoDBClient({ ...PLACE, sha256: Sha256, requestHandler } as never);
  const client = documentClient(config);
  for (const pk of ["ORG#1", "Ünïcode 😀"]) await client.send(new GetCommand({ TableName: "t", Key: { pk } }));
  const signer = await new DynamoDBClient(PLACE).config.signer();
  for (const { headers, body, ...request } of asked) {
    const { authorization, "x-amz-date": date = "", ...rest } = headers;
    const signingDate = new Date(date.replace(/(....)(..)(..T..)(..)/, "$1-$2-$3:$4:"));
    const again = await signer.sign(new HttpRequest({ ...request, headers: rest, body: JSON.stringify(body) }), { signingDate });
    expect(authorization).toBe(again.headers.authorization);
    expect(authorization).toMatch(
      /SignedHeaders=content-length;content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target,/,
    );
  }
  expect(asked).toHaveLength(2);
});
