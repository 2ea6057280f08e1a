import * as z from "zod";
import { fixed, flag, id, json, text, time } from "../answers.ts";
import { Avatar, Organization, OrganizationDetailsShape } from "../organizations/answers.ts";
import { FIXED_SETTINGS, NOT_COLLECTED } from "./unused-features.ts";

const TeamOfProject = z.object({ id, slug: text, name: text });

const ProjectShape = {
  id,
  slug: text,
  name: text,
  platform: text.nullable(),
  platforms: z.array(text),
  dateCreated: time,
  firstEvent: time.nullable().describe("When its first event came"),
  status: text,
  isBookmarked: flag,
  isMember: flag,
  hasAccess: flag,
  isPublic: flag,
  isInternal: flag,
  features: z.array(text),
  access: z.array(text),
  color: text,
  ...fixed(NOT_COLLECTED),
  team: TeamOfProject.optional().describe("The first of its teams"),
  teams: z.array(TeamOfProject),
  avatar: Avatar,
};
export const Project = z.object(ProjectShape).meta({ id: "Project", description: "A project, as lists show it." });

export const ProjectDetails = z
  .object({
    ...ProjectShape,
    ...fixed(FIXED_SETTINGS),
    refused: z
      .object({ requests: z.int(), newIssues: z.int(), last: time })
      .nullable()
      .describe("What was answered 429 or left out since there is the project; null where nothing was"),
    scrubIPAddresses: flag.describe("Addresses of networks are not kept of its events"),
    sensitiveFields: z.array(text).describe("Names whose values are not kept of its events"),
    organization: Organization,
  })
  .meta({ id: "ProjectDetails", description: "One project, with its settings." });

export const OrganizationDetails = z
  .object({ ...OrganizationDetailsShape, projects: z.array(Project) })
  .meta({ id: "OrganizationDetails", description: "One organization, with its teams and projects." });

export const ProjectKey = z
  .object({
    id: text,
    name: text,
    label: text,
    public: text,
    secret: z.null(),
    projectId: z.int(),
    isActive: flag.describe("Whether it takes events"),
    rateLimit: z
      .object({ count: z.int(), window: z.int() })
      .nullable()
      .describe("So many requests in so many seconds; null: the rate of everybody"),
    dsn: z.record(text, text).describe("`public` is what SDKs are configured with; the others are empty"),
    browserSdkVersion: text,
    browserSdk: z.object({ choices: z.array(json) }),
    dynamicSdkLoaderOptions: z.record(text, flag),
    dateCreated: time,
  })
  .meta({ id: "ProjectKey", description: "A client key: with it SDKs send events." });

export const Deletion = z
  .object({
    id,
    slug: text,
    name: text,
    status: z.enum(["pending", "in_progress", "done"]),
    counted: z.int().nullable().describe("Issues that there were; null until that is known"),
    done: z.int(),
    remaining: z.int().nullable(),
    requestedBy: id,
    dateRequested: time,
    dateFinished: time.nullable(),
  })
  .meta({ id: "Deletion", description: "How far the removal of a project is." });
