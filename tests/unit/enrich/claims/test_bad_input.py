"""Careless and unusual pages: sensible claims or none, never a speaker who was made up."""

from tests.enriching import tagged


def _told(text: str) -> list[tuple[str, str]]:
    return [(one.source_span.text, one.content_span.text) for one in tagged(text).claims]


def test_an_unclosed_quotation_ends_where_its_sentence_or_paragraph_does() -> None:
    text = (
        "He said: \u201cThe rebels burned the mill and left.\n\n"
        "The Malian army said two soldiers died."
    )
    assert _told(text)[-1] == ("The Malian army", "two soldiers died")
    assert all("army" not in content for _, content in _told(text)[:-1])


def test_an_opening_mark_alone_gives_nobody_the_rest_of_the_page() -> None:
    text = '"We took the ridge at dawn, Colonel Musa Traore said.\n\nShells fell on Gao. Rain came.'
    assert all("Shells" not in content and "Rain" not in content for _, content in _told(text))


def test_a_quotation_over_paragraphs_stays_with_its_speaker() -> None:
    text = (
        '"The garrison left its guns behind.\n\n"We then closed the road," Colonel Sana Diop of the'
        " Malian army said.\n\nRain fell."
    )
    claims = tagged(text).claims
    assert {one.speaker.name for one in claims} == {"Sana Diop"}
    assert not any("Rain" in one.content_span.text for one in claims)


def test_a_page_of_one_line_posts_claims_nothing_for_the_line_above() -> None:
    text = (
        "@hillwatch: Shells on the bridge again, at least 3 hurt\n"
        "@ana_r: they are lying, no one was hit\n"
        "@moh: the road is shut, stay away\n"
        "RT @newsdesk: BREAKING town has fallen\n"
        '@unit7: "We hold the hill and the mill"\n'
        "@ministry: 40 terrorists neutralised"
    )
    assert _told(text) == []


def test_a_transcript_gives_no_label_the_words_of_another() -> None:
    text = (
        "MODERATOR: Colonel, who fired first?\n"
        "COL. TRAORE: The rebels did. We lost two men.\n"
        "Q: And the village?\n"
        "A: Nobody was killed there.\n"
        "MODERATOR: The UN says nine people died.\n"
        "COL. TRAORE: That is false."
    )
    assert _told(text) == [("The UN", "nine people died")]


def test_a_letter_in_the_first_person_keeps_its_writer_out_of_the_ledger() -> None:
    text = (
        "Dear editor,\n\nI write from Goma, where we have had no water for nine days. My neighbour"
        " says soldiers took his goats. I saw them burn two houses. They said we were rebels.\n\n"
        "Yours, A. Kambale"
    )
    assert _told(text) == [("My neighbour", "soldiers took his goats")]


def test_an_interview_with_names_before_colons_makes_up_no_speaker() -> None:
    text = (
        'Interviewer: What did you see?\n\nAmina: "They came at night. They killed my husband."\n\n'
        'Interviewer: Who were they?\n\nAmina: "They said they were from the army."'
    )
    assert not any(one.speaker.name == "Interviewer" for one in tagged(text).claims)


def test_banners_and_slogans_are_nobodys_claims() -> None:
    assert _told('"Where are our sons?" a banner read. The march passed quietly in Bamako.') == []
