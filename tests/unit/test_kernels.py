"""Compiled code that is kept is never older than the files that it is made of."""

from pathlib import Path
from shutil import copytree

import pytest

from eastwest.compiled import kernel


@pytest.mark.parametrize(
    "changed",
    ["streams.py", "choosing/frontier.py", "compiled/draws.py", "choosing/compiled/strip.py"],
)
def test_a_change_of_any_file_that_kernels_take_from_moves_them_elsewhere(changed, tmp_path):
    copy = Path(copytree(kernel.ROOT, tmp_path / "eastwest"))
    assert kernel.state_of(copy) == kernel.state_of(kernel.ROOT)
    file = copy / changed
    file.write_text(file.read_text(encoding="utf-8") + "\nMORE = 1\n", encoding="utf-8")
    assert kernel.state_of(copy) != kernel.state_of(kernel.ROOT)


def test_kernels_take_from_no_other_file():
    """Names in capitals and functions of kernels come from files whose change is noticed."""
    noticed = {path for pattern in kernel.TAKEN for path in kernel.ROOT.glob(pattern)}
    for path in kernel.ROOT.glob("**/compiled/*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("from eastwest."):
                continue
            module, names = line.removeprefix("from eastwest.").split(" import ")
            constants = [name for name in names.split(", ") if name.isupper() and len(name) > 1]
            file = kernel.ROOT / (module.replace(".", "/") + ".py")
            assert not constants or file in noticed, line
