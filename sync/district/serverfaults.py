"""What can go wrong with a database server, and the translation of its errors.

PostgreSQL names its errors by codes of five signs (SQLSTATE); the table below is the only place
that reads them. Whatever is not in it (a broken constraint, wrong SQL) is a fault of the program
and passes untranslated.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

import peewee
import psycopg

from station.domain.errors import StationError


class ServerUnreachable(StationError):
    """The database server does not answer, or has ended the connection."""


class ServerRefuses(StationError):
    """The database server lets this program not do what it must."""


class ServerBusy(StationError):
    """Somebody else held what a transaction needed for longer than we wait, or the two waited for
    each other: nothing of it was kept, and it may be tried again."""


class ServerFull(StationError):
    """The database server has no space left; nothing was kept."""


class ServerUnsafe(StationError):
    """The database server does not promise to keep what it says it has kept."""


class NotAlone(Exception):
    """A transaction about one line would write on another: it has to be done again, alone."""


def _unreachable(reason: str) -> StationError:
    return ServerUnreachable(
        "the database server does not answer: {reason}",
        "What was not confirmed was not kept. See that the server runs, and that the address in"
        " station.ini, [district] store, is right; then repeat the step.",
        reason=reason,
    )


def _refuses(reason: str) -> StationError:
    return ServerRefuses(
        "the database server refuses: {reason}",
        "Look at name, password, database and rights of the role, as the manual says.",
        reason=reason,
    )


def _busy(_: str) -> StationError:
    return ServerBusy("the database server is busy with something else", "Repeat the step.")


def _full(_: str) -> StationError:
    return ServerFull(
        "no space is left on the database server",
        "Nothing of the last step was saved. Make room there, then repeat it.",
    )


_BY_CODE: Mapping[str, Callable[[str], StationError]] = MappingProxyType(
    {
        "08": _unreachable, "57P": _unreachable, "53300": _unreachable, "25P": _unreachable,
        "28": _refuses, "3D000": _refuses, "3F000": _refuses, "42501": _refuses, "25006": _refuses,
        "40": _busy, "55P03": _busy,
        "53100": _full, "53200": _full,
    }
)  # fmt: skip
"""By the code, or how it begins."""


@contextmanager
def translated() -> Iterator[None]:
    """Within this block the errors of the server come out as errors of the house."""
    try:
        yield
    except (peewee.PeeweeException, psycopg.Error) as stranger:
        found = _translation(stranger)
        if found is None:
            raise
        raise found from stranger


def _translation(stranger: BaseException) -> StationError | None:
    """The first error of the server speaks: what came after, as a roll-back that had no
    connection any more, only followed from it."""
    for one in reversed([one for one in _chain(stranger) if isinstance(one, psycopg.Error)]):
        code = one.sqlstate
        if code is None and isinstance(one, _LOST):
            return _unreachable(_first_line(one))
        told = next(
            (ours for begins, ours in _BY_CODE.items() if code and code.startswith(begins)), None
        )
        if told is not None:
            return told(_first_line(one))
    return None


_LOST = (psycopg.OperationalError, psycopg.InterfaceError)


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _first_line(fault: BaseException) -> str:
    return next(iter(str(fault).splitlines()), type(fault).__name__)
