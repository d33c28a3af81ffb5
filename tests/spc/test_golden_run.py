"""Run charts equal those of the reference program on published data, in every field."""

DEVIATIONS = {"cdi-run-freeze-and-part": "a baseline inside phases is honoured here, dropped by the reference"}


def test_every_field_of_a_run_chart_equals_the_reference(qic_run_case, golden):
    parity = "qicharts2" if qic_run_case.name in DEVIATIONS else None
    found = golden["analysed"](qic_run_case, parity=parity)
    assert golden["differences"](qic_run_case, found) == []
