"""Harm verbs: the words ahead of counted people and behind them that tell what befell them."""

from typing import Literal

from clashwire_contracts.vocabulary import NumberKind

Needs = Literal["", "people", "lives", "to_death", "captive", "hospital", "along"]
"""What must follow the people, or be one of them, for a verb ahead to tell of their harm."""
_BODIES = (
    r"(?:bod(?:y|ies)|corpses?|remains) of|(?:result\w*|end\w*) in the (?:\w+ )?(?:deaths?|killing"
    r"s?) of|(?:led|leads?|leading) to the (?:\w+ )?(?:deaths?|killings?) of|caus\w+ the (?:\w+ )?"
    r"deaths? of|(?:takes?|took|taking|claim\w*|cost\w*) the li(?:fe|ves) of"
)
_KILLING_OF = (
    r"(?<!after )(?<!after the )(?<!over )(?<!over the )(?<!following )(?<!following the )"
    r"(?<!at the )(?<!against the )(?<!condemned the )(?<!avenge the )(?<!protest the )"
    r"(?:massacres?|murders?|slaughter|assassinations?|executions?|killings?|lynchings?|slayings?"
    r"|beheadings?) of"
)
BEFORE_WORDS: tuple[tuple[NumberKind, Needs, str, str], ...] = (
    (
        "killed", "", "active_killed",
        (r"(?:killed (?:were|was|are|is)|(?:kill(?:ed|ing|s)?|massacr(?:ed|ing)|execut(?:ed|ing"
        r"|es)|behead(?:ed|ing|s)|decapitat(?:ed|ing)|fell(?:ed|ing)|liquidat(?:ed|ing|es)"
        r"|butcher(?:ed|ing)|pick(?:ed|ing) off|gass(?:ed|ing)|suffocat(?:ed|ing)"
        r"|asphyxiat(?:ed|ing)|necklac(?:ed|ing)|wip(?:ed|es) out"
        r"|murder(?:ed|ing|s)|slaughter(?:ed|ing|s)|assassinat(?:ed|ing|es)|lynch(?:ed|ing)"
        r"|slain|slew|strangl(?:ed|ing)|eliminat(?:ed|ing|es)|neutrali[sz](?:ed|ing|es))[\"\u201d]?"
        r"|(?:shot|shoot|shooting|shoots) (?:dead|and kill(?:ed|ing|s)?|to death)"
        r"|(?:gunn?(?:ed|ing|s)|mow(?:ed|ing|s)|cut(?:ting)?) down|hacked to death"
        r"|beat to death|stabbed to death|burn(?:ed|t) alive|fatally (?:sho(?:t|oting)|stabb\w+"
        r"|wound\w+|injur\w+))"),
    ),
    ("killed", "", "bodies_of", (rf"(?:{_BODIES}|{_KILLING_OF}"
     r"|slit(?:ting)? the throats? of|wip(?:ed|ing) out)")),
    ("killed", "people", "buried", r"(?:buried|burying|bury|buries)"),
    ("killed", "lives", "claimed_lives", r"(?:claim(?:ed|ing|s)?|costs?|costing|took|taking)"),
    (
        "killed", "to_death", "to_death",
        (r"(?:hack(?:ed|ing)|beat(?:ing|en)?|stabb(?:ed|ing)|burn(?:ed|ing|t)|ston(?:ed|ing)"
        r"|club(?:bed|bing)|knif(?:ed|ing)|batter(?:ed|ing)|crush(?:ed|ing)|starv(?:ed|ing)"
        r"|bludgeon(?:ed|ing)|shot|setting|set|trampl(?:ed|ing)|put(?:ting)?|kick(?:ed|ing)"
        r"|tortur(?:ed|ing)|chok(?:ed|ing)|strangl(?:ed|ing))"),
    ),
    ("killed", "along", "taken_along", r"(?:took|takes?|taking|taken)"),
    (
        "wounded", "", "active_wounded",
        (r"(?:wound(?:ed|ing|s)|injur(?:ed|ing|es)|hurt(?:ing|s)?|maim(?:ed|ing|s)"
        r"|(?:injur(?:y|ies)|wounds) to)"),
    ),
    (
        "captured", "people", "active_captured",
        (r"(?:captur(?:ed|ing|es)|abduct(?:ed|ing|s)|kidnapp?(?:ed|ing|s)|seiz(?:ed|ing|es)"
        r"|snatch(?:ed|ing)|ma(?:de|king) off with|carried off|(?:took|taking|takes) hostage)"),
    ),
    ("captured", "captive", "active_captured", r"(?:took|taken|taking|takes|held|holding)"),
    ("wounded", "hospital", "sent_to_hospital", r"(?:sent|sending|put|treat(?:ed|ing|s))"),
    ("killed", "people", "loss_of", r"loss(?:es)? of"),
    ("losses", "people", "lost_members", r"(?:lost|losing|loses|lose)"),
)  # fmt: skip
"""Kind of harm, what it needs, the rule's name and the verbs, surest first."""
_BY_FORCE = (
    r"(?:beaten|hacked|stabbed|stoned|clubbed|burn(?:ed|t)|shot|tortured|trampled|crushed|kicked"
    r"|bludgeoned|knifed|put|starved|battered)"
)
AFTER_WORDS: tuple[tuple[NumberKind, str, str], ...] = (
    (
        "killed", "died",
        (r"(?:died?(?! down| out)|dies|dying|perish(?:ed|es)?|drowned|bled (?:to death|out)"
        r"|succumb(?:ed|s)?|expired|suffocated|asphyxiated|(?:choked|burned|burnt|starved|froze"
        r"|frozen) to death|breathed (?:their|his|her) last|could not be (?:saved|revived"
        r"|resuscitated)|did not (?:survive|live|make it|come (?:home|back)|return|get up|rise"
        r"|wake|walk out)|never (?:came (?:home|back|out)|went (?:home|back)|got up|rose|woke"
        r"|returned|made it|reached|walked)|(?:laid down|gave|sacrificed) (?:their|his|her)"
        r" li(?:fe|ves)|passed away|(?:lost|lose"
        r"|losing) (?:his|her|their) li(?:fe|ves)|met (?:his|her"
        r"|their) (?:deaths?|end)|(?:fell|fallen)(?=[,.;]|$| (?:in (?:an? |the |that |this )?"
        r"(?:\w+ ){0,2}(?:battle|fighting|combat|action|clash\w*|attack|assault|line|exchange"
        r"|encounter|skirmish\w*|gunfight|firefight|ambush|raid|crossfire|shelling|strike|siege)"
        r"|under (?:\w+ ){0,2}(?:bullets|fire|gunfire|shells|shots|bombs)"
        r"|to (?:\w+['\u2019]?s? ){0,2}"
        r"(?:bullets|fire|gunfire|shots|snipers?|shells)|there|since|on (?:the spot|\w+day)|at the"
        r" hands|during|that (?:day|night))\b))"),
    ),
    (
        "killed", "counted_passive_killed",
        (r"[\"\u201c]?(?:killed|dead(?! (?:wrong|right|set|tired|end|heat|centre|center)\b)"
        r"|shot dead|slain|massacred|executed|beheaded|martyred|murdered"
        r"|lynched"
        r"|slaughtered|gunned down|mown down|mowed down|cut down|blown up|blown to pieces"
        r"|torn (?:apart|to (?:death|pieces|shreds|bits))|blown (?:apart|to bits)|ripped apart"
        r"|shredded|decapitated|felled|picked off|sprayed with bullets|riddled with bullets"
        r"|butchered|liquidated|gassed|asphyxiated|suffocated|dismembered|necklaced|deceased"
        r"|lifeless|put to (?:death|the (?:sword|blade|knife|machete))|done to death"
        r"|hacked(?: (?:or"
        r"|and) \w+)?|buried alive|wiped out|stabbed and killed|lost(?=[,.;]|$| (?:to|in|when"
        r"|at)\b)"
        r"|found with [^.;,]{0,40}?throats? (?:cut|slit|slashed)"
        r"|(?:[a-z-]+(?:ed|en)|shot|led|cut|held|hit|caught|set upon"
        r"|brought)\b[^.;:\d]{0,70}? and (?:then"
        r" |later |finally )?(?:killed|shot dead|shot|executed|murdered|beheaded|burned alive"
        r"|burned to death|hanged|strangled|lynched|gunned down)(?=[,.;]|$| (?:by|in|on|at|near"
        r"|beside|behind|along|before|against|with|for|after|from|one by one|as"
        r"|when|outside|inside|there)\b)"
        r"|eliminated|neutrali[sz]ed|assassinated|strangled|electrocuted|incinerated|hanged"
        rf"|{_BY_FORCE} (?:to death|alive|and killed)|found with (?:their|his"
        rf"|her) throats? (?:cut|slit)|fatally \w+|mortally \w+|shot and killed"
        rf"|(?:rounded up|lined up|taken away|led out) and shot"
        r"|shot in the head)"),
    ),
    (
        "wounded", "counted_passive_wounded",
        (r"(?:(?:shot and )?(?:wounded|injured|hurt|maimed)|(?:suffered|sustained|suffering"
        r"|sustaining|with) (?:[\w-]+ ){0,3}?(?:injuries|wounds|burns|fractures|bruises)"
        r"|hospitali[sz]ed|(?:taken|rushed|brought|admitted|evacuated|sent) to (?:an? |the )?(?:\w+"
        r" )?(?:hospitals?|clinics?)|treated(?: in| at| for)(?! (?:covid|cholera|malnutrition))"
        r"|(?:needed|required) (?:\w+ )?treatment|burned|burnt|in (?:an? )?(?:critical|serious"
        r"|grave) condition)"),
    ),
    (
        "captured", "counted_passive_captured",
        (r"(?:captured|taken (?:prisoner|hostage|captive|away)|abducted|kidnapped|seized"
        r"|surrendered|held (?:hostage|captive)|being held|snatched|carried off|marched off"
        r"|led away|driven away)"),
    ),
    (
        "missing", "counted_missing",
        (r"(?:(?:remain(?:s|ed)?|still|went|go|gone|listed as) )*(?:missing|unaccounted for"
        r"|disappeared|vanished)"),
    ),
)  # fmt: skip
"""Kind of harm, the rule's name and the verbs."""
