import type * as documents from "@aws-sdk/lib-dynamodb";
import { Command } from "../aws/command.ts";

export class BatchGetCommand extends Command<documents.BatchGetCommandInput, documents.BatchGetCommandOutput> {
  readonly operation = "BatchGetItem";
}
export class BatchWriteCommand extends Command<documents.BatchWriteCommandInput, documents.BatchWriteCommandOutput> {
  readonly operation = "BatchWriteItem";
}
export class DeleteCommand extends Command<documents.DeleteCommandInput, documents.DeleteCommandOutput> {
  readonly operation = "DeleteItem";
}
export class GetCommand extends Command<documents.GetCommandInput, documents.GetCommandOutput> {
  readonly operation = "GetItem";
}
export class PutCommand extends Command<documents.PutCommandInput, documents.PutCommandOutput> {
  readonly operation = "PutItem";
}
export class QueryCommand extends Command<documents.QueryCommandInput, documents.QueryCommandOutput> {
  readonly operation = "Query";
}
export class ScanCommand extends Command<documents.ScanCommandInput, documents.ScanCommandOutput> {
  readonly operation = "Scan";
}
export class TransactWriteCommand extends Command<documents.TransactWriteCommandInput, documents.TransactWriteCommandOutput> {
  readonly operation = "TransactWriteItems";
}
export class UpdateCommand extends Command<documents.UpdateCommandInput, documents.UpdateCommandOutput> {
  readonly operation = "UpdateItem";
}
