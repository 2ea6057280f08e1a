import type { AnalyticsEvent } from "../messages.ts";
import type { Page, Paged } from "../page.ts";

export type Analytics = {
  /** Records an event once per id, kept 90 days. False when it was there already. */
  record(event: AnalyticsEvent): Promise<boolean>;
  /** Events of a type, newest first. */
  list(organizationId: number, type: string, page: Page): Promise<Paged<Recorded>>;
};
export type Recorded = Omit<AnalyticsEvent, "v">;
