import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type KeySchemaElement,
} from "@aws-sdk/client-dynamodb";
import { tableName, tables } from "./client.ts";

/** A table as DynamoDB has it; keys as `hash range`. `forgets`: by which attribute items end. */
export type DeployedTable = {
  status: string;
  key: string;
  indexes: Record<string, { key: string; projection: string; status: string }>;
  stream: string | null;
  protected: boolean;
  forgets: string | null;
};

/** Null where there is no table. Throws as the SDK does. */
export async function deployedTable(): Promise<DeployedTable | null> {
  const TableName = tableName();
  const described = await tables.send(new DescribeTableCommand({ TableName })).catch((error: unknown) => {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return null;
    throw error;
  });
  if (!described) return null;
  const { Table = {} } = described;
  const { TimeToLiveDescription: ttl } = await tables.send(new DescribeTimeToLiveCommand({ TableName }));
  const indexes = (Table.GlobalSecondaryIndexes ?? []).map((it) => {
    const index = { key: keyOf(it.KeySchema), projection: it.Projection?.ProjectionType ?? "", status: it.IndexStatus ?? "ACTIVE" };
    return [it.IndexName ?? "", index] as const;
  });
  return {
    status: Table.TableStatus ?? "",
    key: keyOf(Table.KeySchema),
    indexes: Object.fromEntries(indexes),
    stream: Table.StreamSpecification?.StreamEnabled ? (Table.StreamSpecification.StreamViewType ?? "") : null,
    protected: Table.DeletionProtectionEnabled ?? false,
    forgets: /^ENABL/.test(ttl?.TimeToLiveStatus ?? "") ? (ttl?.AttributeName ?? null) : null,
  };
}

/** Whether what the table was at any moment of the last weeks can be had again. Throws as the SDK does. */
export async function canGoBack(): Promise<boolean> {
  const { ContinuousBackupsDescription: backups } = await tables.send(new DescribeContinuousBackupsCommand({ TableName: tableName() }));
  return backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === "ENABLED";
}

const keyOf = (schema: KeySchemaElement[] = []): string => schema.map((it) => it.AttributeName).join(" ");
