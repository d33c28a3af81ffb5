"""How a paper looks: one calm sheet, sized by the running text, so that A4 and A1 are the same drawing."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
* { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; background: #e9edf1; color: #1f2933; }
body { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
body { line-height: 1.38; hyphens: manual; overflow-wrap: break-word; }
.sheet { width: var(--wide); margin: 1.2rem auto; padding: 2.2rem 2.4rem 1.6rem; background: #fff; }
.sheet { display: flex; flex-direction: column; max-width: 100%; box-shadow: 0 1px 6px rgb(31 41 51 / 18%); }
.sheets .sheet { min-height: var(--high); }
header { border-top: 0.35rem solid #0b5394; padding-top: 0.7rem; margin-bottom: 1.1rem; }
.kicker { margin: 0; color: #0b5394; font-weight: 700; font-size: 0.95rem; }
h1 { font-size: 2.3rem; line-height: 1.1; margin: 0.15rem 0 0.25rem; letter-spacing: -0.01em; }
.to { margin: 0; color: #52606d; }
.grid { display: grid; grid-template-columns: var(--columns); gap: 1.15rem 1.8rem; align-content: start; flex: 1; }
section { min-width: 0; }
.span2 { grid-column: span 2; }
.span3 { grid-column: span 3; }
h2 { font-size: 1.18rem; line-height: 1.25; margin: 0 0 0.35rem; padding-bottom: 0.2rem; color: #0b5394; }
h2 { border-bottom: 1px solid #cbd5de; break-after: avoid; }
h3 { font-size: 1rem; line-height: 1.25; margin: 0; break-after: avoid; }
p { margin: 0.25rem 0; }
.lead { font-size: 1.5rem; line-height: 1.28; font-weight: 650; margin: 0.3rem 0 0.5rem; }
.small, .place { font-size: 0.86rem; color: #52606d; }
.place { margin: 0; }
ul { margin: 0.2rem 0; padding-left: 1.1rem; }
li { margin: 0.2rem 0; }
ul.ticks { list-style: none; padding-left: 0; }
ul.ticks li { padding-left: 1.6rem; position: relative; }
ul.ticks li::before { content: ''; position: absolute; left: 0; top: 0.2rem; width: 0.9rem; height: 0.9rem; }
ul.ticks li::before { border: 1.5px solid #52606d; border-radius: 2px; }
.ask { background: #fff6df; border-left: 0.5rem solid #c75300; padding: 0.9rem 1.2rem 1rem; border-radius: 3px; }
.ask h2 { border: 0; padding: 0; margin: 0; color: #8f3c00; font-size: 1.05rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.4rem 2rem; margin: 0.2rem 0 0.8rem; }
.facts div { display: flex; flex-direction: column-reverse; }
.facts dd { margin: 0; font-size: 2rem; line-height: 1.05; font-weight: 700; font-variant-numeric: tabular-nums; }
.facts dt { font-size: 0.88rem; color: #52606d; max-width: 13rem; }
.charts { display: grid; gap: 1rem 1.8rem; grid-template-columns: minmax(0, 1fr); }
.charts.of2 { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.charts.of3 { grid-template-columns: repeat(3, minmax(0, 1fr)); }
figure { margin: 0; break-inside: avoid; display: flex; flex-direction: column; }
figure > div { margin-top: 0.35rem; }
figure svg, .picture svg, .code svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: 0.3rem; }
.finding { font-weight: 600; }
.write { display: flex; align-items: flex-end; min-height: 1.95rem; margin: 0.15rem 0 0; color: #52606d; }
.write { border-bottom: 1px solid #8a94a0; font-size: 0.88rem; padding-bottom: 0.1rem; }
.ask .write { border-color: #a37a55; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; margin: 0.2rem 0; }
thead th { color: #52606d; font-weight: 600; border-bottom: 1.5px solid #8a94a0; }
th, td { text-align: left; vertical-align: top; padding: 0.32rem 0.7rem 0.32rem 0; border-bottom: 1px solid #dfe5ea; }
tbody th { font-weight: 600; }
tbody td:empty::before, tbody th:empty::before { content: '\\00a0'; }
.narrow { width: 22%; }
.tall td, .tall tbody th { padding: 0.62rem 0.7rem 0.62rem 0; border-color: #8a94a0; }
tr { break-inside: avoid; }
.link { display: flex; gap: 1.6rem; align-items: center; }
.code { flex: 0 0 10rem; }
.address { overflow-wrap: anywhere; font-size: 0.86rem; }
footer { margin-top: 1rem; padding-top: 0.4rem; border-top: 1px solid #cbd5de; font-size: 0.8rem; color: #52606d; }
.flows section { break-inside: auto; }
.flows .ask, .flows .facts { break-inside: avoid; }
@media screen and (max-width: 210mm) {
  html { font-size: 15px !important; }
  .sheet { width: auto; min-height: 0 !important; margin: 0; padding: 1.2rem 1rem; box-shadow: none; }
  .grid, .charts.of2, .charts.of3 { grid-template-columns: minmax(0, 1fr); }
  .span2, .span3 { grid-column: auto; }
}
@media print {
  body { background: #fff; }
  .sheet { margin: 0; box-shadow: none; width: auto; max-width: none; }
  .sheets .sheet { width: var(--wide); min-height: calc(var(--high) - 0.6mm); break-after: page; }
  .sheets .sheet:last-child { break-after: auto; }
  .flows .sheet { padding: 0; display: block; }
  .flows .grid { display: block; }
  .flows section { margin-bottom: 1.1rem; }
}
"""
