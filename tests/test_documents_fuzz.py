"""Broken variants of good files are read or refused, and nothing else happens."""

import random
import zlib
from pathlib import Path

import pytest
from mutations import broken, good_files, try_file

GOOD = good_files()


@pytest.mark.parametrize("name", GOOD)
def test_the_good_file_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(GOOD[name])
    assert try_file(tmp_path / name)[0] == "read"


@pytest.mark.parametrize("name", GOOD)
def test_broken_variants_are_read_or_refused(name: str, tmp_path: Path) -> None:
    """Fifteen of each; `benchmarks/fuzz_documents.py` tries as many as you like."""
    rng = random.Random(zlib.crc32(name.encode()))
    path = tmp_path / name
    for _ in range(15):
        path.write_bytes(broken(GOOD[name], rng))
        try_file(path)
