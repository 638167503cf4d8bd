"""A connection to a server that waits only so long: one that stopped, or is cut off, says nothing.

The system itself would wait for hours, and where the server's machine still answers for a program
that does not, for ever.
"""

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg

ANSWER_SECONDS = 20.0
"""How long a server may be silent; more than it needs to say that a lock or a statement took too
long (`magapp.store.postgresql`)."""

INTERVAL = 0.1
"""So often (seconds) it is looked whether the patience is over."""


class PatientConnection(psycopg.Connection[Any]):
    """Closes itself, and raises OperationalError, when the server is silent for too long."""

    def wait(self, gen: Any, *_: Any, **options: Any) -> Any:
        """Do what psycopg waits for."""
        return super().wait(self._listened(gen), INTERVAL, **options)

    def _listened(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """The same, until nothing was heard for too long."""
        heard = monotonic()
        try:
            wants = next(gen)
            while True:
                ready = yield wants
                if ready:
                    heard = monotonic()
                elif monotonic() - heard > ANSWER_SECONDS:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("the server does not answer")
                wants = gen.send(ready)
        except StopIteration as end:
            return end.value
