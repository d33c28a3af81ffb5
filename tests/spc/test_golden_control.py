"""Control charts equal those of the reference program on published data, in every field."""

EXCLUDED = "an excluded point outside the limits is not flagged here"
DEVIATIONS = {
    "ae-eng1-i-exclude": EXCLUDED,
    "cabg-i-age-last100-exclude": EXCLUDED,
    "cdi-rate-ip-freeze24": "the spread of an I' chart comes from the baseline here",
    "mont-7.1-p-exclude-part": EXCLUDED,
    "mont-7.8-c-exclude": EXCLUDED,
}


def test_every_field_of_a_control_chart_equals_the_reference(qic_control_case, golden):
    parity = "qicharts2" if qic_control_case.name in DEVIATIONS else None
    found = golden["analysed"](qic_control_case, parity=parity)
    assert golden["differences"](qic_control_case, found) == []
