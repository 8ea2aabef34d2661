"""Sentences from many wars, and whose words a reader hears in them: source, then content."""

import pytest

from clashwire_enrich.claims.reading import find_attributions
from clashwire_enrich.text.document import read_document

HANDED_OVER = [
    ("The US secretary of state accused Iran.", "The US secretary of state", "Iran"),
    ("The prime minister called it a coup.", "The prime minister", "it a coup"),
    # reporting without a reporting verb
    (
        "Moscow was adamant that no missile had hit the mall.",
        "Moscow",
        "no missile had hit the mall",
    ),
    ("The president made clear that troops would stay.", "The president", "troops would stay"),
    ("As one medic put it, the ward was full.", "one medic", "the ward was full"),
    ("The junta's line is that the men were rebels.", "The junta's", "the men were rebels"),
    ("The council gave a toll of 17 dead.", "The council", "a toll of 17 dead"),
    # blame by an idiom
    (
        "Beirut pointed the finger at Israel for the blast.",
        "Beirut",
        "the finger at Israel for the blast",
    ),
    (
        "The opposition holds the government responsible for the killings.",
        "The opposition",
        "the government responsible for the killings",
    ),
    # reports that somebody issued, findings, fears
    (
        "A report by Amnesty International says soldiers executed 40 men.",
        "A report by Amnesty International",
        "soldiers executed 40 men",
    ),
    (
        "A UN panel of experts found that the rebels had shelled the camp.",
        "A UN panel of experts",
        "the rebels had shelled the camp",
    ),
    ("Aid agencies fear that thousands are trapped.", "Aid agencies", "thousands are trapped"),
    # plain clauses after verbs that mostly want "that"
    (
        "The junta maintains it is fighting terrorists.",
        "The junta",
        "it is fighting terrorists",
    ),
    # the cue between subject and verb, and at the end
    (
        "The hamlet, say residents, was empty when the jets came.",
        "residents",
        "The hamlet, say residents, was empty when the jets came",
    ),
    # accounts and words of
    (
        "Per the general staff, the column was stopped at the river.",
        "the general staff",
        "the column was stopped at the river",
    ),
    (
        "By the account of the rebels' own medics, two women were wounded.",
        "the rebels' own medics",
        "two women were wounded",
    ),
    # verbs of answering and shouting
    ('"Not a screw is damaged," the minister retorted.', "the minister", "Not a screw is damaged"),
    # listeners
    (
        "The governor told mourners at the graveside that 43 workers had been buried.",
        "The governor",
        "43 workers had been buried",
    ),
    (
        '"He does not speak for my men," she told the station\'s Morning Hour.',
        "she",
        "He does not speak for my men",
    ),
    # culprits by noun
    (
        "The division blamed dissidents of the old front.",
        "The division",
        ("dissidents of the old front"),
    ),
    ("The army suspects the BRN.", "The army", "the BRN"),
    # an adverb before the cue
    (
        "Former neighbours have long said that men shot detainees.",
        "Former neighbours",
        "men shot detainees",
    ),
    # a relative clause before the cue
    (
        "The captain, who asked not to be named, said the raiders wore uniforms.",
        "The captain, who asked not to be named,",
        "the raiders wore uniforms",
    ),
    (
        "Two people died in the hamlet, which lies near the border, said the mayor.",
        "the mayor",
        "Two people died in the hamlet, which lies near the border",
    ),
    # a place or a medium between the cue and its clause
    (
        "The envoy said in Caracas that the rebels had not laid the mines.",
        "The envoy",
        "the rebels had not laid the mines",
    ),
    (
        '"They burned the granary," the mayor told a local radio station.',
        "the mayor",
        "They burned the granary",
    ),
    # no, and one word
    ("The army said no civilians were hurt.", "The army", "no civilians were hurt"),
    ("Officials blamed Al-Shabaab.", "Officials", "Al-Shabaab"),
    # counts without a clause
    (
        "The Lake Rights Monitor documented 60 deaths in custody.",
        "The Lake Rights Monitor",
        "60 deaths in custody",
    ),
    # responsibility
    (
        "The front claimed full responsibility for the ambush in a post on Telegram.",
        "The front",
        "the ambush",
    ),
    ("The Houthis took responsibility for the strike.", "The Houthis", "the strike"),
    ("Al-Shabaab claimed responsibility.", "Al-Shabaab", "responsibility"),
    # sources that others quote
    (
        "The Lakeside newspaper, quoting police sources, reported that 11 herders were killed.",
        "police sources",
        "11 herders were killed",
    ),
    # the source first
    (
        "Ukraine's General Staff said on Friday that its forces had repelled 43 Russian attacks.",
        "Ukraine's General Staff",
        "its forces had repelled 43 Russian attacks",
    ),
    (
        "Hezbollah denied that any of its commanders had been hit.",
        "Hezbollah",
        "any of its commanders had been hit",
    ),
    (
        "Residents said fighters loyal to the junta had torched homes.",
        "Residents",
        "fighters loyal to the junta had torched homes",
    ),
    (
        "The army said Tuesday five of its troops were killed.",
        "The army",
        "five of its troops were killed",
    ),
    (
        "Hospital sources told AFP that nine bodies had been received.",
        "Hospital sources",
        "nine bodies had been received",
    ),
    (
        "Witnesses who fled the village said that gunmen on motorcycles opened fire.",
        "Witnesses who fled the village",
        "gunmen on motorcycles opened fire",
    ),
    (
        "The spokesperson for Somalia's government, Farhan Jimale, told reporters that 40 died.",
        "The spokesperson for Somalia's government, Farhan Jimale,",
        "40 died",
    ),
    (
        "A military source, speaking on condition of anonymity, said six rebels were captured.",
        "A military source, speaking on condition of anonymity,",
        "six rebels were captured",
    ),
    (
        "The army, however, insisted that it remained in control of the city.",
        "The army, however,",
        "it remained in control of the city",
    ),
    (
        "JNIM claimed to have killed 60 soldiers in the ambush.",
        "JNIM",
        "to have killed 60 soldiers in the ambush",
    ),
    (
        "Tribal elder Haji Karim said by telephone that 11 civilians died in the strike.",
        "Tribal elder Haji Karim",
        "11 civilians died in the strike",
    ),
    (
        "The ministry, which does not disclose losses, said only that measures had been taken.",
        "The ministry, which does not disclose losses,",
        "measures had been taken",
    ),
    (
        "Rights groups say the army used cluster munitions near Loikaw.",
        "Rights groups",
        "the army used cluster munitions near Loikaw",
    ),
    (
        "Israel vowed to continue its operation until Hamas is destroyed.",
        "Israel",
        "to continue its operation until Hamas is destroyed",
    ),
    (
        "Beijing, which claims almost the entire sea, said the ships had entered its waters.",
        "Beijing, which claims almost the entire sea,",
        "the ships had entered its waters",
    ),
    (
        "Sources in the presidency say a deal is near, but the rebels played that down.",
        "Sources in the presidency",
        "a deal is near",
    ),
    (
        "State television said missiles had hit their targets; sirens sounded in the capital.",
        "State television",
        "missiles had hit their targets",
    ),
    (
        "Lebanon's health ministry raised its toll to 14 dead.",
        "Lebanon's health ministry",
        "its toll to 14 dead",
    ),
    # the source last, or inside
    ("Five people died, police said.", "police", "Five people died"),
    (
        "The drone strike, Moscow said, destroyed a fuel depot in Luhansk.",
        "Moscow",
        "The drone strike, Moscow said, destroyed a fuel depot in Luhansk",
    ),
    (
        "More than 300 families fled, the International Organization for Migration (IOM) said.",
        "the International Organization for Migration (IOM)",
        "More than 300 families fled",
    ),
    (
        "At least 12 miners were abducted, according to a local official in Zamfara.",
        "a local official in Zamfara",
        "At least 12 miners were abducted",
    ),
    (
        "According to Gen. Min Aung Hlaing, the junta's leader, elections will be held soon.",
        "Gen. Min Aung Hlaing, the junta's leader,",
        "elections will be held soon",
    ),
    (
        "Seven villagers were taken from a church, said Musa Bello, a farmer.",
        "Musa Bello, a farmer",
        "Seven villagers were taken from a church",
    ),
    # other verbs, passive and nominal cues
    (
        "The rebels accused the army of shelling a market in Goma.",
        "The rebels",
        "the army of shelling a market in Goma",
    ),
    (
        "The government blamed the bombing on al-Shabaab.",
        "The government",
        "the bombing on al-Shabaab",
    ),
    ("Kinshasa blamed M23 for the killings.", "Kinshasa", "M23 for the killings"),
    (
        "The attack was claimed by Islamic State in a statement posted on Telegram.",
        "Islamic State",
        "The attack",
    ),
    (
        "The rebels were accused by the army of looting the town.",
        "the army",
        "The rebels were accused by the army of looting the town",
    ),
    (
        "The RSF's claim that it had taken the base could not be verified.",
        "The RSF's",
        "it had taken the base",
    ),
    (
        "An assertion by the junta that the town was calm drew laughter.",
        "the junta",
        "the town was calm",
    ),
    ("Officials put the death toll at 31.", "Officials", "the death toll at 31"),
    (
        "The group issued a statement saying it had captured 15 soldiers.",
        "The group",
        "it had captured 15 soldiers",
    ),
    (
        "The governor was quoted by Tass as saying that nine drones were shot down.",
        "The governor",
        "nine drones were shot down",
    ),
    (
        "Local media, citing witnesses, said the shooting started at dawn.",
        "witnesses",
        "the shooting started at dawn",
    ),
    (
        "The mayor, Jean Bakomito, confirmed the deaths of seven civilians.",
        "The mayor, Jean Bakomito,",
        "the deaths of seven civilians",
    ),
    # own words
    (
        '"We lost contact with two units," Captain Ihor Melnyk, a spokesman, told Suspilne.',
        "Captain Ihor Melnyk, a spokesman,",
        "We lost contact with two units",
    ),
    (
        "\u201cIt is a war crime,\u201d Human Rights Watch said of the strike.",
        "Human Rights Watch",
        "It is a war crime",
    ),
    (
        'A 52-year-old farmer, Abdu Saleh, said: "They took my son."',
        "A 52-year-old farmer, Abdu Saleh,",
        "They took my son.",
    ),
    (
        '"The town is ours," rebel spokesman Willy Ngoma said, "and the enemy has fled."',
        "rebel spokesman Willy Ngoma",
        'The town is ours," rebel spokesman Willy Ngoma said, "and the enemy has fled.',
    ),
    (
        '"It was hell", a mother of three, who gave only her first name, said by phone.',
        "a mother of three, who gave only her first name,",
        "It was hell",
    ),
    (
        'The minister described the raid as a "massacre".',
        "The minister",
        'the raid as a "massacre"',
    ),
    (
        'The SDF said in a statement that "mercenaries" had shelled Manbij.',
        "The SDF",
        '"mercenaries" had shelled Manbij',
    ),
]
NOTHING_HANDED_OVER = [
    "The northern command denied its men leave this week.",
    "Families of conscripts claimed their letters at the post office.",
    "The army held the bridge for two days.",
    "The patrol found a cache of shells.",
    "He is said to be the group's new commander.",
    "The general was said to have fled.",
    "The minister said goodbye to the troops before they left.",
    "The army has not said whether any of its soldiers were killed.",
    "The junta did not say how many people had died.",
    "The ministry would not confirm how many drones were used.",
    "The army declined to say whether it had used drones.",
    "It is unclear who carried out the attack.",
    'His book, "The War Said to Be Won", was published in May.',
    'So-called "safe zones" were bombed again.',
    'The operation, dubbed "Iron Wall", began in January.',
    "The general added to the confusion by resigning.",
    "The attack added two names to the list of the dead.",
    "The commander told his men to withdraw.",
    "Three people accused of spying were executed.",
    "The alleged attackers fled on motorcycles.",
    "Two suspected militants were shot dead.",
    "A reported ceasefire collapsed within hours.",
    "The report said at least 200 villages had been burned.",
    "If the army says it has won, few will believe it.",
    "No group has claimed responsibility for the attack.",
    "The storm claimed 20 lives.",
    "What he said was not clear.",
    "The ministry is expected to announce new measures.",
    "The army's claims of victory were premature.",
    "Reports of looting spread through the camp.",
    "The court declared a mistrial.",
    "It was reported that shots were fired.",
]


