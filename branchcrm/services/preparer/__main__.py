"""The preparing program: takes a plan, then what the reading program says, and answers in messages.

It stands between the reading program and us, so that a second processor reads the cells while
the first one matches and writes. What it sends is pickled: it takes plain values in JSON alone,
opens no file and no book, and is a program of ours.
"""

import gc
import os
import pickle
import sys
import traceback
from typing import IO

from branchcrm.domain.errors import BranchCrmError
from branchcrm.exchange.reader.answers import ReaderAnswers
from branchcrm.exchange.reader.frames import BrokenFrameError, frame_length
from branchcrm.services.preparer.sending import BROKEN, DONE, FAILED, REFUSED, SendingSink
from branchcrm.services.row_preparing import prepare

_ROWS_BETWEEN_COLLECTIONS = 100_000


def main() -> int:
    """Serve one import."""
    gc.set_threshold(_ROWS_BETWEEN_COLLECTIONS)
    try:
        with os.fdopen(os.dup(1), "wb") as answers:
            return serve(sys.stdin.buffer, answers)
    except BrokenPipeError:
        return 1


def serve(heard: IO[bytes], answers: IO[bytes]) -> int:
    """Make ready what is heard, and tell how it ended."""
    sink = SendingSink(answers)
    try:
        plan = pickle.loads(_message(heard))  # noqa: S301 - from the program that started us
        prepare(ReaderAnswers(lambda: _message(heard)).batches(), plan, sink)
        sink.send(DONE)
    except BrokenPipeError:
        raise
    except (EOFError, BrokenFrameError):
        sink.send(BROKEN)
    except BranchCrmError as refusal:
        sink.send(REFUSED, type(refusal), refusal.places)
    except Exception:  # noqa: BLE001 - told to who started us, where it is a bug to be reported
        sink.send(FAILED, traceback.format_exc())
    finally:
        sink.close()
    return 0


def _message(heard: IO[bytes]) -> bytes:
    return _exactly(heard, frame_length(_exactly(heard, 4)))


def _exactly(heard: IO[bytes], size: int) -> bytes:
    found = heard.read(size)
    if len(found) < size:
        raise EOFError
    return found


if __name__ == "__main__":
    sys.exit(main())
