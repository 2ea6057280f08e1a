/// <reference path="./.sst/platform/config.d.ts" />
export default $config({
  app(input) {
    return {
      name: "lockstep",
      home: "aws",
      removal: input.stage === "production" ? "retain" : "remove",
      protect: input.stage === "production",
      providers: { aws: { region: (process.env.AWS_REGION ?? "eu-central-1") as "eu-central-1" } },
    };
  },
  async run() {
    $transform(sst.aws.Function, (args) => {
      args.runtime ??= "nodejs24.x";
      args.architecture ??= "arm64";
      args.memory ??= "512 MB";
      args.timeout ??= "10 seconds";
      args.logging ??= { format: "json", retention: "1 month" };
      // SST's own role also trusts every principal of the account; only Lambda has to take it.
      args.transform = {
        ...args.transform,
        role: (role) => {
          role.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
        },
      };
    });
    const { api } = await import("./infra/api.ts");
    await import("./infra/organizations.ts");
    await import("./infra/projects.ts");
    await import("./infra/notifications.ts");
    await import("./infra/issues.ts");
    await import("./infra/ownership.ts");
    await import("./infra/events.ts");
    await import("./infra/sessions.ts");
    await import("./infra/integrations.ts");
    await import("./infra/jira-server.ts");
    await import("./infra/tickets.ts");
    await import("./infra/relay.ts");
    return { api: api.url };
  },
});
