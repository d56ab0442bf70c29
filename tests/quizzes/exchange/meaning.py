"""What a question means, whatever it is written in."""

from lms.core.activity import Block
from lms.core.exchange import Chapter, Content
from quizzes.core.parse import parse
from quizzes.core.write import write


def content(quiz):
    """A course whose one quiz block holds a quiz."""
    block = Block("quiz", "check", "rolle", write(quiz), "01-rolle.md", title="Check")
    chapter = Chapter("rolle", "Die Rolle", "de", "01-rolle.md", 1, (), (block,))
    return Content("mentoring", "Mentoring", "de", 1, (chapter,), {})


def read_back(imported):
    """The quizzes in an imported unit, as the product reads them."""
    lines = imported.files["01-quiz.md"].decode().split("\n")
    found, start = [], None
    for n, line in enumerate(lines):
        if start is None and line.startswith("```"):
            start = n
        elif start is not None and line == lines[start].partition("quiz")[0]:
            found.append(parse(Block("quiz", "k", "u", "\n".join(lines[start + 1 : n]), body_line=1)))
            start = None
    return found


def meaning(question, *, dropped=()):
    """All that decides about answers and what is said, as plain data; ``dropped`` are settings a format has not."""
    kept = {
        "points": question.points,
        "exact": question.exact,
        "shuffle": question.shuffle,
        "topic": " ".join(question.topic.split()),
    }
    units = () if "unit" in dropped else None
    return {
        "key": question.key,
        "kind": question.kind,
        "text": [part for part in (question.intro, question.text, question.more) if part],
        "options": [(o.text, o.more, round(o.share, 6), o.explanation) for o in question.options],
        "solutions": [part for solution in question.solutions for part in _solution(solution, units)],
        "rows": [(row.text, row.partner) for row in question.rows if row.text or "distractor" not in dropped],
        "explanation": question.explanation,
        **{name: value for name, value in kept.items() if name not in dropped},
    }


def _solution(solution, units):
    base = (round(solution.share, 6), solution.explanation)
    if solution.rest:
        return [(*base, "*")]
    spans = [(round(s.low, 8), round(s.high, 8), s.unit if units is None else "") for s in solution.ranges]
    return [(*base, answer) for answer in (*solution.texts, *spans)]
