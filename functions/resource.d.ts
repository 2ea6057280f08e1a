import "sst";

// What infra/ links, as the code sees it. A structure test holds these names and those in infra/ together.
declare module "sst" {
  export interface Resource {
    Table: { name: string };
    Redis: { url: string; token: string };
    SealKey: { value: string };
    SealKeyBefore: { value: string };
    Settings: {
      publicUrl: string;
      allowPrivateHosts: string;
      regionId: string;
      jiraEmailScope: string;
      connectKeysUrl: string;
      atlassianAuthUrl: string;
      atlassianApiUrl: string;
      discordApi: string;
      cloudWatchUrl: string;
    };
    Queues: { all: OperatedQueue[] };
    Alarms: { topic: string; all: { name: string; id: string }[] };
    JiraCloudWebhook: { url: string };
    DiscordApplicationId: { value: string };
    DiscordPublicKey: { value: string };
    DiscordBotToken: { value: string };
    DiscordClientSecret: { value: string };
    JiraServerWebhook: { url: string };
    JiraOauthWebhook: { url: string };
    TicketChanges: { url: string };
    TicketLooks: { url: string };
    TrackerSearches: { url: string };
    CacheInvalidations: { url: string };
    OwnerEvaluations: { url: string };
    ReceivedEvents: { url: string };
    UserFeedback: { url: string };
    ProjectInvalidations: { url: string };
    Analytics: { url: string };
    ProjectDeletions: { url: string };
    IssueWork: { url: string };
    DiscordWork: { url: string };
    DiscordNews: { url: string };
    RelayRetries: { url: string };
    ProjectChangesRetries: { url: string };
    TicketChangesWorker: WorkerQueue;
    TicketLooksWorker: WorkerQueue;
    TrackerSearchesWorker: WorkerQueue;
    CacheInvalidationsWorker: WorkerQueue;
    OwnerEvaluationsWorker: WorkerQueue;
    ReceivedEventsWorker: WorkerQueue;
    UserFeedbackWorker: WorkerQueue;
    ProjectInvalidationsWorker: WorkerQueue;
    AnalyticsWorker: WorkerQueue;
    ProjectDeletionsWorker: WorkerQueue;
    IssueWorkWorker: WorkerQueue;
    DiscordWorkWorker: WorkerQueue;
    DiscordNewsWorker: WorkerQueue;
    RelayRetriesWorker: WorkerQueue;
    ProjectChangesRetriesWorker: WorkerQueue;
  }
  /** Without a `url` it only reports what a stream gave up. */
  type OperatedQueue = { name: string; url: string; deadLetterUrl: string };
  interface WorkerQueue {
    url: string;
    deadLetterUrl: string;
    maxReceiveCount: number;
  }
}
