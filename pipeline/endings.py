"""How a run ends that does not end by itself: a sentence for people, and an exit status for programs."""

import errno
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.archive.bucket import BucketError
from pipeline.archive.bucket_lock import HeldError
from pipeline.archive.cluster import ClusterError
from pipeline.archive.manifest import ManifestError
from pipeline.archive.remote import NoAccessError, RemoteError, shown
from pipeline.archive.workers import NoProcessesError
from pipeline.lock import LockedError
from pipeline.replacement import UnfinishedError

WRONG_USAGE, NO_DISK, INTERRUPTED = 2, 3, 130
GO_ON = "What was read is kept; the same command goes on from there."


@contextmanager
def ended_well(out: Path | str) -> Iterator[None]:
    """Turn what ends a run into a sentence on standard error and an exit status."""
    try:
        yield
    except LockedError:
        _end(WRONG_USAGE, f"Another import is at work in {out}. Wait until it is done, or choose another --out.")
    except ManifestError as error:
        _end(WRONG_USAGE, f"{error}.")
    except ClusterError as error:
        _end(WRONG_USAGE, f"{error} {GO_ON}")
    except (NoAccessError, HeldError, BucketError) as error:
        _end(WRONG_USAGE, f"{error}.")
    except RemoteError as error:
        status = WRONG_USAGE if error.reason == "not_found" else NO_DISK
        cause = error.cause or "nothing is there"
        what = f"{shown(str(out))} cannot be used ({cause})"
        _end(status, f"{what}. Check the URL, the network and the credentials in the environment. {GO_ON}")
    except UnfinishedError as error:
        _end(NO_DISK, f"{error}.")
    except NoProcessesError:
        _end(NO_DISK, f"The processes that read files do not start, or end at once: is there memory left? {GO_ON}")
    except KeyboardInterrupt:
        _end(INTERRUPTED, f"Stopped. {GO_ON}")
    except sqlite3.OperationalError as error:
        _end(NO_DISK, f"The ledger in {out} cannot be written ({error}). Free some space. {GO_ON}")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO):
            raise
        _end(NO_DISK, f"{out} cannot be written ({error.strerror}). Free some space, or give access. {GO_ON}")


def _end(status: int, sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(status)
