/** Fields, and what is said about them. */
export const FORMS = `
.field { display: grid; gap: var(--s1); justify-items: start; width: 100%; }
.field > label, .field > .label, legend { font-weight: 500; }
legend { padding-block-end: var(--s3); }
.narrow .field { max-width: 42rem; }
.hint { font: var(--t1) var(--sans); color: var(--soft); max-width: 62ch; }
.hint, .fault { line-height: 1.125rem; }
.input, .select { width: 100%; min-height: var(--control); padding: var(--s1) var(--s3); border: 1px solid var(--edge); border-radius: var(--r2); background: var(--surface); }
.input::placeholder { color: var(--soft); opacity: 1; }
.select { appearance: none; padding-inline-end: 1.75rem; background-image: linear-gradient(45deg, transparent 50%, var(--soft) 50%), linear-gradient(-45deg, transparent 50%, var(--soft) 50%); background-size: 5px 5px; background-position: right 15px center, right 10px center; background-repeat: no-repeat; }
.select.fit { width: auto; }
[aria-invalid="true"] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
.fault { display: flex; gap: 0.375rem; font: 500 var(--t1) var(--sans); color: var(--bad); }
.choice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--s3); align-items: start; }
.choice > .check { margin-top: 0.125rem; }
.choice label { font-weight: 500; }
.table .fault { margin-top: var(--s1); }
.places { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: var(--s3) var(--s4); max-width: 42rem; }
.field.end { align-content: end; }
.stack.inset { padding-top: var(--s4); }
.search { position: relative; flex: 1 1 18rem; }
.search .icon { position: absolute; inset: 0 auto 0 var(--s3); margin-block: auto; color: var(--soft); }
.search .input { padding-inline-start: 2.25rem; }
.tick { display: grid; place-items: center; width: 1.5rem; height: 1.5rem; margin: -4px; cursor: pointer; }
.scopes { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: var(--s2) var(--s4); }
.check { width: 1rem; height: 1rem; margin: 0; accent-color: var(--accent-fill); }
.steps { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s5); color: var(--soft); counter-reset: s; }
.steps li { display: flex; gap: var(--s2); align-items: center; counter-increment: s; }
.steps li::before { content: counter(s); display: grid; place-items: center; width: 1.5rem; height: 1.5rem; border: 1px solid var(--edge); border-radius: 50%; font: 500 var(--t1) var(--sans); }
.steps [aria-current] { color: var(--ink); font-weight: 500; }
.steps [aria-current]::before { border-color: transparent; background: var(--accent-fill); color: var(--on-accent); }

progress { appearance: none; display: block; width: 100%; height: 0.5rem; border: 0; border-radius: 99px; background: var(--hair); color: var(--accent-fill); overflow: hidden; }
progress::-webkit-progress-bar { background: var(--hair); }
progress::-webkit-progress-value { background: var(--accent-fill); border-radius: 99px; }
progress::-moz-progress-bar { background: var(--accent-fill); border-radius: 99px; }

.notice { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--s1) var(--s3); align-items: start; padding: var(--s3) var(--s4); border-radius: var(--r3); background: var(--sunk); box-shadow: inset 0 0 0 1px var(--hair); }
.notice > .icon { margin-top: 0.125rem; }
.notice.good { background: var(--good-wash); box-shadow: none; }
.notice.wait { background: var(--wait-wash); box-shadow: none; }
.notice.bad { background: var(--bad-wash); box-shadow: none; }
.notice > div { display: grid; gap: var(--s1); color: var(--ink); }
.notice h2, .notice h3 { font: 600 var(--t2) var(--sans); }
.notice ul { display: grid; gap: var(--s1); }
.notice.bad a:not(.btn) { color: var(--bad); font-weight: 500; }
.empty { display: grid; gap: var(--s2); justify-items: center; padding: var(--s7) var(--s5); text-align: center; }
.empty > .icon { width: 2rem; height: 2rem; stroke-width: 1.2; color: var(--soft); }
.empty p { color: var(--soft); max-width: 52ch; }
.empty .row { justify-content: center; margin-top: var(--s2); }
`;
