"""The project's own labelled sentences, that teach what a sentence tells of."""

import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

_ROOT = Path(__file__).parents[4]
TRAINING = _ROOT / "services" / "enrich" / "training"
WORDINGS = _ROOT / "tests" / "data" / "enrich" / "wordings.tsv"  # what the lexicon is tested on


class LabelledSentence(msgspec.Struct, frozen=True):
    """A text of one to three sentences, the kind it tells of and the file it comes from."""

    text: str
    kind: str
    voice: str


def read_training(folder: Path = TRAINING, wordings: Path = WORDINGS) -> list[LabelledSentence]:
    """The folder's files and the wordings -> sentences in order; ValueError on a malformed file."""
    found = [one for path in sorted(folder.glob("*.txt")) for one in _sections(path)]
    for path in (wordings, *sorted(folder.glob("*.tsv"))):
        found += _rows(path)
    return found


def checksum(sentences: Sequence[LabelledSentence]) -> str:
    """Training sentences -> a SHA-256 that changes with any of them."""
    return hashlib.sha256(msgspec.json.encode(sentences)).hexdigest()


def _sections(path: Path) -> list[LabelledSentence]:
    """A file of sections named by their kind, one sentence a line."""
    found: list[LabelledSentence] = []
    kind = ""
    for line in path.read_text("utf-8").splitlines():
        text = line.strip()
        if text.startswith("[") and text.endswith("]"):
            kind = text[1:-1]
        elif text and not text.startswith("#"):
            if not kind:
                raise ValueError(f"{path.name} has a sentence before its first section: {text}")
            found.append(LabelledSentence(text, kind, path.stem))
    return found


def _rows(path: Path) -> list[LabelledSentence]:
    """A table with columns sub_event_type and text."""
    lines = path.read_text("utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [LabelledSentence(row["text"], row["sub_event_type"], path.stem) for row in rows]
