import { AppError } from "../errors.ts";

export type FailureKind =
  | "unreachable"
  | "refused_address"
  | "certificate"
  | "timeout"
  | "not_jira"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "rejected"
  | "limited"
  | "unavailable";

/** What has to be left in peace: the tracker as a whole, whatever is asked in the same way, or one ticket. */
export type FailureScope = "tracker" | "request" | "ticket";

type Facts = {
  kind: FailureKind;
  what: string;
  details: string;
  todo: string;
  retry: boolean;
  seconds?: number | undefined;
  scope?: FailureScope | undefined;
  about?: Readonly<Record<string, string>> | undefined;
};

/** Every way in which asking a tracker can fail. Nothing secret is in it, nor anything of a body beyond the tracker's own messages. */
export class TrackerFailure extends AppError {
  readonly kind: FailureKind;
  readonly what: string;
  readonly todo: string;
  /** The tracker's own words; empty when it had none. */
  readonly details: string;
  readonly scope: FailureScope;
  /** Of that what is about a field of a ticket, by the field's id. */
  readonly about: Readonly<Record<string, string>>;

  constructor({ kind, what, details, todo, retry, seconds, scope = "tracker", about = {} }: Facts, options: ErrorOptions = {}) {
    super(
      retry ? 503 : 502,
      [sentence(what), sentence(details)].filter((it) => it !== "").join(" "),
      retry ? (seconds ?? true) : false,
      options,
    );
    this.kind = kind;
    this.what = what;
    this.todo = todo;
    this.details = details;
    this.scope = scope;
    this.about = about;
  }
}

/** What was refused is as if it had never been asked; of anything else nobody knows whether it was carried out. */
export const isRefused = ({ kind }: TrackerFailure): boolean =>
  ["rejected", "limited", "unauthorized", "forbidden", "not_found", "refused_address", "certificate"].includes(kind);

/** Whether the tracker as a whole does not answer as it should, whatever it is asked about. */
export const isOfTracker = ({ kind, scope }: TrackerFailure): boolean =>
  scope === "tracker" && !["not_found", "rejected", "forbidden", "not_jira"].includes(kind);

const sentence = (text: string): string => (text === "" || /[.!?]$/.test(text) ? text : `${text}.`);
