"""ZIP archives: every member is accounted for, and none can do harm."""

import contextlib
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.archives import is_archive, members
from extractors.errors import CorruptFileError, EncryptedFileError, ExtractionError, LimitExceededError
from extractors.options import Options


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return output.getvalue()


def raw_named(name: bytes, extra: bytes = b"") -> bytes:
    """Build an archive whose one member has a name in raw bytes and no flag that tells their charset."""
    data = b"text"
    crc = zlib.crc32(data).to_bytes(4, "little")
    size = len(data).to_bytes(4, "little")
    common = (
        b"\x14\0\0\0\0\0\0\0\0\0"
        + crc
        + size
        + size
        + len(name).to_bytes(2, "little")
        + len(extra).to_bytes(2, "little")
    )
    local = b"PK\x03\x04" + common + name + extra + data
    central = b"PK\x01\x02\x14\0" + common + b"\0" * 14 + name + extra
    end = (
        b"PK\x05\x06\0\0\0\0\x01\0\x01\0"
        + len(central).to_bytes(4, "little")
        + len(local).to_bytes(4, "little")
        + b"\0\0"
    )
    return local + central + end


def test_yields_every_document_and_no_litter() -> None:
    data = zipped(
        ("২০২২/জানুয়ারি.docx", b"a"), ("২০২২/", b""), ("__MACOSX/._x.docx", b"x"), (".git/config", b"x"),
        ("Thumbs.db", b"x"), ("~$lock.docx", b"x"), ("b.pdf", b"b"),
    )  # fmt: skip
    assert list(members(data, Options())) == [("২০২২/জানুয়ারি.docx", b"a"), ("b.pdf", b"b")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"), ("C:\\files\\a.doc", "files/a.doc"),
        ("a/./b//c.doc", "a/b/c.doc"), ("..\\x.doc", "x.doc"),
    ],
)  # fmt: skip
def test_names_stay_inside(written: str, read: str) -> None:
    assert [name for name, _ in members(zipped((written, b"x")), Options())] == [read]


def test_charset_of_names() -> None:
    name = "সভা.doc".encode()
    extra = (
        b"\x75\x70"
        + (5 + len(name)).to_bytes(2, "little")
        + b"\x01"
        + zlib.crc32(b"???.doc").to_bytes(4, "little")
        + name
    )
    for data, expected in (
        (raw_named(name), "সভা.doc"),
        (raw_named(b"caf\x82.doc"), "café.doc"),
        (raw_named(b"???.doc", extra), "সভা.doc"),
    ):
        assert list(members(data, Options())) == [(expected, b"text")]


def test_archives_inside_are_opened_and_documents_are_not() -> None:
    document = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
    data = zipped(("inner.zip", zipped(("a.txt", b"a"), ("minutes.docx", document))), ("minutes.docx", document))
    assert [name for name, _ in members(data, Options())] == [
        "inner.zip/a.txt",
        "inner.zip/minutes.docx",
        "minutes.docx",
    ]
    assert not is_archive(document)
    assert is_archive(data)


def test_archives_too_deep_are_told() -> None:
    data = zipped(("a.txt", b"a"))
    for _ in range(6):
        data = zipped(("more.zip", data))
    ((name, content),) = members(data, Options())
    assert isinstance(content, LimitExceededError)
    assert name == "/".join(["more.zip"] * 4)


def test_same_name_twice() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", b"1"), ("a.txt", b"2"))
    assert [(name, content) for name, content in members(data, Options())] == [("a.txt", b"1"), ("a.txt (2)", b"2")]


def test_bomb_ends_at_the_bound() -> None:
    data = zipped(*[(f"{number}.txt", bytes(100_000)) for number in range(50)])
    found = list(members(data, Options(max_unpacked=1_000_000)))
    assert len(found) == 11
    assert isinstance(found[-1][1], LimitExceededError)
    assert all(isinstance(content, bytes) for _, content in found[:-1])


def test_one_large_member_costs_only_itself() -> None:
    data = zipped(("large.txt", bytes(100_000)), ("b.txt", b"b"))
    large, small = members(data, Options(max_bytes=50_000))
    assert isinstance(large[1], LimitExceededError)
    assert small == ("b.txt", b"b")


def test_locked_and_damaged_members_are_told() -> None:
    data = bytearray(zipped(("a.txt", b"abcdef"), ("b.txt", b"ghijkl"), method=zipfile.ZIP_STORED))
    data[data.index(b"abcdef")] ^= 1
    first, second = members(bytes(data), Options())
    assert isinstance(first[1], CorruptFileError)
    assert second == ("b.txt", b"ghijkl")
    locked = bytearray(zipped(("a.txt", b"a")))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    ((_, content),) = members(bytes(locked), Options())
    assert isinstance(content, EncryptedFileError)


def test_archive_cut_short() -> None:
    data = zipped(("a.txt", bytes(1000)))
    with pytest.raises(CorruptFileError):
        list(members(data[:-30], Options()))
    assert not is_archive(data[:-30])


def test_empty_archive() -> None:
    assert list(members(zipped(), Options())) == []


SOUND = zipped(("a.txt", b"a" * 50), ("b.zip", zipped(("c.txt", b"c" * 50))))


@given(st.integers(0, len(SOUND) - 1), st.binary(max_size=30))
def test_any_damage_is_told(place: int, noise: bytes) -> None:
    with contextlib.suppress(ExtractionError):
        for name, content in members(SOUND[:place] + noise + SOUND[place + len(noise) :], Options()):
            assert not name.startswith("/")
            assert isinstance(content, bytes | ExtractionError)
