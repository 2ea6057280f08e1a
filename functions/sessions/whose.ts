import { AppError } from "../../core/errors.ts";
import { type Access, may } from "../../core/organizations/access.ts";
import { authorize } from "../../core/sessions/authenticate.ts";
import type { Session } from "../../core/sessions/session.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tokens } from "../adapters/dynamo/tokens.ts";
import { PLACES } from "../views/places.ts";

/** Whose token it is, to sign in with; or why it cannot be done with it, in a sentence. */
export const whose = (tokenHash: string, session?: Session) =>
  authorize({ tokens, organizations }, { tokenHash, session, organization: undefined, scope: null }).catch((error: unknown) => {
    if (error instanceof AppError && error.status < 500)
      return { problem: "No organization has this token. Check that it was copied whole." };
    throw error;
  });

/** Where somebody who signed in begins: with the issues, or else on the first page of the navigation that they may see. */
export function home({ organization, access }: { organization: { slug: string }; access: Access }): string {
  const path = PLACES.find(({ group, scope }) => group !== "connect" && may(access, scope))?.path;
  return (path ?? "/organizations/{organization}/issues/").replace("{organization}", organization.slug);
}
