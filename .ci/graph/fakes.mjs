// What AWS would have answered: ids and computed outputs for created resources,
// and results of provider functions. Deterministic, so snapshots are stable.
export function newResource({ type, name, inputs, custom, id }, { region, account, partition }) {
  if (!custom) return { id: "", state: inputs };
  const arn = (svc, res) => `arn:${partition}:${svc}:${region}:${account}:${res}`;
  const n = inputs.name ?? inputs.bucket ?? name;
  const s = { ...inputs };
  let rid = id || n;
  switch (type) {
    case "aws:dynamodb/table:Table":
      Object.assign(s, {
        name: n,
        arn: arn("dynamodb", `table/${n}`),
        streamArn: inputs.streamEnabled ? arn("dynamodb", `table/${n}/stream/2026-01-01T00:00:00.000`) : undefined,
      });
      break;
    case "aws:sqs/queue:Queue":
      rid = `https://sqs.${region}.amazonaws.com/${account}/${n}`;
      Object.assign(s, { name: n, arn: arn("sqs", n), url: rid });
      break;
    case "aws:lambda/function:Function":
      Object.assign(s, {
        name: n,
        arn: arn("lambda", `function:${n}`),
        invokeArn: arn("apigateway", `lambda:path/2015-03-31/functions/${arn("lambda", `function:${n}`)}/invocations`),
        qualifiedArn: arn("lambda", `function:${n}:1`),
        version: "1",
        lastModified: "x",
      });
      break;
    case "aws:apigatewayv2/api:Api":
      rid = `api${hash(name)}`;
      Object.assign(s, {
        apiEndpoint: `https://${rid}.execute-api.${region}.amazonaws.com`,
        executionArn: arn("execute-api", rid),
        arn: `arn:aws:apigateway:${region}::/apis/${rid}`,
      });
      break;
    case "aws:iam/role:Role":
      Object.assign(s, { name: n, arn: `arn:${partition}:iam::${account}:role/${n}` });
      break;
    case "aws:s3/bucket:Bucket":
    case "aws:s3/bucketV2:BucketV2":
      Object.assign(s, {
        bucket: n,
        arn: `arn:${partition}:s3:::${n}`,
        bucketRegionalDomainName: `${n}.s3.${region}.amazonaws.com`,
        region,
      });
      break;
    case "aws:cloudwatch/logGroup:LogGroup":
      Object.assign(s, { name: n, arn: arn("logs", `log-group:${n}`) });
      break;
    case "aws:kms/key:Key":
      rid = `key-${hash(name)}`;
      Object.assign(s, { keyId: rid, arn: arn("kms", `key/${rid}`) });
      break;
    case "aws:sns/topic:Topic":
      rid = arn("sns", n);
      Object.assign(s, { name: n, arn: rid });
      break;
    case "random:index/randomBytes:RandomBytes":
      s.base64 = Buffer.alloc(Number(inputs.length), 7).toString("base64");
      break;
    case "upstash:index/redisDatabase:RedisDatabase":
      rid = `redis-${hash(name)}`;
      Object.assign(s, { databaseId: rid, endpoint: `${rid}.upstash.test`, restToken: "stub-token", password: "stub", port: 6379 });
      break;
    case "aws:lambda/functionUrl:FunctionUrl":
      Object.assign(s, { functionUrl: `https://${hash(name)}.lambda-url.${region}.on.aws/`, urlId: hash(name) });
      break;
    case "aws:cloudfront/distribution:Distribution":
      rid = `E${hash(name).toUpperCase()}`;
      Object.assign(s, {
        arn: `arn:${partition}:cloudfront::${account}:distribution/${rid}`,
        domainName: `${hash(name)}.cloudfront.net`,
        hostedZoneId: "Z2FDTNDATAQYW2",
        etag: "E1",
      });
      break;
    case "aws:acm/certificate:Certificate":
      Object.assign(s, {
        arn: arn("acm", `certificate/${hash(name)}`),
        domainValidationOptions: [
          {
            domainName: inputs.domainName,
            resourceRecordName: `_x.${inputs.domainName}`,
            resourceRecordType: "CNAME",
            resourceRecordValue: "_y.acm",
          },
        ],
      });
      break;
    case "aws:acm/certificateValidation:CertificateValidation":
      Object.assign(s, { certificateArn: inputs.certificateArn });
      break;
    default:
      s.arn ??= arn(type.split(":")[1].split("/")[0], `${n}`);
  }
  return { id: String(rid), state: s };
}

export function call({ token, inputs }, { region, account, partition }) {
  switch (token) {
    case "aws:index/getRegion:getRegion":
      return { id: region, name: region, region };
    case "aws:index/getPartition:getPartition":
      return { id: partition, partition, dnsSuffix: "amazonaws.com" };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { id: account, accountId: account, arn: `arn:aws:iam::${account}:user/ci`, userId: "ci" };
    case "aws:iam/getPolicyDocument:getPolicyDocument": {
      const statements = (inputs.statements ?? []).map((s) => ({
        Sid: s.sid,
        Effect: s.effect ?? "Allow",
        Action: s.actions,
        NotAction: s.notActions,
        Resource: s.resources,
        NotResource: s.notResources,
        Principal: s.principals && Object.fromEntries(s.principals.map((p) => [p.type, p.identifiers])),
        Condition: s.conditions && conditions(s.conditions),
      }));
      return {
        ...inputs,
        statements: inputs.statements?.length ? inputs.statements : undefined,
        id: "doc",
        version: "2012-10-17",
        json: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
      };
    }
  }
  throw new Error(`pulumi stub: no fake for provider function ${token}`);
}
const conditions = (list) => Object.fromEntries(list.map((c) => [c.test, { [c.variable]: c.values }]));
function hash(s) {
  let h = 0;
  for (const c of s) h = (h * 31 + c.charCodeAt(0)) >>> 0;
  return h.toString(36);
}
