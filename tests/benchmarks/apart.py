"""Measures pieces of work in processes of their own: time, processor time and peak memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

_KIB_PER_MIB = 1024
Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a piece of work took.

    The processor time and the peaks are told apart for the process and for those it started.
    """

    seconds: float
    cpu_s: float
    peak_mib: float
    helpers_mib: float
    result: int


def apart(preparation: str, *arguments: str) -> Cost:
    """Run what `module:function(*arguments)` gives in a process of its own.

    The function prepares and gives the work, of which alone the time is taken.
    """
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "tests.benchmarks.apart", preparation, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _cpu() -> float:
    if sys.platform == "win32":
        raise NotImplementedError
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak(*, of_helpers: bool) -> float:
    if sys.platform == "win32":
        raise NotImplementedError
    who = resource.RUSAGE_CHILDREN if of_helpers else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss / _KIB_PER_MIB


def main(preparation: str, *arguments: str) -> None:
    """Prepare, work, and print the cost."""
    module, _, name = preparation.partition(":")
    work: Work = getattr(import_module(module), name)(*arguments)
    begun, used = time.perf_counter(), _cpu()
    result = work()
    cost = Cost(
        seconds=time.perf_counter() - begun,
        cpu_s=_cpu() - used,
        peak_mib=_peak(of_helpers=False),
        helpers_mib=_peak(of_helpers=True),
        result=int(str(result or 0)),
    )
    print(json.dumps(asdict(cost)))


if __name__ == "__main__":
    main(*sys.argv[1:])
