import { privateKeyOf } from "./private-key.ts";

/** What somebody typed, as it came. */
export type CredentialsForm = { url: string; verifySsl: boolean; consumerKey: string; privateKey: string };
export type Errors = Partial<Record<keyof CredentialsForm, string[]>>;

const MAX_CONSUMER_KEY = 200;
const MAX_URL = 500;

/** behaviour §1.3: an absent checkbox is off, and so are the texts `False` and `false`; whatever else is in it is on. */
export const readCheckbox = (value: string | null): boolean => value !== null && !["", "False", "false"].includes(value);

/** The form of behaviour §1.3, with the key that is kept from an earlier try or was generated, where none was typed. */
export function readCredentialsForm(form: URLSearchParams, keptKey: string | null): CredentialsForm {
  return {
    url: form.get("url")?.trim() ?? "",
    verifySsl: readCheckbox(form.get("verify_ssl")),
    consumerKey: form.get("consumer_key")?.trim() ?? "",
    privateKey: form.get("private_key")?.trim() || (keptKey ?? ""),
  };
}

/** Every check of behaviour §1.3 at once: all errors, each with its field; none when the values may be used. */
export function checkCredentials(form: CredentialsForm): Errors {
  return {
    ...checkAddress(form),
    ...(form.consumerKey === "" && { consumerKey: ["Enter a consumer key, the same that Jira gets. Any short name will do."] }),
    ...(form.consumerKey.length > MAX_CONSUMER_KEY && {
      consumerKey: [`Consumer key is limited to ${MAX_CONSUMER_KEY} characters; this one has ${form.consumerKey.length}.`],
    }),
    ...checkPrivateKey(form.privateKey),
  };
}

export function checkAddress({ url }: Pick<CredentialsForm, "url">): Errors {
  if (url === "") return { url: ["Enter the address of your Jira, for example https://jira.example.com."] };
  const address = normalAddress(url);
  return "problem" in address ? { url: [address.problem] } : {};
}

function checkPrivateKey(text: string): Errors {
  if (text === "") return { privateKey: ["Paste a private key, or let Lockstep generate one."] };
  const key = privateKeyOf(text);
  return "problem" in key ? { privateKey: [key.problem] } : {};
}

/**
 * An address without slashes at its end (behaviour §1.3): http or https, and a host that is `localhost`, an IP address or a name with
 * a dot. Ports and paths are kept; what a page of Jira has after them is taken off; an account, a query or a fragment are refused, because
 * requests could not keep them.
 */
export function normalAddress(text: string): { url: string; host: string } | { problem: string } {
  const example = "Enter a whole URL, for example https://jira.example.com.";
  if (!/^https?:\/\//i.test(text)) return { problem: `The address has to begin with https:// or http://. ${example}` };
  if (text.length > MAX_URL || !URL.canParse(text)) return { problem: `This is not a valid URL. ${example}` };
  const { protocol, host, hostname, pathname, username, password, search, hash } = new URL(text.replace(PAGE_OF_JIRA, ""));
  if (username || password) return { problem: "Leave the account out of the address; Lockstep signs in with what you set up below." };
  if (search || hash) return { problem: "Leave out what follows ? or # in the address." };
  if (!isHost(hostname)) return { problem: `The host name "${hostname}" has no domain. ${example}` };
  return { url: `${protocol}//${host}${pathname.replace(/\/+$/, "")}`, host };
}

/** As people copy it from the browser: a dashboard, a ticket, a board, the login. */
const PAGE_OF_JIRA = /(?<=^https?:\/\/[^?#]+)\/(secure|browse|projects|issues|login\.jsp|plugins\/servlet)(?=[/?#]|$).*$/i;

const isHost = (name: string): boolean => name === "localhost" || name.startsWith("[") || /^[^.]+(\.[^.]+)+\.?$/.test(name);
