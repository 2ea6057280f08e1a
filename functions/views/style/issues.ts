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
`;
