import { html, raw } from "hono/html";
import type { CreateField } from "../../core/trackers/create-fields.ts";
import { fault, field } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";

/** More choices than these are typed, not listed. */
const LISTED = 300;
/** More than these are a list to choose from, fewer are boxes to tick. */
const TICKED = 12;

/** Of one form, and of one field. */
const MOST = { fields: 200, values: 100 };

/** What was written in fields of the tracker's, by their ids. */
export function writtenFields(form: URLSearchParams): Record<string, string[]> {
  const names = [...new Set(form.keys())].filter((it) => /^field-[\w.-]{1,64}$/.test(it)).slice(0, MOST.fields);
  return Object.fromEntries(names.map((name) => [name.slice(controlOf("").length), form.getAll(name).slice(0, MOST.values)]));
}

type Written = { typed: readonly string[] | undefined; errors: readonly string[] };

/** What a control of a tracker's field is called in a form. */
export const controlOf = (id: string): string => `field-${id}`;

/** A field as its tracker has it, with what was written in it before. */
export function ticketField(of: CreateField, { typed, errors }: Written): Html {
  const values = typed ?? of.usual;
  const name = controlOf(of.id);
  const shown = { name, label: of.name, errors };
  const required = of.required && raw(" required");
  const text = values[0] ?? "";
  const line = (at: Html, type: string, most = 255) =>
    html`<input class="input" type="${type}"${type === "text" && html` maxlength="${most}"`}${type === "number" && raw(' step="any"')} value="${text}" ${at}${required} />`;
  const area = (at: Html) => html`<textarea class="input" rows="4" ${at}${required}>${values.join("\n")}</textarea>`;
  const isLong = of.choices.length > LISTED;
  switch (of.kind) {
    case "long-text":
      return field({ ...shown, input: area });
    case "number":
    case "date":
      return field({ ...shown, input: (at) => line(at, of.kind) });
    case "labels":
      return field({ ...shown, hint: "Several are parted by spaces.", input: (at) => line(at, "text", 2000) });
    case "user":
      return field({ ...shown, hint: hintOfUser(of), input: (at) => line(at, "text") });
    case "choice":
      if (isLong) return field({ ...shown, hint: `One of ${of.choices.length}: write its name.`, input: (at) => line(at, "text") });
      return field({ ...shown, input: (at) => html`<select class="select" ${at}${required}>${blank(of)}${options(of, values)}</select>` });
    case "choices":
      if (isLong) return field({ ...shown, hint: `Of ${of.choices.length}: write a name on each line.`, input: area });
      if (of.choices.length <= TICKED) return boxes(of, values, errors);
      return field({
        ...shown,
        input: (at) => html`<select class="input" multiple size="8" ${at}${required}>${options(of, values)}</select>`,
      });
    default:
      return field({ ...shown, input: (at) => line(at, "text") });
  }
}

const hintOfUser = ({ id }: CreateField): Content =>
  `An account, a name or an address.${id === "reporter" ? " Without one it is the account that Lockstep uses." : ""}`;

const blank = ({ required, usual }: CreateField): Content =>
  usual.length === 0 && html`<option value="">${required ? "Choose one" : "None"}</option>`;

const options = ({ choices }: CreateField, values: readonly string[]): Html =>
  html`${choices.map((it) => html`<option value="${it.id}"${values.includes(it.id) && raw(" selected")}>${it.name}</option>`)}`;

/** Nothing in HTML asks for one of several boxes: the tracker says so, and the first of them leads there. */
function boxes({ id, name, choices }: CreateField, values: readonly string[], errors: readonly string[]): Html {
  const control = controlOf(id);
  const wrong = errors.length > 0 && html` aria-invalid="true" aria-describedby="${control}-error"`;
  const box = (it: CreateField["choices"][number], at: number) =>
    html`<label class="row"><input class="check" type="checkbox"${at === 0 && html` id="${control}"`}${wrong} name="${control}" value="${it.id}"${values.includes(it.id) && raw(" checked")} />${it.name}</label>`;
  return html`<fieldset class="field"><legend>${name}</legend><div class="scopes">${choices.map(box)}</div>${errors.length > 0 && fault(`${control}-error`, errors)}</fieldset>`;
}
