import * as z from "zod";
import { RecordedEvent } from "../../core/analytics/answers.ts";

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  "web/list": { query: { type: z.string().describe("Such as `issue.assigned`") }, 200: z.array(RecordedEvent) },
};
