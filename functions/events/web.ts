import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as get } from "./web/get.ts";
import { handler as getOfProject } from "./web/get-of-project.ts";
import { handler as latest } from "./web/latest.ts";
import { handler as list } from "./web/list.ts";
import { handler as listProject } from "./web/list-project.ts";
import { handler as tag } from "./web/tag.ts";
import { handler as tags } from "./web/tags.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { get, "get-of-project": getOfProject, latest, list, "list-project": listProject, tag, tags });
