"""The same chart for every unit, as one figure and as a figure each."""

from __future__ import annotations

import pytest
from sample_analyses import SHIFTED, STABLE, hospitals, months

from kit import spc
from kit.figures.sizes import PHONE, PRINT
from kit.figures.small_multiples import grid_sentence, small_multiples, unit_figures
from kit.texts import texts

DA, EN = texts("da"), texts("en")


def test_every_unit_has_its_own_plot_with_its_name_and_all_its_points() -> None:
    units = hospitals()
    figure = small_multiples(units, DA, title="CDI", unit="pr. 10.000 sengedage")
    assert [note.text for note in figure.layout.annotations if note.name == "unit"] == [
        f"<b>{name}</b>" for name in units
    ]
    values = [trace for trace in figure.data if trace.name == "values"]
    assert [trace.xaxis for trace in values] == ["x", "x2", "x3", "x4", "x5", "x6"]
    assert [list(trace.y) for trace in values] == [unit.y.tolist() for unit in units.values()]


def test_a_shared_axis_is_the_same_for_all_and_a_free_one_is_not() -> None:
    units = hospitals()
    shared, free = (small_multiples(units, DA, shared_y=choice) for choice in (True, False))
    axes = ["yaxis", "yaxis2", "yaxis3", "yaxis4", "yaxis5", "yaxis6"]
    assert len({tuple(shared.layout[axis].range) for axis in axes}) == 1
    assert len({tuple(free.layout[axis].range) for axis in axes}) > 1
    assert [shared.layout[axis].showticklabels for axis in axes[:4]] == [True, False, False, True]
    assert free.layout.yaxis2.showticklabels is True


@pytest.mark.parametrize(("size", "columns"), [(PHONE, 1), (PRINT, 3)])
def test_a_phone_has_one_column_and_no_plot_lies_on_another(size, columns: int) -> None:
    figure = small_multiples(hospitals(), DA, size=size)
    boxes = [
        (*figure.layout[f"xaxis{number}"].domain, *figure.layout[f"yaxis{number}"].domain)
        for number in ("", 2, 3, 4, 5, 6)
    ]
    assert len({box[0] for box in boxes}) == columns
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
    assert all(0 <= end <= 1 + 1e-9 for box in boxes for end in box)


def test_units_with_other_months_stand_on_one_stretch_of_time() -> None:
    units = {
        "A": spc.analyse("run", STABLE[:12], x=months(12)),
        "B": spc.analyse("run", STABLE[12:], x=months(24)[12:]),
    }
    figures = unit_figures(units, DA)
    assert figures["A"].layout.xaxis.range == figures["B"].layout.xaxis.range
    (values,) = [trace for trace in figures["B"].data if trace.name == "values"]
    assert values.x[0] == "2025-01-01"


def test_a_name_with_markup_is_shown_as_it_is_written() -> None:
    figure = small_multiples({"<b>Sø & Skov": spc.analyse("run", STABLE)}, DA)
    assert "<b>&lt;b&gt;Sø &amp; Skov</b>" in [note.text for note in figure.layout.annotations]


def test_the_sentence_names_the_units_with_a_signal_and_says_which_axis() -> None:
    units = {"North": spc.analyse("run", SHIFTED), "South": spc.analyse("run", STABLE)}
    assert grid_sentence(units, EN) == (
        "1 of 2 shows a signal: North. All charts share one axis. The number beside each is the median."
    )
    quiet = grid_sentence({"South": units["South"]}, EN, shared_y=False)
    assert quiet.startswith("None of the 1 shows a signal. Each chart has its own axis.")


def test_without_a_unit_it_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one unit"):
        small_multiples({}, DA)
