"""Five hundred invented articles: sixty clashes, fifteen of them told twice, and plain news."""

from datetime import UTC, datetime, timedelta

import msgspec

from tests.e2e.newsroom import Story

PUBLISHERS = ("harbour", "lantern", "meridian", "quarry", "tideway")
ARTICLES = 500
CLASHES = 60
TOLD_TWICE = 15
_LAST_DAYS = 5  # every clash happened this many days before the news at most, so it still pages


class Front(msgspec.Struct, frozen=True):
    """Two sides that fight in a country, and towns far apart where they do."""

    country: str
    army: str
    rebels: str
    towns: tuple[str, ...]


FRONTS = (
    Front("SD", "Sudanese army", "Rapid Support Forces",
          ("El Obeid", "Nyala", "Kassala", "Dongola", "Ad-Damazin")),
    Front("CD", "Congolese army", "M23", ("Goma", "Bunia", "Kindu", "Kalemie", "Kisangani")),
    Front("SO", "Somali National Army", "al-Shabaab",
          ("Kismayo", "Baidoa", "Galkayo", "Beledweyne", "Bosaso")),
    Front("ML", "Malian army", "JNIM", ("Timbuktu", "Gao", "Kidal", "Mopti", "Kayes")),
    Front("BF", "Burkinabe army", "Ansarul Islam",
          ("Djibo", "Dori", "Ouahigouya", "Banfora", "Koudougou")),
    Front("NG", "Nigerian army", "Boko Haram",
          ("Maiduguri", "Sokoto", "Kaduna", "Makurdi", "Yola")),
    Front("MM", "Myanmar military", "Kachin Independence Army",
          ("Myitkyina", "Lashio", "Sittwe", "Loikaw", "Mandalay")),
    Front("YE", "Yemeni army", "Houthis", ("Taiz", "Marib", "Hodeidah", "Saada", "Mukalla")),
    Front("SY", "Syrian Democratic Forces", "Islamic State",
          ("Raqqa", "Deir ez-Zor", "Hasakah", "Palmyra", "Daraa")),
    Front("IQ", "Iraqi army", "Islamic State", ("Mosul", "Kirkuk", "Ramadi", "Baqubah", "Basra")),
    Front("ET", "Ethiopian army", "Fano",
          ("Gondar", "Dessie", "Bahir Dar", "Mekelle", "Jijiga")),
    Front("CO", "Colombian army", "National Liberation Army",
          ("Arauca", "Cucuta", "Quibdo", "Popayan", "Pasto")),
)  # fmt: skip
_NAMES = ("Adam", "Bello", "Castro", "Diallo", "Farah", "Gomez", "Hassan", "Issa", "Jaber", "Kone",
          "Lwin", "Mbeki")  # fmt: skip
_GOODS = ("apples", "barley", "coffee", "dates", "figs", "honey", "maize", "olives", "rice", "wool")
_PLACES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper")
_DOINGS = ("opened a library", "repaired its market hall", "held a chess tournament",
           "planted trees along its main street", "restored an old mill")  # fmt: skip


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """One designed clash: where it was, and the articles that tell of it."""

    town: str
    country: str
    article_ids: frozenset[str]


class Corpus(msgspec.Struct, frozen=True, kw_only=True):
    """All stories in the order of their telling, and the clashes among them."""

    stories: tuple[Story, ...]
    clashes: tuple[Clash, ...]


def corpus(now: datetime) -> Corpus:
    """The time of telling -> five hundred stories; the same time gives the same stories."""
    noon = now.astimezone(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    published_at = noon - timedelta(days=1)
    pairs = [_tell(number, published_at) for number in range(CLASHES)]
    told = [story for pair in pairs for story in pair]
    plain = [_plain(number, published_at) for number in range(ARTICLES - len(told))]
    return Corpus(
        stories=tuple(_mixed(told, plain)),
        clashes=tuple(
            Clash(
                town=_town(number),
                country=_front(number).country,
                article_ids=frozenset(story.article_id for story in pair),
            )
            for number, pair in enumerate(pairs)
        ),
    )


def _front(number: int) -> Front:
    return FRONTS[number % len(FRONTS)]


def _town(number: int) -> str:
    return _front(number).towns[number // len(FRONTS)]


def _tell(number: int, published_at: datetime) -> tuple[Story, ...]:
    """One clash -> the story of it, or two by publishers of different owners."""
    first = _first_account(number, published_at)
    return (first, _second_account(number, published_at)) if number < TOLD_TWICE else (first,)


def _weekday(number: int, published_at: datetime) -> str:
    day = published_at - timedelta(days=number % _LAST_DAYS)
    return f"{day:%A}"


def _first_account(number: int, published_at: datetime) -> Story:
    front, town = _front(number), _town(number)
    toll = 11 + number
    text = (
        f"{front.army} troops and {front.rebels} fighters clashed in {town} on "
        f"{_weekday(number, published_at)}, residents said.\n\n"
        f"Army spokesman Omar {_NAMES[number % len(_NAMES)]} said {toll} {front.rebels} fighters "
        f"were killed.\n\n"
        f"A spokesman for {front.rebels} denied the figure. Neither account could be "
        "independently verified.\n\n"
        f"Shops in {town} stayed closed and families waited for the road to open again."
    )
    return _story(number, "clash", f"Fighting reported in {town}", text, published_at)


def _second_account(number: int, published_at: datetime) -> Story:
    front, town = _front(number), _town(number)
    text = (
        f"Gun battles broke out between the {front.army} and {front.rebels} in {town} on "
        f"{_weekday(number, published_at)}.\n\n"
        f"Witnesses reached by telephone heard heavy fire for several hours. A doctor at the "
        f"hospital of {town} said that the wounded came in on carts.\n\n"
        f"{front.rebels} said in a statement that it had lost three fighters."
    )
    return _story(number + 1, f"account-{number}", f"Battle in {town}", text, published_at)


def _plain(number: int, published_at: datetime) -> Story:
    place = f"{_PLACES[number % 10]} {_PLACES[(number // 10) % 10]}"
    goods, doing = _GOODS[(number // 3) % 10], _DOINGS[number % len(_DOINGS)]
    text = (
        f"The village of {place} {doing} this spring, its council wrote in letter {number}.\n\n"
        f"Traders brought {goods} to the fair and sold {100 + number} baskets before noon. "
        f"The mayor thanked the {number % 7 + 2} bakers who had fed the guests.\n\n"
        f"Next year the fair will have a second stage for music."
    )
    return _story(number, "fair", f"{place} sells {goods} at fair {number}", text, published_at)


def _story(number: int, kind: str, title: str, text: str, published_at: datetime) -> Story:
    return Story(
        slug=f"{kind}/{number}",
        publisher=PUBLISHERS[number % len(PUBLISHERS)],
        title=title,
        text=text,
        published_at=published_at + timedelta(minutes=number % 60),
    )


def _mixed(told: list[Story], plain: list[Story]) -> list[Story]:
    """Spread the told stories evenly among the plain ones, in the order of their telling."""
    step = (len(told) + len(plain)) / len(told)
    placed = [(index * step, story) for index, story in enumerate(told)]
    step = (len(told) + len(plain)) / len(plain)
    placed += [(index * step, story) for index, story in enumerate(plain)]
    return [story for _, story in sorted(placed, key=lambda pair: pair[0])]
