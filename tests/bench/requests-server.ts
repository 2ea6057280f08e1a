import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A DynamoDB that has the same to say to everybody, at once: one item, or twenty to a query. */
const item = (n: number) => ({
  ...{
    pk: { S: "ORG#1" },
    sk: { S: `GROUP#${n}` },
    title: { S: "Cart total is not a number" },
    version: { N: "3" },
    at: { N: "1764358225000" },
  },
  list: { L: [{ M: { a: { S: "x" }, b: { N: "2" } } }, { M: { a: { S: "y" }, b: { N: "3" } } }] },
});
const ONE = JSON.stringify({ Item: item(1) });
const TWENTY = JSON.stringify({ Items: Array.from({ length: 20 }, (_, n) => item(n)), Count: 20, ScannedCount: 20 });

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(String(request.headers["x-amz-target"]).endsWith("Query") ? TWENTY : ONE);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
