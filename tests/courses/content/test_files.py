"""A folder, a ZIP file and a single file are the same course; a ZIP file that could do harm is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from courses.content.files import read_file, read_folder, read_zip
from lms.core.errors import ContentError

TREE = {
    "nord/kurs.md": b"a",
    "nord/01-x.md": b"b",
    "nord/bilder/k.svg": b"c",
    "nord/.git/config": b"d",
    "sued/course.md": b"e",
    "sued/tief/kurs.md": b"f",
    "README.md": b"g",
}


def packed(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return stream.getvalue()


def test_every_folder_with_a_kurs_md_is_a_course(tmp_path: Path) -> None:
    for path, data in TREE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    expected = {
        "nord": {"kurs.md": b"a", "01-x.md": b"b", "bilder/k.svg": b"c"},
        "sued": {"course.md": b"e"},
        "tief": {"kurs.md": b"f"},
    }
    assert read_folder(tmp_path) == expected
    assert read_zip(packed(TREE)) == expected


def test_a_course_may_lie_at_the_top_of_a_folder_or_zip_file(tmp_path: Path) -> None:
    folder = tmp_path / "begleiten"
    folder.mkdir()
    (folder / "kurs.md").write_bytes(b"a")
    assert read_folder(folder) == {"begleiten": {"kurs.md": b"a"}}
    assert read_file("begleiten.zip", packed({"kurs.md": b"a"})) == {"begleiten": {"kurs.md": b"a"}}


def test_a_folder_without_kurs_md_is_handed_on_so_that_its_absence_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "begleiten"
    folder.mkdir()
    (folder / "01-x.md").write_bytes(b"a")
    assert read_folder(folder) == {"begleiten": {"01-x.md": b"a"}}


def test_a_single_markdown_file_is_a_course(tmp_path: Path) -> None:
    (tmp_path / "begleiten.md").write_bytes(b"a")
    assert read_folder(tmp_path / "begleiten.md") == {"begleiten": {"begleiten.md": b"a"}}
    assert read_file("C:\\Kurse\\begleiten.md", b"a") == {"begleiten": {"begleiten.md": b"a"}}


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"geheim")
    folder = tmp_path / "kurs"
    folder.mkdir()
    (folder / "kurs.md").write_bytes(b"a")
    (folder / "leak.txt").symlink_to(tmp_path / "secret")
    assert read_folder(folder)["kurs"] == {"kurs.md": b"a"}


@pytest.mark.parametrize("path", ["../x.md", "a/../../x.md", "/etc/x.md", "C:/x.md", "..\\x.md", "\\x.md"])
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    with pytest.raises(ContentError, match="outside the folder"):
        read_zip(packed({"kurs.md": b"a", path: b"b"}))


def test_a_link_in_a_zip_file_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("kurs.md")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(ContentError, match="link to another place"):
        read_zip(stream.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ContentError, match="far too large"):
        read_zip(packed({"kurs.md": b"a", "x.bin": b"\0" * 30_000_000}))


def test_the_sum_of_the_files_is_bounded(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="larger than"):
        read_zip(packed({f"{n}.md": bytes([n]) * 900_000 for n in range(4)}), limit=2_000_000)
    (tmp_path / "a.bin").write_bytes(b"x" * 100)
    with pytest.raises(ContentError, match="larger than"):
        read_folder(tmp_path, limit=50)


def test_the_number_of_files_is_bounded() -> None:
    with pytest.raises(ContentError, match="more than 5000 files"):
        read_zip(packed({f"{n}.txt": b"" for n in range(5_001)}))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"no zip"])
def test_what_is_no_zip_file_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(ContentError, match="cannot be read as a ZIP file"):
        read_zip(data)


def test_a_damaged_zip_file_is_said_to_be_unreadable() -> None:
    data = bytearray(packed({"kurs.md": bytes(range(256)) * 40}))
    data[60:90] = b"x" * 30
    with pytest.raises(ContentError, match="cannot be read as a ZIP file"):
        read_zip(bytes(data))


def test_a_zip_file_with_a_password_is_refused() -> None:
    data = bytearray(packed({"kurs.md": b"a"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ContentError, match="password"):
        read_zip(bytes(data))


def test_names_that_old_programs_wrote_keep_their_umlauts() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("kurs.md", b"a")
        archive.writestr("gr?n.md", b"b")
    raw = stream.getvalue().replace(b"gr?n.md", "grün.md".encode("cp850"))
    assert set(read_zip(raw)["kurs"]) == {"kurs.md", "grün.md"}


def test_other_files_are_refused_in_one_sentence() -> None:
    with pytest.raises(ContentError, match="neither a Markdown file nor a ZIP file"):
        read_file("kurs.docx", b"x")
    with pytest.raises(ContentError, match="does not exist"):
        read_folder("/nowhere/at/all")
