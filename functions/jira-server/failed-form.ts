import type { Errors } from "../../core/jira-server/credentials-form.ts";
import { type Failed, fieldsFailed } from "../views/notices.ts";

export type FormErrors = Errors & { token?: string[] };

/** The control of each value, and what its label says. */
const CONTROLS: Record<keyof FormErrors, { id: string; label: string }> = {
  url: { id: "url", label: "Jira address" },
  verifySsl: { id: "verify_ssl", label: "Verify Jira’s certificate" },
  consumerKey: { id: "consumer_key", label: "Consumer key" },
  privateKey: { id: "private_key", label: "Private key" },
  token: { id: "token", label: "Personal access token" },
};

/** What the summary of a form says that was not taken: Jira's failure if there is one, and the fields that need another look. */
export function failedForm(errors: FormErrors, failure?: Failed): Failed | undefined {
  const fields = (Object.keys(CONTROLS) as (keyof FormErrors)[]).flatMap((name) => {
    const { id, label } = CONTROLS[name];
    return errors[name] ? [{ id, text: `${label}: ${errors[name].join(" ")}` }] : [];
  });
  if (failure) return { ...failure, fields };
  return fields.length > 0 ? fieldsFailed(fields) : undefined;
}
