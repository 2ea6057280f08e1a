/** Text, links, and what every part is made of. */
export const GROUND = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding: var(--s7); }
body { margin: 0; overflow-wrap: anywhere; font: var(--t2) var(--sans); background: var(--ground); color: var(--ink); font-variant-numeric: tabular-nums; }
h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, legend { margin: 0; padding: 0; }
ul, ol { list-style: none; }
fieldset { border: 0; min-width: 0; }
h1 { font: 600 var(--t4) var(--sans); letter-spacing: -0.012em; text-wrap: balance; }
h2 { font: 600 var(--t3) var(--sans); letter-spacing: -0.006em; }
h3, strong, b { font-weight: 600; }
h3 { font-size: inherit; line-height: inherit; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
code, pre, kbd, .mono { font: var(--t1) var(--mono); }
code { padding: 1px var(--s1); border-radius: var(--r1); background: var(--sunk); overflow-wrap: anywhere; }
pre { margin: 0; overflow-x: auto; }
pre code { padding: 0; background: none; }
button, input, select, textarea { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
svg { flex: none; }
.icon { width: 1rem; height: 1rem; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; vertical-align: -0.15em; }
.soft { color: var(--soft); }
.small { font: var(--t1) var(--sans); }
.strong { font-weight: 600; }
.nowrap { white-space: nowrap; }
.sprite { position: absolute; width: 0; height: 0; overflow: hidden; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
.skip { position: fixed; z-index: 9; top: var(--s2); left: var(--s2); padding: var(--s2) var(--s4); border-radius: var(--r2); background: var(--accent-fill); color: var(--on-accent); translate: 0 -4rem; }
.skip:focus { translate: 0; }
.stack { display: grid; gap: var(--s5); align-content: start; min-width: 0; }
.stack > * { min-width: 0; }
.tight { gap: var(--s3); }
.row { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: center; }
`;
