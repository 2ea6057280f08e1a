export type Seen = { status: number; headers: Headers; text: string; path: string };

export type Visitor = ReturnType<typeof visitorAt>;

/** A browser without script: keeps cookies, follows redirects within Lockstep, and fills the forms it sees. `look` sees every page too. */
export function visitorAt(api: string, token: string, look: (seen: Seen) => void = () => {}) {
  const cookies = new Map<string, string>();

  async function request(path: string, init: RequestInit = {}, hops = 5): Promise<Seen> {
    const url = new URL(path, api);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { ...init, redirect: "manual", headers: { ...(cookie && { cookie }), ...init.headers } });
    for (const it of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(it) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const to = response.headers.get("location");
    const next = to && new URL(to, url);
    if (next && next.host === url.host && hops > 0) return request(next.pathname + next.search, {}, hops - 1);
    const text = await response.text();
    const seen = { status: response.status, headers: response.headers, text, path: url.pathname + url.search };
    look(seen);
    return seen;
  }

  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    request(path, {
      method: "POST",
      body: new URLSearchParams(form).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });

  return {
    cookies,
    visit: (path: string) => request(path),
    post,
    /** Sends the page's form that has this button, with what is in it, changed by `fill`. */
    submit: (page: Seen, button: string, fill: Record<string, string | null> = {}) => {
      const form = formWith(page, button);
      const fields = Object.entries({ ...form.fields, ...fill }).filter((it): it is [string, string] => it[1] !== null);
      // As browsers do, an address is as seen from the page.
      const { pathname, search } = new URL(form.action || page.path, new URL(page.path, "http://page"));
      return post(pathname + search, Object.fromEntries(fields));
    },
    signIn: async () => post("/auth/login/", { token }),
  };
}

function formWith({ text, path }: Seen, button: string): { action: string; fields: Record<string, string> } {
  const forms = [...text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
  const found = forms.find(([, , inner = ""]) => buttonIn(inner, button));
  if (!found) throw new Error(`${path} has no form with the button "${button}":\n${text}`);
  const [, opening = "", inner = ""] = found;
  const fields: Record<string, string> = {};
  for (const [, attributes = ""] of inner.matchAll(/<input\b([^>]*)>/g)) {
    const { name, value = "", type = "text" } = read(attributes);
    if (name && (!["checkbox", "radio"].includes(type) || /\schecked\b/.test(attributes))) fields[name] = value;
  }
  for (const [, attributes = "", content = ""] of inner.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
    fields[read(attributes).name ?? ""] = unescaped(content.replace(/^\n/, ""));
  for (const [, attributes = "", content = ""] of inner.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option\b([^>]*\sselected[^>]*)>([^<]*)/.exec(content) ?? /<option\b([^>]*)>([^<]*)/.exec(content);
    // What is chosen is what is read, where it has no value.
    fields[read(attributes).name ?? ""] = read(chosen?.[1] ?? "").value ?? unescaped(chosen?.[2] ?? "");
  }
  const { name, value = "" } = read(buttonIn(inner, button) ?? "");
  if (name) fields[name] = value;
  return { action: read(opening).action ?? "", fields };
}

/** The attributes of the button that says this, or is called this where it has only a picture. */
function buttonIn(form: string, name: string): string | undefined {
  const buttons = [...form.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)];
  return buttons.find(([, attributes = "", content]) => content === name || read(attributes)["aria-label"] === name)?.[1];
}

const read = (attributes: string): Record<string, string> =>
  Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, unescaped(value)]));

export const unescaped = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|#39|amp);/g, (it) => ({ "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" })[it] ?? it);
