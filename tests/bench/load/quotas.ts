/**
 * Where AWS, Jira Cloud and Discord stop, as their documents say: what an account gets by itself. Each with where it stands.
 * Lambda: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (a new account has fewer executions, ten as seen)
 * API Gateway: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * SQS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 * DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html, …/on-demand-capacity-mode.html and
 *   …/warm-throughput-scenarios.html
 * Jira Cloud: https://developer.atlassian.com/cloud/jira/platform/rate-limiting
 * Discord: https://docs.discord.com/developers/topics/rate-limits
 */
export const QUOTAS = {
  lambda: { executions: 1000, executionsNew: 10, perExecution: 10 },
  api: { requests: 10_000 },
  /** Of one group of messages in a queue of high throughput, for each kind of request; of all together some thousand, by region. */
  fifo: { requests: 300 },
  dynamodb: { keyWrites: 1000, keyReads: 3000, tableNew: 4000, table: 40_000 },
  /** A second of a site by method and address; of one ticket, over half a minute. */
  jira: { writes: 50, ticketWrites: 100 / 30 },
};
