export type ErrorBody = { __type: string; message?: string; [field: string]: unknown };
/** The shape of dynalite's errors, and so of ours: `body` is what the client reads. */
export type ApiError = Error & { statusCode: number; body: ErrorBody };

const DYNAMODB = "com.amazonaws.dynamodb.v20120810";
const CORAL = "com.amazon.coral.service";

function apiError(type: string, message: string, fields: object = {}): ApiError {
  return Object.assign(new Error(message), { statusCode: 400, body: { __type: type, message, ...fields } });
}

export const isApiError = (error: unknown): error is ApiError => error instanceof Error && "body" in error;
export const isConditionFailed = (error: ApiError) => error.body.__type.endsWith("#ConditionalCheckFailedException");

export const validation = (message: string) => apiError("com.amazon.coral.validate#ValidationException", message);
export const notFound = (what: string) =>
  apiError(`${DYNAMODB}#ResourceNotFoundException`, `Requested resource not found: ${what} not found`);
export const inUse = (message: string) => apiError(`${DYNAMODB}#ResourceInUseException`, message);
export const tokenMismatch = () =>
  apiError(
    `${DYNAMODB}#IdempotentParameterMismatchException`,
    "The request uses the same client token as a previous, but non-identical request",
  );
export const unauthenticated = () => apiError(`${CORAL}#MissingAuthenticationTokenException`, "Request is missing Authentication Token");
export const unreadable = () => apiError(`${CORAL}#SerializationException`, "The request is not a JSON object");
export const unknownOperation = () => apiError(`${CORAL}#UnknownOperationException`, "The operation is not offered");
export const tooLarge = () => apiError(`${CORAL}#RequestEntityTooLargeException`, "The request is too large");

export type CancellationReason = { Code: string; Message?: string; Item?: object };

export function canceled(reasons: CancellationReason[]): ApiError {
  const codes = reasons.map((reason) => reason.Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return apiError(`${DYNAMODB}#TransactionCanceledException`, message, { Message: message, CancellationReasons: reasons });
}
