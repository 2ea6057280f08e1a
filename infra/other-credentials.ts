/**
 * Where the AWS SDK looks for credentials when the environment has none. Each is loaded by `import()` when it is its turn, so a bundle may
 * leave them out: about 120 KB of every function.
 */
export const OTHER_CREDENTIALS = [
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@smithy/credential-provider-imds",
];
