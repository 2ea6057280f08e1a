import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as configure } from "./web/configure.ts";
import { handler as everybodyPage } from "./web/everybody-page.ts";
import { handler as get } from "./web/get.ts";
import { handler as healthPage } from "./web/health-page.ts";
import { handler as links } from "./web/links.ts";
import { handler as list } from "./web/list.ts";
import { handler as listPage } from "./web/list-page.ts";
import { handler as outOfStepPage } from "./web/out-of-step-page.ts";
import { handler as overviewPage } from "./web/overview-page.ts";
import { handler as people } from "./web/people.ts";
import { handler as peoplePage } from "./web/people-page.ts";
import { handler as retry } from "./web/retry.ts";
import { handler as syncPage } from "./web/sync-page.ts";
import { handler as teamsPage } from "./web/teams-page.ts";
import { handler as test } from "./web/test.ts";
import { handler as testPage } from "./web/test-page.ts";
import { handler as uninstall } from "./web/uninstall.ts";
import { handler as uninstallPage } from "./web/uninstall-page.ts";
import { handler as unlink } from "./web/unlink.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, {
  configure,
  "everybody-page": everybodyPage,
  get,
  "health-page": healthPage,
  links,
  list,
  "list-page": listPage,
  "out-of-step-page": outOfStepPage,
  "overview-page": overviewPage,
  people,
  "people-page": peoplePage,
  retry,
  "sync-page": syncPage,
  "teams-page": teamsPage,
  test,
  "test-page": testPage,
  uninstall,
  "uninstall-page": uninstallPage,
  unlink,
});
