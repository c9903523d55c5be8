"""A briefing as one self-contained HTML file: semantic, accessible, with its pictures inside."""

from __future__ import annotations

from html import escape

from dashboard.briefings.model import (
    AreaBriefing,
    Block,
    Bullets,
    Illustration,
    KeyFigure,
    Paragraph,
    Section,
    Table,
)
from dashboard.briefings.pdf import numeric_columns
from dashboard.text.messages import languages
from dashboard.theme import ACCENT, INK, INK_SOFT, PANEL, PAPER, RULE, WARNING

_STYLE = f"""
*{{box-sizing:border-box}}
body{{margin:0;background:{PAPER};color:{INK};font:1rem/1.5 'Source Sans 3','Source Sans Pro',
 system-ui,Arial,sans-serif}}
header{{background:{ACCENT};color:#fff;padding:1.2rem 1rem}}
header>div,main,footer{{max-width:60rem;margin:0 auto}}
header p{{margin:0;font-weight:600}} h1{{margin:.2rem 0;font-size:2.2rem;line-height:1.15}}
main,footer{{padding:1rem}} h2{{color:{ACCENT};margin:1.8rem 0 .4rem;font-size:1.35rem}}
p,li{{max-width:46rem}} .lead{{font-size:1.25rem;font-weight:600;line-height:1.4}}
figcaption,.note,footer{{color:{INK_SOFT};
 font-size:.92rem}}
.notice{{border-left:5px solid {WARNING};background:{PANEL};padding:.6rem .8rem;color:{WARNING};
 font-weight:600}}
.key{{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.8rem;padding:0;
 list-style:none}}
.key li{{background:{PANEL};border-top:3px solid {ACCENT};padding:.7rem .9rem;margin:0}}
.key strong{{display:block;font-size:1.9rem;line-height:1.2;color:{ACCENT}}}
.key span{{display:block}} .key .note{{margin-top:.2rem}}
.scroll{{overflow-x:auto}} table{{border-collapse:collapse;width:100%;font-size:.98rem}}
caption{{text-align:left;font-weight:600;padding:.4rem 0}}
th,td{{text-align:left;padding:.32rem .6rem .32rem 0;border-bottom:1px solid {RULE};
 vertical-align:top;font-weight:400}}
thead th{{border-bottom:2px solid {ACCENT};font-weight:600}}
.number{{text-align:right;font-variant-numeric:tabular-nums}}
figure{{margin:1rem 0}} figure svg{{max-width:100%;height:auto;display:block}}
figure.map svg{{width:30rem}} figure.strip svg,figure.trend svg{{width:34rem}}
@media print{{header{{print-color-adjust:exact}} figure,table{{break-inside:avoid}}}}
"""


def html_of(briefing: AreaBriefing) -> bytes:
    """The briefing as one HTML file that fetches nothing."""
    tag = languages()[briefing.language].tag
    notice = f'<p class="notice">{escape(briefing.notice)}</p>' if briefing.notice else ""
    figures = "".join(_key(figure) for figure in briefing.figures)
    body = "".join(_section(section) for section in briefing.sections)
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(briefing.title)}: {escape(briefing.kicker)}</title>"
        f"<style>{_STYLE}</style></head><body>"
        f"<header><div><p>{escape(briefing.kicker)}</p><h1>{escape(briefing.title)}</h1>"
        f"<p>{escape(briefing.subtitle)}</p></div></header><main>{notice}"
        f'<p class="lead">{escape(briefing.headline)}</p><ul class="key">{figures}</ul>{body}'
        f"</main><footer><p>{escape(briefing.footer)}</p></footer></body></html>\n"
    ).encode()


def _key(figure: KeyFigure) -> str:
    note = f'<span class="note">{escape(figure.note)}</span>' if figure.note else ""
    return (
        f"<li><strong>{escape(figure.value)}</strong><span>{escape(figure.label)}</span>{note}</li>"
    )


def _section(section: Section) -> str:
    body = "".join(_block(block) for block in section.blocks)
    return (
        f'<section aria-labelledby="{section.id}"><h2 id="{section.id}">'
        f"{escape(section.heading)}</h2>{body}</section>"
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
        case Table():
            return _table(block)
        case Illustration():
            svg = block.picture.svg.replace(
                "<svg ", f'<svg role="img" aria-label="{escape(block.picture.alt)}" ', 1
            )
            return (
                f'<figure class="{block.name}">{svg}'
                f"<figcaption>{escape(block.caption)}</figcaption></figure>"
            )


def _table(block: Table) -> str:
    numeric = numeric_columns(block)
    kinds = [' class="number"' if wide and place else "" for place, wide in enumerate(numeric)]
    head = "".join(
        f'<th scope="col"{kind}>{escape(words)}</th>'
        for kind, words in zip(kinds, block.columns, strict=True)
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0].text)}</th>'
        + "".join(
            f"<td{kind}>{escape(cell.text)}</td>"
            for kind, cell in zip(kinds[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in block.rows
    )
    note = f'<p class="note">{escape(block.note)}</p>' if block.note else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(block.caption)}">'
        f"<table><caption>{escape(block.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>{note}"
    )
