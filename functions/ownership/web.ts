import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as codeowners } from "./web/codeowners.ts";
import { handler as explain } from "./web/explain.ts";
import { handler as get } from "./web/get.ts";
import { handler as importCodeowners } from "./web/import-codeowners.ts";
import { handler as ownershipPage } from "./web/ownership-page.ts";
import { handler as removeCodeowners } from "./web/remove-codeowners.ts";
import { handler as update } from "./web/update.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, {
  codeowners,
  explain,
  get,
  "import-codeowners": importCodeowners,
  "ownership-page": ownershipPage,
  "remove-codeowners": removeCodeowners,
  update,
});
