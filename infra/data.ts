/** The one table: docs/data-model.md lists what is in it. */
export const data = new sst.aws.Dynamo("Data", {
  fields: { pk: "string", sk: "string", gsi1pk: "string", gsi1sk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  globalIndexes: { gsi1: { hashKey: "gsi1pk", rangeKey: "gsi1sk" } },
  ttl: "expiresAt",
  stream: "new-and-old-images",
  deletionProtection: $app.stage === "production",
});
