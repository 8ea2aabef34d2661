"""Who says it and for whom, over many wordings in which another sentence tells."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.enriching import tagged

WORDINGS = Path(__file__).parents[3] / "data" / "enrich" / "speakers.yaml"
PASSAGES: list[dict[str, Any]] = yaml.safe_load(WORDINGS.read_text(encoding="utf-8"))
PUBLISHED = date(2024, 5, 14)
TOLD = [(passage["text"], passage["claims"]) for passage in PASSAGES]


@pytest.mark.parametrize(
    ("text", "wanted"),
    TOLD,
    ids=[f"{passage['kind']}-{number}" for number, passage in enumerate(PASSAGES)],
)
def test_each_claim_has_the_speaker_and_party_that_the_text_tells(
    text: str, wanted: list[dict[str, str | None]]
) -> None:
    claims = tagged(text, published=PUBLISHED).claims
    for one in wanted:
        content = str(one["content"])
        claim = next(claim for claim in claims if content in claim.content_span.text)
        party = claim.affiliation.actor_id if claim.affiliation is not None else None
        assert (claim.speaker.name, party) == (one["speaker"], one["party"]), content
