import * as z from "zod";
import { AppError } from "../../core/errors.ts";
import { trackerFor } from "../../core/tickets/link-ticket.ts";
import { TrackerFailure } from "../../core/trackers/failure.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import { trackers } from "../adapters/trackers.ts";
import type { Failed } from "../views/notices.ts";
import type { CreateDocument } from "./create-document.ts";

type Offer = { chosen: CreateDocument["chosen"]; problem: unknown };

/** What a tracker lets create: its projects, and the types of one of them. What it answers instead is the problem. */
export async function offered(integration: Integration | undefined, wanted: string | null): Promise<Offer> {
  if (!integration) return { chosen: null, problem: null };
  try {
    const tracker = trackerFor({ trackers }, integration);
    const projects = await tracker.projects();
    const project = projects.find((it) => it.id === wanted)?.id ?? projects[0]?.id;
    if (project === undefined) return { chosen: null, problem: null };
    return { chosen: { integration, projects, project, types: await tracker.types(project) }, problem: null };
  } catch (error) {
    if (error instanceof AppError) return { chosen: null, problem: error };
    throw error;
  }
}

/** What failed, in the tracker's words and ours; fields that were left out lead to themselves. */
export function failedOf(error: unknown): Failed | undefined {
  if (error === null) return undefined;
  if (error instanceof z.ZodError) {
    const fields = error.issues.map((it) => ({ id: String(it.path[0]), text: `The ${String(it.path[0])} is missing or too long.` }));
    return { title: "The ticket was not created", fields };
  }
  if (!(error instanceof AppError)) throw error;
  const todo = error instanceof TrackerFailure ? ` ${error.todo}` : "";
  return { title: "The ticket was not created", text: `${error.message}${todo}` };
}
