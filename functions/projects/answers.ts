import * as z from "zod";
import { Deletion, Project, ProjectDetails, ProjectKey } from "../../core/projects/answers.ts";

const words = z.string().optional().describe("Each word of it: `slug:` and `id:` exactly, anything else a part of slug or name");

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  create: { 201: ProjectDetails },
  update: { 200: ProjectDetails },
  delete: { 204: null },
  "web/list": { query: { query: words }, 200: z.array(Project) },
  "web/get": { 200: ProjectDetails },
  "web/deletion": { 200: Deletion },
  "web/keys": { 200: z.array(ProjectKey) },
  "web/create-key": { 201: ProjectKey },
  "web/key": { 200: ProjectKey },
  "web/update-key": { 200: ProjectKey },
  "web/delete-key": { 204: null },
};
