import { watched } from "../adapters/dynamo/watched.ts";
import { trackerSearches } from "../adapters/sqs/tracker-searches.ts";
import { schedule } from "../edges/schedule.ts";

/** Every quarter of an hour: each tracker is asked what changed there. */
export const handler = schedule(async () => {
  const all = await watched.list();
  await trackerSearches.send(all.map(({ provider, externalId }) => ({ v: 1, provider, externalId })));
});
