"""The golden path through `docker compose up --wait`, image by image as an operator runs it."""

import pytest

from tests.compose.compose_deployment import ComposeDeployment
from tests.e2e import record
from tests.e2e.golden_path import Golden, clash_in, pages, toll_in
from tests.e2e.newsroom import Newsroom
from tests.e2e.patience import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1800)]

ONE_SHOTS = {"setup"}


def test_story_becomes_a_clash_a_claim_and_one_signed_page(
    compose: ComposeDeployment, newsroom: Newsroom, golden: Golden
) -> None:
    newsroom.publish(golden.story)
    clash = clash_in(compose, golden)
    toll_in(compose, golden)
    eventually(lambda: pages(newsroom, clash))
    record.settle(compose, newsroom)
    assert len(pages(newsroom, clash)) == 1


def test_every_service_is_healthy_and_every_one_shot_ended_well(
    compose: ComposeDeployment,
) -> None:
    services = compose.services()
    assert len(services) >= 9
    for name, service in services.items():
        if name in ONE_SHOTS:
            assert (service["State"], service["ExitCode"]) == ("exited", 0)
        else:
            assert (service["State"], service["Health"]) == ("running", "healthy"), name


def test_no_part_of_ours_runs_as_root(compose: ComposeDeployment) -> None:
    ours = [name for name, one in compose.services().items() if "clashwire/" in one["Image"]]
    for name in set(ours) - ONE_SHOTS:
        assert compose.user_of(name) != 0, name


def test_up_wait_a_second_time_exits_0_again(compose: ComposeDeployment) -> None:
    compose.up()
