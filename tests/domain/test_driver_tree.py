"""The driver diagram of a unit: the programme's as the start, the team's own words in its place."""

from __future__ import annotations

from improvement_sample import entry

from kit.domain.driver_tree import Branch, every_idea, loose, programme_ids, tree
from kit.domain.drivers import DriverDiagram, PrimaryDriver, SecondaryDriver
from kit.domain.entries.improvement import ChangeIdea, Driver
from kit.domain.label import same

DIAGRAM = DriverDiagram(
    "pu",
    same("Færre tryksår"),
    (
        PrimaryDriver(
            "spot",
            same("Risikoen ses"),
            (SecondaryDriver("skin", same("Huden ses"), (same("Hæle"), same("Haleben")), ("pu.skin",)),),
        ),
        PrimaryDriver("learn", same("Vi lærer"), ()),
    ),
)


def shape(branches: tuple[Branch, ...]) -> list[object]:
    return [(branch.id, [idea.id for idea in branch.ideas], shape(branch.below)) for branch in branches]


def test_the_programme_s_diagram_is_the_start() -> None:
    found = tree("pu", DIAGRAM, [], [])
    assert shape(found) == [
        ("pu:spot", [], [("pu:spot:skin", ["pu:spot:skin:1", "pu:spot:skin:2"], [])]),
        ("pu:learn", [], []),
    ]
    assert found[0].below[0].measures == ("pu.skin",)
    assert [one[0] for one in programme_ids(DIAGRAM)] == ["pu:spot", "pu:spot:skin", "pu:learn"]
    assert not any(idea.written for idea in every_idea(found))


def test_the_team_s_words_stand_in_place_of_the_programme_s() -> None:
    drivers = [
        entry("pu:spot:skin", Driver(area="pu", name="Huden ses to gange")),
        entry("pu:learn", Driver(area="pu", name="Vi lærer", dropped=True)),
    ]
    ideas = [entry("pu:spot:skin:2", ChangeIdea(what="Haleben om aftenen", status="testing"))]
    spot, learn = tree("pu", DIAGRAM, drivers, ideas)
    assert spot.below[0].name == "Huden ses to gange"
    assert spot.below[0].measures == ("pu.skin",), "a name of its own does not lose the programme's measures"
    assert learn.dropped
    assert [(i.what, i.status) for i in spot.below[0].ideas] == [
        (same("Hæle"), "idea"),
        ("Haleben om aftenen", "testing"),
    ]


def test_own_drivers_and_ideas_hang_where_they_were_put() -> None:
    drivers = [
        entry("own", Driver(area="pu", name="Natten")),
        entry("low", Driver(area="pu", name="Vagten ved det", under="own")),
        entry("more", Driver(area="pu", name="Lys", under="pu:spot")),
        entry("other", Driver(area="fall", name="Andet område")),
    ]
    ideas = [entry("i1", ChangeIdea(what="Sig det ved vagtskifte", driver="low"))]
    found = tree("pu", DIAGRAM, drivers, ideas)
    assert shape(found)[0][2][1] == ("more", [], [])
    assert shape(found)[2] == ("own", [], [("low", ["i1"], [])])
    assert [branch.own for branch in found] == [False, False, True]


def test_a_driver_whose_place_is_gone_is_not_lost() -> None:
    drivers = [
        entry("low", Driver(area="pu", name="Uden forælder", under="gone")),
        entry("below", Driver(area="pu", name="Under en anden", under="low")),
        entry("a", Driver(area="pu", name="A", under="b")),
        entry("b", Driver(area="pu", name="B", under="a")),
    ]
    assert [branch.id for branch in tree("pu", None, drivers, [])] == ["low", "below", "a", "b"]


def test_ideas_stand_in_their_order_and_loose_ones_are_kept() -> None:
    ideas = [
        entry("i1", ChangeIdea(what="Sidst", driver="pu:learn")),
        entry("i2", ChangeIdea(what="Nummer to", driver="pu:learn", place=2)),
        entry("i3", ChangeIdea(what="Først", driver="pu:learn", place=1, avoid="Ikke om mandagen")),
        entry("i4", ChangeIdea(what="Løs", driver="gone")),
    ]
    found = tree("pu", DIAGRAM, [], ideas)
    assert [idea.id for idea in found[1].ideas] == ["i3", "i2", "i1"]
    assert found[1].ideas[0].avoid == "Ikke om mandagen"
    assert [idea.id for idea in loose(found, ideas)] == ["i4"]
