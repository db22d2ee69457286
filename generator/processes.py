"""Independent pieces of work on as many processes as the machine has cores, where that is worth it. Nothing here knows portals."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.sharedctypes import Synchronized
from typing import Any, Final, TypeVar

from generator.errors import PortalError, PublishError

WORTH_A_PROCESS: Final = 2_000_000  # bytes of sources below which starting processes costs more than it saves

WORTH_FORKING: Final = 2_000  # records below which one process writes the pages sooner than two

Given = TypeVar("Given")
Made = TypeVar("Made")
Piece = Callable[[], list[Made]]


def spread(work: Callable[[Given], Made], given: Sequence[Given], size: int) -> Iterator[Made]:
    """Does the same work on each of what is given, in order; `size` in bytes tells whether processes are worth it."""
    cores = os.cpu_count() or 1
    if cores == 1 or len(given) < 2 or size < WORTH_A_PROCESS:
        yield from map(work, given)
        return
    # What the work itself holds (the schemas) would else be packed, and unpacked, anew for each that is given.
    packed = pickle.dumps(work)
    with ProcessPoolExecutor(cores, mp_context=get_context("fork"), initializer=gc.freeze) as pool:
        yield from pool.map(partial(_worked, packed), given)


def _worked(packed: bytes, one: Any) -> Any:
    return _unpacked(packed)(one)


@lru_cache(1)
def _unpacked(packed: bytes) -> Callable[[Any], Any]:
    work: Callable[[Any], Any] = pickle.loads(packed)  # noqa: S301 - `spread` packed it
    return work


def written(work: Sequence[Piece[Made]], size: int) -> Iterator[list[Made]]:
    """Does pieces of work that write files and tell something of them; `size` in records tells whether processes are worth it.

    A forked process inherits the portal as it is, so only what is told has to come back. Raises PublishError.
    """
    cores = os.cpu_count() or 1
    if cores == 1 or size < WORTH_FORKING:
        yield from (piece() for piece in work)
        return
    fork = get_context("fork")
    queue: SimpleQueue[list[Made] | str] = fork.SimpleQueue()
    taken = fork.Value("q", 0)
    workers = [fork.Process(target=_write_share, args=(work, taken, queue)) for _ in range(cores)]
    gc.freeze()  # what is not looked at by the collector is not copied by a process either
    for worker in workers:
        worker.start()
    gc.unfreeze()
    for _ in workers:
        told = queue.get()
        if isinstance(told, str):
            raise PublishError(told)
        yield told
    for worker in workers:
        worker.join()


def _write_share(work: Sequence[Piece[Made]], taken: Synchronized[int], queue: SimpleQueue[list[Made] | str]) -> None:
    # Each process takes the next piece when it is free, so that none waits for the other's long ones.
    try:
        queue.put([told for piece in _next_pieces(work, taken) for told in piece()])
    except (PortalError, OSError) as fault:
        queue.put(str(fault))
    except BaseException as fault:
        # Whoever waits for this process must hear of every end it can come to.
        queue.put(f"A page could not be written ({fault!r}). Please report this; the site stands as it was.")
        raise


def _next_pieces(work: Sequence[Piece[Made]], taken: Synchronized[int]) -> Iterator[Piece[Made]]:
    while True:
        with taken.get_lock():
            number = taken.value
            taken.value += 1
        if number >= len(work):
            return
        yield work[number]
