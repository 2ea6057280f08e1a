/** Where Atlassian Connect finds what, under the address that the app is known by (behaviour §2.10). */
const CONNECT_PATHS = {
  installed: "/extensions/jira/installed/",
  uninstalled: "/extensions/jira/uninstalled/",
  issueUpdated: "/extensions/jira/issue-updated/",
  configure: "/extensions/jira/ui-hook/",
  glance: "/extensions/jira/issue/{issue.key}/?id={issue.id}",
  icon: "/extensions/jira/icon.svg",
} as const;

/** The badge of a ticket is a property of it with this module's name in it. */
const GLANCE = "sentry-issues-glance";

/** What the app is called among all apps, and who its own requests are of (behaviour §2.2): of one host there is one. */
export const appKeyOf = (publicUrl: string): string => `${new URL(publicUrl).hostname}.jira`;

/** The property of a ticket that its badge is. */
export const badgeProperty = (appKey: string): string => `com.atlassian.jira.issue:${appKey}:${GLANCE}:status`;

/**
 * `atlassian-connect.json` (behaviour §2.10): what Jira is told of the app before it installs it. Installations are signed, and tokens of
 * pages are told apart from those of requests.
 * https://developer.atlassian.com/cloud/jira/platform/connect-app-descriptor/
 */
export function descriptorOf(publicUrl: string, { emailScope }: { emailScope: boolean }): object {
  const page = (key: string, name: string) => ({ key, name: { value: name }, url: CONNECT_PATHS.configure });
  return {
    key: appKeyOf(publicUrl),
    name: "Lockstep",
    description: "Keeps the owner and the status of error groups in step with Jira.",
    vendor: { name: "Lockstep", url: publicUrl },
    baseUrl: publicUrl,
    authentication: { type: "jwt" },
    apiVersion: 1,
    lifecycle: { installed: CONNECT_PATHS.installed, uninstalled: CONNECT_PATHS.uninstalled },
    scopes: ["read", "write", "act_as_user", ...(emailScope ? ["access_email_addresses"] : [])],
    apiMigrations: { gdpr: true, "context-qsh": true, "signed-install": true },
    modules: {
      postInstallPage: page("post-install-sentry", "Welcome to Lockstep"),
      configurePage: page("configure-sentry", "Configure Lockstep"),
      jiraIssueContexts: [
        {
          key: GLANCE,
          name: { value: "Linked issues" },
          icon: { width: 24, height: 24, url: CONNECT_PATHS.icon },
          content: { type: "label", label: { value: "Linked Issues" } },
          target: { type: "web_panel", url: CONNECT_PATHS.glance },
        },
      ],
      webhooks: [{ event: "jira:issue_updated", url: CONNECT_PATHS.issueUpdated, excludeBody: false }],
    },
  };
}
