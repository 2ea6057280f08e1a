import { browserOf, type Session } from "../../core/sessions/session.ts";
import { seal } from "../adapters/seal.ts";

/**
 * A private key that the form carries from one try to the next, in the page of the browser that typed or generated it: sealed for that
 * browser, so that nothing has to be stored before Jira has answered, and the page tells nobody anything.
 */
export function keptKey(session: Session): { close(pem: string): string; open(sealed: string | null): string | null } {
  const context = `kept-key:${browserOf(session)}`;
  return {
    close: (pem) => seal.close(pem, context),
    open: (sealed) => {
      if (!sealed) return null;
      try {
        return seal.open(sealed, context);
      } catch {
        return null;
      }
    },
  };
}
