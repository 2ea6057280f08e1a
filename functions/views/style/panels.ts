/** Panels, tables and what stands in them. */
export const PANELS = `
.panel { border: 1px solid var(--hair); border-radius: var(--r3); background: var(--surface); box-shadow: var(--shadow); }
.panel > header { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); align-items: center; justify-content: space-between; padding: var(--s3) var(--s4); border-bottom: 1px solid var(--hair); }
.panel > header:not(:first-child) { border-top: 1px solid var(--hair); }
.panel > footer > form:not(.row) { flex: 1; }
.panel > footer > .row { flex-wrap: nowrap; }
.panel > footer { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s4); align-items: center; padding: var(--s3) var(--s4); border-top: 1px solid var(--hair); color: var(--soft); }
.pad { padding: var(--s4); }
.two { display: grid; grid-template-columns: minmax(0, 1fr) 21rem; gap: var(--s5); align-items: start; }

.table { width: 100%; border-collapse: collapse; }
.table :is(th, td) { padding: var(--s2) var(--s3); text-align: start; vertical-align: middle; overflow-wrap: anywhere; }
.table :is(th, td):first-child { padding-inline-start: var(--s4); }
.table :is(th, td):last-child { padding-inline-end: var(--s4); }
.table thead th { font: 500 var(--t1) var(--sans); color: var(--soft); white-space: nowrap; border-bottom: 1px solid var(--hair); }
.table > tbody > tr > :is(th, td) { font-weight: 400; border-bottom: 1px solid var(--hair); }
.table > tbody > tr:last-child > :is(th, td) { border-bottom: 0; }
.table > tbody > tr:not(.inside):hover { background: var(--hover); }
.table :is(th, td):has(.input) { vertical-align: top; }
.table .num { text-align: end; }
.table .fit { width: 1%; white-space: nowrap; }
.table td > .row { flex-wrap: nowrap; }
.table tr.chosen, .table tr.chosen:hover { background: var(--accent-wash); }
.table tr.open > :is(th, td) { border-bottom-color: transparent; background: var(--hover); }
.table tr.inside > td { padding: 0 var(--s4) var(--s4); background: var(--hover); }
.differs { display: inline-flex; gap: 0.375rem; align-items: center; white-space: nowrap; padding: 1px 6px; margin-inline-start: -6px; border-radius: var(--r1); background: var(--wait-wash); box-shadow: inset 0 -1px 0 var(--wait); }
.two-lines { display: grid; gap: 2px; min-width: 0; }
.pair { display: inline-grid; }
.pair a { display: flex; align-items: center; min-height: 1.5rem; white-space: nowrap; }
.cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }

.tabs { display: flex; gap: var(--s4); overflow-x: auto; border-bottom: 1px solid var(--hair); scrollbar-width: none; }
.tabs a { display: inline-flex; gap: 0.375rem; align-items: center; min-height: calc(var(--control) + var(--s1)); padding: 0 2px; border-bottom: 2px solid transparent; color: var(--soft); font-weight: 500; text-decoration: none; white-space: nowrap; }
.tabs a:hover { color: var(--ink); border-color: var(--edge); }
.tabs a:focus-visible { outline-offset: -2px; }
.tabs .count { translate: 0 1px; }
.tabs [aria-current] { color: var(--ink); border-color: var(--accent); }

.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: var(--s2) var(--s4); align-items: center; }
.facts dt { color: var(--soft); }
.facts dd { overflow-wrap: anywhere; }
.facts .state { white-space: normal; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: var(--s4); }
.figures dt { font: var(--t1) var(--sans); color: var(--soft); }
.figures dd { font: 600 var(--t4) var(--sans); letter-spacing: -0.012em; }
.figures dd small { font: var(--t1) var(--sans); color: var(--soft); letter-spacing: 0; }
progress { appearance: none; display: block; width: 100%; height: 0.5rem; border: 0; border-radius: 99px; background: var(--hair); color: var(--accent-fill); overflow: hidden; }
progress::-webkit-progress-bar { background: var(--hair); }
progress::-webkit-progress-value { background: var(--accent-fill); border-radius: 99px; }
progress::-moz-progress-bar { background: var(--accent-fill); border-radius: 99px; }
.spark { display: block; width: 5.5rem; height: 1.25rem; fill: light-dark(#b9c0ca, #4a525d); }
.spark .now { fill: var(--accent); }

.halves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: var(--s5); }
.jobs li { display: grid; gap: var(--s2); padding: var(--s3) var(--s4); }
.jobs li + li { border-top: 1px solid var(--hair); }
.gap { width: var(--s2); }

.standing { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--s1) var(--s4); padding: var(--s4); align-items: start; }
.standing > .badge { display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: var(--r3); background: var(--good-wash); color: var(--good); }
.standing.bad > .badge { background: var(--bad-wash); color: var(--bad); }
.standing.bad { color: inherit; }
.standing .badge .icon { width: 1.25rem; height: 1.25rem; }
.needs { border-top: 1px solid var(--hair); }
.needs li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--s1) var(--s3); align-items: center; padding: var(--s3) var(--s4); }
.needs li + li { border-top: 1px solid var(--hair); }
.needs li > .icon { align-self: start; margin-top: 0.125rem; }

.shell { display: flex; gap: var(--s3); align-items: start; justify-content: space-between; margin-top: var(--s2); padding: var(--s3); border-radius: var(--r2); background: var(--sunk); box-shadow: inset 0 0 0 1px var(--hair); }
.shell pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 0.75rem/1.25rem var(--mono); user-select: all; }
.numbered { counter-reset: n; }
.numbered li { position: relative; padding-inline-start: var(--s5); counter-increment: n; }
.numbered li::before { content: counter(n); position: absolute; inset-inline-start: 0; color: var(--soft); font-weight: 500; }
`;
