import { html } from "hono/html";
import { field, suggestions } from "../views/forms.ts";
import type { Html } from "../views/markup.ts";

/** Those that are met most; any other that there is an SDK for can be typed. */
const PLATFORMS = ["javascript", "node", "python", "python-django", "react", "php", "ruby", "java", "go", "csharp", "android", "apple"];

export const platformField = (value: string, errors?: readonly string[]): Html =>
  html`${field({
    name: "platform",
    label: "Platform",
    hint: "What its code is written in; may stay empty.",
    errors,
    input: (attributes) =>
      html`<input class="input" list="platforms" maxlength="64" autocomplete="off" spellcheck="false" value="${value}" ${attributes} />`,
  })}${suggestions("platforms", PLATFORMS)}`;
