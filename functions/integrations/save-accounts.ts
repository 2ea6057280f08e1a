import { html } from "hono/html";
import { listInstalled } from "../../core/integrations/find-integration.ts";
import { savePeople } from "../../core/integrations/people.ts";
import { TrackerFailure } from "../../core/trackers/failure.ts";
import type { Failed } from "../views/notices.ts";
import { cellId } from "./everybody-document.ts";
import { ports } from "./everybody-ports.ts";

type Saved = { errors: Map<string, string>; problem: Failed | null; changed: string[] };

/** Saves the accounts that a form has, tracker by tracker; where one of a tracker is wrong, nothing of that tracker is saved. */
export async function saveAccounts(organizationId: number, form: URLSearchParams): Promise<Saved> {
  const saved: Saved = { errors: new Map(), problem: null, changed: [] };
  for (const { integration } of await listInstalled(ports, organizationId)) {
    const prefix = `account-${integration.id}-`;
    const typed = [...form].flatMap(([name, account]) =>
      name.startsWith(prefix) ? [{ userId: Number(name.slice(prefix.length)), account: account.trim().slice(0, 255) }] : [],
    );
    if (typed.length === 0) continue;
    try {
      const errors = await savePeople(ports, { integration, organizationId }, typed);
      if (errors === null) saved.changed.push(new URL(integration.baseUrl).host);
      for (const [userId, error] of errors ?? []) saved.errors.set(cellId(integration.id, userId), error);
    } catch (error) {
      if (!(error instanceof TrackerFailure)) throw error;
      const host = new URL(integration.baseUrl).host;
      saved.problem = {
        title: `${host} could not be asked`,
        text: html`<p>${error.message}</p><p>${error.todo}</p><p>Nothing of it was saved.</p>`,
      };
    }
  }
  return saved;
}

/** A member's Discord account is nobody's any more. */
export async function forgetChat(organizationId: number, userId: number): Promise<void> {
  const account = (await ports.chatAccounts.ofUsers(organizationId, [userId])).get(userId);
  if (account !== undefined) await ports.chatAccounts.remove(organizationId, account);
}
