import * as z from "zod";
import { AppError } from "../../core/errors.ts";
import type { Installed } from "../../core/integrations/find-integration.ts";
import { offeredFields } from "../../core/tickets/fill-fields.ts";
import { trackerFor } from "../../core/tickets/link-ticket.ts";
import { TrackerFailure } from "../../core/trackers/failure.ts";
import { trackers } from "../adapters/trackers.ts";
import type { CreateDocument, Offer } from "./create-document.ts";
import { controlOf } from "./ticket-fields.ts";

/** What is wanted; whatever the tracker does not have is taken as its first. */
type Wanted = { project: string; type: string; title: string; description: string };

/** What a tracker lets create: its projects, the types of one of them, the fields of one of those. What it answers instead is the problem. */
export async function offered(installed: Installed | undefined, wanted: Wanted): Promise<{ offer: Offer | null; problem: unknown }> {
  if (!installed) return { offer: null, problem: null };
  const { integration, installation } = installed;
  const offer: Offer = {
    ...{ integration, projects: [], project: wanted.project, types: [], type: wanted.type },
    ...{ fields: offeredFields([], []), address: integration.baseUrl },
  };
  try {
    const tracker = trackerFor({ trackers }, integration);
    offer.projects = await tracker.projects();
    const project = named(offer.projects, wanted.project);
    if (project === undefined) return { offer, problem: null };
    const types = await tracker.types(project);
    const type = named(types, wanted.type);
    Object.assign(offer, { project, types, type: type ?? "" });
    if (type === undefined) return { offer, problem: null };
    offer.address = tracker.createAddress({ projectId: project, typeId: type, summary: wanted.title, description: wanted.description });
    offer.fields = offeredFields(await tracker.createFields(project, type), installation.config.issues_ignored_fields);
    return { offer, problem: null };
  } catch (error) {
    if (error instanceof AppError) return { offer, problem: error };
    throw error;
  }
}

const named = (all: readonly { id: string }[], id: string): string | undefined => all.find((it) => it.id === id)?.id ?? all[0]?.id;

/** How the form calls what a tracker complains of. */
const OWN: Record<string, string> = { summary: "title" };

/** What failed, in the tracker's words and ours; what is about a field that is there leads to it, and stands with it. */
export function failedOf(error: unknown, offer: Offer | null): Pick<CreateDocument, "failed" | "errors"> {
  if (error === null) return { failed: undefined, errors: {} };
  const title = "The ticket was not created";
  if (error instanceof z.ZodError) {
    const fields = error.issues.map((it) => ({ id: String(it.path[0]), text: `The ${String(it.path[0])} is missing or too long.` }));
    return { failed: { title, fields }, errors: Object.fromEntries(fields.map((it) => [it.id, [it.text]])) };
  }
  if (!(error instanceof AppError)) throw error;
  const known = new Map([...(offer?.fields.needed ?? []), ...(offer?.fields.more ?? [])].map((it) => [it.id, it.name]));
  const own = ["project", "issuetype", "title", "description"];
  const all = Object.entries(error.fields ?? {}).map(([id, texts]) => {
    const [name, control] = [known.get(id), OWN[id] ?? id];
    const text = texts.join(" ");
    return { id: name ? controlOf(id) : control, text: name && !text.includes(name) ? `${name}: ${text}` : text };
  });
  const fields = all.filter((it) => it.id.startsWith(controlOf("")) || own.includes(it.id));
  const errors = Object.fromEntries(fields.map((it) => [it.id, [it.text]]));
  if (fields.length > 0 && fields.length === all.length) return { failed: { title, fields }, errors };
  const todo = error instanceof TrackerFailure ? ` ${error.todo}` : "";
  return { failed: { title, text: `${error.message}${todo}`, fields }, errors };
}
