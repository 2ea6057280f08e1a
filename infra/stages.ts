/**
 * What is decided for a stage. It stands here and in the stage's secrets, nowhere else: what is deployed never depends on the shell of
 * whoever deploys it. docs/deploy.md says how to get each.
 */
export type Stage = {
  /** The AWS region of everything but CloudFront's certificate. Best that of the Redis. */
  region?: string;
  /**
   * The address that people, DSNs and webhooks know. Without one it is CloudFront's own, which a new stage gets anew. In Route 53 by its
   * name alone; elsewhere with the ARN of its certificate, in us-east-1.
   */
  domain?: { name: string; certificate?: string };
  /** Who gets a message when something needs a person. */
  alarms?: string;
  /**
   * Concurrent executions that are kept for each function that takes errors or webhooks in. Only where the account has 100 more than all of
   * them together, which a new one has not.
   */
  reserve?: number;
  /** Integrations may point at private addresses: for a Jira in a network that these functions reach. */
  privateHosts?: boolean;
  /** For those whose app on Atlassian Connect has the scope for people's addresses: Jira's descriptor asks for it. */
  jiraEmailScope?: boolean;
  /** Where Atlassian is, where that is not where everybody's is. */
  atlassian?: Partial<typeof ATLASSIAN>;
  /** Which of the 4,096 regions new ids carry, 0 to 4095. Stages whose ids must never meet need one each. */
  idRegion?: number;
};

/** Where the keys are that installations of Connect are signed with, where somebody approves an app, and where it asks Jira. */
export const ATLASSIAN = {
  connectKeys: "https://connect-install-keys.atlassian.com",
  auth: "https://auth.atlassian.com",
  api: "https://api.atlassian.com",
};

const stages: Record<string, Stage> = {
  production: {},
  /** Everything there is to set, as the checks of the repository deploy it. */
  example: {
    region: "eu-central-1",
    domain: { name: "errors.example.com", certificate: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d" },
    alarms: "on-call@example.com",
    reserve: 50,
    privateHosts: true,
    idRegion: 1,
    jiraEmailScope: true,
    atlassian: { connectKeys: "https://keys.example.com" },
  },
};

const RULES: [keyof Stage, string, (stage: Stage) => boolean][] = [
  ["region", "is an AWS region, such as eu-central-1", ({ region = "eu-central-1" }) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)],
  ["domain", "has a host name, such as errors.example.com, without https:// and path", ({ domain }) => !domain || isHost(domain.name)],
  [
    "domain",
    "has a certificate of us-east-1, where CloudFront looks for it",
    ({ domain }) => !domain?.certificate || domain.certificate.startsWith("arn:aws:acm:us-east-1:"),
  ],
  [
    "atlassian",
    "has addresses that begin with https:// and end without a slash",
    ({ atlassian = {} }) => Object.values(atlassian).every((it) => /^https:\/\/\S*[^\s/]$/.test(it)),
  ],
  ["alarms", "is an e-mail address", ({ alarms }) => alarms === undefined || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(alarms)],
  ["reserve", "is a whole number from 1 to 1000", ({ reserve = 1 }) => Number.isInteger(reserve) && reserve >= 1 && reserve <= 1000],
  ["idRegion", "is a whole number from 0 to 4095", ({ idRegion = 0 }) => Number.isInteger(idRegion) && idRegion >= 0 && idRegion <= 4095],
];

const isHost = (name: string): boolean => /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(name);

/** What is decided for the stage of that name; a stage that is not named here has the defaults. Throws a sentence. */
export function stageOf(name: string, all = stages): Stage {
  const stage = all[name] ?? {};
  for (const [setting, rule, holds] of RULES) {
    if (!holds(stage)) throw new Error(`infra/stages.ts: ${setting} of stage "${name}" ${rule}.`);
  }
  return stage;
}
