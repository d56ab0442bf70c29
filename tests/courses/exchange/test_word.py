"""A Word document comes in, with everything that can be kept."""

from __future__ import annotations

import pytest

from courses.content.load import load_course
from courses.exchange.folder import zipped
from courses.exchange.word import detects_word, import_word
from lms.core.errors import LmsError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PIC = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="x" descr="{alt}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
    '<a:blip r:embed="{id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/></Types>'
)
PNG = b"\x89PNG\r\n\x1a\nbild"


def para(text: str, style: str = "") -> str:
    own = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{own}<w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str) -> str:
    marks = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{marks}<w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{para(cell)}</w:tc>' for cell in cells)}</w:tr>"


def document(body: str, lead: str = "") -> bytes:
    links = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for id, kind, target, mode in (
            ("link", "hyperlink", "https://example.org/", ' TargetMode="External"'),
            ("png", "image", "media/a.png", ""),
            ("emf", "image", "media/b.emf", ""),
            ("styles", "styles", "styles.xml", ""),
            ("numbers", "numbering", "numbering.xml", ""),
        )
    )
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    names = {"Heading1": "heading 1", "Heading2": "heading 2", "Eigene": "Eigene"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>' for id, name in names.items()
    )
    bullets = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f"{start}{main}</Relationships>",
        "word/document.xml": f"{lead}<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{start}{links}</Relationships>",
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {W}>{bullets}</w:numbering>",
    }
    files = {path: text.encode() for path, text in parts.items()}
    return zipped({**files, "word/media/a.png": PNG, "word/media/b.emf": b"emf"})


BODY = (
    para("Grenzen im Gespräch", "Heading1")
    + para("Ein Fall", "Heading2")
    + para("Frau Demir &amp; Herr Roth")
    + item("zuhören")
    + item("klären")
    + f"<w:tbl>{row('Wer', 'Was')}{row('Anna', 'hilft')}</w:tbl>"
    + '<w:p><w:hyperlink r:id="link"><w:r><w:t>Mehr</w:t></w:r></w:hyperlink></w:p>'
    + PIC.format(alt="Ein Kreis", id="png")
    + PIC.format(alt="", id="emf")
    + para("Anders", "Eigene")
)


def test_headings_lists_tables_links_and_pictures_arrive() -> None:
    found = import_word({"grenzen.docx": document(BODY)})
    text = found.files["01-text.md"].decode()
    assert 'titel: "Grenzen im Gespräch"' in text
    for part in (
        "## Ein Fall\n", "Frau Demir & Herr Roth", "- zuhören\n- klären",
        "| Wer | Was |\n| --- | --- |\n| Anna | hilft |",
        "[Mehr](https://example.org/)", "![Ein Kreis](bilder/bild-1.png)",
    ):  # fmt: skip
        assert part in text
    assert found.files["bilder/bild-1.png"] == PNG
    assert "# Grenzen" not in text


def test_what_could_not_be_kept_is_listed() -> None:
    reasons = [str(item.reason) for item in import_word({"grenzen.docx": document(BODY)}).lost]
    assert "A picture of the type image/x-emf cannot be shown." in reasons
    assert any("Eigene" in reason for reason in reasons)


def test_all_that_is_missing_is_what_an_author_must_write() -> None:
    files = import_word({"grenzen.docx": document(BODY)}).files
    loaded = load_course(files, [], name="grenzen")
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    assert [(problem.path, problem.rule) for problem in errors] == [("01-text.md", "head-missing-key")]


def test_several_headings_of_the_first_level_become_sections() -> None:
    files = import_word({"zwei.docx": document(para("A", "Heading1") + para("B", "Heading1"))}).files
    assert 'titel: "zwei"' in files["01-text.md"].decode()
    assert "## A\n\n## B" in files["01-text.md"].decode()


def test_a_document_with_entities_is_refused() -> None:
    lead = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(LmsError, match="can do harm"):
        import_word({"x.docx": document(para("&a;"), lead)})


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", zipped({"a.txt": b"x"}), zipped({"a.xml": b"<a>"})])
def test_what_is_no_word_document_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(LmsError):
        import_word({"x.docx": data})


def test_a_document_that_leads_out_of_its_folder_is_refused() -> None:
    with pytest.raises(LmsError, match="outside the folder"):
        import_word({"x.docx": zipped({"../x.xml": b"<a/>"})})


def test_only_a_single_document_is_detected() -> None:
    assert detects_word({"x.docx": b""})
    assert not detects_word({"x.docx": b"", "y.docx": b""})
