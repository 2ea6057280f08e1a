import type { Access } from "./access.ts";

export const api = new sst.aws.ApiGatewayV2("Api", { accessLog: { retention: "1 month" }, cors: false });

type Options = { url?: boolean; memory?: `${number} MB`; timeout?: `${number} seconds` };

/** One Lambda behind one route or several. `url` gives it a function URL beside them, for senders that need no API in between. */
export function handle(routes: string | string[], handler: string, access: Access, { url = false, ...options }: Options = {}): void {
  const fn = new sst.aws.Function(nameOf(handler), {
    handler,
    ...access,
    ...options,
    ...(url && { url: { authorization: "none", cors: false } }),
  });
  for (const route of [routes].flat()) api.route(route, fn.arn);
}

/** `functions/jira-server/issue-updated.handler` is JiraServerIssueUpdated, in logs and alarms too. */
export function nameOf(handler: string): string {
  const words = handler
    .replace(/^functions\//, "")
    .replace(/\.handler$/, "")
    .split(/[/-]/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
