"""Posts that rosters shorten: a post as typed in, the shortened words in it with what they stand for out."""

from __future__ import annotations

import re
from functools import lru_cache

SHORTENED = {
    "CT": "Chủ tịch",
    "PCT": "Phó Chủ tịch",
    "PCTTT": "Phó Chủ tịch Thường trực",
    "UVTV": "Ủy viên Thường vụ",
    "UVBTV": "Ủy viên Ban Thường vụ",
    "UVBCH": "Ủy viên Ban Chấp hành",
    "BTCB": "Bí thư chi bộ",
    "PBT": "Phó Bí thư",
    "TBCTMT": "Trưởng ban Công tác Mặt trận",
    "TBTTND": "Trưởng ban Thanh tra nhân dân",
    "CTMT": "Công tác Mặt trận",
    "TTND": "Thanh tra nhân dân",
    "TVHU": "Thường vụ Huyện ủy",
}
"""Papers write these in full; MTTQ, UBND and HĐND are written so on papers too."""
_WORD = re.compile(r"(?<![\w-])\w+(?![\w-])")


# A roster has a few posts, thousands of times.
@lru_cache(maxsize=1 << 10)
def shortened_in(title: str) -> tuple[tuple[str, str], ...]:
    """Return each shortened word of a post, with what it stands for."""
    return tuple((word, SHORTENED[word]) for word in dict.fromkeys(_WORD.findall(title)) if word in SHORTENED)
