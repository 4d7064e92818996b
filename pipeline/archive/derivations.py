"""Commands that make tables of the tables, put under the lock and into the memory of the folder they work in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.analysis.derived import read
from pipeline.archive.grouping import remember
from pipeline.archive.history import last_run
from pipeline.archive.ledger import FILE, FOLDER, open_ledger
from pipeline.archive.run import FOLLOWED, build, opened, outdated

_GROUPED = ("decision_id", "agenda_title", "kind", "topic_id", "topic")


@contextmanager
def grouping(out: Path) -> Iterator[None]:
    """Keep the topics that the block fills into the decisions of `out`, and make a run of what that changes.

    Tables without a ledger, copied from elsewhere, are left as the block leaves them.

    Raises:
        LockedError: an import is at work in `out`.
    """
    if not _has_ledger(out):
        yield
        return
    with opened(out, datetime.now(UTC)) as ledger:
        ledger.set_fact("built", "")  # whatever ends the block, the next import makes the tables as they were
        ledger.commit()
        yield
        with ledger.whole() as connection:
            remember(connection, _decisions(out))
        build(ledger, out, "topics")


@contextmanager
def following(out: Path) -> Iterator[None]:
    """Keep that the block looked at the decisions as they are.

    Raises:
        LockedError: an import is at work in `out`.
    """
    if not _has_ledger(out):
        yield
        return
    with opened(out, datetime.now(UTC)) as ledger:
        yield
        ledger.set_fact(FOLLOWED, str(last_run(ledger.connection)))


def older(out: Path) -> list[str]:
    """Return what rests on the decisions of `out` and is older than they, in sentences; nothing where no ledger tells."""
    if not _has_ledger(out):
        return []
    with open_ledger(out, "", "") as ledger:
        return list(outdated(ledger, out))


def _decisions(out: Path) -> Iterator[dict[str, Any]]:
    for batch in read(out, "decisions", _GROUPED).to_batches():
        yield from batch.to_pylist()


def _has_ledger(out: Path) -> bool:
    return (out / FOLDER / FILE).exists()
