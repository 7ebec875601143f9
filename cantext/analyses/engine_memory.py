"""How much memory an engine takes: measured in a process of its own, which holds nothing else."""

import multiprocessing
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def peak_megabytes(
    engine: str, texts: list[str], *, model: Path | None = None, hk_policy: bool = False
) -> float | None:
    """Return the peak of resident memory, in MB of 10**6 bytes, of cutting texts with an engine.

    The interpreter, the model and the dictionaries are in it. None where the system does not tell
    (Windows).

    >>> peak = peak_megabytes("hk", ["香港推動創科"])
    >>> peak is None or 40 < peak < 400
    True
    """
    # Not forked: a fork would begin with all that this process holds.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_cut_and_weigh, engine, texts, model, hk_policy).result()


def _cut_and_weigh(
    name: str, texts: list[str], model: Path | None, hk_policy: bool
) -> float | None:
    from cantext.documents.document import Document
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.segmentation.engine import load_engine
    from cantext.segmentation.pipeline import Segmenter

    segmenter = Segmenter(load_engine(name, model=model), load_lexicon(hk_policy=hk_policy))
    for text in texts:
        for _ in segmenter.blocks(Document("-", text)):
            pass
    status = Path("/proc/self/status")
    if status.exists():
        # The peak since this program began; `getrusage` counts what its parent held before.
        found = _PEAK.search(status.read_text(encoding="ascii", errors="replace"))
        return int(found[1]) * 1024 / 1e6 if found else None
    if sys.platform == "win32":
        return None
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
