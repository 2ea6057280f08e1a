import * as z from "zod";
import { Release } from "../../core/releases/answers.ts";

const project = z.array(z.string()).optional().describe("Slugs or ids of projects, where the address names none; all where none is named");
const query = z.string().optional().describe("A part of the version, whatever the case");

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  "web/list": { query: { query, project }, 200: z.array(Release) },
  "web/get": { query: { project }, 200: Release },
  "web/save": { 201: Release, 208: Release },
  "web/update": { query: { project }, 200: Release },
};
