// How our pages look: light and dark by the reader's own setting, and on paper.

/** Contrast of every text at least 4.5 : 1, of every edge 3 : 1, on both grounds (WCAG 2.2, 1.4.3 and 1.4.11). */
export const style = `
:root { color-scheme: light dark; --ground: #fff; --text: #1f2328; --quiet: #57606a; --line: #8c959f; --soft: #f3f5f7;
  --link: #0757b5; --right: #1a7f37; --partly: #8a5d00; --wrong: #cf222e; --open: #6e7781; --note: #0969da; --mark: #fff1b8; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #14181d; --text: #e6e9ed; --quiet: #a9b3bd; --line: #6e7781;
  --soft: #1f252c; --link: #7db8ff; --right: #3fb950; --partly: #d29922; --wrong: #ff7b72; --open: #8b949e; --note: #58a6ff; --mark: #5a4a00; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p, ul, ol { margin: .4rem 0; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; font-size: .9em; }
pre { background: var(--soft); border-radius: 4px; margin: .4rem 0; padding: .6rem .8rem; white-space: pre-wrap; tab-size: 2; }
pre.prose { font: inherit; }
.prose { background: var(--soft); border-radius: 4px; contain: content; margin: .4rem 0; overflow-x: auto; padding: .2rem .8rem; }
.prose pre { border: 1px solid var(--line); } .prose math[display="block"] { margin: .4rem 0; }
blockquote { border-left: 3px solid var(--line); margin: .4rem 0; padding-left: .8rem; }
p code, li code, td code { background: var(--soft); border-radius: 3px; padding: 0 .2em; }
mark { background: var(--mark); color: inherit; }
table { border-collapse: collapse; margin: .6rem 0; }
caption { text-align: left; color: var(--quiet); padding-bottom: .25rem; min-width: min(28rem, 80vw); }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .9rem .3rem 0; text-align: left; vertical-align: top; }
thead th { border-bottom-width: 2px; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal; }
thead .number { white-space: normal; vertical-align: bottom; } thead th { vertical-align: bottom; }
.short { white-space: nowrap; }
.wide { overflow-x: auto; } .wide .name { min-width: min(13rem, 30vw); overflow-wrap: anywhere; }
.wide th, .wide td { overflow-wrap: normal; }
.wide .words { min-width: 8rem; overflow-wrap: anywhere; }
.total { font-size: 1.25rem; font-weight: 600; }
.quiet { color: var(--quiet); }
.outcome { border-left: 4px solid var(--open); margin: .6rem 0; padding: .1rem 0 .1rem .8rem; }
.right { border-color: var(--right); } .partly { border-color: var(--partly); } .wrong { border-color: var(--wrong); }
.note { border-color: var(--note); }
form label { display: block; margin: .6rem 0 .2rem; } input, textarea, button { font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--line); border-radius: 4px; padding: .3rem .5rem; } input[inputmode="decimal"] { width: 6rem; } textarea { width: 100%; }
button { background: var(--soft); cursor: pointer; margin: .6rem .6rem .6rem 0; }
.list { list-style: none; padding-left: 1rem; }
figure { margin: .6rem 0; } img { max-width: 100%; height: auto; border-radius: 4px; }
@media screen and (prefers-color-scheme: dark) { figure img { filter: invert(.9) hue-rotate(180deg); } }
@media screen and (max-width: 52rem) { .wide { font-size: .875rem; } .wide th, .wide td { padding-right: .45rem; } }
summary { cursor: pointer; padding: .2rem 0; }
.beside { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem; }
.beside > * { min-width: 0; }
@media (max-width: 45rem) { .beside { grid-template-columns: 1fr; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } pre { border: 1px solid var(--line); }
  h2, h3 { break-after: avoid; } .outcome, tr, figure { break-inside: avoid; } a { color: inherit; text-decoration: none; } }
`;
