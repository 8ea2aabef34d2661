"""Who tells a count of dead: a side of the fight in whatever words, or somebody outside it."""

from datetime import date

import pytest

from clashwire_enrich.events.toll_sources import sources_of
from tests.enriching import tagged

A_THURSDAY = date(2025, 6, 12)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "",
            (
                "Fighting broke out near Gao in Mali on Monday between soldiers and JNIM "
                "fighters. The army said 12 militants were killed."
            ),
        ),
        ("", "Twelve militants were killed in a raid near Gao in Mali on Monday, the army said."),
        (
            "",
            (
                "Twelve militants were killed in a raid near Gao in Mali on Monday. The army "
                "gave the figure in a statement."
            ),
        ),
        (
            "",
            (
                "Soldiers raided a militant camp near Gao in Mali on Monday. Twelve militants "
                "were killed. The number was released by the defence ministry and could not be "
                "checked."
            ),
        ),
        (
            "Army kills 12 militants in Gao raid, military says",
            (
                "Twelve militants were killed in a raid near Gao in Mali on Monday. The camp "
                "was burned."
            ),
        ),
        (
            "Army: 12 militants dead in Gao raid",
            (
                "Soldiers raided a camp near Gao in Mali on Monday. Twelve militants died and "
                "three were captured."
            ),
        ),
        (
            "",
            (
                'Rebels and soldiers clashed near Gao in Mali on Monday. "We buried eleven of '
                'theirs," a commander told reporters.'
            ),
        ),
        (
            "",
            ("Fighting raged near Gao in Mali on Monday. Security sources put rebel losses at 20."),
        ),
        (
            "",
            (
                "Fighting raged near Gao in Mali on Monday. A rebel commander reached by phone "
                "gave his own dead as four."
            ),
        ),
        (
            "",
            (
                "Soldiers raided a camp near Diffa in Niger on Monday. Fifteen insurgents died "
                "and three were captured. A cache was destroyed. No soldier was hurt, the army "
                "said in a communique."
            ),
        ),
        (
            "",
            (
                "Gunmen ambushed a convoy near Diffa in Niger on Monday. A resident counted "
                "three bodies by the road. The army said it had killed 20 of the attackers."
            ),
        ),
        (
            "",
            (
                "The operation near Gao in Mali on Monday, which left 12 militants dead "
                "according to the defence minister, lasted two days."
            ),
        ),
        (
            "",
            (
                "Police killed four bandits in a gunfight near Gusau in Nigeria on Monday, the "
                "police command said."
            ),
        ),
        (
            "",
            (
                "Troops and rebels fought near Goma in Congo on Monday. Fourteen rebels were "
                "killed. That is the count of the interior ministry."
            ),
        ),
        (
            "",
            (
                "Ukrainian shelling killed six civilians in Donetsk on Monday, the region's "
                "Russian-installed governor said."
            ),
        ),
        (
            "",
            (
                "Army jets bombed a market near Lashio in Myanmar on Monday. Officials in the "
                "rebel-held town said nine civilians were killed."
            ),
        ),
        (
            "",
            (
                "Colonel Issa Dembele led the raid near Gao in Mali on Monday. Fourteen "
                "militants were killed, he said."
            ),
        ),
        (
            "",
            (
                "Soldiers and rebels fought near Goma in Congo on Monday. The army lost two "
                "men, it said."
            ),
        ),
        (
            "",
            (
                "The army launched an assault on rebels near Goma in Congo on Monday, a "
                "military spokesman said. Twenty-two rebels were killed and weapons were "
                "seized."
            ),
        ),
        (
            "",
            ("Twenty-two rebels were killed near Goma in Congo on Monday, by the army's account."),
        ),
        (
            "",
            (
                "Twenty-two rebels were killed near Goma in Congo on Monday, if the army's "
                "figures are right."
            ),
        ),
        (
            "",
            (
                "The heroic fighters of the brigade ambushed an enemy convoy near Homs in Syria "
                "on Monday, killing nine soldiers of the regime. God is great."
            ),
        ),
        (
            "",
            (
                "Seventeen servicemen were killed in clashes near Shusha in Azerbaijan on "
                "Monday. Their names were published by the ministry of defence."
            ),
        ),
        (
            "",
            (
                "JNIM claimed responsibility for an attack on a base near Djibo in Burkina Faso "
                "on Monday in which forty soldiers were killed."
            ),
        ),
        ("", "Kyiv says 300 Russians died near Pokrovsk on Monday in failed assaults."),
        (
            "",
            (
                "At least 18 PKK members were killed in Turkish air strikes on Gara in Iraq on "
                "Monday, Turkey's interior minister tweeted."
            ),
        ),
        (
            "",
            (
                "Security forces killed eight militants in an encounter near Kulgam in Kashmir "
                "on Monday, officials said."
            ),
        ),
        (
            "",
            (
                "The People's Defence Force said its men had killed 15 junta troops in an "
                "ambush near Pale in Myanmar on Monday and lost one."
            ),
        ),
        (
            "",
            (
                "Russia's FSB shot dead two men in a clash in Makhachkala on Monday; it said "
                "both were militants planning an attack."
            ),
        ),
        (
            "",
            (
                "A car bomb went off in Baidoa in Somalia on Monday. Police said five people "
                "died. A doctor at the hospital counted nine bodies."
            ),
        ),
        (
            "",
            (
                "Gunmen raided a village near Jos in Nigeria on Monday. The state government "
                "gave the toll as 12; residents said they had buried 40."
            ),
        ),
        (
            "",
            (
                "Gunmen raided a village near Jos in Nigeria on Monday. Twelve people were "
                "killed according to the police, 40 according to residents."
            ),
        ),
        (
            "",
            (
                "A mine blew up under a patrol near Bouna in Burkina Faso on Monday. Three "
                "soldiers lost their lives, the general staff announced."
            ),
        ),
        (
            "",
            (
                "A firefight near Pulwama in Kashmir on Monday left three ultras dead. A police "
                "spokesman identified them as members of Jaish-e-Mohammed."
            ),
        ),
        (
            "",
            (
                "A drone hit a market in Tora near Nyala in Sudan on Monday. The RSF blamed the "
                "army and said 270 were dead."
            ),
        ),
        (
            "",
            (
                "Police shot dead three people during protests in Kisumu in Kenya on Monday, a "
                "police spokesman said."
            ),
        ),
        (
            "",
            (
                "Police killed six gang members in a shootout in Port-au-Prince in Haiti on "
                "Monday, a government statement said."
            ),
        ),
        (
            "",
            (
                "Soldiers fired on marchers in Conakry in Guinea on Monday, killing two people, "
                "the interior minister said."
            ),
        ),
        (
            "",
            (
                "Eleven suspected traffickers died on Monday when police raided the Penha "
                "favela in Rio de Janeiro in Brazil, according to the security secretariat."
            ),
        ),
        (
            "",
            (
                "Border guards fought a gun battle with smugglers near Zahedan in Iran on "
                "Monday. Three smugglers were killed, the provincial border commander told "
                "Mehr."
            ),
        ),
        (
            "",
            (
                "Israel bombed Jabalia in Gaza on Monday, killing 18 people, the Hamas "
                "government media office said."
            ),
        ),
    ],
)
def test_a_number_of_one_side_never_becomes_a_fact(title: str, text: str) -> None:
    events = tagged(text, title=title, published=A_THURSDAY).events
    assert events
    assert [one.fatalities.best for one in events] == [None] * len(events)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        (
            (
                "Gunmen attacked a village near Jos in Nigeria on Monday and killed nine "
                "villagers, police said."
            ),
            9,
        ),
        (
            (
                "Gunmen attacked a village near Jos in Nigeria on Monday, killing nine people, "
                "hospital sources said."
            ),
            9,
        ),
        (
            (
                "Twelve soldiers died in an Islamic State ambush near Palmyra in Syria on "
                "Monday, the Syrian Observatory for Human Rights said."
            ),
            12,
        ),
        (
            (
                "Four soldiers were killed on Monday in an ambush near Djibo in Burkina Faso. "
                "The army sent reinforcements."
            ),
            4,
        ),
        (
            (
                "Nine civilians were killed when shells hit a market in Sake in Congo on "
                "Monday. The army blamed the rebels."
            ),
            9,
        ),
        (
            (
                "Twelve rebels and three soldiers were killed in fighting near Sake in Congo on "
                "Monday, residents and hospital staff said."
            ),
            15,
        ),
        (
            (
                "UN peacekeepers counted 30 bodies after a clash between two militias near "
                "Bunia in Congo on Monday."
            ),
            30,
        ),
        ("Police said gunmen killed five people in a church near Jos in Nigeria on Monday.", 5),
        (
            (
                "A suicide bomber killed 22 people at a mosque in Peshawar in Pakistan on "
                "Friday, rescue officials said."
            ),
            22,
        ),
        (
            (
                "Seven people were killed when a bomb exploded in a market in Baidoa in Somalia "
                "on Monday. Police cordoned off the area."
            ),
            7,
        ),
        (
            (
                "A Russian missile hit a block of flats in Kharkiv on Monday. Rescuers pulled "
                "three bodies from the rubble."
            ),
            3,
        ),
        (
            (
                "Three people died when a Russian missile hit a block of flats in Kharkiv on "
                "Monday, the State Emergency Service said."
            ),
            3,
        ),
        (
            (
                "Israeli air strikes on Nabatieh in Lebanon on Monday killed six people, the "
                "civil defence said."
            ),
            6,
        ),
        (
            (
                "An army aircraft bombed a market in Kabkabiya in Sudan on Monday. Doctors "
                "counted 11 dead."
            ),
            11,
        ),
        (
            (
                "An army aircraft bombed a market in Kabkabiya in Sudan on Monday and killed 11 "
                "people, witnesses said. The army made no comment."
            ),
            11,
        ),
        (
            (
                "Two people were killed on Monday when protesters clashed with police in "
                "Nairobi, according to a human rights commission."
            ),
            2,
        ),
        ("A grenade thrown into a bar in Bujumbura on Monday killed one person, police said.", 1),
        (
            (
                "Fighting between the army and the RSF near Babanusa in Sudan on Monday killed "
                "17 people, medics said. The army said it had taken the town."
            ),
            17,
        ),
        (
            (
                "Eight worshippers were killed in an attack on a church near Beni in Congo on "
                "Monday, the parish priest said. The army said it was pursuing the ADF."
            ),
            8,
        ),
        (
            (
                "A rocket fell in a field near Sderot in Israel on Monday. Nobody was hurt, "
                "police said."
            ),
            0,
        ),
        (
            (
                "Suspected ADF fighters killed 14 people with machetes near Oicha in Congo on "
                "Monday, a civil society leader said."
            ),
            14,
        ),
        ("A mob lynched six men in Port-au-Prince in Haiti on Monday, police said.", 6),
        (
            (
                "Clashes between herders and farmers near Moundou in Chad on Monday left 13 "
                "dead, the prosecutor said."
            ),
            13,
        ),
    ],
)
def test_a_number_from_outside_the_fight_stands_as_a_fact(text: str, best: int) -> None:
    events = tagged(text, published=A_THURSDAY).events
    assert best in [one.fatalities.best for one in events]


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        (
            ("A drone hit El Fula in Sudan on Tuesday. Clerics put the dead at 23, a nurse at 31."),
            (23, 31),
        ),
        (
            (
                "Bombers struck Liwa in Chad on Saturday. The mayor has 16 dead; the Red Cross "
                "says 19."
            ),
            (16, 19),
        ),
    ],
)
def test_two_sources_with_two_numbers_leave_no_best(text: str, toll: tuple[int, int]) -> None:
    found = tagged(text, published=A_THURSDAY).events[0].fatalities
    assert (found.low, found.best, found.high) == (toll[0], None, toll[1])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Nine fighters died, by the army's count.", "by the army's"),
        ("The group's leader, Asif Mir, boasted of nine dead.", "The group's leader, Asif Mir"),
        ("General staff: nine dead", "General staff"),
        ("Nine died. The names were published by the ministry.", "the ministry"),
    ],
)
def test_a_source_is_read_from_its_words(text: str, source: str) -> None:
    assert source in [text[start:end].strip(" ,") for start, end in sources_of(text)]
