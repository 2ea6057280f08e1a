import type { Description, ErrorEvent, ExceptionValue, Frame } from "./event.ts";
import { asText } from "./untrusted.ts";

const UNLABELED = "<unlabeled event>";

/** Title, culprit and metadata as clients show them: "Error: boom", or the first line of a message. At most 256 and 200 characters. */
export function describe(event: ErrorEvent): Description {
  const exception = event.exceptions.findLast((it) => it.type !== null);
  const frame = failingFrame(exception ?? event.exceptions.at(-1));
  const culprit = (event.transaction ?? (frame ? place(frame, event.platform) : "")).slice(0, 200);
  if (exception) return { type: "error", title: exceptionTitle(exception), culprit, metadata: exceptionMetadata(exception, frame) };
  const title = firstLine(event.message ?? event.exceptions.at(-1)?.value ?? "", 256) || UNLABELED;
  return { type: "default", title, culprit, metadata: { title } };
}

const exceptionTitle = ({ type, value }: ExceptionValue): string => {
  const line = firstLine(value ?? "", 100);
  return (line ? `${type}: ${line}` : String(type)).slice(0, 256);
};

function exceptionMetadata({ type, value }: ExceptionValue, frame: Frame | undefined): Record<string, string> {
  const fields = { type, value, filename: frame?.filename, function: frame?.function };
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === "string"));
}

/** Where it failed, in the application if any frame is known to be of it. */
const failingFrame = (exception: ExceptionValue | undefined): Frame | undefined =>
  exception?.frames.findLast((frame) => frame.inApp) ?? exception?.frames.at(-1);

const place = ({ module, filename, function: name }: Frame, platform: string): string => {
  const file = module ?? filename ?? "?";
  return platform === "javascript" || platform === "node" ? `${name ?? "?"}(${file})` : `${file} in ${name ?? "?"}`;
};

const firstLine = (text: string, length: number): string => asText(text.trim().split(/[\r\n]/, 1)[0], length) ?? "";
