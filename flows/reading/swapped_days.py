"""Days that an Excel of another country stored month first: days that contradict each other in, both readings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from flows.model.event import AgendaItem, Event
from flows.problems import Mistake, Problem, Where
from flows.reading.cells import Cell
from flows.vietnamese.dates import short_date

USUAL = 31
"""Days: an event that is longer only because day and month changed places is doubted."""
SHORT = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """A first and a last day as they may have been meant; `changed` names the fields that would be other days."""

    starts: date
    ends: date
    changed: tuple[str, ...]


def swapped(day: date) -> date | None:
    """Return the day with day and month exchanged; None when that is the same day, or none."""
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def is_real(cell: Cell | None) -> bool:
    """Whether a cell holds a date, not a text: only those can have been swapped unseen."""
    return cell is not None and isinstance(cell.value, date)


def readings(starts: date, ends: date, cells: Mapping[str, Cell]) -> Iterator[Reading]:
    """Yield the other ways to read the two days, an end without a cell of its own following the start."""
    one = not is_real(cells.get("ngay_ket_thuc")) and starts == ends
    first = [starts, swapped(starts) if is_real(cells.get("ngay_bat_dau")) else None]
    last = [ends, swapped(ends) if is_real(cells.get("ngay_ket_thuc")) else None]
    pairs = ((day, day) for day in first) if one else product(first, last)
    for start, end in pairs:
        if start and end and (start, end) != (starts, ends) and 0 <= (end - start).days < USUAL:
            changed = [key for key, new, old in (("ngay_bat_dau", start, starts), ("ngay_ket_thuc", end, ends))
                       if new != old and key in cells]  # fmt: skip
            yield Reading(start, end, tuple(changed))


def meant(
    starts: date, ends: date, cells: Mapping[str, Cell], fits: Callable[[Reading], bool] = lambda _: True
) -> Reading | None:
    """Return the only other reading that fits; None when there is none, or several do."""
    found = [reading for reading in readings(starts, ends, cells) if fits(reading)]
    return found[0] if len(found) == 1 else None


def both_readings(day: date) -> str:
    """Return what a stored day may be: 07/3/2024 hay 03/7/2024."""
    other = swapped(day)
    return f"{short_date(day)} hay {short_date(other)}" if other else short_date(day)


def retype(reading: Reading, starts: date, ends: date, places: Mapping[str, Where]) -> str:
    """Return what to do: which cells to type again, each with both readings."""
    stored = {"ngay_bat_dau": starts, "ngay_ket_thuc": ends}
    cells = "; ".join(f"ô {places[key].cell}: {both_readings(stored[key])}" for key in reading.changed)
    return f"Excel có thể đã đảo ngày và tháng ({cells}). Gõ lại ngày cho đúng."


def overlong(starts: date, ends: date, cells: Mapping[str, Cell], places: Mapping[str, Where]) -> Mistake | None:
    """Return a warning for weeks on end that would be a few days, were both real dates swapped."""
    length = (ends - starts).days + 1
    both = {"ngay_bat_dau", "ngay_ket_thuc"}
    found = meant(starts, ends, cells, lambda r: set(r.changed) == both and (r.ends - r.starts).days < SHORT)
    if length <= SHORT * 2 or found is None:
        return None
    message = (
        f"Sự kiện kéo dài {length} ngày; nếu đảo ngày và tháng thì là {(found.ends - found.starts).days + 1} ngày."
    )
    return Mistake(message, retype(found, starts, ends, places), "warning")


def hint(day: date, cell: Cell | None) -> str:
    """Return what to say of a single doubtful day that may have been swapped; "" when it cannot have been."""
    if not is_real(cell) or cell is None or swapped(day) is None:
        return ""
    return f"Excel có thể đã đảo ngày và tháng (ô {cell.address}: {both_readings(day)}); nếu vậy thì gõ lại."


def against_agenda(event: Event, agenda: Iterable[AgendaItem]) -> tuple[Problem, ...]:
    """Return the error when an agenda lies outside its event, but wholly inside it with day and month exchanged."""
    days = [item.day for item in agenda if item.day]
    if not days or any(event.starts <= day <= event.ends for day in days):
        return ()
    first, last = swapped(event.starts) or event.starts, swapped(event.ends) or event.ends
    inside = all(first <= day <= last for day in days) and (last - first).days < USUAL
    if not inside:
        return ()
    place = event.place_of("ngay_bat_dau" if "ngay_bat_dau" in event.sources else "ngay")
    message = f"Chương trình ở ngày {short_date(min(days))}, nhưng ngày bắt đầu là {both_readings(event.starts)}."
    return (Problem(place, message, "Excel có thể đã đảo ngày và tháng: gõ lại ngày của sự kiện."),)
