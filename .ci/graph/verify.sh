#!/usr/bin/env bash
# The resource graph without an AWS account: the real SST CLI evaluates the real program, with stand-ins for the AWS calls that the CLI
# makes itself (aws.mjs) and for the Pulumi engine (pulumi.mjs). The captured graphs go to .ci/work/graph-<stage>.json.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD here=$PWD/.ci/graph work=$PWD/.ci/work
mkdir -p "$work/config/sst/bin"
export XDG_CONFIG_HOME=$work/config
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=eu-central-1
export AWS_EC2_METADATA_DISABLED=true AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
export SST_TELEMETRY_DISABLED=1 SST_NO_BUN=1 SST_STAGE=dev
unset AWS_PROFILE AWS_SESSION_TOKEN SST_PASSPHRASE || true

printf '#!/bin/sh\nexec node "%s" "$@"\n' "$here/pulumi.mjs" > "$work/config/sst/bin/pulumi"
chmod +x "$work/config/sst/bin/pulumi"
[ -d .sst/platform/node_modules ] || npx sst install
rm -f "$work"/aws.port "$work"/aws.log "$work"/graph-*.json
AWS_STUB_LOG=$work/aws.log node "$here/aws.mjs" > "$work/aws.port" &
aws=$!
trap 'kill $aws 2>/dev/null || true' EXIT
until [ -s "$work/aws.port" ]; do sleep 0.05; done
AWS_ENDPOINT_URL="http://127.0.0.1:$(cat "$work/aws.port")"
export AWS_ENDPOINT_URL PULUMI_STUB_FAKES=$here/fakes.mjs

printf 'RedisUrl=https://redis.example.test\nRedisToken=not-a-secret\nSealKey=0123456789abcdef0123456789abcdef\n' > "$work/secrets.env"
# The bundles that stay are those of the last one.
for SST_STAGE in example production dev; do
  export SST_STAGE PULUMI_STUB_OUT=$work/graph-$SST_STAGE.json
  npx sst secret load "$work/secrets.env" < /dev/null > /dev/null
  if ! npx sst diff --json < /dev/null > "$work/diff-$SST_STAGE.json"; then
    echo "sst diff of stage $SST_STAGE failed:"
    node -e 'for (const { message } of JSON.parse(require("fs").readFileSync(process.argv[1])).errors) console.log(message)' "$PULUMI_STUB_OUT" || true
    tail -n 20 .sst/log/sst.log
    exit 1
  fi
done
if grep UNHANDLED "$work/aws.log"; then
  echo "The CLI made an AWS call that .ci/graph/aws.mjs does not know."
  exit 1
fi
# The infrastructure against SST's own types.
npx tsc --noEmit -p .ci/graph/tsconfig.json
npx vitest run --config .ci/graph/vitest.config.ts
