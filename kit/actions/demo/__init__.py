"""The demo network: cooked from the recipe in `datasets/demo`, the same for the same seed and month."""

from kit.actions.demo.recipe import recipes
from kit.actions.demo.write import create_demo

__all__ = ["create_demo", "recipes"]
