"""The live side of the pages: widgets without state, each a view of a model."""
