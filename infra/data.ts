/** The one table: docs/data-model.md lists what is in it. */
export const data = new sst.aws.Dynamo("Data", {
  fields: { pk: "string", sk: "string", gsi1pk: "string", gsi1sk: "string", gsi2pk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  globalIndexes: {
    gsi1: { hashKey: "gsi1pk", rangeKey: "gsi1sk" },
    gsi2: { hashKey: "gsi2pk", rangeKey: "gsi1sk", projection: "keys-only" },
  },
  ttl: "expiresAt",
  stream: "new-and-old-images",
  deletionProtection: $app.stage === "production",
});
