"""Who speaks when the sentence itself does not say: pronouns, roles, bodies, owners, 'another'."""

import pytest

from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.claim import Claim
from tests.enriching import tagged


def _party(claim: Claim) -> str | None:
    return claim.affiliation.actor_id if claim.affiliation is not None else None


def _told(article: EnrichedArticle) -> list[tuple[str | None, str | None]]:
    return [(claim.speaker.name, _party(claim)) for claim in article.claims]


MEANT = [
    # an owner in the words that introduce, for a role much later
    (
        (
            "Kinshasa's army said a coup had been foiled. Its spokesman, General Sylvain Mbala,"
            " named"
            " the"
            " ringleader. The men had been killed, the general said."
        ),
        ("Sylvain Mbala", "state-cd-armed-forces"),
    ),
    # initials that only one actor has
    (
        "The IDF said it had killed a commander in Jabalia.",
        ("Israeli armed forces", "state-il-armed-forces"),
    ),
    # a local office of a place nobody knows, under another country's name
    (
        "Russian troops had left. Zhovtyne's deputy mayor, Taras Shap, said 50 bodies were found.",
        ("Taras Shap", None),
    ),
    # a surname of one who was named without a role
    (
        "Amina Yusuf of El Fasher said shells fell on the market. Yusuf said three people died.",
        ("Amina Yusuf", None),
    ),
    # the group in subject place, not the last one named
    (
        (
            "Fighters of the Arakan Army attacked a post of the Chin National Army. The group"
            " said it"
            " had"
            " lost two men."
        ),
        ("Arakan Army", "arakan-army"),
    ),
    # the military of the state that just spoke, not of the one it spoke of
    (
        (
            "Pakistan said Indian missiles hit six places. Lt Gen Ahmed Rana, head of the"
            " military's"
            " media"
            " wing, said 26 people died."
        ),
        ("Ahmed Rana", "state-pk"),
    ),
    # the commander of a unit of the army that just spoke
    (
        (
            "The Philippine military said 22 gunmen were killed in Butig. The brigade commander,"
            " Colonel"
            " Ramon Reyes, said two of his men had died."
        ),
        ("Ramon Reyes", "state-ph-armed-forces"),
    ),
    # a name that two groups share, and one of them fights where the story plays
    ("A Fano commander said his men controlled the road to Gondar.", (None, "fano")),
    # what follows tells that it is a body
    (
        (
            "Foro Libre, a rights group, has counted 1,600 arrests since July. Its director, Ana"
            " Paz,"
            " said 114 were minors."
        ),
        ("Ana Paz", "foro-libre"),
    ),
    # a spokesman of whoever the sentences before speak of
    (
        (
            "The West Papua National Liberation Army set fire to a plane last week and took its"
            " pilot."
            ' "We will release him later," spokesman Yoris Wanma told reporters.'
        ),
        ("Yoris Wanma", "tpnpb"),
    ),
    # one more official of those heard
    (
        (
            "A spokesman for Peru's army, Luis Quispe, said a patrol had come under fire. A second"
            " official, who asked not to be named, said three soldiers were missing."
        ),
        (None, "state-pe-armed-forces"),
    ),
    # an office of the place it is named with
    (
        "Rebels had crossed the river near Bwera, Uganda, district commissioner Joseph Byaru said.",
        ("Joseph Byaru", "state-ug"),
    ),
    # the faction, not the group it left
    (
        (
            "A little-known faction of the Pakistani Taliban, Jamaat-ul-Nasr, claimed"
            " responsibility"
            " for"
            " the killings."
        ),
        ("Jamaat-ul-Nasr", "jamaat-ul-nasr"),
    ),
    # a person introduced by a clause
    (
        (
            "Serhiy Bondar was elected mayor of Petrivka two years ago. On Wednesday a shell landed"
            " outside his office. Eleven people died there, he said."
        ),
        ("Serhiy Bondar", None),
    ),
    # a role given before, with a complement, in apposition, by a clause
    (
        (
            "The UN envoy for Yemen, Hanna Gruber, condemned the raid on Marib. In a briefing the"
            " envoy"
            " said at least 20 civilians were killed."
        ),
        ("Hanna Gruber", "united-nations"),
    ),
    (
        (
            "Colonel Amadou Keita, who commands the army's northern sector, arrived in Gao in Mali."
            " The colonel said eleven militants were killed."
        ),
        ("Amadou Keita", "state-ml-armed-forces"),
    ),
    (
        (
            "Omar Sidibe, mayor of Djibo, fled to Ouagadougou. Gunmen killed 30 people, the mayor"
            " said."
        ),
        ("Omar Sidibe", "state-bf"),
    ),
    # a more general noun than the one before
    (
        (
            "Lt. Col. Juan Rojas, head of the army's Third Division, told the crowd in Cali,"
            " Colombia,"
            " that guerrillas had planted the mines. The officer said a boy was killed."
        ),
        ("Juan Rojas", "state-co-armed-forces"),
    ),
    (
        (
            "French envoy Bruno Lemaitre met Hezbollah officials in Beirut. The French diplomat"
            " said"
            " the"
            " group had promised to withdraw its fighters."
        ),
        ("Bruno Lemaitre", "state-fr"),
    ),
    (
        (
            "Father Benoit Kasongo said rebels abducted 20 children. The priest said three women"
            " were"
            " killed."
        ),
        ("Benoit Kasongo", None),
    ),
    (
        (
            "Witness Fatima Sani saw the raid in Zinder. They killed my brother, she said. The"
            " mother of"
            " four said 15 houses were burned."
        ),
        ("Fatima Sani", None),
    ),
    # a role whose own words name the party of a rank given before
    (
        (
            "Major General Igor Petrenko told a briefing that 200 Ukrainian soldiers were killed."
            " The"
            " Russian defence ministry spokesman said that seven tanks had been destroyed."
        ),
        ("Igor Petrenko", "state-ru"),
    ),
    # nobody named, but a party: "the Afghan envoy"
    (
        (
            "The ministry in Islamabad summoned the Afghan envoy over the killing of seven"
            " soldiers."
            " The"
            " envoy rejected the charge."
        ),
        (None, "state-af"),
    ),
    # owners: its minister, its coordinator, his spokesman
    (
        (
            "The National Unity Government condemned the air strike in Sagaing. Its defence"
            " minister, Ye"
            " Mon Tun, said 34 villagers were killed."
        ),
        ("Ye Mon Tun", "national-unity-government-myanmar"),
    ),
    (
        (
            "Doctors Without Borders runs the hospital in Nyala. The organisation said it"
            " received 40"
            " wounded. Most were children, its coordinator said."
        ),
        (None, "msf"),
    ),
    (
        (
            "The governor of Borno, Musa Garba, met survivors in Konduga, Nigeria. He said 40"
            " people"
            " were killed. His spokesman, Isa Danladi, said 12 others were missing."
        ),
        ("Isa Danladi", "state-ng"),
    ),
    # bodies
    (
        (
            "The Foreign Ministry in Islamabad summoned a diplomat. It said militants killed seven"
            " soldiers."
        ),
        ("Government of Pakistan", "state-pk"),
    ),
    (
        (
            "Doctors Without Borders runs the hospital in Nyala. The organisation said it"
            " received 40"
            " wounded."
        ),
        ("Doctors Without Borders", "msf"),
    ),
    # any single part of a name
    (
        (
            "A spokesman for the Tigray People's Liberation Front, Tesfay Hagos, said 23 civilians"
            " were"
            " killed. Tesfay said the front would release evidence."
        ),
        ("Tesfay Hagos", "tplf"),
    ),
    # offices at home
    (
        "President Idris Brahim travelled to Barkaram in Chad. Forty soldiers died, he said.",
        ("Idris Brahim", "state-td"),
    ),
    (
        "In Manila, Philippines, Defence Secretary Ramon Cruz said gunmen had killed four marines.",
        ("Ramon Cruz", "state-ph-armed-forces"),
    ),
]


