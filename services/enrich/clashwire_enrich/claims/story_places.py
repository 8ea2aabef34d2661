"""Story places: the country a story plays in, and the one nearest to a local office."""

from collections import Counter
from collections.abc import Sequence

from clashwire_contracts.mention import PlaceMention
from clashwire_enrich.actors.actor_catalogue import ActorCatalogue
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_SENTENCES_BACK = 2


def story_country(
    title: str, focus: str | None, places: Sequence[PlaceMention], catalogue: ActorCatalogue
) -> str | None:
    """Where a story plays: its title's one country, else where names and towns agree it does.

    `focus` is the country the text names most. Where towns lie in another one, two countries are
    at issue, and an office without a country could be either's: then None.
    """
    titled = {hit.country for hit in catalogue.scan(title) if hit.country and hit.form != "actor"}
    if len(titled) == 1:
        return titled.pop()
    towns = country_of_most([one for one in places if one.precision not in {"country", "unknown"}])
    told = any(one.precision == "country" and one.country == focus for one in places)
    if told or focus == towns:
        return focus
    return towns if focus is None else None


def country_of_most(places: Sequence[PlaceMention]) -> str | None:
    """The country most of a story's places lie in, or None without places."""
    countries = Counter(place.country for place in places if place.country)
    return min(countries, key=lambda code: (-countries[code], code)) if countries else None


def country_near(
    document: Document, source: Range, places: Sequence[PlaceMention], home: str | None
) -> str | None:
    """The country most places around a local office lie in, its own sentence first.

    Of countries named as often, the one where the story plays.
    """
    here = document.sentence_at(source.start)
    if here is None:
        return None
    for back in range(_SENTENCES_BACK + 1):
        if here - back < 0:
            return None
        sentence = document.sentences[here - back]
        countries = Counter[str]()
        for place in places:
            if place.country and sentence.start <= place.text.start < sentence.end:
                countries[place.country] += 1 + (place.precision == "country")
        if countries:
            return min(countries, key=lambda code: (-countries[code], code != home, code))
    return None
