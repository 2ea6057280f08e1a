/** Panels, tables and what stands in them. */
export const PANELS = `
.panel { border: 1px solid var(--hair); border-radius: var(--r3); background: var(--surface); box-shadow: var(--shadow); }
.panel > header { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); align-items: center; justify-content: space-between; padding: var(--s3) var(--s4); border-bottom: 1px solid var(--hair); }
.panel > header:not(:first-child) { border-top: 1px solid var(--hair); }
.panel > footer > form:not(.row) { flex: 1; }
.panel > footer > .row { flex-wrap: nowrap; }
.panel > footer { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s4); align-items: center; padding: var(--s3) var(--s4); border-top: 1px solid var(--hair); color: var(--soft); }
.panel > footer > .last { margin-inline-start: auto; }
.pad { padding: var(--s4); }
.two { display: grid; grid-template-columns: minmax(0, 1fr) 21rem; gap: var(--s5); align-items: start; }
.boxes { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: var(--s5); align-items: start; }

.table { width: 100%; border-collapse: collapse; }
.table :is(th, td) { padding: var(--s2) var(--s3); text-align: start; vertical-align: middle; }
.table :is(th, td):first-child { padding-inline-start: var(--s4); }
.table :is(th, td):last-child { padding-inline-end: var(--s4); }
.table thead th { font: 500 var(--t1) var(--sans); color: var(--soft); white-space: nowrap; border-bottom: 1px solid var(--hair); }
.table > tbody > tr > :is(th, td) { font-weight: 400; border-bottom: 1px solid var(--hair); }
.table > tbody > tr:last-child > :is(th, td) { border-bottom: 0; }
.table > tbody > tr:hover { background: var(--hover); }
.cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.table :is(th, td):has(.input, .select) { vertical-align: top; }
.table .fit { width: 1%; white-space: nowrap; }
.table td > .row { flex-wrap: nowrap; }
.table td:last-child > div > .row { justify-content: end; }
.two-lines { display: grid; gap: 2px; min-width: 0; }

.tabs { display: flex; gap: var(--s4); overflow-x: auto; border-bottom: 1px solid var(--hair); scrollbar-width: none; }
.tabs a { display: inline-flex; gap: 0.375rem; align-items: center; min-height: calc(var(--control) + var(--s1)); padding: 0 2px; border-bottom: 2px solid transparent; color: var(--soft); font-weight: 500; text-decoration: none; white-space: nowrap; }
.tabs a:hover { color: var(--ink); border-color: var(--edge); }
.tabs a:focus-visible { outline-offset: -2px; }
.tabs [aria-current] { color: var(--ink); border-color: var(--accent); }

.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: var(--s2) var(--s4); align-items: center; }
.facts dt { color: var(--soft); }
.facts dd { overflow-wrap: anywhere; }
.facts .state { white-space: normal; }

.shell { display: flex; gap: var(--s3); align-items: start; justify-content: space-between; margin-top: var(--s2); padding: var(--s3); border-radius: var(--r2); background: var(--sunk); box-shadow: inset 0 0 0 1px var(--hair); }
.shell pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 0.75rem/1.25rem var(--mono); user-select: all; }
.frames { display: grid; grid-template-columns: minmax(0, 1fr); }
.frames details, .frame-line { border-top: 1px solid var(--hair); }
.frames summary, .frame-line { display: flex; flex-wrap: wrap; gap: 2px var(--s2); align-items: baseline; padding: var(--s2) var(--s4); overflow-wrap: anywhere; }
.frame-line { padding-inline-start: calc(var(--s4) + 0.75rem + var(--s2)); }
.frames summary { list-style: none; }
.frames summary::-webkit-details-marker { display: none; }
.frames summary::before { content: "›"; width: 0.75rem; color: var(--soft); font-weight: 600; }
.frames details[open] > summary::before { rotate: 90deg; translate: -2px 1px; }
.frames summary:hover { background: var(--hover); }
.frames summary:focus-visible, .source:focus-visible { outline-offset: -2px; }
.frames .tag { margin-inline-start: auto; }
.source { padding: var(--s2) 0; background: var(--sunk); border-top: 1px solid var(--hair); overflow-x: auto; }
.source ol { width: max-content; min-width: 100%; font: 0.75rem/1.25rem var(--mono); white-space: pre; }
.source li { padding-inline: var(--s4); }
.source li > span { display: inline-block; width: 2.5rem; margin-inline-end: var(--s4); color: var(--soft); text-align: end; user-select: none; }
.source .here { background: var(--accent-wash); box-shadow: inset 3px 0 0 var(--accent); }
.source mark { background: none; color: inherit; }
.until { padding: 0 var(--s2) var(--s2); }
.menu .until p { padding-inline: 0; }
.until .row { flex-wrap: nowrap; }
.until .input { width: 4.5rem; flex: none; padding-inline: var(--s2); }
.menu .until button { width: auto; border: 1px solid light-dark(#d3d7dd, #3a414a); background: var(--surface); }
summary { cursor: pointer; }
.numbered { counter-reset: n; }
.numbered li { position: relative; padding-inline-start: var(--s5); counter-increment: n; }
.numbered li::before { content: counter(n); position: absolute; inset-inline-start: 0; color: var(--soft); font-weight: 500; }
`;
