/** The list of issues, and what stands on the page of one. */
export const ISSUES = `
.issues td { padding-block: 10px; }
.issues .c-title { width: 99%; max-width: 0; }
.issues .meta { flex-wrap: nowrap; white-space: nowrap; }
.issues .meta > :last-child { overflow: hidden; text-overflow: ellipsis; }
.issues .chips { width: max-content; max-width: 15rem; }
.issue-title { display: grid; gap: 2px; min-width: 0; }
.issue-title a { color: var(--ink); font-weight: 600; text-decoration: none; }
.issue-title a:hover { text-decoration: underline; }
.issue-title p { color: var(--soft); }
.meta { display: flex; flex-wrap: wrap; min-width: 0; gap: 2px var(--s2); align-items: center; font: var(--t1) var(--sans); color: var(--soft); }
.meta > *:not(:last-child)::after { content: "·"; margin-inline-start: var(--s2); }
.chips { display: flex; flex-wrap: wrap; gap: var(--s1); align-items: center; }
.bulk { position: sticky; bottom: var(--s4); z-index: 2; display: flex; flex-wrap: wrap; gap: var(--s2); align-items: center; width: fit-content; max-width: 100%; margin: var(--s4) auto 0; padding: var(--s2) var(--s2) var(--s2) var(--s4); border-radius: var(--r3); background: var(--raised); box-shadow: var(--float); }
.pickable { counter-reset: chosen; }
.pickable tbody .check:checked { counter-increment: chosen; }
.bulk strong::before { content: counter(chosen) " "; }
.pickable:not(:has(tbody .check:checked)) .bulk { display: none; }
.pickable .table > tbody > tr:has(.check:checked) { background: var(--accent-wash); }

.spark { display: block; width: 5.5rem; height: 1.25rem; fill: light-dark(#b9c0ca, #4a525d); }
.spark .now { fill: var(--accent); }
.figure { display: inline-flex; gap: var(--s2); align-items: center; }
.differs { display: inline-flex; gap: 0.375rem; align-items: center; white-space: nowrap; padding: 1px 6px; margin-inline-start: -6px; border-radius: var(--r1); background: var(--wait-wash); box-shadow: inset 0 -1px 0 var(--wait); }
.sides tbody :is(th, td) { height: 3.25rem; }
.sides tbody tr.self { background: var(--hover); }
.sides tbody th { font-weight: 500; white-space: nowrap; }
.why { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--s2) var(--s3); align-items: start; padding: var(--s3) var(--s4); border-bottom: 1px solid var(--hair); }
.why > .face { width: 2rem; height: 2rem; font-size: 0.8125rem; }
.why p { max-width: 82ch; }
.why .soft { font: var(--t1) var(--sans); margin-top: 2px; }
.tag { padding: 1px 6px; border: 1px solid var(--hair); border-radius: var(--r1); font: var(--t1) var(--sans); color: var(--soft); white-space: nowrap; }
.tags { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
.tags div { display: flex; gap: var(--s3); justify-content: space-between; padding: var(--s2) var(--s4); border-top: 1px solid var(--hair); margin-top: -1px; }
.tags dt { color: var(--soft); }
.tags dd { overflow-wrap: anywhere; text-align: end; }
.tags a { color: var(--ink); text-decoration: none; }
.tags a:hover { color: var(--accent); text-decoration: underline; }
.timeline { display: grid; padding: var(--s2) var(--s4) var(--s4); }
.timeline li { position: relative; display: grid; grid-template-columns: 1.25rem minmax(0, 1fr); gap: var(--s3); padding: var(--s2) 0; }
.timeline li::before { content: ""; position: absolute; inset: 2.25rem auto -0.375rem calc(0.625rem - 0.5px); width: 1px; background: var(--hair); }
.timeline li:last-child::before { display: none; }
.timeline .dot { display: grid; place-items: center; width: 1.25rem; height: 1.25rem; border-radius: 50%; background: var(--sunk); box-shadow: inset 0 0 0 1px var(--hair); color: var(--soft); }
.timeline .dot .icon { width: 0.75rem; height: 0.75rem; }
.timeline .soft { font: var(--t1) var(--sans); margin-top: 2px; }
.timeline blockquote { margin: var(--s2) 0 0; padding: var(--s2) var(--s3); border-radius: var(--r2); background: var(--sunk); white-space: pre-wrap; }
.input.fit { width: auto; min-width: 8rem; }
`;
