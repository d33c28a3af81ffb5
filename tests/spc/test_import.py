"""The library stands alone: numpy and the standard library are all it needs."""

import doctest
import subprocess
import sys
from pathlib import Path

import kit
from kit import spc

CODE = """
import sys
import numpy
before = set(sys.modules)
class Refuse:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names or top == "numpy" or name == "kit" or name.startswith("kit.spc"):
            return None
        raise ImportError("not allowed: " + name)
sys.meta_path.insert(0, Refuse())
from kit import spc
print(spc.analyse("run", [1, 2, 3]).parts[0].cl)
print(*sorted(name for name in set(sys.modules) - before if name.startswith("kit") and not name.startswith("kit.spc")))
"""


def test_it_runs_with_numpy_alone_and_imports_nothing_else_of_the_project():
    root = Path(kit.__file__).resolve().parents[1]
    command = [sys.executable, "-W", "error", "-c", CODE]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["2.0", "kit"]


def test_the_example_in_the_docstring_is_true():
    assert doctest.testmod(spc) == (0, 3)
