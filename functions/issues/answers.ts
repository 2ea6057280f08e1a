import * as z from "zod";
import { Activity, Changed, History, Issue, IssueDetails, ShortIdFound } from "../../core/issues/answers.ts";
import { User } from "../../core/organizations/answers.ts";

const project = z.array(z.string()).optional().describe("Slugs or ids of projects; all where none is named");
const query = z.string().optional().describe("What to search for: docs/search.md has the terms");
const search = {
  query,
  sort: z.enum(["date", "new", "freq"]).optional().describe("Newest seen first, newest made first, or most events first"),
  environment: z.array(z.string()).optional().describe("Of which the events are"),
};
const selection = {
  id: z.array(z.string()).optional().describe("The issues, where no search says which"),
  query,
  status: z.enum(["resolved", "unresolved", "ignored", "muted"]).optional().describe("Those that have it"),
};

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  "web/list": { query: { ...search, project }, 200: z.array(Issue) },
  "web/list-project": { query: search, 200: z.array(Issue) },
  "web/get": { 200: IssueDetails },
  "web/short-id": { 200: ShortIdFound },
  "web/participants": { 200: z.array(User) },
  "web/notes": { 200: z.array(Activity) },
  "web/add-note": { 201: Activity },
  "web/activities": { 200: History },
  update: { 200: Issue },
  "update-many": { query: { ...selection, project }, 200: Changed, 204: null },
  "update-project": { query: selection, 200: Changed, 204: null },
};
