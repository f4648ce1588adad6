"""Loaded before a program (it stands on PYTHONPATH): sleeping returns at once and moves the program's clocks instead,
so that no run waits for real. When each request left, in milliseconds of that time, is written to the file that
HEADROOM_TIMELINE names; HEADROOM_RANDOM fixes the random numbers, so that jitter can be measured at both ends.
HEADROOM_CLOCK names a file that holds the program's clock as it was at its last request."""

import asyncio
import atexit
import datetime
import importlib.abc
import importlib.machinery
import json
import os
import random
import socket
import sys
import threading
import time
import types

_real_sleep = time.sleep
_real_async_sleep = asyncio.sleep
_real_wait = threading.Event.wait
_clock = 0.0
_sent = []


class _VirtualDatetime(datetime.datetime):
    """Without the real time that a run takes, so that a limit of time ends it at the same place every time."""

    _start = datetime.datetime.now()

    @classmethod
    def now(cls, tz=None):
        return cls._start + datetime.timedelta(seconds=_clock)


class _OwnDatetime(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """backoff reads the time from its own name for the module, and nothing else is to see another class."""

    def find_spec(self, name, path=None, target=None):
        if name not in ("backoff._sync", "backoff._async"):
            return None
        found = importlib.machinery.PathFinder.find_spec(name, path, target)
        if found is not None:
            self.inner, found.loader = found.loader, self
        return found

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        self.inner.exec_module(module)
        module.datetime = types.SimpleNamespace(datetime=_VirtualDatetime, timedelta=datetime.timedelta)


sys.meta_path.insert(0, _OwnDatetime())


def _advance(seconds):
    global _clock
    _clock += seconds


def _sleep(seconds):
    # Another thread's sleep is no wait of the program: a background worker's loop would spin.
    if threading.current_thread() is not threading.main_thread():
        return _real_sleep(seconds)
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    _advance(seconds)


async def _async_sleep(delay, result=None):
    if delay > 0:
        _advance(delay)
    await _real_async_sleep(0)
    return result


def _wait(self, timeout=None):
    if timeout is None or threading.current_thread() is not threading.main_thread():
        return _real_wait(self, timeout)
    # Another thread that is about to set the event gets its chance.
    if _real_wait(self, min(timeout, 0.05)):
        return True
    _advance(timeout)
    return False


def _later_clock(read, unit=1):
    return lambda: read() + (_clock if unit == 1 else int(_clock * unit))


time.sleep = _sleep
asyncio.sleep = asyncio.tasks.sleep = _async_sleep
threading.Event.wait = _wait
for _name in ("time", "monotonic", "perf_counter"):
    setattr(time, _name, _later_clock(getattr(time, _name)))
    setattr(time, f"{_name}_ns", _later_clock(getattr(time, f"{_name}_ns"), 1_000_000_000))

def _fixed(*_):
    return float(os.environ["HEADROOM_RANDOM"])


if "HEADROOM_RANDOM" in os.environ:
    random.random = _fixed
    # `uniform` and its like ask the shared instance.
    random._inst.random = _fixed
    random.SystemRandom.random = _fixed


def _note():
    _sent.append(_clock * 1000)
    if os.environ.get("HEADROOM_CLOCK"):
        with open(os.environ["HEADROOM_CLOCK"], "w", encoding="utf-8") as file:
            file.write(str(_clock * 1000))


def _noting(method):
    def send(self, data, *args):
        first = data[0] if isinstance(data, (list, tuple)) else data
        if bytes(memoryview(first)[:5]) == b"POST ":
            _note()
        return method(self, data, *args)

    return send


for _name in ("send", "sendall", "sendmsg"):
    if hasattr(socket.socket, _name):
        setattr(socket.socket, _name, _noting(getattr(socket.socket, _name)))


@atexit.register
def write_timeline():
    if os.environ.get("HEADROOM_TIMELINE"):
        with open(os.environ["HEADROOM_TIMELINE"], "w", encoding="utf-8") as file:
            json.dump({"sent": _sent, "end": _clock * 1000}, file)
