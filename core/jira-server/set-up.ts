import { AppError, Invalid } from "../errors.ts";
import type { AnalyticsEvent } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import { newSecret } from "../secret.ts";
import type { Integration } from "../trackers/integration.ts";
import { credentialsOf } from "./credentials.ts";
import { type CredentialsForm, normalAddress } from "./credentials-form.ts";
import { isOver, PIPELINE_SECONDS, type Pipeline, type Pipelines, requestTokenHash, sealPipeline, secretsOf } from "./pipeline.ts";
import { pipelineStep } from "./pipeline-step.ts";
import type { JiraServer, JiraSite } from "./ports.ts";
import { privateKeyOf } from "./private-key.ts";

type Whose = Pick<Pipeline, "organizationId" | "userId" | "browser">;
type SetUpPorts = Pick<Ports, "seal" | "random" | "now"> & {
  pipelines: Pipelines;
  jiraServer: JiraServer;
  analyticsEvents: Sender<AnalyticsEvent>;
};

/** Somebody said no in Jira. */
export class Denied extends AppError {
  constructor() {
    super(403, "Somebody chose to deny Lockstep access in Jira. Go back to the form, continue to Jira, and choose Allow there.", false);
  }
}

/**
 * Step 2 of the set-up (behaviour §1.4) with checked values: a request token, and the page of Jira where it is approved.
 * Nothing is stored unless Jira gave one. Throws JiraFailure.
 */
export async function beginDance(ports: SetUpPorts, whose: Whose, form: CredentialsForm, callbackUrl: string): Promise<string> {
  const site = siteOf(form);
  const key = privateKeyOf(form.privateKey);
  if ("problem" in key) throw new Invalid(key.problem);
  const { consumerKey } = form;
  const requestToken = await ports.jiraServer.requestToken(site, { consumerKey, privateKey: key.pem }, callbackUrl);
  const pipeline = { ...begun(ports, whose, site), consumerKey, requestToken: requestTokenHash(requestToken.token) };
  await ports.pipelines.put(sealPipeline(ports, pipeline, { privateKey: key.pem, requestToken }));
  await ports.analyticsEvents.send([pipelineStep(pipeline, 1, ports.now())]);
  return `${site.baseUrl}/plugins/servlet/oauth/authorize?oauth_token=${encodeURIComponent(requestToken.token)}`;
}

/**
 * Step 3 (behaviour §1.5): Jira sent the browser back. The verifier is what it gave, or the token where it gave none (§13 decision 1).
 * Coming back twice is the same as once. Throws Denied, JiraFailure.
 */
export async function resumeDance(
  ports: SetUpPorts,
  pipeline: Pipeline,
  answer: { token: string; verifier: string | null },
): Promise<Pipeline> {
  if (answer.verifier === "denied") throw new Denied();
  if (pipeline.integrationId !== undefined) return pipeline;
  const secrets = secretsOf(ports, pipeline);
  const { site, consumerKey } = pipeline;
  if ("credentials" in secrets || consumerKey === null) return pipeline;
  const { privateKey, requestToken } = secrets;
  const access = await ports.jiraServer.accessToken(site, { consumerKey, privateKey }, requestToken, answer.verifier ?? answer.token);
  const credentials = { kind: "oauth" as const, consumerKey, privateKey, ...access };
  const { displayName, key } = await ports.jiraServer.myself(site, credentials);
  const approved = sealPipeline(ports, { ...pipeline, account: displayName, accountKey: key }, { credentials });
  await ports.pipelines.put(approved);
  await ports.analyticsEvents.send([pipelineStep(approved, 2, ports.now())]);
  return approved;
}

/** The other way in: a personal access token (Jira 8.14 and newer), with no dance. Throws JiraFailure when Jira does not take it. */
export async function beginWithToken(
  ports: SetUpPorts,
  whose: Whose,
  form: { url: string; verifySsl: boolean; token: string },
): Promise<Pipeline> {
  const site = siteOf(form);
  const credentials = { kind: "personal_access_token" as const, token: form.token };
  const { displayName, key } = await ports.jiraServer.myself(site, credentials);
  const pipeline = sealPipeline(ports, { ...begun(ports, whose, site), account: displayName, accountKey: key }, { credentials });
  await ports.pipelines.put(pipeline);
  await ports.analyticsEvents.send([pipelineStep(pipeline, 1, ports.now())]);
  return pipeline;
}

const EMPTY: CredentialsForm = { url: "", verifySsl: true, consumerKey: "lockstep", privateKey: "" };

/** The form to begin with: empty, or as it was when a set-up of this browser was begun, so that nothing has to be typed twice. */
export async function formAgain(
  ports: Pick<Ports, "seal" | "now"> & { pipelines: Pipelines },
  whose: Whose,
  id: string | null,
): Promise<CredentialsForm> {
  const pipeline = id === null ? null : await ports.pipelines.find(whose.organizationId, whose.browser, id);
  if (!pipeline || isOver(pipeline, ports.now())) return EMPTY;
  const { site, consumerKey } = pipeline;
  const form = { ...EMPTY, url: site.baseUrl, verifySsl: site.verifySsl };
  if (pipeline.integrationId !== undefined) return form;
  const secrets = secretsOf(ports, pipeline);
  const source = "credentials" in secrets ? secrets.credentials : secrets;
  return consumerKey !== null && "privateKey" in source ? { ...form, consumerKey, privateKey: source.privateKey } : form;
}

/** One that was connected with a token is called what its Jira is. */
export const isByToken = ({ name, baseUrl }: Pick<Integration, "name" | "baseUrl">): boolean => name === new URL(baseUrl).host;

/** The form to connect again what is connected: with the key that Jira knows, unless it was forgotten. */
export function reconnectForm(ports: Pick<Ports, "seal">, integration: Integration): CredentialsForm {
  const { baseUrl, verifySsl, name: consumerKey } = integration;
  const credentials = credentialsOf(ports, integration);
  const privateKey = credentials?.kind === "oauth" ? credentials.privateKey : "";
  return { url: baseUrl, verifySsl, consumerKey, privateKey };
}

function siteOf({ url, verifySsl }: { url: string; verifySsl: boolean }): JiraSite {
  const address = normalAddress(url);
  if ("problem" in address) throw new Invalid(address.problem);
  return { baseUrl: address.url, verifySsl };
}

const begun = (ports: Pick<Ports, "random" | "now">, { organizationId, userId, browser }: Whose, site: JiraSite) => ({
  id: newSecret(ports),
  organizationId,
  userId,
  browser,
  site,
  consumerKey: null,
  requestToken: null,
  account: null,
  accountKey: null,
  expiresAt: Math.floor(ports.now() / 1000) + PIPELINE_SECONDS,
});
