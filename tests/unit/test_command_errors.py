"""How a command ends: with the code of its error, and a trace only where it is asked for."""

from __future__ import annotations

import pytest

from etl.errors import (
    DEBUG_VARIABLE,
    DataError,
    GapAtlasError,
    ResourceError,
    UserError,
    run_command,
)

pytestmark = pytest.mark.unit


def fails(error: BaseException) -> list[str]:
    """Run what raises an error. What was shown, and the exit code last."""

    def run() -> None:
        raise error

    shown: list[str] = []
    with pytest.raises(SystemExit) as end:
        run_command(run, show=shown.append)
    return [*shown, str(end.value.code)]


@pytest.mark.parametrize(
    ("kind", "code"), [(GapAtlasError, 1), (UserError, 2), (DataError, 3), (ResourceError, 4)]
)
def test_an_error_with_an_audience_is_shown_and_gives_its_code(
    kind: type[GapAtlasError], code: int
) -> None:
    shown, ended = fails(kind("It broke.", where="row 3", try_="Mend it."))
    assert shown == "It broke.\nWhere: row 3\nTry: Mend it."
    assert ended == str(code)


def test_our_own_fault_is_said_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DEBUG_VARIABLE, raising=False)
    shown, ended = fails(ZeroDivisionError("by zero"))
    assert "ZeroDivisionError: by zero" in shown
    assert DEBUG_VARIABLE in shown
    assert ended == "1"


def test_the_trace_is_there_for_those_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DEBUG_VARIABLE, "1")
    with pytest.raises(ZeroDivisionError):
        run_command(lambda: 1 / 0, show=print)


def test_an_exit_of_the_command_itself_is_left_alone() -> None:
    assert fails(SystemExit(3)) == ["3"]
    run_command(lambda: None, show=pytest.fail)