@pytest.mark.parametrize(("text", "last"), MEANT)
def test_a_later_mention_means_the_one_before(
    text: str, last: tuple[str | None, str | None]
) -> None:
    assert _told(tagged(text))[-1] == last


def test_a_later_mention_tells_whom_an_earlier_source_spoke_for() -> None:
    told = tagged(
        "A source said two hills near Goma had fallen. The M23 source said a third was besieged."
    ).claims
    assert [_party(one) for one in told] == ["m23", "m23"]


def test_another_is_one_more_of_those_who_spoke_and_never_a_name() -> None:
    told = tagged(
        "Residents of Kaya said gunmen had killed eleven people. One resident said the attackers"
        " arrived on motorcycles. Another said soldiers came after three hours."
    ).claims
    assert [(one.speaker.name, one.speaker.anonymous) for one in told] == [(None, True)] * 3


@pytest.mark.parametrize(
    "text",
    [
        # another governor than the one introduced
        (
            "Residents fled the raid in Jos, Nigeria. Ali Bako, a relative of the mayor, said ten"
            " people"
            " were killed. The governor of Plateau said two were."
        ),
        # a resident is no army spokesman
        (
            "Resident Ali Musa said shells fell on Omdurman, Sudan. The army spokesman said"
            " nobody was"
            " killed."
        ),
    ],
)
def test_a_role_that_does_not_fit_is_somebody_else(text: str) -> None:
    assert tagged(text).claims[-1].speaker.name is None


