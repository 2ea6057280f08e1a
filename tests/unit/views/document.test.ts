import fc from "fast-check";
import { html } from "hono/html";
import { expect, test } from "vitest";
import { SCOPES } from "../../../core/organizations/access.ts";
import { type Document, renderDocument } from "../../../functions/views/document.ts";
import type { Visitor } from "../../../functions/views/frame.ts";
import { icon } from "../../../functions/views/icons.ts";

const VISITOR: Visitor = {
  organization: { slug: "acme", name: "Acme" },
  member: { userId: 1, name: "Ada", role: "owner" },
  scopes: [...SCOPES],
  formToken: "0f",
  path: "/settings/acme/integrations/7/",
};
const FAILED: Document = {
  title: "Connect",
  failed: { title: "One field", fields: [{ id: "url", text: "Address: enter one" }] },
  main: "",
};

test("a page on which nothing failed has no summary, and its own title", async () => {
  const page = await renderDocument({ title: "Connect", main: "" }, VISITOR);
  expect(page).toContain("<title>Connect · Lockstep</title>");
  expect(page).not.toMatch(/role="alert"|autofocus/);
});

test("a failure is in the title, has the focus, is read out and leads to the fields", async () => {
  for (const visitor of [VISITOR, undefined]) {
    const page = await renderDocument(FAILED, visitor);
    expect(page).toContain("<title>Error: Connect · Lockstep</title>");
    expect(page.match(/<div[^>]*role="alert" tabindex="-1" autofocus>/g)).toHaveLength(1);
    expect(page).toContain('<a href="#url">Address: enter one</a>');
  }
});

test("the navigation marks where somebody is, and is for whoever is signed in", async () => {
  expect(await renderDocument(FAILED, VISITOR)).toMatch(/<a href="\/settings\/acme\/integrations\/" aria-current="page">/);
  expect(await renderDocument(FAILED, { ...VISITOR, path: "/extensions/" })).not.toContain("aria-current");
  expect(await renderDocument(FAILED)).not.toMatch(/<nav|acme|form_token/);
});

test("each icon that a page uses is drawn once, and no other", async () => {
  const page = await renderDocument({ title: "Icons", main: html`${icon("warn")}${icon("warn")}${icon("check", { label: "Done" })}` });
  expect([...page.matchAll(/<symbol id="icon-(\w+)"/g)].map(([, name]) => name)).toEqual(["warn", "check"]);
  expect(page).toMatch(/<svg class="icon" role="img" aria-label="Done">/);
});

test("whatever a person, an organization or a failure is called, it is text", async () => {
  const text = fc.string({ unit: "grapheme-ascii", maxLength: 40 }).map((it) => `<b>"'&${it}`);
  const escaped = (it: string) =>
    it.replace(/[&<>"']/g, (one) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39" }[one]};`);
  await fc.assert(
    fc.asyncProperty(text, async (it) => {
      const document = { title: it, about: it, done: it, failed: { title: it, text: it, fields: [{ id: it, text: it }] }, main: it };
      const visitor = { ...VISITOR, organization: { slug: it, name: it }, member: { userId: 1, name: it, role: it } };
      const page = await renderDocument({ ...document, trail: [{ name: it, path: it }] }, visitor);
      expect(page).not.toContain("<b>");
      expect(page).toContain(`<h1>${escaped(it)}</h1>`);
    }),
    { numRuns: 50 },
  );
});
