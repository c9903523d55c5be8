"""The pieces of Area briefing: pickers, downloads, the pages as they print, a ZIP of a region."""

from __future__ import annotations

import io
import zipfile
from functools import partial

import streamlit as st

from dashboard.briefings.content import area_briefing
from dashboard.briefings.formats import FORMATS, file_name
from dashboard.briefings.model import AreaBriefing
from dashboard.briefings.pdf import pages_of
from dashboard.components.briefing_session import (
    AREA_KEY,
    LANGUAGE_KEY,
    LENGTH_KEY,
    TYPE_KEY,
    facts_of,
    is_welsh,
    on_widget,
)
from dashboard.data import Data
from dashboard.state.area_briefing import ENGLISH, ONE_PAGE, TWO_PAGES, WELSH, BriefingState
from dashboard.text.messages import languages, messages
from etl.catalogue.areas import AREA_TYPE_BY_ID, PLANNING_AREA_TYPES

_ZIPPED = ("ltla", "utla", "health_body", "constituency")
_LENGTHS = {TWO_PAGES: "Two pages", ONE_PAGE: "One page"}


def briefing_pickers(data: Data, state: BriefingState) -> None:
    """Kind of area, area, language where there is a choice, and length."""
    say = messages(state.language)
    names = data.areas(state.area_type)
    left, middle, right = st.columns([2, 3, 2])
    with left:
        st.selectbox(
            say("Kind of area"), [t.id for t in PLANNING_AREA_TYPES],
            format_func=lambda id_: say(AREA_TYPE_BY_ID[id_].plural), key=TYPE_KEY,
            on_change=on_widget,
        )  # fmt: skip
    with middle:
        st.selectbox(
            say("Area to brief on"), list(names), index=None,
            format_func=lambda code: say.area(names.get(str(code), str(code))),
            placeholder=say("Type a name"), key=AREA_KEY, on_change=on_widget,
        )  # fmt: skip
    with right:
        st.radio(
            say("Length"), list(_LENGTHS), format_func=lambda id_: say(_LENGTHS[id_]),
            key=LENGTH_KEY, on_change=on_widget, horizontal=True,
        )  # fmt: skip
        if is_welsh(data, state.area_type, state.area):
            st.radio(
                "Language / Iaith", [ENGLISH, WELSH],
                format_func=lambda id_: languages()[id_].name, key=LANGUAGE_KEY,
                on_change=on_widget, horizontal=True,
            )  # fmt: skip


def briefing_downloads(briefing: AreaBriefing) -> None:
    """A button for each format. A file is made when it is asked for."""
    say = messages(briefing.language)
    st.header(say("Take it away"), anchor=False)
    with st.container(horizontal=True):
        for ending, form in FORMATS.items():
            st.download_button(
                form.label, partial(form.make, briefing), mime=form.mime,
                file_name=file_name(briefing, ending), on_click="ignore",
                key=f"briefing_{ending}",
            )  # fmt: skip
    st.caption(
        say("Each file says the same and holds the release and how to cite it. The PDF and the "
            "HTML file are tagged for screen readers; the Word file can be restyled.")
    )  # fmt: skip


def briefing_preview(briefing: AreaBriefing) -> None:
    """The pages as they print, for those who see them; the words stand on the page itself."""
    say = messages(briefing.language)
    with st.expander(say("See the pages as they print"), key="briefing_preview", on_change="rerun"):
        if not st.session_state.get("briefing_preview"):
            return
        with st.spinner(say("Setting the pages")):
            pages = pages_of(briefing)
        for number, page in enumerate(pages, 1):
            st.image(page, caption=say("Page {number} of {total}: the same words as below",
                                       number=number, total=len(pages)))  # fmt: skip


def region_zip(data: Data, *, length: str) -> None:
    """All briefings of one kind of area in a region, in one ZIP file."""
    st.header("All briefings of a region", anchor=False)
    facts = facts_of(data)
    regions = data.areas("region")
    left, middle, right = st.columns([2, 2, 2])
    with left:
        region = st.selectbox("Region or nation", list(regions), format_func=regions.__getitem__,
                              key="zip_region")  # fmt: skip
    with middle:
        kind = st.selectbox("Briefings of", _ZIPPED, key="zip_kind",
                            format_func=lambda id_: AREA_TYPE_BY_ID[id_].plural)  # fmt: skip
    with right:
        ending = st.selectbox("Format", list(FORMATS), key="zip_format",
                              format_func=lambda id_: FORMATS[id_].label)  # fmt: skip
    inside = [
        area for area in facts.areas.values()
        if area.area_type == kind and (main := facts.main_area(area, "region"))
        and main.code == region
    ]  # fmt: skip
    st.markdown(f"This makes {len(inside)} briefings. A place in two regions goes with the one "
                "that most of its children live in.")  # fmt: skip
    if not st.button("Make the ZIP file", key="zip_make", disabled=not inside):
        return
    bar = st.progress(0.0, text="Making briefings")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as pack:
        for done, area in enumerate(inside, 1):
            briefing = area_briefing(facts, area.area_type, area.code, length=length)
            pack.writestr(file_name(briefing, ending), FORMATS[ending].make(briefing))
            bar.progress(done / len(inside), text=f"{done} of {len(inside)}: {area.name}")
    bar.empty()
    st.download_button(
        f"Save the ZIP file ({len(inside)} briefings)", buffer.getvalue(), on_click="ignore",
        file_name=f"gap-atlas_briefings_{region}_{kind}_{ending}_{data.id}.zip",
        mime="application/zip", key="zip_save",
    )  # fmt: skip
