/**
 * What AWS and Upstash ask, in US dollars: list prices of us-east-1 without free tiers, as their public price lists had them in November
 * 2025, copied by hand. eu-central-1 is up to a fifth dearer. https://aws.amazon.com/<service>/pricing/, https://upstash.com/pricing/redis
 */
export const PRICES = {
  region: "us-east-1",
  date: "November 2025",
  perMillion: {
    lambdaRequests: 0.2,
    apiRequests: 1,
    edgeRequests: 1,
    edgeFunction: 0.1,
    sqsStandard: 0.4,
    sqsFifo: 0.5,
    writeUnits: 0.625,
    readUnits: 0.125,
    schedules: 1,
    redisCommands: 2,
  },
  /** On arm64. */
  gigabyteSecond: 0.0000133334,
  logGigabyte: 0.5,
  /** A month. */
  alarm: 0.1,
  dashboard: 3,
};
