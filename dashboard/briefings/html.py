"""A briefing as one self-contained HTML file: semantic, accessible, with its pictures inside."""

from __future__ import annotations

from base64 import b64encode
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

# The look of the content, whether it is a file of its own or stands on a page of the dashboard.
_CONTENT = f"""
.ga-brief{{background:{PAPER};color:{INK};font:1rem/1.5 'Source Sans','Source Sans 3',
 'Source Sans Pro',system-ui,Arial,sans-serif}}
.ga-brief *{{box-sizing:border-box}}
.ga-brief header{{background:{ACCENT};color:{PAPER};padding:1.2rem 1rem}}
.ga-brief header p{{margin:0;font-weight:600;color:{PAPER}}}
.ga-brief .name{{margin:.2rem 0;font-size:2.2rem;line-height:1.15;font-weight:700;padding:0;
 color:{PAPER}}}
.ga-brief .part{{color:{ACCENT};margin:1.8rem 0 .4rem;font-size:1.35rem;font-weight:700;padding:0}}
.ga-brief p,.ga-brief li{{max-width:46rem;color:inherit}}
.ga-brief .lead{{font-size:1.25rem;font-weight:600;line-height:1.4}}
.ga-brief figcaption,.ga-brief .note,.ga-brief footer{{color:{INK_SOFT};font-size:.92rem}}
.ga-brief .notice{{border-left:5px solid {WARNING};background:{PANEL};padding:.6rem .8rem;
 color:{WARNING};font-weight:600}}
.ga-brief .key{{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.8rem;
 padding:0;margin:0;list-style:none}}
.ga-brief .key li{{background:{PANEL};border-top:3px solid {ACCENT};padding:.7rem .9rem;margin:0}}
.ga-brief .key strong{{display:block;font-size:1.9rem;line-height:1.2;color:{ACCENT}}}
.ga-brief .key span{{display:block}} .ga-brief .key .note{{margin-top:.2rem}}
.ga-brief .scroll{{overflow-x:auto}}
.ga-brief table{{border-collapse:collapse;width:100%;font-size:.98rem;color:inherit}}
.ga-brief caption{{text-align:left;font-weight:600;padding:.4rem 0;color:inherit}}
.ga-brief th,.ga-brief td{{text-align:left;padding:.32rem .6rem .32rem 0;font-weight:400;
 border:0;border-bottom:1px solid {RULE};vertical-align:top}}
.ga-brief thead th{{border-bottom:2px solid {ACCENT};font-weight:600;color:inherit}}
.ga-brief .number{{text-align:right;font-variant-numeric:tabular-nums}}
.ga-brief figure{{margin:1rem 0}}
.ga-brief figure svg,.ga-brief figure img{{max-width:100%;height:auto;display:block}}
.ga-brief figure.map svg,.ga-brief figure.map img{{width:30rem}}
.ga-brief figure.strip svg,.ga-brief figure.trend svg,
.ga-brief figure.strip img,.ga-brief figure.trend img{{width:34rem}}
@media print{{.ga-brief header{{print-color-adjust:exact}}
 .ga-brief figure,.ga-brief table{{break-inside:avoid}}}}
"""
_PAGE = f"""
body{{margin:0;background:{PAPER}}}
header>div,main,footer{{max-width:60rem;margin:0 auto}} main,footer{{padding:1rem}}
"""


def html_of(briefing: AreaBriefing) -> bytes:
    """The briefing as one HTML file that fetches nothing."""
    tag = languages()[briefing.language].tag
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(briefing.title)}: {escape(briefing.kicker)}</title>"
        f"<style>{_PAGE}{_CONTENT}</style></head>"
        f'<body class="ga-brief">{_head(briefing, 1)}<main>{_body(briefing, 2)}</main>'
        f"<footer><p>{escape(briefing.footer)}</p></footer></body></html>\n"
    ).encode()


def fragment_of(briefing: AreaBriefing) -> str:
    """The briefing as a part of a page, one heading level lower."""
    tag = languages()[briefing.language].tag
    return (
        f'<style>{_CONTENT}</style><div class="ga-brief" lang="{tag}">{_head(briefing, 2)}'
        f'<div style="padding:.2rem 1rem 1rem">{_body(briefing, 3, apart=True)}</div></div>'
    )


def _head(briefing: AreaBriefing, level: int) -> str:
    return (
        f"<header><div><p>{escape(briefing.kicker)}</p>"
        f'<h{level} class="name">{escape(briefing.title)}</h{level}>'
        f"<p>{escape(briefing.subtitle)}</p></div></header>"
    )


def _body(briefing: AreaBriefing, level: int, *, apart: bool = False) -> str:
    notice = f'<p class="notice">{escape(briefing.notice)}</p>' if briefing.notice else ""
    figures = "".join(_key(figure) for figure in briefing.figures)
    sections = "".join(_section(section, level, apart=apart) for section in briefing.sections)
    return (
        f'{notice}<p class="lead">{escape(briefing.headline)}</p>'
        f'<ul class="key">{figures}</ul>{sections}'
    )


def _key(figure: KeyFigure) -> str:
    note = f'<span class="note">{escape(figure.note)}</span>' if figure.note else ""
    return (
        f"<li><strong>{escape(figure.value)}</strong><span>{escape(figure.label)}</span>{note}</li>"
    )


def _section(section: Section, level: int, *, apart: bool) -> str:
    body = "".join(_block(block, apart=apart) for block in section.blocks)
    return (
        f'<section aria-labelledby="ga-{section.id}"><h{level} class="part" id="ga-{section.id}">'
        f"{escape(section.heading)}</h{level}>{body}</section>"
    )


def _block(block: Block, *, apart: bool) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
        case Table():
            return _table(block)
        case Illustration():
            drawn = _as_image(block) if apart else _as_svg(block)
            return (
                f'<figure class="{block.name}">{drawn}'
                f"<figcaption>{escape(block.caption)}</figcaption></figure>"
            )


def _as_svg(block: Illustration) -> str:
    name = f'<svg role="img" aria-label="{escape(block.picture.alt)}" '
    return block.picture.svg.replace("<svg ", name, 1)


def _as_image(block: Illustration) -> str:
    """The picture inside the address of an image: Streamlit takes SVG out of a page's HTML."""
    packed = b64encode(block.picture.svg.encode()).decode()
    alt = escape(block.picture.alt)
    return f'<img alt="{alt}" src="data:image/svg+xml;base64,{packed}">'


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
