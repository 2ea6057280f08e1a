import { type FailureKind, type FailureScope, TrackerFailure } from "../trackers/failure.ts";

type Facts = {
  /** Jira's host, as its address has it. */
  host: string;
  /** What Jira itself said, in words for people; never a whole body. */
  details?: string | undefined;
  /** What to do, where more is known than the kind. */
  todo?: string | undefined;
  /** How long Jira asked to wait. */
  seconds?: number | undefined;
  /** What that is about. */
  scope?: FailureScope | undefined;
  /** What Jira said of fields. */
  about?: Readonly<Record<string, string>> | undefined;
};

/** What happened, what to do about it, and whether the same request may work later. */
const TEXTS: Record<FailureKind, { retry: boolean; what: (facts: Facts) => string; todo: string }> = {
  unreachable: {
    retry: true,
    what: ({ host }) => `Nothing answered at ${host}.`,
    todo: "Check the address, and that Jira runs and can be reached from where Lockstep runs, through every firewall between them.",
  },
  refused_address: {
    retry: false,
    what: ({ host }) => `${host} is an address of a private network, which Lockstep does not call.`,
    todo: "Use Jira's public address, or have whoever runs Lockstep allow private hosts.",
  },
  certificate: {
    retry: false,
    what: ({ host }) => `The certificate of ${host} could not be verified.`,
    todo: "Give Jira a certificate of a known authority that names this host; or switch the verification off, if you trust the network between.",
  },
  timeout: {
    retry: true,
    what: ({ host }) => `Timed out attempting to reach host: ${host}.`,
    todo: "Jira may be overloaded, or a firewall swallows the request. Try again; if it stays so, check the way from Lockstep to Jira.",
  },
  not_jira: {
    retry: false,
    what: ({ host }) => `${host} answered, but not as a Jira does.`,
    todo: "The address may lead to a login page, a proxy or another product. Enter the one you see in the browser while you use Jira, with its path if it has one.",
  },
  unauthorized: {
    retry: false,
    what: () => "Jira does not accept Lockstep's credentials.",
    todo: "They may be withdrawn or expired: reconnect on the integration's page. With a consumer key, check that it and its public key in Jira are the ones shown here.",
  },
  forbidden: {
    retry: false,
    what: () => "The account that Lockstep uses may not do this in Jira.",
    todo: "Give that account the permission in Jira, or connect with one that has it.",
  },
  not_found: {
    retry: false,
    what: () => "Jira does not have what was asked for.",
    todo: "It may be deleted, moved, or hidden from the account that Lockstep uses.",
  },
  rejected: { retry: false, what: () => "Jira refused the request.", todo: "Change what Jira complains about, then try again." },
  limited: { retry: true, what: () => "Jira has had too many requests for now.", todo: "Wait a minute, then try again." },
  unavailable: {
    retry: true,
    what: () => "Jira has a problem of its own.",
    todo: "Try again in a minute; if it stays so, ask Jira's administrator.",
  },
};

/** Every way in which asking a Jira can fail. */
export class JiraFailure extends TrackerFailure {
  constructor(kind: FailureKind, facts: Facts, options: ErrorOptions = {}) {
    const { what, todo, retry } = TEXTS[kind];
    const { seconds, scope, about } = facts;
    const details = facts.details?.trim() ?? "";
    super(
      { kind, what: what(facts), details, todo: facts.todo ?? todo, retry: retry || seconds !== undefined, seconds, scope, about },
      options,
    );
  }
}
