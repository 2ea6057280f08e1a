import type * as z from "zod";

/** An error of the SQS API. `queryCode` is what the older protocol calls it: clients still meet it in a header and in batch entries. */
export class SqsError extends Error {
  readonly code: string;
  readonly queryCode: string;

  constructor(code: string, message: string, queryCode = code) {
    super(message);
    this.code = code;
    this.queryCode = queryCode;
  }
}

const prefixed = (code: string, message: string) => new SqsError(code, message, `AWS.SimpleQueueService.${code}`);

export const queueDoesNotExist = () =>
  new SqsError("QueueDoesNotExist", "The specified queue does not exist.", "AWS.SimpleQueueService.NonExistentQueue");

export const queueNameExists = (attribute: string) =>
  new SqsError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
    "QueueAlreadyExists",
  );

export const missingParameter = (name: string) => new SqsError("MissingParameter", `The request must contain the parameter ${name}.`);

export const invalidParameter = (name: string, reason: string) =>
  new SqsError("InvalidParameterValue", `Value for parameter ${name} is invalid. Reason: ${reason}`);

export const invalidAttributeName = (name: string) => new SqsError("InvalidAttributeName", `Unknown Attribute ${name}.`);

export const invalidAttributeValue = (name: string) => new SqsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);

export const invalidHandle = () => new SqsError("ReceiptHandleIsInvalid", "The input receipt handle is not a valid receipt handle.");

export const notInFlight = () => prefixed("MessageNotInflight", "The message referred to is not in flight.");

export const invalidContents = () =>
  new SqsError(
    "InvalidMessageContents",
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
  );

export const emptyBatch = () => prefixed("EmptyBatchRequest", "There should be at least one entry in the request.");

export const tooManyEntries = (count: number) =>
  prefixed("TooManyEntriesInBatchRequest", `Maximum number of entries per request are 10. You have sent ${count}.`);

export const idsNotDistinct = () => prefixed("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");

export const batchTooLong = (limit: number, size: number) =>
  prefixed("BatchRequestTooLong", `Batch requests cannot be longer than ${limit} bytes. You have sent ${size} bytes.`);

/** The input as its schema says, or the error that SQS has for what is wrong with it. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const name = issue.path.join(".");
  const absent = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  throw absent ? missingParameter(name) : invalidParameter(name, issue.message);
}
