/**
 * Every failure raised on purpose says what should happen next. `retry`: false = the same input gives the same answer, drop it;
 * true = try again; a number = try again after that many seconds. Mapped to answers and verdicts in functions/edges only.
 */
export class AppError extends Error {
  readonly status: number;
  readonly retry: boolean | number;
  /** Messages per field of the input, in the shape API clients know. */
  readonly fields: Record<string, string[]> | undefined;

  constructor(
    status: number,
    message: string,
    retry: boolean | number,
    options: ErrorOptions & { fields?: Record<string, string[]> } = {},
  ) {
    super(message, options);
    this.name = new.target.name;
    this.status = status;
    this.retry = retry;
    this.fields = options.fields;
  }
}

/** The input is wrong and stays wrong: 400. */
export class Invalid extends AppError {
  constructor(message: string, options: ErrorOptions & { fields?: Record<string, string[]> } = {}) {
    super(400, message, false, options);
  }
}

/** Nobody we know, or a signature that does not match: 401. */
export class Unauthorized extends AppError {
  constructor(message = "Authentication credentials were not provided or are not valid.") {
    super(401, message, false);
  }
}

/** Known, but not allowed: 403. */
export class Forbidden extends AppError {
  constructor(message = "You do not have permission to perform this action.") {
    super(403, message, false);
  }
}

/** There is no such thing for the one who asks: 404. */
export class NotFound extends AppError {
  constructor(message = "The requested resource does not exist") {
    super(404, message, false);
  }
}

/** Somebody else was first, and trying again would not help: 409. */
export class Conflict extends AppError {
  constructor(message: string) {
    super(409, message, false);
  }
}

/** Another system refused: asking it again gives the same answer. */
export class Rejected extends AppError {
  readonly answered: number;
  constructor(who: string, answered: number, options: ErrorOptions = {}) {
    super(502, `${who} answered ${answered}`, false, options);
    this.answered = answered;
  }
}

/** More than is taken: 429. `scope`: whose bound it is; `categories`: of what no more is taken for those seconds, of anything where it is empty. */
export class TooMany extends AppError {
  readonly scope: "key" | "project";
  readonly categories: string;
  constructor(message: string, seconds: number, scope: "key" | "project", categories = "") {
    super(429, message, seconds);
    this.scope = scope;
    this.categories = categories;
  }
}

/** Something we depend on is unwell: ask again, after `seconds` when it said so: 503. */
export class Unavailable extends AppError {
  constructor(who: string, seconds?: number, options: ErrorOptions = {}) {
    super(503, `${who} is unavailable`, seconds ?? true, options);
  }
}
