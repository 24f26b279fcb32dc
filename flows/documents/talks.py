"""Say who taught what: the talks of a day in one phrase, each speaker named once."""

from __future__ import annotations

from collections.abc import Sequence

from flows.documents.agenda_acts import Act
from flows.documents.performers import Performers, named
from flows.documents.sentences import join, lower_inside
from flows.vietnamese.text import fold, join_list, lower_first, without_stop

VERBS = tuple(map(fold, (
    "báo cáo", "trình bày", "quán triệt", "triển khai", "giới thiệu", "phổ biến", "hướng dẫn", "tuyên truyền",
    "truyền đạt", "thông tin", "thông báo", "chia sẻ", "phân tích", "đánh giá", "công bố", "ôn lại",
)))  # fmt: skip
"""Verbs of speaking: a topic that begins with one needs no «trình bày»."""
LONG_TOPIC = 160
"""Letters; a longer topic is never put in quotation marks."""
IN_A_SENTENCE = 3
"""Speakers; those who follow are told in a sentence of their own."""


def talks_told(talks: Sequence[Act], *, known_words: Sequence[str] = ()) -> list[str]:
    """Return "who verb topic" for each speaker in turn, the post at the first mention."""
    told, posts_said, groups = [], set[str](), dict[object, tuple[Performers, list[Act]]]()
    for talk in talks:
        key = tuple(one.key for one in talk.by.people) or fold(talk.by.text)
        groups.setdefault(key, (talk.by, []))[1].append(talk)
    for by, group in groups.values():
        who = named(by.without_posts(frozenset(posts_said)), known_words=known_words)
        posts_said |= {one.key for one in by.people if one.post}
        what = topics_told(
            [(talk.text, talk.item.manner or "") for talk in group], known_words=known_words, alone=not who
        )
        told.append(f"{who} {what}".strip())
    return told


def topics_told(topics: Sequence[tuple[str, str]], *, known_words: Sequence[str] = (), alone: bool = False) -> str:
    """Return what is taught as a sentence says it after the speaker; `alone` where nobody is named before it."""
    if not topics:
        return ""
    if all(not manner and not _speaks(text) and len(text) <= LONG_TOPIC for text, manner in topics):
        quoted = [_quoted(text) for text, _ in topics]
        said = f"chuyên đề {quoted[0]}" if len(quoted) == 1 else f"{len(quoted)} chuyên đề: {join_list(quoted)}"
        return said if alone else f"trình bày {said}"
    before = ["", *(manner for _, manner in topics)]
    return "; ".join(_clause(*topic, last, known_words) for topic, last in zip(topics, before, strict=False))


def _clause(text: str, manner: str, before: str, known_words: Sequence[str]) -> str:
    if _speaks(text):
        return lower_first(text)
    content = lower_inside(text, known_words)
    if not manner:
        is_long = len(text) > LONG_TOPIC
        return f"trình bày về các nội dung: {content}" if is_long else f"trình bày chuyên đề {_quoted(text)}"
    return content if fold(manner) == fold(before) else join(without_stop(manner), content)


def _speaks(text: str) -> bool:
    return any(fold(text).startswith(f"{verb} ") for verb in VERBS)


def _quoted(text: str) -> str:
    return text if any(mark in text for mark in '“”"«»') else f"“{text}”"
