import { mistakesIn } from "./mutant.ts";

const [ASKED, REFUSED] = [["tests/contracts/aws/requests.test.ts"], ["tests/contracts/aws/refusals.test.ts"]];

/** What DynamoDB and SQS are asked, and what is made of what they say. */
export const REQUESTS = [
  ...mistakesIn("functions/adapters/aws/json-client.ts", ASKED, {
    "a queue's own address is not gone by": ["address !== undefined && !config.isCustomEndpoint ? addressed(address) : place", "place"],
    "an address of one's own is not gone by": ["address !== undefined && !config.isCustomEndpoint", "address !== undefined"],
    "an address loses its path": ['pathname.replace(/\\/?$/, "/")', '"/"'],
    "an answer is not read as items": ["codec ? codec.read(output) : output", "output"],
  }),
  ...mistakesIn("functions/adapters/aws/json-client.ts", REFUSED, {
    "what fails for a moment is not tried again": [
      "const retried = retryMiddleware(config)(attempt as never, {}) as unknown as Attempt;",
      "const retried = attempt;",
    ],
    "a refusal counts as an answer": ["if (statusCode < 300) {", "if (statusCode < 600) {"],
    "what stands in front of a service breaks the reader": ["const said = saidIn(text);", "const said = JSON.parse(text) as Json;"],
    "a failure has no name": ["nameOf(said.__type) ?? nameOf(", "nameOf("],
    "a clock that goes wrong stays so": ["return authorization.errorHandler(properties)(error as Error);", "throw error;"],
    "a service that fails is the caller's fault": ['$fault: statusCode < 500 ? "client" : "server"', '$fault: "client"'],
  }),
  ...mistakesIn("functions/adapters/dynamo/client.ts", REFUSED, {
    "a database that fails is a fault of ours": ["(isTransientError(error) || isServerError(error))", "isServerError(error)"],
    "one that fails in a way of its own is": ["(isTransientError(error) || isServerError(error))", "isTransientError(error)"],
    "one that has too much to do is": ["  isThrottlingError(error) ||\n", ""],
    "a conflict of transactions is": ['  error.name === "TransactionConflictException" ||\n', ""],
    "where the clock is wrong, no condition is ever refused": [
      '!(error instanceof DynamoDBServiceException && error.$fault === "client") && ',
      "",
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/transact.ts", ["tests/contracts/transact.test.ts"], {
    "a transaction whose answer is lost is done again": ["{ TransactItems, ClientRequestToken: randomUUID() }", "{ TransactItems }"],
  }),
  ...mistakesIn("functions/adapters/dynamo/documents.ts", ["tests/contracts/aws/documents.test.ts"], {
    "what is undefined is stored": ["it === undefined ? [] : [[name, toAttribute(it)]]", "[[name, toAttribute(it)]]"],
    "a number that is not exact is taken": [
      "Number.isFinite(number) && (Number.isSafeInteger(number) || !Number.isInteger(number))",
      "true",
    ],
    "anything is stored as a map": ["if (isPlain(value)) return", "return"],
    "bytes are stored as text": ["return { B: toBase64(value) };", "return { S: toBase64(value) };"],
  }),
  ...mistakesIn("core/integrations/everybody.ts", ["tests/unit/integrations/everybody.test.ts"], {
    "tickets of no interest are read whole": ["it.owner && OF_PEOPLE.includes(it.owner.kind)", "it.owner"],
    "an account that nobody is known to have is left out": [
      'const OF_PEOPLE = ["no_account", "no_member"];',
      'const OF_PEOPLE = ["no_account"];',
    ],
  }),
];
