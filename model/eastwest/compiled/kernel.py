"""How kernels are compiled: strictly, once, and kept on the disk."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def kernel(function: Function) -> Function:
    """Compile a function of a module on its first call; sums and products stay as written.

    A division by zero gives inf or nan, as in NumPy; other threads may run meanwhile.
    """
    return cast(Function, njit(cache=True, error_model="numpy", nogil=True)(function))
