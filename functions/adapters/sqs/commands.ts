import type * as sqs from "@aws-sdk/client-sqs";
import { Command } from "../aws/command.ts";

export class ChangeMessageVisibilityBatchCommand extends Command<
  sqs.ChangeMessageVisibilityBatchCommandInput,
  sqs.ChangeMessageVisibilityBatchCommandOutput
> {
  readonly operation = "ChangeMessageVisibilityBatch";
}
export class ChangeMessageVisibilityCommand extends Command<
  sqs.ChangeMessageVisibilityCommandInput,
  sqs.ChangeMessageVisibilityCommandOutput
> {
  readonly operation = "ChangeMessageVisibility";
}
export class DeleteMessageCommand extends Command<sqs.DeleteMessageCommandInput, sqs.DeleteMessageCommandOutput> {
  readonly operation = "DeleteMessage";
}
export class GetQueueAttributesCommand extends Command<sqs.GetQueueAttributesCommandInput, sqs.GetQueueAttributesCommandOutput> {
  readonly operation = "GetQueueAttributes";
}
export class ReceiveMessageCommand extends Command<sqs.ReceiveMessageCommandInput, sqs.ReceiveMessageCommandOutput> {
  readonly operation = "ReceiveMessage";
}
export class SendMessageBatchCommand extends Command<sqs.SendMessageBatchCommandInput, sqs.SendMessageBatchCommandOutput> {
  readonly operation = "SendMessageBatch";
}
export class SendMessageCommand extends Command<sqs.SendMessageCommandInput, sqs.SendMessageCommandOutput> {
  readonly operation = "SendMessage";
}
