import { Unavailable } from "../../../core/errors.ts";

/** The format of what the table holds. It grows by one with every change of items that the version before could not read (docs/data-model.md). */
export const STORE_FORMAT = 3;

/** What to do about a table with this number, or with none; null where it is the one that this version reads. */
export function refusalOf(format: number | undefined): string | null {
  if (format === STORE_FORMAT) return null;
  if (format === undefined)
    return "The table carries no format number. A new one gets it with its first organization (npm run ops -- org create); one that was filled without cannot be read: begin with a new table.";
  const told = `The table has format ${format}, and this version of Lockstep reads format ${STORE_FORMAT} only.`;
  return format < STORE_FORMAT
    ? `${told} Convert it with: npm run ops -- migrate. Or run the version that wrote it.`
    : `${told} Run the version that wrote it, or begin with a new table.`;
}

type Handler = (args: object) => Promise<object>;

/**
 * Refuses requests to a table of another format, as a middleware of the client. The number is read once by each process, beside the first
 * request where that only reads, before it where it writes.
 */
export function formatGuard(read: () => Promise<number | undefined>) {
  let checked: Promise<void> | null = null;
  const check = (): Promise<void> => {
    checked ??= read()
      .then((format) => {
        const refusal = refusalOf(format);
        if (refusal !== null) throw new Unavailable("The store", 60, { cause: new Error(refusal) });
      })
      .catch((error: unknown) => {
        checked = null;
        throw error;
      });
    return checked;
  };
  return (next: Handler, { commandName = "" }: { commandName?: string }): Handler =>
    async (args) => {
      if (/^(Get|BatchGet|Query)/.test(commandName)) return (await Promise.all([next(args), check()]))[0];
      await check();
      return next(args);
    };
}
