/** The style sheet of every page: one column, system fonts, both colour schemes, contrast of at least 4.5 to 1 (WCAG 2.2 §1.4.3). */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--ink:#1d2127;--soft:#59616b;--line:#d9dce1;--field:#868e98;--accent:#2f5fd0;--on:#fff;--good:#1b7340;--bad:#b3261e;--badbg:#fdeeec;--goodbg:#eaf6ee;--code:#f1f2f4}
@media(prefers-color-scheme:dark){:root{--bg:#14171b;--card:#1c2026;--ink:#e7e9ec;--soft:#a3abb5;--line:#343a43;--field:#79828e;--accent:#8fb0ff;--on:#10141b;--good:#6fd197;--bad:#ff9a91;--badbg:#3a1f1d;--goodbg:#173023;--code:#262b33}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header{display:flex;gap:1.25rem;align-items:center;padding:.75rem 1.25rem;border-bottom:1px solid var(--line);background:var(--card)}
header form{margin:0 0 0 auto}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem}
h2{font-size:1.2rem;line-height:1.3;margin:2.25rem 0 .5rem}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
p,ul,ol,dl{margin:.5rem 0 1rem}
li{margin:.25rem 0}
a{color:var(--accent)}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:.5rem;top:.5rem;background:var(--card);padding:.5rem}
.hint{color:var(--soft);font-size:.9rem;margin:.15rem 0 .35rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.25rem;margin:1rem 0}
.card>:first-child{margin-top:0}.card>:last-child{margin-bottom:0}
.alert,.done{border-left:4px solid var(--bad);background:var(--badbg);border-radius:6px;padding:.75rem 1rem;margin:1rem 0}
.done{border-color:var(--good);background:var(--goodbg)}
.alert>:first-child,.done>:first-child{margin-top:0}.alert>:last-child,.done>:last-child{margin-bottom:0}
.field{margin:1.25rem 0}
.field>label,legend{display:block;font-weight:600;padding:0}
fieldset{border:0;padding:0;margin:1.5rem 0}
.check{display:flex;gap:.6rem;align-items:flex-start;margin:.6rem 0}.check input{margin:.3rem 0 0;flex:none;width:1.05rem;height:1.05rem;accent-color:var(--accent)}
.check .hint{display:block}
input[type=text],input[type=url],input[type=password],select,textarea{width:100%;font:inherit;color:inherit;background:var(--card);border:1px solid var(--field);border-radius:6px;padding:.5rem .65rem;min-height:2.6rem}
textarea,code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85rem}
[aria-invalid=true]{border:2px solid var(--bad)!important}
.error{color:var(--bad);font-weight:600;font-size:.92rem;margin:.35rem 0 0}
button,.button{display:inline-block;font:inherit;font-weight:600;cursor:pointer;border-radius:6px;padding:.5rem 1rem;border:1px solid var(--accent);background:var(--accent);color:var(--on);text-decoration:none}
button.second,.button.second{background:none;color:var(--accent)}
button.quiet{background:none;border-color:transparent;color:var(--soft);padding:.25rem .5rem}
button.danger{background:none;border-color:var(--bad);color:var(--bad)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:1.5rem 0}
.tabs{display:flex;gap:.5rem;flex-wrap:wrap;margin:1rem 0;padding:0;list-style:none}.tabs li{margin:0}
.tabs a{display:block;padding:.4rem .8rem;border:1px solid var(--line);border-radius:999px;text-decoration:none;color:inherit;background:var(--card)}
.tabs a[aria-current]{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);font-weight:600}
.steps{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;color:var(--soft);font-size:.9rem}
.steps [aria-current]{color:var(--ink);font-weight:600}
dl.facts{display:grid;grid-template-columns:minmax(8rem,max-content) minmax(0,1fr);gap:.4rem 1rem}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
code,pre{background:var(--code);border-radius:4px;padding:.1rem .3rem}
pre{overflow:auto;padding:.6rem .75rem;white-space:pre-wrap;overflow-wrap:anywhere;user-select:all;margin:0}
table{width:100%;border-collapse:collapse}th{text-align:left;font-size:.85rem;color:var(--soft);font-weight:600}
th,td{padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}
summary{cursor:pointer;color:var(--accent)}
.wide{overflow-x:auto}
.state{font-weight:600}.state.good{color:var(--good)}.state.bad{color:var(--bad)}
@media(max-width:34rem){dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.6rem}}
`;
