import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as createKey } from "./web/create-key.ts";
import { handler as deleteKey } from "./web/delete-key.ts";
import { handler as deletePage } from "./web/delete-page.ts";
import { handler as deletion } from "./web/deletion.ts";
import { handler as get } from "./web/get.ts";
import { handler as key } from "./web/key.ts";
import { handler as keys } from "./web/keys.ts";
import { handler as keysPage } from "./web/keys-page.ts";
import { handler as list } from "./web/list.ts";
import { handler as listPage } from "./web/list-page.ts";
import { handler as settingsPage } from "./web/settings-page.ts";
import { handler as updateKey } from "./web/update-key.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, {
  "create-key": createKey,
  "delete-key": deleteKey,
  "delete-page": deletePage,
  deletion,
  get,
  key,
  keys,
  "keys-page": keysPage,
  list,
  "list-page": listPage,
  "settings-page": settingsPage,
  "update-key": updateKey,
});
