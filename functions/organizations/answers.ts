import * as z from "zod";
import * as org from "../../core/organizations/answers.ts";
import { OrganizationDetails, Project } from "../../core/projects/answers.ts";

const words = z.string().optional().describe("Each word of it: `slug:` and `id:` exactly, anything else a part of slug or name");
const people = z
  .string()
  .optional()
  .describe("Each word of it: `email:`, `role:` and `id:` exactly, anything else a part of name or address");

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  "web/root": { 200: org.Root },
  "web/auth": { 200: org.User },
  "web/list": { query: { query: words }, 200: z.array(org.Organization) },
  "web/get": { 200: OrganizationDetails },
  "web/update": { 200: OrganizationDetails },
  "web/members": { query: { query: people }, 200: z.array(org.Member) },
  "web/add-member": { 201: org.Member },
  "web/member": { 200: org.MemberDetails },
  "web/update-member": { 200: org.MemberDetails },
  "web/remove-member": { 204: null },
  "web/teams": { query: { query: words }, 200: z.array(org.Team) },
  "web/create-team": { 201: org.Team },
  "web/team": { 200: org.TeamDetails },
  "web/update-team": { 200: org.Team },
  "web/delete-team": { 204: null },
  "web/team-members": { 200: z.array(org.TeamMember) },
  "web/team-projects": { 200: z.array(Project) },
  "web/set-membership": { POST: { 201: org.Team, 204: null }, DELETE: { 200: org.Team } },
  "web/project-members": { 200: z.array(org.Member) },
  "web/project-teams": { 200: z.array(org.Team) },
  "web/set-grant": { POST: { 201: Project }, DELETE: { 200: Project } },
  "web/tokens": { 200: z.array(org.Token) },
  "web/create-token": { 201: org.NewlyMadeToken },
  "web/delete-token": { 204: null },
};
