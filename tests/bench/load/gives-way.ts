import type { Counts } from "./counts.ts";
import { QUOTAS } from "./quotas.ts";

export type Limit = { rate: number; part: string };
type Of = { counts: Counts; units: number; isApi: boolean; fifo: readonly string[]; isOneTicket: boolean };

/** At how many units a second each quota is reached, by what so many units took: the lowest first. `isNew`: of an account that nobody used yet. */
export function limitsOf({ counts, units, isApi, fifo, isOneTicket }: Of, isNew = false): Limit[] {
  const { lambda, api, fifo: queue, dynamodb, jira } = QUOTAS;
  const at = (quota: number, used: number) => (quota * units) / used;
  const executions = isNew ? lambda.executionsNew : lambda.executions;
  const table = isNew ? dynamodb.tableNew : dynamodb.table;
  const all: Limit[] = [
    { rate: at(executions * 1000, counts.functionMs), part: `Lambda: ${figure(executions)} executions at once` },
    { rate: at(table, counts.writeUnits), part: `DynamoDB: ${figure(table)} write units of ${isNew ? "a new" : "the"} table` },
    { rate: at(table, counts.indexUnits), part: `DynamoDB: ${figure(table)} write units of ${isNew ? "new" : "the"} indexes` },
    {
      rate: at(dynamodb.keyWrites, counts.hot.units),
      part: `DynamoDB: ${figure(dynamodb.keyWrites)} write units of one key, ${counts.hot.place}`,
    },
    // Of one ticket: each has a rate of its own.
    ...(isOneTicket ? fifo : []).map((name) => ({
      rate: at(queue.requests, counts.sends[name] ?? 0),
      part: `SQS: ${queue.requests} sends to ${name} of one ticket`,
    })),
    isApi
      ? { rate: api.requests, part: `API Gateway: ${figure(api.requests)} requests` }
      : {
          rate: executions * lambda.perExecution,
          part: `Lambda: ${figure(executions * lambda.perExecution)} requests of a function's address`,
        },
    isOneTicket
      ? { rate: at(jira.ticketWrites, counts.jira.writes), part: "Jira Cloud: 100 writes of one ticket in 30 s" }
      : { rate: at(jira.writes, counts.jira.writes), part: `Jira Cloud: ${jira.writes} writes` },
  ];
  return all.filter((it) => Number.isFinite(it.rate)).sort((a, b) => a.rate - b.rate);
}

const figure = (value: number): string => value.toLocaleString("en");
