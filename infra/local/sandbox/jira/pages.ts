const escaped = (text: string): string => text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`);

const document = (title: string, main: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} - Jira</title><style>
body{margin:0;font:15px/1.5 system-ui,sans-serif;color:#172b4d;background:#f4f5f7}header{background:#0747a6;color:#fff;padding:.7rem 1.2rem;font-weight:600}
main{max-width:34rem;margin:2rem auto;background:#fff;padding:1.5rem;border-radius:3px;box-shadow:0 1px 3px #0003}
button{font:inherit;padding:.4rem .9rem;border:0;border-radius:3px;background:#0052cc;color:#fff;margin-right:.5rem}button[value=deny]{background:#ebecf0;color:inherit}
</style></head><body><header>Jira</header><main><h1>${title}</h1>${main}</main></body></html>`;

/** Where somebody who is signed in to Jira says yes or no. */
export const authorizePage = ({ token, consumerKey, user }: { token: string; consumerKey: string; user: string }): string =>
  document(
    "Welcome to Jira",
    `<p>The application <strong>${escaped(consumerKey)}</strong> would like to have read and write access to your data on this Jira, as
<strong>${escaped(user)}</strong>.</p>
<form method="post" action="authorize"><input type="hidden" name="oauth_token" value="${escaped(token)}">
<button name="answer" value="allow">Allow</button><button name="answer" value="deny">Deny</button></form>`,
  );
