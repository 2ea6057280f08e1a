/** A field as a Jira's form for a new ticket has it, of Server and Cloud alike; `value` says whether a value of it is taken, and if not why. */
type FormField = {
  id: string;
  name: string;
  required?: boolean;
  schema: { type: string; items?: string; custom?: string; system?: string };
  allowedValues?: { id: string; name?: string; value?: string; archived?: boolean }[];
  defaultValue?: unknown;
};
/** How a Jira names its people, and what a text of several lines is there. */
export type Dialect = { isUser: (value: unknown) => boolean; isLongText: (value: unknown) => boolean; reporterHasDefault: boolean };

export const FORM_TYPES = [
  { id: "10001", name: "Bug" },
  { id: "10002", name: "Task" },
];

const custom = (kind: string): string => `com.atlassian.jira.plugin.system.customfieldtypes:${kind}`;
const OWN: FormField[] = [
  { id: "summary", name: "Summary", required: true, schema: { type: "string", system: "summary" } },
  { id: "issuetype", name: "Issue Type", required: true, schema: { type: "issuetype", system: "issuetype" } },
  { id: "project", name: "Project", required: true, schema: { type: "project", system: "project" } },
  { id: "description", name: "Description", schema: { type: "string", system: "description" } },
];
const USUAL: FormField[] = [
  {
    ...{ id: "priority", name: "Priority", required: true, schema: { type: "priority", system: "priority" } },
    allowedValues: [
      { id: "2", name: "High" },
      { id: "3", name: "Medium" },
      { id: "4", name: "Low" },
    ],
    defaultValue: { id: "3", name: "Medium" },
  },
  { id: "labels", name: "Labels", schema: { type: "array", items: "string", system: "labels" } },
  { id: "duedate", name: "Due Date", schema: { type: "date", system: "duedate" } },
  { id: "environment", name: "Environment", schema: { type: "string", system: "environment" } },
  { id: "attachment", name: "Attachment", schema: { type: "array", items: "attachment", system: "attachment" } },
];
/** What is asked for where nothing is done without a resolution either. */
const STRICT: FormField[] = [
  {
    ...{ id: "customfield_10201", name: "Severity", required: true, schema: { type: "option", custom: custom("select") } },
    allowedValues: [
      { id: "10301", value: "Minor" },
      { id: "10302", value: "Major" },
      { id: "10303", value: "Blocker" },
    ],
  },
  {
    ...{ id: "components", name: "Component/s", required: true, schema: { type: "array", items: "component", system: "components" } },
    allowedValues: [
      { id: "10401", name: "Checkout" },
      { id: "10402", name: "Search" },
      { id: "10403", name: "Left", archived: true },
    ],
  },
  { id: "customfield_10202", name: "Reviewer", required: true, schema: { type: "user", custom: custom("userpicker") } },
  { id: "customfield_10203", name: "Steps", required: true, schema: { type: "string", custom: custom("textarea") } },
  { id: "customfield_10204", name: "Cost", required: true, schema: { type: "number", custom: custom("float") } },
  { id: "customfield_10205", name: "Needed by", required: true, schema: { type: "date", custom: custom("datepicker") } },
  { id: "customfield_10206", name: "Areas", required: true, schema: { type: "array", items: "string", custom: custom("labels") } },
  { id: "customfield_10207", name: "Found in", required: true, schema: { type: "string", custom: custom("textfield") } },
];
/** Of two lists, the second of which hangs on the first. */
const CASCADE: FormField = {
  ...{ id: "customfield_10208", name: "Site and room", required: true },
  schema: { type: "option-with-child", custom: custom("cascadingselect") },
  allowedValues: [{ id: "10501", value: "Vienna" }],
};

/** The form of a project and a type. In a strict project it asks for more, and of a task for what only Jira's own form has. */
export function createForm(isStrict: boolean, typeId: string, { reporterHasDefault }: Pick<Dialect, "reporterHasDefault">): FormField[] {
  const reporter = { id: "reporter", name: "Reporter", required: true, schema: { type: "user", system: "reporter" } };
  const usual = [...USUAL, { ...reporter, ...(reporterHasDefault && { defaultValue: {} }) }];
  return [...OWN, ...(isStrict ? STRICT : []), ...(isStrict && typeId === "10002" ? [CASCADE] : []), ...usual];
}

/** As the metadata of creating shows it. */
export const shownField = ({ id, name, required = false, schema, allowedValues, defaultValue }: FormField) => ({
  ...{ required, schema, name, fieldId: id, operations: ["set"], hasDefaultValue: defaultValue !== undefined },
  ...(allowedValues && { allowedValues }),
  ...(defaultValue !== undefined && { defaultValue }),
});

/** What is wrong with what was sent for a new ticket, by field, as Jira says it. */
export function formErrors(form: readonly FormField[], sent: Record<string, unknown>, dialect: Dialect): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const id of Object.keys(sent)) {
    if (!form.some((it) => it.id === id)) errors[id] = `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;
  }
  for (const field of form.filter((it) => !OWN.includes(it))) {
    const value = sent[field.id];
    const isMissing = value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
    const hasOwn = field.defaultValue !== undefined || field.id === "reporter";
    if (isMissing && field.required && !hasOwn) errors[field.id] = `${field.name} is required.`;
    const wrong = isMissing ? null : wrongValue(field, value, dialect);
    if (wrong !== null) errors[field.id] = wrong;
  }
  return errors;
}

function wrongValue({ schema, allowedValues = [] }: FormField, value: unknown, { isUser, isLongText }: Dialect): string | null {
  const isOffered = (it: unknown): boolean => allowedValues.some(({ id }) => typeof it === "object" && (it as { id?: unknown }).id === id);
  const isText = typeof value === "string" && value.length <= 255 && !value.includes("\n");
  switch (schema.type) {
    case "user":
      return isUser(value) ? null : "The user is not known.";
    case "number":
      return typeof value === "number" ? null : "Operation value must be a number";
    case "date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? null : "Error parsing date string";
    case "array":
      if (!Array.isArray(value)) return "data was not an array";
      if (schema.items === "string") return value.every((it) => /^\S+$/.test(String(it))) ? null : "The label can't contain spaces.";
      return value.every(isOffered) ? null : "Option is not valid";
    case "string":
      if (schema.system === "environment" || schema.custom?.endsWith(":textarea"))
        return isLongText(value) ? null : "Operation value must be an Atlassian Document";
      return isText ? null : "Operation value must be a string";
    default:
      return isOffered(value) ? null : "Option is not valid";
  }
}
