/** Middle and small widths, and what a person asks of the browser. */
export const NARROW = `
@media (max-width: 68rem) {
  .two { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 52rem) {
  .frame { display: block; }
  .bar { position: sticky; top: 0; z-index: 3; display: flex; gap: var(--s3); align-items: center; justify-content: space-between; padding: var(--s1) var(--s2) var(--s1) var(--s4); border-bottom: 1px solid var(--hair); background: var(--surface); }
  .work { border: 0; }
  .nav[popover]:not(:popover-open) { display: none; }
  .nav[popover] { position: fixed; inset: 0 0 0 auto; height: 100dvh; width: 17rem; background: var(--raised); box-shadow: var(--float); }
  .nav::backdrop { background: #0007; }
  .work { padding: var(--s4) var(--s4) var(--s7); }
  .input, .select { font-size: 1rem; }
}
@media (max-width: 44rem) {
  :root { --control: 2.75rem; }
  .cards, .cards tbody { display: block; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tr { display: grid; gap: var(--s2); padding: var(--s3) var(--s4); border-bottom: 1px solid var(--hair); }
  .cards tbody tr:last-child { border-bottom: 0; }
  .cards :is(th, td), .cards :is(th, td):first-child, .cards :is(th, td):last-child { display: block; width: auto; height: auto; padding: 0; border: 0 !important; text-align: start; white-space: normal; }
  .cards [data-label] { display: grid !important; grid-template-columns: 6.5rem minmax(0, 1fr); gap: var(--s3); align-items: center; }
  .cards [data-label]::before { content: attr(data-label); font: var(--t1) var(--sans); color: var(--soft); }
  .cards [data-label] > * { justify-self: start; }
  .cards [data-label]:has(> div:empty) { display: none !important; }
  .cards .state { white-space: normal; }
  .cards td:last-child > div > .row { justify-content: start; }
  .issues tr { grid-template-columns: 1.5rem minmax(0, 1fr) auto; gap: var(--s2) var(--s3); }
  .issues .c-title { width: auto; max-width: none; grid-column: 2 / -1; }
  .issues .c-check { grid-row: 1 / span 4; padding-top: 2px; }
  .issues .c-sync, .issues .c-events { grid-column: 2 / -1; }
  .issues .c-status { grid-column: 2; grid-row: 3; }
  .issues .c-owner { grid-column: 3; grid-row: 3; }
  .sides tbody :is(th, td) { height: auto; }
  .why { grid-template-columns: auto minmax(0, 1fr); }
  .why > :nth-child(3) { grid-column: 2; justify-self: start; margin-inline-start: calc(var(--s3) * -1); }
  .tick { width: 2.75rem; height: 2.75rem; margin: -0.75rem; }
  .meta { flex-wrap: nowrap; }
  .meta > :last-child { flex: 0 1 auto; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .meta > :not(:last-child) { flex: none; }
  .meta.all { flex-wrap: wrap; }
  .filters > .search { flex: 1 1 60%; }
  .filters > .select { flex: 1 1 8rem; min-width: 0; padding-inline: var(--s2) 1.5rem; }
  .bulk .select, .bulk .select + .btn, .bulk .icon { display: none; }
  .bulk { gap: var(--s1); padding: var(--s2) var(--s2) var(--s2) var(--s3); }
  .bulk .btn { padding-inline: 0.625rem; }
  .cards tr.inside td { padding: 0; background: none; }
  .cards tr.open { border-bottom: 0; background: var(--hover); }
  .cards tr.inside { background: var(--hover); }
  .cards .pair { display: flex; gap: var(--s4); }
  .cards .pair a { min-height: 2.75rem; }
  .needs li { grid-template-columns: auto minmax(0, 1fr); }
  .needs li > :nth-child(3) { grid-column: 2; justify-self: start; }
  .pick { border-color: var(--hair); margin: 0; background: var(--surface); }
  .pick > .icon:last-child { opacity: 1; }
  .menu[popover] { position-area: none; inset: auto 0 0; width: 100%; max-width: none; max-height: 80dvh; margin: 0; padding: var(--s3); border-radius: var(--r3) var(--r3) 0 0; }
  .menu::backdrop { background: #0007; }
  .notice { grid-template-columns: auto minmax(0, 1fr); }
  .notice > :nth-child(3) { grid-column: 2; justify-self: start; }
  .panel > footer > .row { flex-wrap: wrap; }
  .panel > footer > .row > .select { max-width: 100%; }
  .head > .row.full { width: 100%; }
  .head > .row.full > .btn { flex: 1 1 auto; }
  .head > div:first-child { flex-basis: 9rem; }
  .gate > .panel { padding: var(--s5); }
}
@media (prefers-reduced-motion: no-preference) {
  .btn, .pick, .nav li a, .tabs a, .chip { transition: background-color 0.12s, border-color 0.12s, color 0.12s; }
}
@media (forced-colors: active) {
  .pill, .chip, .panel, .notice { border: 1px solid; }
}
`;
