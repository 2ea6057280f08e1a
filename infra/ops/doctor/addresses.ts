import { Resource } from "sst";
import { publicUrl } from "../../../functions/adapters/settings.ts";
import { elsewhere, type Finding, ill, well } from "./finding.ts";

const PATIENCE_MS = 10_000;
/** AWS refuses what is signed five minutes off; people's times are wrong long before. */
const CLOCK_MS = 30_000;
const LOOPBACK = /^https?:\/\/(127\.|localhost\b|\[::1\])/;

/** Whether the address that people know answers, and whether its clock is this machine's. */
export async function address(): Promise<Finding[]> {
  const url = publicUrl();
  const began = Date.now();
  const answer = await ask("GET", `${url}/auth/login/`);
  if (answer === null)
    return [
      ill("address", `${url} does not answer.`, "Look whether the stage is deployed, its domain points at it and its certificate is good."),
    ];
  const lasted = Date.now() - began;
  const found =
    answer.status === 200
      ? well("address", `${url} answers.`)
      : ill(
          "address",
          `${url} answers ${answer.status} to its sign-in page.`,
          "It is not Lockstep that answers there, or it is unwell: look at the log of SessionsWeb.",
        );
  return [found, clock(Date.parse(answer.headers.get("date") ?? "") + lasted / 2)];
}

function clock(theirs: number): Finding {
  if (Number.isNaN(theirs))
    return ill("clock", "The address does not say what time it is.", "Look at what stands between this machine and it.");
  const off = Math.round((Date.now() - theirs) / 1000);
  if (1000 * Math.abs(off) <= CLOCK_MS) return well("clock", "This machine and the address have the same time.");
  const todo = "Set the clock of this machine (NTP): AWS refuses what is signed with a wrong time, and so does Jira.";
  return ill("clock", `This machine's clock is ${Math.abs(off)} seconds ${off > 0 ? "ahead of" : "behind"} the address's.`, todo);
}

/** Whether what Jira calls answers: anything but a failure, as these questions are signed by nobody. */
export async function webhooks(isStage: boolean): Promise<Finding[]> {
  const receivers = [
    ["Jira Server", `${Resource.JiraServerWebhook.url}extensions/jira-server/issue-updated/doctor/`],
    ["Jira Cloud", `${Resource.JiraCloudWebhook.url}extensions/jira/webhook/doctor/`],
    ["Jira Cloud by OAuth", `${Resource.JiraOauthWebhook.url}extensions/jira/oauth/issue-updated/doctor/`],
  ].map(([name = "", url = ""]) => [name, url.replace(/([^:/])\/*extensions/, "$1/extensions")] as const);
  const found = await Promise.all(
    receivers.map(async ([name, url]): Promise<Finding[]> => {
      const status = (await ask("POST", url))?.status ?? null;
      if (status !== null && status < 500) return [];
      const what = status === null ? "does not answer" : `answers ${status}`;
      return [
        ill(
          "webhooks",
          `What ${name} calls ${what}: ${new URL(url).host}.`,
          "Deploy again, and look at the log of the receiver. Nothing is lost: what Jira tells is found within a quarter of an hour.",
        ),
      ];
    }),
  );
  const bad = found.flat();
  if (bad.length > 0) return bad;
  if (!isStage && LOOPBACK.test(publicUrl()))
    return [elsewhere("webhooks", "The receivers answer, on this machine alone: no Jira on the internet reaches it.")];
  return [well("webhooks", `All ${receivers.length} receivers answer.`)];
}

/** Null where nobody answers. */
function ask(method: string, url: string): Promise<Response | null> {
  const body = method === "POST" ? { body: "{}", headers: { "content-type": "application/json" } } : {};
  return fetch(url, { method, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS), ...body }).catch(() => null);
}
