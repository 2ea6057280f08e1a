/** What is pressed, and what tells a state. */
export const CONTROLS = `
.btn { display: inline-flex; gap: var(--s2); align-items: center; justify-content: center; min-height: var(--control); padding: var(--s1) var(--s3); border: 1px solid light-dark(#d3d7dd, #3a414a); border-radius: var(--r2); background: var(--surface); color: var(--ink); font-weight: 500; text-decoration: none; white-space: nowrap; cursor: pointer; box-shadow: var(--shadow); }
.btn:hover { background: var(--hover); border-color: var(--edge); }
.btn.primary { border-color: transparent; background: var(--accent-fill); color: var(--on-accent); }
.btn.primary:hover { background: var(--accent-fill-hover); }
.btn.quiet { border-color: transparent; background: none; color: var(--soft); box-shadow: none; }
.btn.quiet:hover { background: light-dark(#15181d0d, #ffffff12); color: var(--ink); }
.btn.danger { color: var(--bad); }
.btn.icon-only { width: var(--control); padding: 0; }
.btn.copy { width: 1.5rem; min-height: 1.5rem; margin-block: -0.25rem; vertical-align: middle; }
.shell .copy { margin: -0.25rem -0.25rem 0 0; }
.copy .icon + .icon, .copy[data-done] .icon { display: none; }
.copy[data-done] .icon + .icon { display: inline; color: var(--good); }
.btn[aria-disabled] { opacity: 0.55; cursor: not-allowed; }

.group { display: inline-flex; }
.group .btn + .btn { margin-inline-start: -1px; }
.group > .btn:not(:last-child) { border-start-end-radius: 0; border-end-end-radius: 0; }
.group > .btn:not(:first-child) { border-start-start-radius: 0; border-end-start-radius: 0; }

.state { display: inline-flex; gap: 0.375rem; align-items: center; font-weight: 500; white-space: nowrap; }
.glyph { display: inline-flex; gap: 0.375rem; align-items: center; white-space: nowrap; }
.good { color: var(--good); }
.wait { color: var(--wait); }
.bad { color: var(--bad); }
.off { color: var(--soft); }
.pill { padding: 2px var(--s2); border-radius: 99px; font: 500 var(--t1) var(--sans); background: var(--sunk); }
.pill.good { background: var(--good-wash); }
.pill.wait { background: var(--wait-wash); }
.pill.bad { background: var(--bad-wash); }
.pill .icon { width: 0.875rem; height: 0.875rem; }
.chip { display: inline-flex; gap: 0.375rem; align-items: center; min-height: 1.5rem; padding: 2px var(--s2) 2px 6px; border: 1px solid var(--hair); border-radius: var(--r2); background: var(--surface); color: var(--ink); font: 500 var(--t1) var(--sans); text-decoration: none; white-space: nowrap; }
a.chip:hover { border-color: var(--edge); }
.chip .icon { width: 0.875rem; height: 0.875rem; }
.chip .icon.good { color: var(--good); }
.chip.wait { border-color: transparent; background: var(--wait-wash); color: var(--wait); }
.chip.bad { border-color: transparent; background: var(--bad-wash); color: var(--bad); }

.face { display: inline-grid; place-items: center; flex: none; width: 1.25rem; height: 1.25rem; border-radius: 50%; background: var(--who-4); color: #fff; font: 600 0.625rem/1 var(--sans); }
.face.a { background: var(--who-1); }
.face.b { background: var(--who-2); }
.face.c { background: var(--who-3); }
.face.team { border-radius: var(--r1); }
.face.none { border: 1.5px dashed var(--edge); background: none; }
.person { display: inline-flex; gap: var(--s2); align-items: center; min-width: 0; }
.large .face { width: 2rem; height: 2rem; font-size: 0.8125rem; }

.pick { display: inline-flex; gap: var(--s2); align-items: center; min-height: var(--control); width: max-content; margin: calc(var(--s1) * -1) calc(var(--s2) * -1 - 1px); padding: var(--s1) var(--s2); border: 1px solid transparent; border-radius: var(--r2); background: none; font-weight: 500; text-align: start; white-space: nowrap; cursor: pointer; }
.pick > .icon:last-child { width: 0.75rem; height: 0.75rem; color: var(--soft); opacity: 0; }
.pick:hover, .pick:focus-visible, .pick:has(+ :popover-open) { border-color: var(--hair); background: var(--surface); }
.pick:hover > .icon:last-child, .pick:focus-visible > .icon:last-child, .pick.field-like > .icon:last-child { opacity: 1; }
.pick.field-like { margin: 0; border-color: var(--edge); background: var(--surface); }
.menu[popover] { position: fixed; position-area: block-end span-inline-end; position-try-fallbacks: flip-block, flip-inline; inset: auto; margin: var(--s1) 0; width: 16rem; max-width: calc(100vw - 2rem); max-height: 24rem; padding: var(--s1); border: 0; border-radius: var(--r3); background: var(--raised); color: var(--ink); box-shadow: var(--float); overflow-y: auto; }
.menu p { padding: var(--s2) var(--s2) var(--s1); font: 500 var(--t1) var(--sans); color: var(--soft); }
.menu :is(button, a) { display: flex; gap: var(--s2); align-items: center; width: 100%; min-height: var(--control); padding: var(--s1) var(--s2); border: 0; border-radius: var(--r2); background: none; color: var(--ink); text-align: start; text-decoration: none; cursor: pointer; }
.menu :is(button, a):is(:hover, :focus-visible) { background: var(--accent-wash); outline-offset: -2px; }
.menu [aria-current] .icon:last-child { margin-inline-start: auto; color: var(--accent); }
.menu small { margin-inline-start: auto; font: var(--t1) var(--sans); color: var(--soft); }
.menu hr { height: 1px; margin: var(--s1) 0; border: 0; background: var(--hair); }
@supports not (position-area: block-end) { .menu[popover] { inset: 0; margin: auto; height: fit-content; } }
`;
