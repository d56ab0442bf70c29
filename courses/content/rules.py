"""Reading completion rules and prerequisites: sentences and groups become criteria."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from courses.content import sentences
from courses.content.model import Course, Node
from courses.content.naming import COURSE_PAGE, Part, named_blocks
from courses.content.report import Report, did_you_mean
from courses.content.sentences import Sentence, Token, Unread
from courses.content.vocabulary import ELSEWHERE, Types
from lms.core.activity import ActivityType, Block, RuleWord
from lms.core.criteria import AtLeast, Count, Criterion, Never, On, all_of, completed
from lms.core.errors import BadValue, Problem
from lms.core.evidence import READ, ActivityRef
from lms.core.message import Message
from lms.core.values import fold, nearest, read_key

MAX_DEPTH = 6
_OWN = {
    **dict.fromkeys(("gelesen", "read"), "read"),
    **dict.fromkeys(("einheit", "unit"), "unit"),
    **dict.fromkeys(("kurs", "course"), "course"),
    **dict.fromkeys(("zertifikat", "certificate"), "certificate"),
}


def reading(course: str, unit: str, title: str) -> On:
    """The condition that a unit was read to its end."""
    return On(
        ActivityRef(course, "read", unit),
        Count(frozenset({READ}), Message("Read “%(title)s” to the end.", {"title": title})),
    )


def whole_unit(course: str, unit: str, title: str) -> On:
    """The condition that a unit is complete."""
    return On(ActivityRef(course, "unit", unit), completed(Message("Complete the unit “%(title)s”.", {"title": title})))


def block_ref(course: str, block: Block) -> ActivityRef:
    """The address of a block for the kernel."""
    return ActivityRef(course, block.type, block.address)


@dataclass(frozen=True, slots=True)
class Rules:
    """Reads the rules of one course; what is wrong goes to ``problems`` and stands in the criterion as unmeetable."""

    course: Course
    types: Types
    problems: list[Problem]
    blocks: Mapping[str, Block] = field(init=False)
    words: Mapping[str, tuple[ActivityType, RuleWord]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", named_blocks(self.course))
        object.__setattr__(self, "words", _words(self.types))

    def completion(self, part: Part, node: Node) -> Criterion:
        """What completes a unit or the course."""
        return _Rule(self, part, Report(part.text.path, self.problems), prerequisite=False).read(node)

    def prerequisites(self, part: Part, node: Node) -> Criterion:
        """What must be complete before a unit or the course begins."""
        return _Rule(self, part, Report(part.text.path, self.problems), prerequisite=True).read(node)

    def units(self) -> dict[str, str]:
        """The titles of the units."""
        return {unit.key: unit.head.title for unit in self.course.units}


def _words(types: Types) -> dict[str, tuple[ActivityType, RuleWord]]:
    found: dict[str, tuple[ActivityType, RuleWord]] = {}
    for kind in types.values():
        for rule in kind.rules or ((RuleWord(kind.words, _default(kind)),) if kind.keyed else ()):
            found |= {fold(word): (kind, rule) for word in rule.words}
    return found


def _default(kind: ActivityType) -> Callable[[Block, object], Criterion]:
    return lambda block, threshold: kind.criterion(block)


@dataclass(frozen=True, slots=True)
class _Rule:
    rules: Rules
    part: Part
    report: Report
    prerequisite: bool

    @property
    def course(self) -> Course:
        return self.rules.course

    @property
    def whole_course(self) -> bool:
        """Whether the rule may look at the blocks of every unit."""
        return self.prerequisite or self.part.key == COURSE_PAGE

    def read(self, node: Node) -> Criterion:
        if node.kind == "text":
            return all_of([self._line(sentences.tokens(piece)) for piece in sentences.by_commas(node)])
        return all_of([self._entry(entry, 1) for entry in (node.items if node.kind == "list" else (node,))])

    def _entry(self, node: Node, depth: int) -> Criterion:
        if node.kind == "text" and sentences.tokens(node):
            return self._line(sentences.tokens(node))
        if node.kind == "map" and node.pairs:
            key, value = node.pairs[0]
            needed = sentences.group_size(key)
            return self._long_form(node) if needed is None else self._group(node, key, value, needed, depth)
        text = (
            Message("A list inside a list begins with “all:”, “any:” or “2 of:”.")
            if node.kind == "list"
            else Message("This line is empty.")
        )
        return self._refuse(Unread("rule-group", _at(node), text), "…")

    def _group(self, node: Node, key: Node, value: Node, needed: int, depth: int) -> Criterion:
        if len(node.pairs) > 1:
            message = Message(
                "Nothing may stand beside “%(group)s” on the same level. Begin a new line with “- ”.",
                {"group": key.text},
            )
            self._note(Unread("rule-group", _at(node.pairs[1][0]), message))
        if depth > MAX_DEPTH:
            return self._refuse(
                Unread("rule-group", _at(key), Message("Groups may stand in each other six levels deep at most.")),
                key.text,
            )
        entries = value.items if value.kind == "list" else ()
        parts = [self._entry(entry, depth + 1) for entry in entries]
        if not parts:
            message = Message("Below “%(group)s:” belongs a list with “- ” before each line.", {"group": key.text})
            return self._refuse(Unread("rule-group", _at(key), message), key.text)
        n = needed or len(parts)
        if not 1 <= n <= len(parts):
            self._note(Unread("rule-unmeetable", _at(key), _too_many(key.text, len(parts))))
        return AtLeast(max(n, 1), tuple(parts))

    def _long_form(self, node: Node) -> Criterion:
        words: list[Token] = []
        for key, value in node.pairs:
            words += sentences.tokens(key)
            if value.kind != "text" or (key is not node.pairs[0][0] and sentences.group_size(key) is not None):
                message = Message("“%(word)s:” has no list below it. Begin a new line with “- ”.", {"word": key.text})
                return self._refuse(Unread("rule-group", _at(key), message), key.text)
            words += sentences.tokens(value)
        return self._line(words)

    def _line(self, words: Sequence[Token]) -> Criterion:
        line = sentences.sentence(words)
        try:
            return self._criterion(line)
        except Unread as error:
            return self._refuse(error, str(line), line)

    def _criterion(self, line: Sentence) -> Criterion:
        if self.prerequisite and len(str(line).split()) == 1 and (found := self._bare(line.word)):
            return found
        if own := _OWN.get(line.word.word):
            return self._own(own, line)
        if line.word.word not in self.rules.words:
            raise self._unknown(line.word)
        if self.prerequisite and self.part.key == COURSE_PAGE:
            message = Message("A course may require another course or a certificate: “course …”, “certificate …”.")
            raise Unread("rule-target", line.word, message)
        return self._on_block(line, *self.rules.words[line.word.word])

    def _on_block(self, line: Sentence, kind: ActivityType, word: RuleWord) -> On:
        block = self._block(line, kind)
        asked = sentences.threshold(line)
        if asked and asked.unit not in word.thresholds:
            amount = " ".join(token.text for token in line.amount)
            message = Message("“%(word)s” stands without “%(amount)s”.", {"word": line.word.text, "amount": amount})
            raise Unread("rule-threshold", line.amount[0], message)
        try:
            return On(block_ref(self.course.key, block), word.criterion(block, asked))
        except BadValue as error:
            raise Unread("rule-unmeetable", line.amount[0] if line.amount else line.named, error.message) from error

    def _block(self, line: Sentence, kind: ActivityType) -> Block:
        visible = [b for b in self.rules.blocks.values() if self.whole_course or b.unit == self.part.key]
        alike = [block for block in visible if block.type == kind.name]
        if line.target is None:
            found = alike
        else:
            address = self._address(line.target)
            found = [block for block in alike if address in (block.address, block.key)]
            if not found:
                raise Unread("rule-target", line.target, self._no_block(line, address, alike, visible))
        if not found:
            message = Message("There is no block “%(word)s” here.", {"word": line.word.text})
            raise Unread("rule-target", line.word, message)
        if len(found) > 1:
            addresses = ", ".join(block.address if self.whole_course else block.key for block in found)
            message = Message(
                "“%(text)s” fits several blocks. Write one of: %(addresses)s.",
                {"text": line.named.text, "addresses": addresses},
            )
            raise Unread("rule-ambiguous", line.named, message)
        return found[0]

    def _address(self, target: Token) -> str:
        course, colon, address = target.word.rpartition(":")
        if colon and course != self.course.key:
            message = Message("A rule names blocks of its own course only; another course is “course …”.")
            raise Unread("rule-target", target, message)
        unit, slash, _ = address.partition("/")
        if slash and not self.whole_course and unit != self.part.key and unit in self.rules.units():
            raise Unread("rule-target", target, Message("The rule of a unit names its own blocks only."))
        return address

    def _no_block(self, line: Sentence, address: str, alike: list[Block], visible: list[Block]) -> Message:
        other = next((block for block in visible if address in (block.address, block.key)), None)
        if other:
            values = {"address": line.named.text, "kind": self._word_of(other), "word": line.word.text}
            return Message("“%(address)s” is a block “%(kind)s” and not “%(word)s”.", values)
        names = [block.key for block in alike] if "/" not in address else [block.address for block in alike]
        values = {"word": line.word.text, "address": line.named.text, "there": ", ".join(names)}
        meant = nearest(address, names)
        message = Message("There is no block “%(word)s %(address)s” here.", values)
        if names and not meant:
            return Message("There is no block “%(word)s %(address)s” here. There are: %(there)s.", values)
        return did_you_mean(message, meant)

    def _word_of(self, block: Block) -> str:
        return next((kind.words[0] for kind in self.rules.types.values() if kind.name == block.type), block.type)

    def _own(self, own: str, line: Sentence) -> On:
        if line.amount:
            message = Message(
                "“%(word)s” stands without “%(amount)s”.",
                {"word": line.word.text, "amount": " ".join(token.text for token in line.amount)},
            )
            raise Unread("rule-threshold", line.amount[0], message)
        if own in ("course", "certificate"):
            return self._elsewhere(own, line)
        if self.part.key != COURSE_PAGE and not self.prerequisite:
            if own == "read" and (line.target is None or line.target.word == self.part.key):
                return reading(self.course.key, self.part.key, self.part.title)
            raise Unread("rule-target", line.named, Message("The rule of a unit names its own text and blocks only."))
        if self.prerequisite and self.part.key == COURSE_PAGE:
            raise Unread("rule-target", line.named, Message("A course cannot require one of its own units."))
        unit = self._unit(line)
        make = reading if own == "read" else whole_unit
        return make(self.course.key, unit, self.rules.units()[unit])

    def _unit(self, line: Sentence) -> str:
        units = self.rules.units()
        if line.target is None and len(units) == 1:
            return next(iter(units))
        if line.target is None:
            message = Message("Which unit? Write “%(word)s” and its key.", {"word": line.word.text})
            raise Unread("rule-ambiguous", line.word, message)
        if line.target.word not in units:
            raise self._no_unit(line.target)
        return line.target.word

    def _no_unit(self, token: Token) -> Unread:
        units = list(self.rules.units())
        meant = nearest(token.text, units)
        values = {"unit": token.text, "there": ", ".join(units)}
        message = Message("There is no unit “%(unit)s” here. There are: %(there)s.", values)
        short = Message("There is no unit “%(unit)s” here.", values)
        return Unread("rule-target", token, did_you_mean(short, meant) if meant or not units else message)

    def _elsewhere(self, own: str, line: Sentence) -> On:
        if line.target is None:
            message = Message("Which one? Write “%(word)s” and its key.", {"word": line.word.text})
            raise Unread("rule-target", line.word, message)
        try:
            key = read_key(line.target.text)
        except BadValue as error:
            raise Unread("rule-target", line.target, error.message) from error
        if own == "course":
            return self._other_course(line.target, key)
        if self.course.head.certificate and key in (self.course.key, self.course.head.certificate.key):
            raise self._itself(line.target)
        text = Message("Have a valid certificate “%(title)s”.", {"title": key})
        return On(ActivityRef(key, "certificate", key), completed(text))

    def _other_course(self, token: Token, key: str) -> On:
        if key == self.course.key:
            raise self._itself(token)
        text = Message("Complete the course “%(title)s”.", {"title": key})
        return On(ActivityRef(key, "course", key), completed(text))

    def _itself(self, token: Token) -> Unread:
        return Unread("rule-unmeetable", token, Message("The course would wait for itself here."))

    def _bare(self, token: Token) -> Criterion | None:
        """A key alone, as prerequisites have it: a unit, or in the head of a course another course."""
        if self.part.key == COURSE_PAGE:
            try:
                return self._other_course(token, read_key(token.text))
            except BadValue as error:
                raise Unread("rule-target", token, error.message) from error
        units = self.rules.units()
        if token.word in units:
            return whole_unit(self.course.key, token.word, units[token.word])
        if token.word in _OWN or token.word in self.rules.words or token.word in ELSEWHERE:
            return None
        raise self._no_unit(token)

    def _unknown(self, token: Token) -> Unread:
        if token.word in ELSEWHERE:
            values = {"word": token.text, "feature": ELSEWHERE[token.word][0]}
            message = Message("“%(word)s” belongs to the feature “%(feature)s”, which is not installed here.", values)
            return Unread("rule-unknown", token, message)
        message = Message("“%(word)s” is not a condition.", {"word": token.text})
        meant = nearest(token.text, [*self.rules.words, *_OWN, "alle", "eines"])
        return Unread("rule-unknown", token, did_you_mean(message, meant))

    def _note(self, error: Unread) -> None:
        self.report.error(error.rule, error.token.line, error.token.column, error.message)

    def _refuse(self, error: Unread, text: str, line: Sentence | None = None) -> On:
        """Notes an error and stands in for the line, so that nobody completes what was not understood."""
        self._note(error)
        target = line.target.word if line and line.target else ""
        block = next((b for b in self.rules.blocks.values() if target and target in (b.address, b.key)), None)
        if block:
            return On(block_ref(self.course.key, block), Never(block.title))
        kind = ELSEWHERE.get(line.word.word, ("", "rule"))[1] if line else "rule"
        return On(ActivityRef(self.course.key, kind, f"{self.part.key}/{target or fold(text)}"), Never(text))


def _at(node: Node) -> Token:
    return Token(node.text, node.line, node.column)


def _too_many(group: str, n: int) -> Message:
    return Message("“%(group)s”: the list has %(n)s conditions.", {"group": group, "n": n})
