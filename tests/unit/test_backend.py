"""A backend is known, installed, and that of everybody who is started meanwhile."""

import os

import pytest

from eastwest import backend as module
from eastwest.backend import VARIABLE, backend, using
from eastwest.errors import BackendError


def test_the_best_that_is_installed_is_used_unless_another_is_asked_for(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert backend() == "compiled"
    monkeypatch.setattr(module, "_has_numba", lambda: False)
    assert backend() == "numpy"


def test_a_backend_is_used_for_a_while_and_by_processes_that_start_meanwhile(monkeypatch):
    monkeypatch.setenv(VARIABLE, "numpy")
    with using("fast"):
        assert (backend(), os.environ[VARIABLE]) == ("fast", "fast")
        with using(None):
            assert backend() == "fast"
    assert os.environ[VARIABLE] == "numpy"


def test_unknown_and_missing_backends_are_refused_in_a_line(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(BackendError, match=r"must be one of numpy, compiled, fast \(got 'cuda'\)"):
        using("cuda").__enter__()
    assert VARIABLE not in os.environ
    with pytest.raises(BackendError, match=r"^backend: "):
        using("cuda").__enter__()
    monkeypatch.setenv(VARIABLE, "cuda")
    with pytest.raises(BackendError, match=f"^{VARIABLE}: "):
        using(None).__enter__()
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(module, "_has_numba", lambda: False)
    with pytest.raises(BackendError, match=r"needs numba: pip install 'eastwest\[fast\]'"):
        using("compiled").__enter__()


def test_a_variable_that_changed_meanwhile_is_heard(monkeypatch):
    pytest.importorskip("numba", reason="numba is not installed")
    with using("compiled"):
        assert module._compiles()
    monkeypatch.setenv(VARIABLE, "numpy")
    with using(None):
        assert not module._compiles()
