"""Nobody harmed: words that tell of no victims ("no one was hurt", "without loss of life")."""

import re
from collections.abc import Iterator

from clashwire_contracts.vocabulary import NumberKind
from clashwire_enrich.events.toll_statements import Statement
from clashwire_enrich.text.quantities import Quantity

_NOBODY = re.compile(
    r"\b(?:(?:hurting|harming|injuring|killing|wounding|hurt|harmed|killed|injured|wounded|lost)"
    r" (?P<object>nobody|no ?one|none|not a soul)(?! (?:but|except|other|besides))"
    r"|(?:without|did not|didn't|failed to|not|never|before (?:it|they) could|unable to)"
    r" (?:(?:hurt|harm|injur)(?:e|ing)?|(?P<kills>kill(?:ing)?))"
    r" (?:anyone|anybody|any (?:people|person|civilians?)|a (?:single )?soul)"
    r"|(?:no ?one|nobody|none)(?: \w+ly)? (?P<harm>came to (?:any )?harm|(?:is|was|were"
    r"|are) (?:known"
    r"|reported|believed|said|thought) to (?:have been |be )?(?:hurt|injured|harmed|wounded)|was"
    r" (?:affected|touched))"
    r"|(?:no ?one|nobody|none) (?:is|was|were|are) (?:known|reported|believed|said|thought) to have"
    r" (?P<nd>died|been killed)"
    r"|no (?:human )?life (?:was|is|has been|had been) (?P<life>lost)"
    r"|(?:everyone|everybody|all (?:of them |the |its |their )?(?:\w+ ){0,4}?)(?P<all>survived)"
    r"|(?P<away>(?:got (?:out|away|off)|escaped|went home|walked away|came away|was|were|are|is) "
    r"(?:alive|with no (?:\w+ )?(?:hurt|harm|injury|injuries|wounds)))"
    r"|(?:no|without(?: causing| any)*|nor|zero|never any|not? (?:cause|report|result in|leave)\w*"
    r"(?: any)?|did not (?:cause|result in|lead to|leave)(?: any)?) (?:(?:immediate|further"
    r"|other|known|new|additional|initial) )?(?:(?:reports?|word|confirmation) of )?(?:any )?"
    r"(?:(?!more\b|serious\b|major\b|grave\b)\w+ ){0,2}?(?:(?P<dead>casualt(?:y|ies)|deaths?"
    r"|fatalit(?:y|ies)|victims"
    r"|loss of (?:human )?life)|(?P<hurt>injur(?:y|ies)))(?: or (?:\w+ )?\w+)?"
    r"|(?:no ?one|nobody|none(?: of (?:the|its|their|those)(?: \w+){1,3}?)?)(?: else)?"
    r" (?:(?:was|were|is|are|has been|have been|had been|has|had) ?)?(?:\w+ly |so far |yet )?"
    r"(?:(?P<killed>killed|died|dead|lost (?:their|his|her) li(?:fe|ves))|(?P<wounded>hurt|injured"
    r"|wounded|harmed))"
    r"|no (?:[a-z]+ ){1,3}?(?:was|were|has been|have been|had been) (?:\w+ly )?(?:(?P<nk>killed)"
    r"|(?P<nw>hurt|injured|wounded|harmed))"
    r"|no (?:human )?lives (?:were|had been|have been) (?P<lives>lost)"
    r"|no (?:one|soldiers?|people|civilians?) (?P<died>died)"
    r"|(?P<safe>unhurt|unharmed|uninjured|unscathed))\b",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(r"\b(?:both|all|everyone|everybody|each)\b[^.;]*$", re.IGNORECASE)


def nobody_harmed(text: str) -> Iterator[Statement]:
    """Sentence -> where it says that nobody was killed, or nobody hurt."""
    none = Quantity(0, 0, 0, "exact")
    for match in _NOBODY.finditer(text):
        hurt = any(match[name] for name in ("hurt", "wounded", "nw", "safe", "harm"))
        words = match[0].casefold()
        if match["away"] and not _ALL_OF_THEM.search(text[: match.start()]):
            continue
        if " more " in f" {words} ":
            continue
        only_hurt = hurt or (match["object"] and not words.startswith(("kill", "lost")))
        kind: NumberKind = "wounded" if only_hurt else "killed"
        yield Statement(*match.span(), kind, none, match.span(), match.span(), "nobody")