def _handed_over(text: str) -> list[tuple[str, str]]:
    document = read_document("", text, None)
    return [
        (
            document.text[one.source.start : one.source.end],
            document.text[one.content.start : one.content.end],
        )
        for one in find_attributions(document)
    ]


@pytest.mark.parametrize(("text", "source", "content"), HANDED_OVER)
def test_source_and_content_are_found_to_the_word(text: str, source: str, content: str) -> None:
    assert _handed_over(text) == [(source, content)]


@pytest.mark.parametrize("text", NOTHING_HANDED_OVER)
def test_a_trap_hands_over_nothing(text: str) -> None:
    assert _handed_over(text) == []


def test_a_relative_clause_with_a_cue_of_its_own_is_another_claim() -> None:
    text = "A spokeswoman confirmed the operation, which she said had taken place at sea."
    assert _handed_over(text) == [
        ("A spokeswoman", "the operation"),
        ("she", "had taken place at sea"),
    ]


def test_one_subject_with_two_cues_hands_over_twice() -> None:
    text = "The UN said both sides had committed abuses and warned that famine was looming."
    assert _handed_over(text) == [
        ("The UN", "both sides had committed abuses"),
        ("The UN", "famine was looming"),
    ]


def test_an_added_participle_keeps_its_subject() -> None:
    text = "The army denied the accusation, saying its drones had hit only military targets."
    assert _handed_over(text) == [
        ("The army", "the accusation"),
        ("The army", "its drones had hit only military targets"),
    ]


def test_two_speakers_in_one_sentence_keep_their_own_words() -> None:
    text = "The rebels said they held the airport, but the army said its forces were in control."
    assert _handed_over(text) == [
        ("The rebels", "they held the airport"),
        ("the army", "its forces were in control"),
    ]


def test_a_rejected_claim_is_heard_from_both_ends() -> None:
    text = "A claim by the RSF that it had taken Bara was rejected by the Sudanese army."
    assert sorted(_handed_over(text)) == [
        ("the RSF", "it had taken Bara"),
        ("the Sudanese army", "A claim by the RSF that it had taken Bara"),
    ]


def test_a_claim_somebody_rejects_in_passing_is_denied_by_them() -> None:
    text = "Tehran says the sites were peaceful, a claim Israel rejects."
    assert _handed_over(text) == [
        ("Tehran", "the sites were peaceful"),
        ("Israel", "the sites were peaceful"),
    ]
