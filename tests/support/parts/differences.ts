export type Difference = { part: "dynamodb" | "redis"; file: string; tests: string[]; why: string };

const CLOCK = "a real Redis has a clock of its own, which no test moves";
const UNITS = "DynamoDB Local rounds the units of a transaction up once, DynamoDB for each item; and it adds those of indexes";

/** What holds of the embedded part and not of the program that takes its place: each test is skipped there, with the reason. */
export const DIFFERENCES: readonly Difference[] = [
  {
    part: "dynamodb",
    file: "tests/contracts/dynamodb/items.test.ts",
    tests: ["UPDATED_OLD and UPDATED_NEW tell what the update touched"],
    why: "DynamoDB Local tells the whole map of which an update touched a part",
  },
  {
    part: "dynamodb",
    file: "tests/contracts/dynamodb/tables.test.ts",
    tests: ["of %s is a %sException"],
    why: "DynamoDB Local answers 500 to what it cannot read, and knows PartiQL",
  },
  {
    part: "dynamodb",
    file: "tests/contracts/dynamodb/tables.test.ts",
    tests: ["tags are set, listed and removed", "continuous backups are described as off"],
    why: "DynamoDB Local has neither tags nor backups",
  },
  {
    part: "dynamodb",
    file: "tests/contracts/dynamodb/tables.test.ts",
    tests: ["its deletions are told apart in the change feed"],
    why: "DynamoDB Local names neither the kind nor the cause of a record of what time ended",
  },
  {
    part: "dynamodb",
    file: "tests/contracts/dynamodb/transactions.test.ts",
    tests: ["an update that cannot be applied is a reason of its own"],
    why: "DynamoDB Local refuses the request where DynamoDB cancels the transaction with the reason ValidationError",
  },
  {
    part: "dynamodb",
    file: "tests/contracts/dynamodb/transactions.test.ts",
    tests: [
      "a transaction takes two units for every started KB of the larger image of each item",
      "a repeated token reads, and a transactional read takes two units for every started 4 KB",
    ],
    why: "DynamoDB Local does not tell units of reading from units of writing",
  },
  {
    part: "dynamodb",
    file: "tests/contracts/dynamodb/streams.test.ts",
    tests: ["calls its listeners after the commit, until they unsubscribe"],
    why: "who follows a real stream asks for what is new, and is not called with the commit",
  },
  {
    part: "dynamodb",
    file: "tests/contracts/project-writes.test.ts",
    tests: [
      "is one request of eight units: the project, its slug, and its key twice, all readable at once",
      "changes in one request; the former slug leads to the project until another takes it",
      "is one request of six units: nobody sees the project, its slug is free, the cache epoch moved, the job says who and when",
    ],
    why: UNITS,
  },
  {
    part: "dynamodb",
    file: "tests/contracts/arrivals.test.ts",
    tests: ["are one transaction, also a thousand of them; the newest says how the group looks"],
    why: UNITS,
  },
  {
    part: "dynamodb",
    file: "tests/contracts/project-deletion.test.ts",
    tests: ["killed at any write, before or after it is done, it ends the same"],
    why: "it deletes a project some two hundred times over, which takes minutes there",
  },
  {
    part: "redis",
    file: "tests/contracts/ids.test.ts",
    tests: [
      "5,000 ids of four functions at once are different, and of the last 300 seconds",
      "the newest second comes first, sequences in order, then the second before",
      "a window that is used up says so, damages nothing and is there again a second later",
      "a lease is not used after a minute",
      "what is left of a lease after a minute is given to nobody: the time of an id is near its use",
    ],
    why: CLOCK,
  },
  {
    part: "redis",
    file: "tests/flows/projects.test.ts",
    tests: ["no ids left: a 503 that says when to come back, after one request, and nothing is written"],
    why: CLOCK,
  },
  {
    part: "dynamodb",
    file: "tests/flows/projects.test.ts",
    tests: [
      "creating: at most one request for an id, one write of eight units; who asks and the team are read before, what was done is noted after",
    ],
    why: UNITS,
  },
];
