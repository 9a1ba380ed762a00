"""The functions of the program: all there are, those that are reached, and one that fails.

Functions are found in the compiled modules, those within others too; nobody lists them.
"""

import sys
import threading
from collections.abc import Iterator
from importlib import import_module, util
from inspect import CO_OPTIMIZED
from pkgutil import walk_packages
from types import CodeType, FrameType, TracebackType
from typing import Any, NamedTuple, Self

from tests.tui.leaky import fail

SCREENS, DESKS = "station.tui.", "station.desk."


class Place(NamedTuple):
    """A function, by where it stands."""

    module: str
    name: str
    line: int


def all_functions(package: str) -> frozenset[Place]:
    """Every function and method that the modules of the package define."""
    folder = import_module(package).__path__
    return frozenset(
        Place(module.name, code.co_qualname, code.co_firstlineno)
        for module in walk_packages(folder, f"{package}.")
        for code in _codes(_compiled(module.name))
        if _is_function(code)
    )


def _is_function(code: CodeType) -> bool:
    """Neither a class nor a comprehension."""
    named = code.co_name == "<lambda>" or not code.co_name.startswith("<")
    return named and bool(code.co_flags & CO_OPTIMIZED)


def _compiled(module: str) -> CodeType:
    found = util.find_spec(module)
    code: CodeType = found.loader.get_code(module)  # type: ignore[union-attr]
    return code


def _codes(code: CodeType) -> Iterator[CodeType]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part
            yield from _codes(part)


class _Watching:
    """While it is entered, every call in every thread is told to `called`."""

    def __enter__(self) -> Self:
        sys.settrace(self.called)
        threading.settrace(self.called)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        sys.settrace(None)
        threading.settrace(None)

    def called(self, frame: FrameType, event: str, arg: Any) -> Any:
        """As `sys.settrace` asks for it."""
        raise NotImplementedError


class Reached(_Watching):
    """Which functions of the screens are called, and which of the desks by one of those."""

    def __init__(self) -> None:
        self.places: set[Place] = set()

    def called(self, frame: FrameType, event: str, arg: Any) -> None:
        module = _module(frame)
        ours = module.startswith(SCREENS) or (
            module.startswith(DESKS) and _module(frame.f_back).startswith(SCREENS)
        )
        if ours and _is_function(frame.f_code):
            self.places.add(_place(frame))


class Failing(_Watching):
    """The function fails when it is called the first time, with secrets in its hands."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.failed = False

    def called(self, frame: FrameType, event: str, arg: Any) -> Any:
        """In its first line: what surrounds the whole function is its caller's."""
        if frame.f_code.co_firstlineno != self._place.line or self.failed:
            return None
        if _place(frame) != self._place:
            return None
        if event != "call":
            self.failed = True
            fail()
        return self.called


def _module(frame: FrameType | None) -> str:
    return frame.f_globals.get("__name__", "") if frame else ""


def _place(frame: FrameType) -> Place:
    return Place(_module(frame), frame.f_code.co_qualname, frame.f_code.co_firstlineno)
