"""What every test shares: a fixed language, pictures without a screen, and no network."""

import os
import socket

import pytest
from hypothesis import settings

os.environ["EASTWEST_LANG"] = "en"
os.environ["MPLBACKEND"] = "agg"

settings.register_profile("eastwest", deadline=None, derandomize=True)
settings.load_profile("eastwest")

HERE = {"127.0.0.1", "::1", "localhost"}
_connect = socket.socket.connect


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    def connect(self, address):
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in HERE:
            raise OSError(f"a test wanted the network: {address!r}")
        return _connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield
