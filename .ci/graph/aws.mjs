// Loopback stand-in for the few AWS calls the SST CLI itself makes before it
// evaluates a stack: SSM (bootstrap + passphrase) and S3 (state + secrets).
// Anything else is answered 501 and logged, so a new dependency shows up loudly.

import fs from "node:fs";
import http from "node:http";

const ssm = new Map([
  [
    "/sst/bootstrap",
    JSON.stringify({
      version: 5,
      asset: "sst-asset-ci",
      state: "sst-state-ci",
      assetEcrRegistryId: "000000000000",
      assetEcrUrl: "000000000000.dkr.ecr.eu-central-1.amazonaws.com/sst-asset",
    }),
  ],
]);
const s3 = new Map();
const log = (...a) => process.env.AWS_STUB_LOG && fs.appendFileSync(process.env.AWS_STUB_LOG, `${a.join(" ")}\n`);

const server = http.createServer((req, res) => {
  const chunks = [];
  req.on("data", (c) => chunks.push(c));
  req.on("end", () => {
    let body = Buffer.concat(chunks);
    const target = req.headers["x-amz-target"];
    if (target) {
      const op = String(target).split(".").pop();
      const input = JSON.parse(body.toString() || "{}");
      log("SSM", op, input.Name);
      res.setHeader("content-type", "application/x-amz-json-1.1");
      if (String(target).startsWith("AmazonSSM.")) {
        if (op === "GetParameter") {
          const v = ssm.get(input.Name);
          if (v === undefined) {
            res.statusCode = 400;
            return res.end(JSON.stringify({ __type: "ParameterNotFound", message: "not found" }));
          }
          return res.end(JSON.stringify({ Parameter: { Name: input.Name, Type: "String", Value: v, Version: 1 } }));
        }
        if (op === "PutParameter") {
          ssm.set(input.Name, input.Value);
          return res.end(JSON.stringify({ Version: 1, Tier: "Standard" }));
        }
        if (op === "DeleteParameter") {
          ssm.delete(input.Name);
          return res.end("{}");
        }
      }
      log("UNHANDLED", target);
      res.statusCode = 501;
      return res.end(JSON.stringify({ __type: "NotImplemented", message: String(target) }));
    }
    const url = new URL(req.url, "http://x");
    const key = decodeURIComponent(url.pathname.slice(1));
    log("S3", req.method, req.url);
    if (req.headers["content-encoding"]?.includes("aws-chunked") || String(req.headers["x-amz-content-sha256"]).startsWith("STREAMING-"))
      body = unchunk(body);
    if (req.method === "GET" && url.searchParams.get("list-type") === "2") {
      res.setHeader("content-type", "application/xml");
      return res.end(`<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>`);
    }
    if (req.method === "GET" || req.method === "HEAD") {
      if (!s3.has(key)) {
        res.statusCode = 404;
        res.setHeader("content-type", "application/xml");
        return res.end(`<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>none</Message></Error>`);
      }
      return res.end(s3.get(key));
    }
    if (req.method === "PUT") {
      s3.set(key, body);
      res.setHeader("etag", '"0"');
      return res.end();
    }
    if (req.method === "DELETE") {
      s3.delete(key);
      res.statusCode = 204;
      return res.end();
    }
    log("UNHANDLED", req.method, req.url);
    res.statusCode = 501;
    res.end();
  });
});
function unchunk(buf) {
  const out = [];
  let i = 0;
  for (;;) {
    const nl = buf.indexOf("\r\n", i);
    if (nl < 0) break;
    const n = parseInt(buf.subarray(i, nl).toString().split(";")[0], 16);
    if (!n) break;
    out.push(buf.subarray(nl + 2, nl + 2 + n));
    i = nl + 2 + n + 2;
  }
  return Buffer.concat(out);
}
server.listen(Number(process.env.AWS_STUB_PORT ?? 0), "127.0.0.1", () => console.log(server.address().port));
