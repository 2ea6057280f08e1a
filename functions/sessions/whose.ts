import { AppError } from "../../core/errors.ts";
import { authorize } from "../../core/sessions/authenticate.ts";
import type { Session } from "../../core/sessions/session.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tokens } from "../adapters/dynamo/tokens.ts";

/** Whose token it is, to sign in with; or why it cannot be done with it, in a sentence. */
export const whose = (tokenHash: string, session?: Session) =>
  authorize({ tokens, organizations }, { tokenHash, session, organization: undefined, scope: "org:integrations" }).catch(
    (error: unknown) => {
      if (error instanceof AppError && error.status === 403)
        return { problem: "This token lacks the scope org:integrations. Use one that has it." };
      if (error instanceof AppError && error.status < 500)
        return { problem: "No organization has this token. Check that it was copied whole." };
      throw error;
    },
  );

/** Where somebody who signed in begins. */
export const home = (slug: string): string => `/organizations/${slug}/issues/`;
