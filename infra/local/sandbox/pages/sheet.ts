import { http } from "../../../../functions/edges/http.ts";

/** What only these two pages look like; everything else is in the console's own sheet, and its values are used here. */
export const LOCAL_SHEET = `
.between { justify-content: space-between; }
.tag { padding: 1px 6px; border: 1px solid var(--hair); border-radius: var(--r1); font: var(--t1) var(--sans); color: var(--soft); white-space: nowrap; }
.meta { display: flex; flex-wrap: wrap; min-width: 0; gap: 2px var(--s2); align-items: center; font: var(--t1) var(--sans); color: var(--soft); }
.meta > *:not(:last-child)::after { content: "·"; margin-inline-start: var(--s2); }
.agree { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--s1) var(--s4); align-items: center; padding: var(--s4) var(--s5); border-radius: var(--r3); background: var(--wait-wash); color: var(--wait); }
.agree.all { background: var(--good-wash); color: var(--good); }
.agree > .icon { width: 2rem; height: 2rem; stroke-width: 1.4; }
.agree h2 { color: inherit; }
.agree p { color: var(--ink); }
.thirds { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: var(--s4); align-items: stretch; }
.thirds > .panel { display: flex; flex-direction: column; }
.lane { padding: var(--s3) var(--s4) var(--s4); border-bottom: 1px solid var(--hair); flex: 1; }
.lane:last-child { border-bottom: 0; }
.lane h3 { display: flex; gap: var(--s2); margin-bottom: var(--s2); font: 500 var(--t1) var(--sans); color: var(--soft); }
.ticket { display: grid; gap: var(--s2); padding: var(--s3); border: 1px solid var(--hair); border-radius: var(--r2); background: var(--raised); box-shadow: var(--shadow); }
.ticket + .ticket { margin-top: var(--s2); }
.ticket.fresh { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.channel { display: grid; gap: var(--s4); padding: var(--s4); }
.message { display: grid; grid-template-columns: 2rem minmax(0, 1fr); gap: 2px var(--s3); }
.message .avatar { grid-row: span 2; display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: 50%; background: var(--accent-fill); color: var(--on-accent); }
.message .avatar svg { width: 1.125rem; height: 1.125rem; fill: currentColor; }
.embed { grid-column: 1 / -1; display: grid; gap: var(--s3); margin-top: var(--s1); padding: var(--s3); border: 1px solid var(--hair); border-inline-start: 4px solid var(--wait); border-radius: var(--r1); background: var(--sunk); }
.embed.done { border-inline-start-color: var(--good); }
.embed.own { border-inline-start-color: var(--accent); }
.trouble { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: var(--s1) var(--s4); padding: var(--s3) var(--s4); }
.trouble .hint { margin-inline-start: 2.75rem; }
.switch { display: inline-flex; gap: var(--s3); align-items: center; min-height: var(--control); padding: 0; border: 0; background: none; font-weight: 500; text-align: start; cursor: pointer; }
.switch::before { content: ""; flex: none; width: 2rem; height: 1.125rem; border: 1px solid var(--edge); border-radius: 99px; background: radial-gradient(circle at 0.5rem 50%, var(--edge) 0.3rem, transparent 0.33rem) var(--surface); }
.switch[aria-checked="true"]::before { border-color: var(--wait); background: radial-gradient(circle at 1.375rem 50%, var(--surface) 0.34rem, transparent 0.37rem) var(--wait); }
.feed li { display: grid; grid-template-columns: 4.5rem 1rem minmax(0, 1fr); gap: var(--s3); padding: var(--s2) var(--s4); border-top: 1px solid var(--hair); }
.feed li:first-child { border-top: 0; }
.short { appearance: none; width: 8rem; height: 0.5rem; border: 0; border-radius: 99px; background: var(--hair); overflow: hidden; }
.short::-webkit-progress-bar { background: var(--hair); }
.short::-webkit-progress-value { background: var(--accent-fill); border-radius: 99px; }
.short::-moz-progress-bar { background: var(--accent-fill); border-radius: 99px; }
.tour > li { display: grid; grid-template-columns: 2rem minmax(0, 1fr) auto; gap: var(--s1) var(--s4); padding: var(--s4); border-top: 1px solid var(--hair); align-items: start; }
.tour > li:first-child { border-top: 0; }
.tour .mark { display: grid; place-items: center; width: 2rem; height: 2rem; border: 1.5px solid var(--edge); border-radius: 50%; font-weight: 600; color: var(--soft); }
.tour .done .mark { border-color: transparent; background: var(--good-wash); color: var(--good); }
.tour .next { background: var(--accent-wash); }
.tour .next .mark { border-color: transparent; background: var(--accent-fill); color: var(--on-accent); }
.tour details { grid-column: 2 / -1; margin-top: var(--s1); }
.tour summary { width: fit-content; color: var(--soft); }
.picture { width: 100%; height: auto; font: 500 13px var(--sans); }
@media (max-width: 44rem) { .panel:has(> .picture) { display: none; } }
.picture :is(rect, path, circle) { fill: none; stroke: var(--edge); stroke-width: 1.4; }
.picture rect { fill: var(--surface); }
.picture .key { stroke: var(--accent); stroke-width: 2; }
.picture .line { stroke: var(--accent); stroke-width: 2; }
.picture text { fill: var(--ink); text-anchor: middle; stroke: none; }
.picture .sub { fill: var(--soft); font-weight: 400; font-size: 11px; }
@media (max-width: 68rem) {
  .thirds { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 44rem) {
  .agree { padding: var(--s4); grid-template-columns: auto minmax(0, 1fr); }
  .agree > :nth-child(3) { grid-column: 2; }
  .head > .row.full { width: 100%; }
  .head > .row.full > .btn { flex: 1 1 auto; }
  .tour > li { grid-template-columns: 2rem minmax(0, 1fr); }
  .tour > li > :nth-child(3) { grid-column: 2; justify-self: start; }
  .feed li { grid-template-columns: 1rem minmax(0, 1fr); row-gap: 2px; }
  .feed li > :first-child { grid-column: 2; }
  .feed li > :nth-child(2) { grid-row: 1 / span 2; grid-column: 1; }
}
@media (prefers-reduced-motion: no-preference) {
  .agree { transition: background-color 0.4s, color 0.4s; }
}
@media (forced-colors: active) {
  .agree { border: 1px solid; }
}
`;

/** GET /__local/style.css */
export const handler = http(async () => ({
  headers: { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" },
  body: LOCAL_SHEET,
}));
