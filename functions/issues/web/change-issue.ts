import { Invalid } from "../../../core/errors.ts";
import { addNoteOnce, Note } from "../../../core/issues/add-note.ts";
import { findGroupId } from "../../../core/issues/find-group.ts";
import { updateAsSeen } from "../../../core/issues/update-as-seen.ts";
import { page } from "../../edges/page.ts";
import { changePorts } from "../change-ports.ts";
import { chosenWords, quickerNotice } from "../change-words.ts";
import { readListed } from "../chosen.ts";
import { pageDirectory } from "../directory.ts";
import { issuePageShown } from "../issue-page-shown.ts";
import { listPath } from "../list-document.ts";

/** POST /organizations/{organization}/issues/{issue}/: owner, status or a note, and back to the issue. */
export const handler = page("event:write", async (request) => {
  const { organization, access, form, params } = request;
  const groupId = await findGroupId(changePorts, organization.id, params.issue ?? "");
  const back = { redirect: `${listPath(organization.slug)}${groupId}/` };
  const text = form.get("text");
  if (text !== null) {
    const note = Note.safeParse({ text });
    if (!note.success) {
      const failed = { title: "The note was not added", fields: [{ id: "note", text: "Write between one letter and 4,096." }] };
      return { ...(await issuePageShown(request, groupId, { written: text })), status: 400, failed };
    }
    const seen = Number(/^\d{1,15}$/.exec(form.get("version") ?? "")?.[0] ?? 0);
    await addNoteOnce(changePorts, { organizationId: organization.id, groupId, seen, userId: access.userId, text: note.data.text });
    return back;
  }
  const chosen = readListed(form, access.userId);
  if (!chosen || chosen.seen.some((it) => it.groupId !== groupId)) throw new Invalid("form");
  const result = await updateAsSeen(changePorts, { organization, userId: access.userId, ...chosen }).catch(asInvalid);
  if (result instanceof Invalid)
    return { ...(await issuePageShown(request, groupId)), status: 400, failed: { title: "Nothing was changed", text: result.message } };
  if (result.quicker.length === 0) return back;
  const [shown, names] = await Promise.all([issuePageShown(request, groupId), pageDirectory(organization, access.userId)]);
  return { ...shown, status: 409, told: quickerNotice(result.quicker, chosenWords(chosen.update, names), names) };
});

/** What cannot be is said on the page. */
function asInvalid(error: unknown): Invalid {
  if (error instanceof Invalid) return error;
  throw error;
}
