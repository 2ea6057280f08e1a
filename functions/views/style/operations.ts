/** What takes its time, and how far it is. */
export const OPERATIONS = `
.table .num { text-align: end; }
.between { justify-content: space-between; }
progress { appearance: none; display: block; width: 100%; height: 0.5rem; border: 0; border-radius: 99px; background: var(--hair); color: var(--accent-fill); overflow: hidden; }
progress::-webkit-progress-bar { background: var(--hair); }
progress::-webkit-progress-value { background: var(--accent-fill); border-radius: 99px; }
progress::-moz-progress-bar { background: var(--accent-fill); border-radius: 99px; }
.halves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: var(--s5); align-items: start; }
.jobs li { display: grid; gap: var(--s2); padding: var(--s3) var(--s4); }
.jobs li + li { border-top: 1px solid var(--hair); }
.plain { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: var(--s3) var(--s5); margin-top: var(--s3); }
@media (max-width: 52rem) { .cards .num { text-align: start; } }
`;
