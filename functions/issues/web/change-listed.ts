import { Invalid } from "../../../core/errors.ts";
import { updateAsSeen } from "../../../core/issues/update-as-seen.ts";
import { page } from "../../edges/page.ts";
import { changePorts } from "../change-ports.ts";
import { chosenWords, quickerNotice } from "../change-words.ts";
import { readListed } from "../chosen.ts";
import { pageDirectory } from "../directory.ts";
import { listPath } from "../list-document.ts";
import { listShown } from "../list-shown.ts";

/** POST /organizations/{organization}/issues/: changes one issue, or those that were chosen, and leads back to the list. */
export const handler = page("event:write", async (request) => {
  const { organization, access, form } = request;
  const query = new URLSearchParams(form.get("back") ?? "");
  const chosen = readListed(form, access.userId);
  if (!chosen) throw new Invalid("form");
  const result = await updateAsSeen(changePorts, { organization, userId: access.userId, ...chosen }).catch((error: unknown) => {
    if (error instanceof Invalid) return error;
    throw error;
  });
  if (result instanceof Invalid)
    return { ...(await listShown(request, query)), status: 400, failed: { title: "Nothing was changed", text: result.message } };
  if (result.quicker.length === 0) {
    query.set("changed", String(result.updated.length));
    return { redirect: `${listPath(organization.slug)}?${query}` };
  }
  const [list, names] = await Promise.all([listShown(request, query), pageDirectory(organization, access.userId)]);
  return { ...list, status: 409, told: quickerNotice(result.quicker, chosenWords(chosen.update, names), names) };
});
