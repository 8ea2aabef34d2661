"""Ports: asked for, else remembered, else free ones."""

import socket

import pytest

from clashwire_local.errors import PortInUseError
from clashwire_local.ports import LOOPBACK, PORT_NAMES, choose_ports, free_ports, is_free


def test_without_wishes_every_name_gets_its_own_free_port() -> None:
    ports = choose_ports({}, {})

    assert set(ports) == set(PORT_NAMES)
    assert len(set(ports.values())) == len(PORT_NAMES)
    assert all(is_free(port) for port in ports.values())


def test_several_free_ports_are_all_different_and_free() -> None:
    ports = free_ports(9)

    assert len(set(ports)) == 9
    assert all(is_free(port) for port in ports)


def test_a_port_someone_listens_on_is_not_free() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        assert not is_free(server.getsockname()[1])


def test_remembered_ports_are_used_again_while_they_are_free() -> None:
    first = choose_ports({}, {})

    assert choose_ports({}, first) == first


def test_a_remembered_port_that_is_taken_gives_way() -> None:
    remembered = dict(zip(PORT_NAMES, (1001, 1002, 1003, 1004), strict=True))

    ports = choose_ports({}, remembered, free=lambda port: port != 1001)

    assert ports["kafka"] not in remembered.values()
    assert {name: ports[name] for name in PORT_NAMES[1:]} == {
        name: remembered[name] for name in PORT_NAMES[1:]
    }


def test_a_requested_port_that_is_taken_is_refused_by_its_number() -> None:
    with pytest.raises(PortInUseError, match="Port 9092 wanted for kafka"):
        choose_ports({"kafka": 9092}, {}, free=lambda port: port != 9092)


def test_a_requested_port_wins_over_a_remembered_one_of_another_name() -> None:
    ports = choose_ports({"elasticsearch": 9200}, {"kafka": 9200}, free=lambda _port: True)

    assert ports["elasticsearch"] == 9200
    assert ports["kafka"] != 9200


def test_one_port_cannot_be_requested_for_two_servers() -> None:
    with pytest.raises(PortInUseError, match="9200"):
        choose_ports({"kafka": 9200, "elasticsearch": 9200}, {}, free=lambda _port: True)
