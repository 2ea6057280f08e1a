import type { Overview } from "../../core/operations/overview.ts";
import type { Failed } from "../views/notices.ts";

/** What the page is made of. */
export type Shown = {
  slug: string;
  formToken: string;
  found: Overview;
  /** Who looks may send letters back. */
  mayRedrive: boolean;
  /** The cause that is looked at more closely, by its id. */
  open: string | null;
  /** How many were sent back a moment ago; null where nobody did. */
  sent: number | null;
  failed?: Failed | undefined;
  /** Milliseconds since the Unix epoch. */
  now: number;
};
