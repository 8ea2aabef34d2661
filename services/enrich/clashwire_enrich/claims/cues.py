"""Cues: the words that hand a proposition to a speaker, by lemma and family."""

from typing import Literal

import msgspec

from clashwire_enrich.claims import clause_verbs
from clashwire_enrich.text.words import word_set

CueFamily = Literal[
    "say", "tell", "claim", "confirm", "deny", "accuse", "blame", "report", "intend", "estimate"
]


class CueVerb(msgspec.Struct, frozen=True):
    """A reporting verb: its lemma, and the family that decides how its clause is read."""

    lemma: str
    family: CueFamily


_FORMS: dict[CueFamily, str] = {
    "say": (
        "say says said|state states stated|add adds added|explain explains explained"
        "|note notes noted|stress stresses stressed|insist insists insisted"
        "|declare declares declared|announce announces announced|reveal reveals revealed"
        "|disclose discloses disclosed|argue argues argued|maintain maintains maintained"
        "|write writes wrote|tweet tweets tweeted|post posts posted|reply replies replied"
        "|recall recalls recalled|recount recounts recounted|describe describes described"
        "|suggest suggests suggested|indicate indicates indicated|emphasize emphasizes emphasized"
        "|emphasise emphasises emphasised|conclude concludes concluded|testify testifies testified"
        "|boast boasts boasted|complain complains complained|caution cautions cautioned"
        "|warn warns warned|continue continued|respond responded|comment commented"
        "|clarify clarifies clarified|underline underlined|reiterate reiterates reiterated"
        "|call calls called|observe observed|remark remarked"
        "|retort retorts retorted|counter counters countered|shout shouted|yell yelled"
        "|lament laments lamented|recollect recollected|affirm affirms affirmed"
        "|reassert reasserted|attest attested|relate related|joke joked|quip quipped|cry cried"
        "|whisper whispered|boast boasts|crow crowed|exclaim exclaimed|plead pleaded|vent vented"
        "|specify specified|detail detailed|mention mentioned|figure figured"
        "|reckon reckons reckoned|fear fears feared|find finds found|read reads"
        "|believe believes believed|predict predicts predicted"
    ),
    "tell": "tell tells told|inform informs informed",
    "claim": (
        "claim claims claimed|allege alleges alleged|assert asserts asserted"
        "|contend contends contended|charge charged|suspect suspects suspected"
    ),
    "confirm": (
        "confirm confirms confirmed|acknowledge acknowledges acknowledged"
        "|admit admits admitted|concede concedes conceded|recognise recognised"
    ),
    "deny": (
        "deny denies denied|reject rejects rejected|dismiss dismisses dismissed"
        "|refute refutes refuted|dispute disputes disputed"
    ),
    "accuse": "accuse accuses accused",
    "blame": (
        "blame blames blamed|attribute attributes attributed|hold holds held|point points pointed"
    ),
    "report": (
        "report reports reported|document documents documented|record records recorded"
        "|verify verifies verified|register registers registered|count counts counted"
    ),
    "intend": (
        "vow vows vowed|pledge pledges pledged|promise promises promised"
        "|threaten threatens threatened"
    ),
    "estimate": "estimate estimates estimated",
}
_PARTICIPLES: dict[CueFamily, str] = {
    "say": (
        "saying adding stating insisting declaring announcing warning noting arguing writing"
        " calling describing stressing explaining maintaining"
    ),
    "claim": "claiming alleging asserting",
    "confirm": "confirming acknowledging admitting",
    "deny": "denying",
    "accuse": "accusing",
    "blame": "blaming holding pointing",
    "intend": "vowing pledging promising threatening",
}


_LABELLING = {
    "calling": "call",
    "describing": "describe",
    "holding": "hold",
    "pointing": "point",
    "boasting": "boast",
}


def _by_form(forms: dict[CueFamily, str]) -> dict[str, CueVerb]:
    return {
        form: CueVerb(group.split()[0], family)
        for family, groups in forms.items()
        for group in groups.split("|")
        for form in group.split()
    }


