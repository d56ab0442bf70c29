"""Made-up quizzes for tests of laws."""

import unicodedata

from hypothesis import strategies as st

from quizzes.core.model import Gap, Option, Question, Quiz, Range, Row, Solution

WORDS = st.text("abcdefgäöüßxyz", min_size=1, max_size=8)
PHRASES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
TEXTS = st.lists(PHRASES, min_size=1, max_size=2).map("\n".join)
TYPED = (
    st.text(st.characters(categories=("L", "N", "P", "S")) | st.just(" "), min_size=1, max_size=12)
    .map(lambda text: unicodedata.normalize("NFC", " ".join(text.split())))
    .filter(lambda text: text.strip() and text != "*")
)
KEYS = st.text("abcdefgh", min_size=1, max_size=6)
SHARES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75])


@st.composite
def options(draw, kind):
    texts = draw(st.lists(PHRASES, min_size=2, max_size=5, unique=True))
    if kind == "single":
        shares = [1.0, *draw(st.lists(SHARES, min_size=len(texts) - 1, max_size=len(texts) - 1))]
    else:
        shares = [1.0, *draw(st.lists(st.sampled_from([0.0, 1.0]), min_size=len(texts) - 1, max_size=len(texts) - 1))]
    order = draw(st.permutations(range(len(texts))))
    return tuple(Option(texts[n], shares[n], draw(TEXTS), percent=shares[n] not in (0.0, 1.0)) for n in order)


@st.composite
def ranges(draw):
    low = draw(st.integers(-9999, 9999)) / 10
    high = low + draw(st.integers(0, 500)) / 10
    unit = draw(st.sampled_from(["", "%", "km", "Euro"]))
    written = f"{low:g} bis {high:g} {unit}".strip().replace(".", ",").replace("-", "−" if draw(st.booleans()) else "-")
    return Range(float(f"{low:g}"), float(f"{high:g}"), unit, written)


@st.composite
def solutions(draw, kind):
    found = []
    if kind == "number":
        found.append(Solution(1.0, ranges=(draw(ranges()),), explanation=draw(TEXTS)))
    else:
        texts = draw(st.lists(WORDS, min_size=2, max_size=5, unique=True))
        found.append(Solution(1.0, texts=tuple(texts[:-1]), explanation=draw(TEXTS)))
        found.append(Solution(0.0, texts=(texts[-1],), explanation=draw(TEXTS)))
    if draw(st.booleans()):
        found.append(Solution(0.0, rest=True, explanation=draw(TEXTS)))
    return tuple(found)


@st.composite
def rows(draw, kind):
    texts = draw(st.lists(PHRASES, min_size=2, max_size=5, unique=True))
    if kind == "ordering":
        return tuple(Row(text, "", draw(st.just("") | TEXTS)) for text in texts)
    partners = [draw(st.just("gleich") | PHRASES) for _ in texts]
    lures = draw(st.lists(WORDS, max_size=2, unique=True).filter(lambda found: not set(found) & set(partners)))
    pairs = [Row(text, partner, draw(st.just("") | TEXTS)) for text, partner in zip(texts, partners, strict=True)]
    return tuple(draw(st.permutations([*pairs, *(Row("", lure) for lure in lures)])))


@st.composite
def gaps(draw):
    kind = draw(st.sampled_from(["text", "number", "choice"]))
    if kind == "number":
        return Gap(ranges=(draw(ranges()),))
    texts = tuple(draw(st.lists(WORDS, min_size=2, max_size=4, unique=True)))
    return Gap(texts, right=draw(st.integers(0, len(texts) - 1)) if kind == "choice" else None)


@st.composite
def fields(draw, kind):
    """Questions that are answered by filling in several fields."""
    if kind != "cloze":
        return {"text": draw(PHRASES) + ":", "rows": draw(rows(kind))}
    found = tuple(draw(st.lists(gaps(), min_size=1, max_size=3)))
    words = [draw(PHRASES) + f" \ue000{n}\ue001" for n in range(len(found))]
    text = draw(st.just("") | PHRASES)
    return {"text": text, "gaps": found, "cloze": draw(st.sampled_from([" ", "\n", "\n\n"])).join(words)}


@st.composite
def questions(draw, key="a"):
    kind = draw(st.sampled_from(["single", "multiple", "text", "number", "matching", "ordering", "cloze"]))
    chosen = kind in ("single", "multiple")
    if kind in ("matching", "ordering", "cloze"):
        made = draw(fields(kind))
        intro = draw(st.just("") | PHRASES) if made["text"] else ""
        return Question(key, kind, intro=intro, explanation=draw(st.just("") | TEXTS), **made)
    return Question(
        key,
        kind,
        draw(PHRASES),
        intro=draw(st.just("") | PHRASES),
        options=draw(options(kind)) if chosen else (),
        solutions=() if chosen else draw(solutions(kind)),
        explanation=draw(st.just("") | TEXTS),
        points=draw(st.sampled_from([0.5, 1.0, 2.0])),
        objectives=tuple(draw(st.lists(st.integers(1, 5), max_size=2))),
        topic=draw(st.just("") | PHRASES),
        exact=draw(st.booleans()),
        typos=draw(st.integers(0, 2)),
        shuffle=draw(st.sampled_from([None, True, False])),
    )


@st.composite
def quizzes(draw):
    keys = draw(st.lists(KEYS, min_size=1, max_size=4, unique=True))
    return Quiz(tuple(draw(questions(key)) for key in keys), draw(st.just("") | PHRASES))
