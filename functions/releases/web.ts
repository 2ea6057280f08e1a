import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as get } from "./web/get.ts";
import { handler as list } from "./web/list.ts";
import { handler as refuseDeploys } from "./web/refuse-deploys.ts";
import { handler as refuseFiles } from "./web/refuse-files.ts";
import { handler as save } from "./web/save.ts";
import { handler as update } from "./web/update.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { get, list, "refuse-deploys": refuseDeploys, "refuse-files": refuseFiles, save, update });
