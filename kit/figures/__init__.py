"""Charts and what they say: plotly figures drawn from finished values, their captions and their tables."""
