/** What a service is asked: its operation, by its name in the API, with what the SDK's types say that it takes and answers. */
export abstract class Command<Input extends object, Output extends object> {
  abstract readonly operation: string;
  readonly input: Input;
  /** Only a type: what is answered. */
  declare readonly output: Output;

  constructor(input: Input) {
    this.input = input;
  }
}