_CLAUSE_FORMS: dict[CueFamily, str] = {
    "say": clause_verbs.SAYING,
    "tell": clause_verbs.TELLING,
    "confirm": clause_verbs.CONFESSING,
}
FINITE: dict[str, CueVerb] = {**_by_form(_CLAUSE_FORMS), **_by_form(_FORMS)}
PARTICIPLES: dict[str, CueVerb] = {
    form: CueVerb(_LABELLING.get(form, form), family)
    for family, forms in _PARTICIPLES.items()
    for form in forms.split()
}
ACCORDING = CueVerb("according to", "say")
PER = CueVerb("per", "say")
ADAMANT = CueVerb("be adamant", "say")
AS_SAYING = CueVerb("as saying", "say")
CITING = CueVerb("citing", "say")
COLON = CueVerb(":", "say")
PUT_AT = CueVerb("put at", "estimate")
RESPONSIBILITY = CueVerb("claim responsibility", "claim")
SPOKE_OF = CueVerb("speak of", "say")
_NOUNS: dict[CueVerb, str] = {
    CueVerb(
        "claim", "claim"
    ): "claim claims assertion assertions contention insistence boast boasts",
    CueVerb("allege", "accuse"): "allegation allegations accusation accusations charge charges",
    CueVerb("deny", "deny"): "denial denials rebuttal",
    CueVerb("announce", "say"): "announcement statement declaration disclosure revelation",
    CueVerb("confirm", "confirm"): "confirmation admission acknowledgement confession concession",
    CueVerb("maintain", "say"): (
        "version line account position belief suspicion view verdict conclusion finding findings"
        " explanation answer reply story argument theory testimony message suggestion estimate"
        " figure figures tally count toll assessment response judgement judgment opinion fear fears"
        " complaint assurance assurances"
    ),
    CueVerb("warn", "say"): "warning warnings",
    CueVerb("vow", "intend"): "threat threats vow vows pledge pledges promise promises",
}
NOMINAL: dict[str, CueVerb] = {
    noun: verb for verb, nouns in _NOUNS.items() for noun in nouns.split()
}
# A base form is a verb only after a plural or first-person subject ("officials say").
BASE_FORMS: frozenset[str] = clause_verbs.CLAUSE_LEMMAS | frozenset(
    group.split()[0] for groups in _FORMS.values() for group in groups.split("|")
)
# Nouns as often as verbs: after an article, a possessive or an adjective they name a thing.
ALSO_NOUNS: frozenset[str] = clause_verbs.NOUN_FORMS | word_set(
    "claim claims report reports charge document documents record records state states "
    "note notes post posts dispute disputes vow vows pledge pledges promise promises "
    "comment estimate estimates blame stress suspect suspects reply tweet tweets recall "
    "attribute attributes hold holds point points fear fears find finds read reads "
    "register registers count counts counter counters crow cry detail plead figure"
)
# Verbs that events do too ("the attack confirmed fears"): only people and bodies may say with them.
NEEDS_SPEAKER: frozenset[str] = clause_verbs.CLAUSE_LEMMAS | word_set(
    "add reveal indicate suggest confirm recall note warn report document record describe "
    "deny reject dismiss dispute claim estimate threaten promise maintain stress post "
    "recognise continue respond observe believe conclude charge suspect state blame "
    "hold point fear find read verify register count relate figure detail mention counter cry "
    "vent specify"
)
# These hand over a clause only with "that" or a quotation: "stressed the need", "maintained calm".
NEEDS_THAT: frozenset[str] = clause_verbs.CLAUSE_LEMMAS | word_set(
    "add note stress maintain argue describe recall recount continue respond comment post "
    "write reply observe remark boast complain charge record document recognise state "
    "believe suggest suspect underline clarify emphasize emphasise conclude indicate "
    "tweet explain inform predict caution reiterate verify register count retort counter shout "
    "yell lament recollect affirm reassert attest relate joke quip cry whisper crow exclaim plead "
    "vent specify detail mention figure reckon fear find read stressing explaining maintaining"
)
# These of them hand over a count of harm as well: "documented 60 deaths".
COUNTS_WITHOUT_THAT: frozenset[str] = word_set("record document verify register count")
NEGATIONS: frozenset[str] = word_set(
    "not never didn't doesn't don't hasn't haven't hadn't won't wouldn't couldn't can't "
    "nor cannot neither"
)
MODALS: frozenset[str] = word_set(
    "to would could should might may must can will shall let if whether"
)
BE_FORMS: frozenset[str] = word_set("is are was were be been being am it's")
AUXILIARIES: frozenset[str] = word_set("has have had having did do does")
