/** Navigation left, one column of work right; and the page of somebody who is not signed in. */
export const FRAME = `
.frame { display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); min-height: 100vh; }
.work { max-width: 80rem; width: 100%; border-inline-start: 1px solid var(--hair); padding: var(--s5) var(--s6) var(--s7); display: grid; gap: var(--s5); align-content: start; }
.work > * { min-width: 0; }
.narrow { max-width: 62rem; }
.brand { display: flex; gap: var(--s2); align-items: center; font-weight: 600; color: var(--ink); text-decoration: none; letter-spacing: -0.01em; }
.brand svg { width: 1.25rem; height: 1.25rem; color: var(--accent); fill: currentColor; }
.nav { position: sticky; inset: 0 auto auto 0; display: flex; flex-direction: column; gap: var(--s5); width: auto; height: 100vh; max-height: none; margin: 0; padding: var(--s4) var(--s3); border: 0; background: var(--ground); color: var(--ink); overflow-y: auto; }
.nav .brand { padding: var(--s1) var(--s2); }
.nav ul { display: grid; gap: 2px; }
.nav h2 { padding: 0 var(--s2) var(--s1); font: 500 var(--t1) var(--sans); letter-spacing: 0; color: var(--soft); }
.nav li a { display: flex; gap: var(--s2); align-items: center; min-height: var(--control); padding: var(--s1) var(--s2); border-radius: var(--r2); color: var(--soft); font-weight: 500; text-decoration: none; }
.nav li a:hover { background: light-dark(#15181d0d, #ffffff0f); color: var(--ink); }
.nav [aria-current] { background: var(--surface); color: var(--ink); box-shadow: 0 0 0 1px var(--hair), var(--shadow); }
.nav [aria-current] > .icon { color: var(--accent); }
.nav .who { display: flex; gap: var(--s2); align-items: center; margin-top: auto; padding: var(--s2); }
.nav .who form { margin-inline-start: auto; }
.nav .who .two-lines { min-width: 0; }
.nav .who .strong { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bar { display: none; }

.head { display: flex; flex-wrap: wrap; gap: var(--s3) var(--s5); align-items: start; justify-content: space-between; }
.head > div:first-child { display: grid; gap: var(--s1); min-width: 0; flex: 1 1 24rem; }
.head p { color: var(--soft); max-width: 70ch; }
.trail { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s2); font: var(--t1) var(--sans); color: var(--soft); }
.trail a { color: var(--soft); }
.trail li + li::before { content: "/"; margin-inline-end: var(--s2); color: var(--edge); }

.gate { display: grid; place-items: center; align-content: center; gap: var(--s5); min-height: 100vh; padding: var(--s5) var(--s4); }
.gate > .panel { width: 100%; max-width: 26rem; padding: var(--s6); display: grid; gap: var(--s5); }
.gate h1 { font: 600 var(--t5) var(--sans); letter-spacing: -0.02em; }
.gate .btn { min-height: max(2.5rem, var(--control)); }
.gate .btn.primary { width: 100%; }
`;