@pytest.mark.parametrize(
    "text",
    [
        "Former neighbours said men shot detainees in the yard.",
        "The ship's owner said the crew was safe after the attack.",
        "A cousin of the second mate, Rodel Reyes, said he had lost ten kilos.",
    ],
)
def test_words_that_are_no_name_give_none(text: str) -> None:
    (claim,) = tagged(text).claims
    assert (claim.speaker.name, claim.speaker.anonymous) == (None, True)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ('"They took my brother," a herder told the weekly Lake Courier.', "Lake Courier"),
        ('"They made me turn back," a herder told Hill Voice radio.', "Hill Voice"),
        ("State radio quoted the governor as saying that six had died.", "State radio"),
        ("Herders were killed, the Lake Tribune reported, citing police.", "Lake Tribune"),
    ],
)
def test_an_outlet_carries_what_it_was_told(text: str, outlet: str) -> None:
    assert tagged(text).claims[0].reported_via == (outlet,)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        # what a country denies is not whom it speaks for
        ("Rwanda, which denies backing the M23, said shells had hit Rubavu.", "state-rw"),
        # a tape "attributed to" somebody is that somebody's
        ("A recording attributed to JNIM leader Iyad Sidi said it would attack Bamako.", "jnim"),
    ],
)
def test_the_party_is_the_one_spoken_for(text: str, party: str) -> None:
    assert _party(tagged(text).claims[0]) == party


@pytest.mark.parametrize(
    ("text", "party", "kind"),
    [
        (
            "The Catatumbo Growers Association said eight leaders were killed in Tibu, Colombia.",
            "catatumbo-growers-association",
            "international",
        ),
        (
            "Maria Lopez of the Truth and Memory Collective said 12 farmers were shot by soldiers.",
            "truth-and-memory-collective",
            "international",
        ),
        (
            (
                "Sheikh Musa Idris speaks for the Nuba Revolutionary Council. We lost nine"
                " fighters in"
                " the attack on El Fasher, he said."
            ),
            "nuba-revolutionary-council",
            "unknown",
        ),
        (
            (
                "Two leaders of the Qasr movement were arrested in Basra. The movement said"
                " security"
                " forces had killed four protesters."
            ),
            "qasr-movement",
            "unknown",
        ),
    ],
)
def test_an_organisation_nobody_listed_is_a_party(text: str, party: str, kind: str) -> None:
    article = tagged(text)
    assert _party(article.claims[-1]) == party
    assert {actor.actor_id: actor.kind for actor in article.actors}[party] == kind


@pytest.mark.parametrize(
    ("title", "party"),
    [
        # the title tells whose general
        ("Ethiopian general rejects report", "state-et-armed-forces"),
        ("Moscow says raid was foiled", "state-ru"),
        # two countries' generals: nobody's
        ("Ethiopian general meets Eritrean general", None),
        ("A general rejects report", None),
    ],
)
def test_a_title_tells_whose_officer_speaks(title: str, party: str | None) -> None:
    claim = tagged(
        "The hill was quiet, Brigadier General Tesfaye Bekele said.", title=title
    ).claims[0]
    assert (claim.speaker.name, _party(claim)) == ("Tesfaye Bekele", party)


def test_an_office_without_a_country_is_nobodys_where_two_are_at_issue() -> None:
    text = (
        "Deputy defence minister Hanna Bondar said 53 fighters had been taken to Melitopol."
        " Russian troops met them, and a Russian general counted them."
    )
    assert _party(tagged(text).claims[0]) is None


def test_states_named_by_an_office_alone_are_listed_only_when_a_claim_uses_them() -> None:
    article = tagged("The Norwegian envoy arrived in Bogota. Rebels said they had killed 12 men.")
    assert "state-no" not in {actor.actor_id for actor in article.actors}


def test_neighbours_that_accuse_each_other_are_both_heard() -> None:
    told = tagged("Armenia and Azerbaijan accused each other of opening fire near Sotk.").claims
    assert [(_party(one), one.about) for one in told] == [
        ("state-am", "state-az"),
        ("state-az", "state-am"),
    ]


@pytest.mark.parametrize(
    ("title", "party"),
    [
        ("Army: 20 rebels killed near Kidal", "state-ml-armed-forces"),
        ("Nine soldiers killed in ambush, says Niger junta", "state-ne"),
        ("Russia says it shot down 50 Ukrainian drones", "state-ru"),
    ],
)
def test_a_headline_names_its_party_by_itself(title: str, party: str) -> None:
    text = "BAMAKO, Mali - Fighting went on for two days near Kidal. Vehicles were burned."
    claim = tagged(text, title=title).claims[0]
    assert (claim.source_span.field, _party(claim)) == ("title", party)
