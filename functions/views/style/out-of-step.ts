/** What is unlike on two sides, why, and what was done about it. */
export const OUT_OF_STEP = `
.needs li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--s1) var(--s3); align-items: center; padding: var(--s3) var(--s4); }
.needs li + li { border-top: 1px solid var(--hair); }
.needs li > .icon { align-self: start; margin-top: 0.125rem; }
.differs { display: inline-flex; gap: 0.375rem; align-items: center; padding: 1px 6px; margin-inline-start: -6px; border-radius: var(--r1); background: var(--wait-wash); box-shadow: inset 0 -1px 0 var(--wait); }
.pair { display: inline-grid; }
.pair :is(a, span) { display: flex; align-items: center; min-height: 1.5rem; white-space: nowrap; }
.side { overflow-wrap: normal; }
.side .person > :last-child { max-width: 9rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.change { overflow-wrap: normal; }
.row.keep { flex-wrap: nowrap; }
.filters { align-items: stretch; }
.search { position: relative; flex: 1 1 18rem; }
.search .icon { position: absolute; inset: 0 auto 0 var(--s3); margin-block: auto; color: var(--soft); }
.search .input { padding-inline-start: 2.25rem; }
.table > tbody > tr.inside:hover { background: none; }
.table tr.open > :is(th, td) { border-bottom-color: transparent; background: var(--hover); }
.table tr.inside > td { padding: 0 var(--s4) var(--s4); background: var(--hover); }
`;
