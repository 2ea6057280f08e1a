/** The body of a request: a JSON object, of which each operation checks what it reads. */
export type Request = Record<string, unknown>;
/** Operations of the API by name. A ZodError thrown by one is answered as a ValidationException. */
export type Operations = Record<string, (request: Request) => Promise<object>>;
