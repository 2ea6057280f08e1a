import * as Sentry from "@sentry/browser";
import { deliver, pay } from "./checkout.mjs";

/* global DSN, BUILD: what the build puts in. */

/** A page of a shop, as a browser app is built: what fails is somewhere below what somebody clicks. */
Sentry.init({ dsn: DSN, release: `shop@${BUILD}` });
const button = (name, act) => {
  const it = document.createElement("button");
  it.textContent = name;
  it.addEventListener("click", act);
  document.body.append(it);
};
button("Pay", () => pay({ articles: 3, total: 42 }));
button("Deliver", () => deliver({ articles: 3, total: 42 }));
document.body.dataset.build = BUILD;
