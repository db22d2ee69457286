"""What git holds is asked for name by name, in one conversation."""

import subprocess
from pathlib import Path

from generator.repository import Blob, blobs
from tests.history.councils import commit, council, write


def test_blobs_are_told_in_any_order(tmp_path: Path) -> None:
    """What a blob holds, only its size where it is too big, and nothing of what is not there; each as often as it is asked for."""
    data = council(tmp_path)
    texts = {"small": "a\n\nb", "empty": "", "big": "x" * 3_000}
    paths = {name: write(data, f"decisions/{name}.csv", text) for name, text in texts.items()}
    commit(data, "First", "2025-10-01")
    names = {
        name: subprocess.run(["git", "hash-object", str(path)], check=True, capture_output=True, text=True).stdout.strip()
        for name, path in paths.items()
    }
    with blobs(data, 1_000) as blob:
        for _ in range(2):
            assert blob(names["big"]) == Blob(3_000, b"")
            assert blob("0" * 40) is None
            assert blob(names["small"]) == Blob(4, b"a\n\nb")
            assert blob(names["empty"]) == Blob(0, b"")
