"""How the parts of kernels are compiled: with each kernel of their file that calls them."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def part(function: Function) -> Function:
    """Compile a function that kernels of the same file call and Python never does.

    It has no entry from Python and is not kept by itself, which halves the time of compiling.
    """
    options: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast(Function, njit(error_model="numpy", **options)(function))
