import type { Asked, Reply, Route } from "../../../infra/local/sandbox/jira/exchange.ts";

export type Run = (by: string, match: RegExpExecArray, asked: Asked) => Reply;
export type Rest = (method: string, path: RegExp, run: Run) => Route;

/** As Jira says no. */
export const refuse = (status: number, message: string, errors: Record<string, string> = {}): Reply => ({
  status,
  json: { errorMessages: message === "" ? [] : [message], errors },
});
export const jsonOf = <T>({ body }: Asked): T => JSON.parse(body) as T;
/** A page of a list, by the parameters that lists have. */
export function pageOf<T>({ url: { searchParams } }: Asked, all: readonly T[], most: number) {
  const startAt = Number(searchParams.get("startAt") ?? 0);
  const maxResults = Math.min(Number(searchParams.get("maxResults") ?? 50), most);
  const values = all.slice(startAt, startAt + maxResults);
  return { startAt, maxResults, total: all.length, isLast: startAt + values.length >= all.length, values };
}
