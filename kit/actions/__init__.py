"""The verbs of the kit: load, check, bring in, enter, invite. Each does one whole thing or nothing."""
