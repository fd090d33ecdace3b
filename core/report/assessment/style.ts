// The look of the report: light and dark on screens, black on white in print, readable from 380 px on. Colours are those of the
// extension's pages (entrypoints/page-kit/theme.css); no character of it comes from a page. Without `<` and `&`, so that the document stays XML.
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --surface: #f4f5f3; --line: #d9ddd8; --ink: #17201c; --ink-2: #4c5852;
  --accent: #0b6153; --high: #a3211b; --medium: #8a5300; --low: #1a6140; --info: #4c5852;
  --high-ground: #fbe9e7; --medium-ground: #fcf1d9; --low-ground: #e3f3ea; --info-ground: #eef0ed;
  --gold: #c98a12; --track: #e3e6e2;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #101513; --surface: #181e1b; --line: #2d3631; --ink: #e7ece9; --ink-2: #a3b0a9;
    --accent: #7fd1bd; --high: #ff9c92; --medium: #f0c26b; --low: #84d3a8; --info: #a3b0a9;
    --high-ground: #3a1d1b; --medium-ground: #33280f; --low-ground: #15301f; --info-ground: #212824;
    --gold: #e4ae47; --track: #2d3631;
  }
}
* { box-sizing: border-box; }
html { background: var(--ground); }
body {
  margin: 0; color: var(--ink); background: var(--ground); overflow-wrap: anywhere;
  font: 15px/1.55 -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', system-ui, sans-serif;
}
main { max-inline-size: 1040px; margin-inline: auto; padding: 40px 32px 64px; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 620; text-wrap: balance; }
h1 { font-size: 30px; margin-block: 20px 24px; letter-spacing: -0.01em; }
h2 { font-size: 21px; margin-block-end: 16px; }
h3 { font-size: 16px; margin-block: 28px 8px; }
h4 { font-size: 15.5px; }
p, ul, ol { margin-block-end: 12px; max-inline-size: 92ch; }
ul, ol { padding-inline-start: 20px; }
li { margin-block-end: 4px; }
a { color: var(--accent); text-underline-offset: 2px; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code { font: 0.88em/1.5 ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, 'Liberation Mono', Consolas, monospace; }
section { margin-block-start: 44px; padding-block-start: 24px; border-block-start: 1px solid var(--line); }
header { border-block-start: 4px solid var(--accent); padding-block-start: 20px; }
.brand { display: flex; align-items: center; gap: 10px; font-weight: 650; font-size: 17px; margin: 0; }
.logo { display: block; }
dl > div { display: grid; grid-template-columns: 170px 1fr; gap: 2px 16px; padding-block: 3px; }
dt { color: var(--ink-2); }
dd ul { margin: 0; }
nav ol { display: flex; flex-wrap: wrap; gap: 4px 20px; padding: 0; margin-block: 20px 0; max-inline-size: none; list-style: none; font-size: 14px; }
nav a { display: inline-block; padding-block: 3px; }
.lead { font-size: 18px; line-height: 1.45; }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; padding: 0; margin-block: 24px 0; max-inline-size: none; list-style: none; }
.figures li { border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; margin: 0; background: var(--surface); }
.figures strong { display: block; font-size: 24px; line-height: 1.2; font-weight: 620; font-variant-numeric: tabular-nums; }
.figures span, .figures small { display: block; color: var(--ink-2); font-size: 13.5px; }
.figures span { color: var(--ink); }
.recommendations { padding: 0; margin: 0; max-inline-size: none; list-style: none; counter-reset: recommendation; }
.recommendation { counter-increment: recommendation; display: grid; grid-template-columns: 32px 1fr auto; gap: 4px 12px; padding-block: 16px; margin: 0; border-block-end: 1px solid var(--line); }
.recommendation:first-child { padding-block-start: 0; }
.recommendation:last-child { border: 0; padding-block-end: 0; }
.recommendation::before { content: counter(recommendation); grid-row: 1 / span 3; font-size: 20px; line-height: 1.25; font-weight: 620; color: var(--ink-2); font-variant-numeric: tabular-nums; }
.recommendation h3 { margin: 0; }
.recommendation p { grid-column: 2; margin: 0; }
.recommendation .urgency { grid-column: 3; grid-row: 1; white-space: nowrap; }
.urgency, .mark { font-size: 12.5px; font-weight: 600; line-height: 1.6; }
.now .urgency { color: var(--high); }
.soon .urgency { color: var(--medium); }
.keep .urgency { color: var(--low); }
.mark { display: inline-block; padding-inline: 8px; border: 1px solid currentcolor; border-radius: 999px; white-space: nowrap; }
.mark.high { color: var(--high); background: var(--high-ground); }
.mark.medium { color: var(--medium); background: var(--medium-ground); }
.mark.low { color: var(--low); background: var(--low-ground); }
.mark.informational { color: var(--info); background: var(--info-ground); }
.meanings { font-size: 14px; margin-block: 16px 24px; }
.meanings > div { grid-template-columns: 84px 1fr; }
.finding { border-block-start: 1px solid var(--line); padding-block: 18px; }
.finding h4 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; }
.no { color: var(--ink-2); min-inline-size: 22px; font-variant-numeric: tabular-nums; }
.kind { color: var(--ink-2); margin-block: 2px 8px; }
.finding > ul { margin-block-end: 10px; }
.finding dl { font-size: 14px; display: grid; grid-template-columns: 1fr 1fr; gap: 0 40px; }
.finding dl > div { grid-template-columns: 140px 1fr; }
.more { color: var(--ink-2); margin-block-start: 16px; }
table { inline-size: 100%; border-collapse: collapse; font-size: 13.5px; font-variant-numeric: tabular-nums; margin-block-end: 16px; }
caption { text-align: start; color: var(--ink-2); padding-block-end: 6px; }
th, td { text-align: start; vertical-align: top; padding: 7px 10px 7px 0; border-block-end: 1px solid var(--line); }
th { font-weight: 600; white-space: nowrap; border-block-end-color: var(--ink-2); }
th.number, td.number { text-align: end; white-space: nowrap; }
td.number, th.number { padding-inline-end: 18px; }
.bar { display: block; inline-size: 100%; min-inline-size: 60px; block-size: 8px; margin-block-start: 7px; }
.track { fill: var(--track); }
rect.others { fill: var(--gold); }
rect.stopped { fill: var(--accent); }
figure { margin-block: 8px 24px; }
figcaption { font-size: 13.5px; color: var(--ink-2); margin-block-end: 8px; }
.timeline { display: block; inline-size: 100%; block-size: 96px; }
.axis { stroke: var(--ink-2); stroke-width: 1; vector-effect: non-scaling-stroke; }
.key { white-space: nowrap; margin-inline-start: 12px; }
.key::before { content: '■'; margin-inline-end: 4px; }
.key.stopped::before { color: var(--accent); }
.key.others::before { color: var(--gold); }
@media screen and (max-width: 700px) {
  main { padding: 24px 16px 48px; }
  h1 { font-size: 25px; }
  .figures { grid-template-columns: repeat(2, 1fr); gap: 8px; }
  .figures li { padding: 10px 12px; }
  .figures strong { font-size: 19px; }
  .finding dl { grid-template-columns: 1fr; }
  dl > div, .finding dl > div { grid-template-columns: 112px 1fr; gap: 12px; padding-block: 2px; }
  .meanings > div { grid-template-columns: 84px 1fr; }
  .recommendation { grid-template-columns: 24px 1fr; }
  .recommendation .urgency { grid-column: 2; grid-row: auto; }
  .recommendation::before { grid-row: 1 / span 4; font-size: 17px; }
  thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, td { display: block; }
  tr { padding-block: 8px; border-block-end: 1px solid var(--line); }
  td, td.number { display: grid; grid-template-columns: 112px 1fr; gap: 12px; padding: 2px 0; border: 0; text-align: start; white-space: normal; }
  td::before { content: attr(data-label); color: var(--ink-2); }
  td .mark { justify-self: start; }
  td.nothing { display: none; }
}
@media (forced-colors: active) {
  rect.others { fill: Highlight; }
  rect.stopped { fill: CanvasText; }
  .track { fill: GrayText; }
}
@page {
  margin: 16mm 15mm 18mm;
  @bottom-left { content: 'Assay: assessment report'; font: 8pt sans-serif; color: #4c5852; }
  @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; color: #4c5852; }
}
@media print {
  :root { color-scheme: light; }
  body { font-size: 10pt; line-height: 1.45; }
  main { max-inline-size: none; padding: 0; }
  h1 { font-size: 21pt; }
  h2 { font-size: 14pt; }
  h3 { font-size: 11.5pt; }
  h4 { font-size: 10.5pt; }
  .lead { font-size: 12pt; }
  section { margin-block-start: 22pt; padding-block-start: 12pt; }
  #findings { break-before: page; border: 0; padding-block-start: 0; }
  h2, h3, h4, caption, figcaption { break-after: avoid; }
  .finding, .recommendation, .figures, figure, tr, dl > div { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8.5pt; }
  th, td { padding: 4pt 6pt 4pt 0; }
  .meanings, .finding dl { font-size: 9pt; }
  .finding dl > div { grid-template-columns: 92pt 1fr; }
  .figures strong { font-size: 15pt; }
  .figures li { padding: 8pt 10pt; }
  p, li { orphans: 3; widows: 3; }
  a { color: inherit; text-decoration: none; }
  nav { display: none; }
  .mark { background: none; }
}
`;
