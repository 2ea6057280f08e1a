import { normalAddress } from "../jira-server/credentials-form.ts";

/** What somebody typed, as it came. */
export type SiteForm = { site: string; email: string; token: string; ends: string };
export type SiteErrors = Partial<Record<keyof SiteForm, string[]>>;

const DAY_MS = 86_400_000;
/** Atlassian's API tokens live no longer. */
const LONGEST_DAYS = 366;

const typed = (form: URLSearchParams, name: string): string => form.get(name)?.trim() ?? "";

export const readSiteForm = (form: URLSearchParams): SiteForm => ({
  ...{ site: typed(form, "site"), email: typed(form, "email"), token: typed(form, "token"), ends: typed(form, "ends") },
});

/** Every check at once: all errors, each with its field; none when the values may be used. `plain` takes an address without TLS. */
export function checkSiteForm(form: SiteForm, { now, plain }: { now: number; plain: boolean }): SiteErrors {
  const site = siteAddress(form.site, plain);
  return {
    ...("problem" in site && { site: [site.problem] }),
    ...(!/^[^\s@:]{1,200}@[^\s@:]{1,119}$/.test(form.email) && {
      email: ["Enter the address that the account signs in to Atlassian with."],
    }),
    ...(!/^[\x21-\x7e]{8,500}$/.test(form.token) && { token: ["Paste the token as Atlassian showed it, in one line."] }),
    ...(!isEnd(form.ends, now) && { ends: ["Enter the day that Atlassian showed, within a year from now; or leave it empty."] }),
  };
}

/**
 * The address of a site, from whatever of it somebody copied: its name alone, or the address of any page of it. Throws nothing.
 */
export function siteAddress(text: string, plain: boolean): { url: string } | { problem: string } {
  if (text === "") return { problem: "Enter the address of your Jira, for example acme.atlassian.net." };
  const named = /^[a-z0-9][a-z0-9-]{0,62}$/i.test(text) ? `${text}.atlassian.net` : text;
  const address = normalAddress(/^https?:\/\//i.test(named) ? (named.split(/[?#]/)[0] ?? "") : `https://${named}`);
  if ("problem" in address) return address;
  const { protocol, origin } = new URL(address.url);
  if (protocol !== "https:" && !plain) return { problem: "A Jira Cloud is reached by https://." };
  return { url: origin };
}

/** An empty day is no day. Its end counts, whatever the time zone. */
const isEnd = (day: string, now: number): boolean => {
  if (day === "") return true;
  const end = endOf(day);
  return end !== null && end > now && end < now + (LONGEST_DAYS + 1) * DAY_MS;
};

/** The end of a day as a form has it, in ms since the Unix epoch; null where it is none. */
export const endOf = (day: string): number | null => {
  const begin = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(begin) ? null : begin + DAY_MS;
};
