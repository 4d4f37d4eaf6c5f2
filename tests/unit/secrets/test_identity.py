"""Finding identities and making the first one, where the order of things matters."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyrage
import pytest

from busdk import files, folders
from busdk.secrets import identity
from busdk.secrets.errors import IdentityError

if TYPE_CHECKING:
    from pathlib import Path

OTHER = pyrage.x25519.Identity.generate()


def write(text: str) -> str:
    """Write the identity file."""
    place = identity.path()
    folders.make(place.rpartition("/")[0])
    files.create(place, text.encode())
    return place


def test_another_process_is_faster(home: Path) -> None:
    """An identity that appears, with values sealed to it, between our two looks is taken."""

    def sealed_meanwhile() -> bool:
        write(f"{OTHER}\n")
        return True

    assert identity.own_recipient(sealed_meanwhile) == (str(OTHER.to_public()), "")


def test_the_identity_is_gone(home: Path) -> None:
    """With sealed values and no identity, none is made."""
    with pytest.raises(IdentityError, match=r"^no identity to open sealed secrets with: "):
        identity.own_recipient(lambda: True)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("text", ["", "\n\n", "# created: long ago\n"])
def test_a_file_without_a_key(home: Path, text: str) -> None:
    """An identity file that holds no key is an error, and is not written over."""
    place = write(text)
    with pytest.raises(IdentityError, match=r"^identity holds no key: "):
        identity.own_recipient(lambda: False)
    assert files.read(place) == text.encode()


def test_an_identity_is_never_written_over(home: Path) -> None:
    """Whoever comes second writes nothing, and leaves no copy of its key."""
    place = write(f"{OTHER}\n")
    assert files.create(place, b"another") is False
    assert files.read(place) == f"{OTHER}\n".encode()
    assert [path.name for path in home.rglob("*") if path.is_file()] == ["identity.txt"]


@pytest.mark.parametrize("mode", [0o640, 0o620, 0o610, 0o604, 0o602, 0o601])
def test_an_identity_that_is_open_to_others_in_any_way(home: Path, mode: int) -> None:
    """Each bit for group or others is told of."""
    place = write(f"{OTHER}\n")
    os.chmod(place, mode)
    assert identity.exposed() == [place]


def test_an_identity_from_a_variable_needs_no_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key in the environment opens values where there is no home folder."""
    monkeypatch.setenv("HOME", "")
    monkeypatch.setenv("BUS_SECRETS_IDENTITY", str(OTHER))
    assert [str(key) for key in identity.at_hand()] == [str(OTHER)]


def test_an_identity_file_may_have_blanks_around_the_key(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Blanks and Windows' line end around a key do not matter."""
    (tmp_path / "key").write_bytes(f"  {OTHER}\t\r\n".encode())
    monkeypatch.setenv("BUS_SECRETS_IDENTITY_FILE", str(tmp_path / "key"))
    assert [str(key) for key in identity.at_hand()] == [str(OTHER)]


def test_an_identity_file_that_is_no_text(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are no text are an error of ours."""
    (tmp_path / "key").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("BUS_SECRETS_IDENTITY_FILE", str(tmp_path / "key"))
    with pytest.raises(IdentityError, match="identity is not valid"):
        identity.at_hand()
