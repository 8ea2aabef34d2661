"""An item's link -> its canonical URL: the same page, the same text, whoever shared it.

| rule | source |
|---|---|
| scheme and host in lower case, host as punycode, default port left out | RFC 3986 6.2.2.1, 6.2.3 |
| dot segments removed, percent-encoding made uniform | RFC 3986 6.2.2.2, 6.2.2.3 (by w3lib) |
| query sorted by name, so that order means nothing | w3lib.url.canonicalize_url |
| fragment left out, unless it is a hashbang or route | RFC 3986 3.5; `#!` and `#/` address pages |
| user name and password left out | they are secrets, not the page's name |
| tracking and session parameters left out | the table below |
| session ids in the path left out | Java Servlet 7.1.3, ASP.NET cookieless sessions |
| parameters that only say that a feed was read left out | `ref=rss` and the like, see below |

The path keeps its case and its trailing slash: servers may tell them apart. `sid`, `sort`, `page`
and `id` stay: on many sites they name the article. What is made anew for each request in a
parameter of another name is learned feed by feed (`habits`).
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

MAX_URL_CHARACTERS = 4096
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Parameter (a trailing * matches any ending) -> who adds it.
TRACKING_PARAMETERS: dict[str, str] = {
    "utm_*": "Urchin and Google Analytics campaigns",
    "_ga": "Google Analytics cross-domain linker",
    "_gl": "Google Analytics cross-domain linker",
    "gclid": "Google Ads",
    "gclsrc": "Google Ads",
    "dclid": "Google Display",
    "gbraid": "Google Ads on iOS",
    "wbraid": "Google Ads on iOS",
    "fbclid": "Facebook",
    "fb_action_ids": "Facebook",
    "fb_action_types": "Facebook",
    "igshid": "Instagram",
    "msclkid": "Microsoft Ads",
    "twclid": "X",
    "ttclid": "TikTok",
    "li_fat_id": "LinkedIn",
    "yclid": "Yandex",
    "_openstat": "Openstat",
    "mc_cid": "Mailchimp campaigns",
    "mc_eid": "Mailchimp campaigns",
    "mkt_tok": "Marketo",
    "_hsenc": "HubSpot",
    "_hsmi": "HubSpot",
    "vero_id": "Vero",
    "wickedid": "Wicked Reports",
    "oly_enc_id": "Omeda",
    "oly_anon_id": "Omeda",
    "s_cid": "Adobe Analytics",
    "ncid": "newsletter campaigns",
    "cmpid": "newsletter campaigns",
    "at_medium": "AT Internet, in the BBC's feeds",
    "at_campaign": "AT Internet, in the BBC's feeds",
    "at_*": "AT Internet",
    "xtor": "AT Internet, older",
    "maca": "Deutsche Welle's feeds",
    "traffic_source": "Al Jazeera's feeds",
    "CMP": "the Guardian's campaigns",
    "ito": "Mail Online's feeds",
    "ftag": "CBS feeds",
    "feedType": "feed readers",
    "feedName": "feed readers",
    "wt_mc": "Webtrekk",
    "pk_*": "Matomo",
    "mtm_*": "Matomo",
    "piwik_*": "Matomo, older",
    "ns_*": "comScore, in feeds of British newspapers",
    "guccounter": "Yahoo consent",
    "guce_referrer*": "Yahoo consent",
    "wprss": "Washington Post's feeds",
    "wpisrc": "Washington Post newsletters",
    "smid": "New York Times sharing",
    "smtyp": "New York Times sharing",
    "__twitter_impression": "X, on AMP pages",
    "PHPSESSID": "PHP sessions",
    "jsessionid": "Java sessions",
    "ASPSESSIONID*": "ASP sessions",
    "CFID": "ColdFusion sessions",
    "CFTOKEN": "ColdFusion sessions",
    "sessionid": "sessions",
    "session_id": "sessions",
    "sessid": "sessions",
    "osCsid": "osCommerce sessions",
    "zenid": "Zen Cart sessions",
}
# These names may mean anything, but with such a value they say where the link was found.
_FEED_MARKS = frozenset({"ref", "source", "src", "from", "via", "partner", "emc", "output"})
_FEED_VALUES = frozenset({"rss", "rss2", "atom", "feed", "feeds", "rssfeed", "rss_feed"})
_PATH_SESSION = re.compile(
    r";jsessionid=[^/?#;]*|/\((?:[A-Z]\([A-Za-z0-9_-]{8,}\))+\)(?=/)", re.IGNORECASE
)
_PREFIXES = tuple(n[:-1].lower() for n in TRACKING_PARAMETERS if n.endswith("*"))
_NAMES = frozenset(n.lower() for n in TRACKING_PARAMETERS if not n.endswith("*"))
_SPACE = re.compile(r"\s+")


def absolute_url(link: str | None, base: str) -> str | None:
    """A link as a feed gives it, and the URL to resolve it against -> absolute http(s) URL."""
    if not link or not link.strip():
        return None
    try:
        joined = urljoin(base, _SPACE.sub("%20", link.strip()))
        parts = urlsplit(joined)
        usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return joined if usable and len(joined) <= MAX_URL_CHARACTERS else None


@lru_cache(maxsize=2048)  # one decision asks several times
def canonical_url(url: str | None) -> str | None:
    """An absolute URL -> its canonical form; None when it is no http(s) URL."""
    try:
        parts = urlsplit(url or "")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{shown}:{port}"
    query = _without_tracking(parts.query)
    kept = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    path = _PATH_SESSION.sub("", parts.path) or "/"
    plain = urlunsplit((parts.scheme, place, path, query, kept))
    return str(canonicalize_url(plain, keep_blank_values=True, keep_fragments=bool(kept)))


def names_a_page(canonical: str | None) -> bool:
    """Whether a canonical URL tells one item from another: a bare home page does not."""
    parts = urlsplit(canonical or "")
    return bool(parts.query or parts.fragment or parts.path.strip("/"))


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _is_tracking(*pair)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _is_tracking(name: str, value: str) -> bool:
    lowered = name.lower()
    if lowered in _FEED_MARKS:
        return value.lower() in _FEED_VALUES
    return lowered in _NAMES or lowered.startswith(_PREFIXES)
