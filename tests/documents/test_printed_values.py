"""Values print as offices write them when a template names them without a filter."""

from datetime import date, datetime, time

import pytest

from flows.model.printing import printable


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (1_500_000, "money", "1.500.000 đồng"),
        (230, "number", "230"),
        (date(2024, 7, 3), "day", "03/7/2024"),
        (date(1965, 7, 3), "birth", "03/07/1965"),
        (time(8), "hour", "08 giờ 00 phút"),
        (datetime(2024, 7, 3, 13, 53), "moment", "03/07/2024 - 01:53 PM"),
        (datetime(2024, 7, 3), "moment", "03/07/2024"),
    ],
)
def test_a_value_prints_as_offices_write_it(value, kind, printed):
    assert str(printable(value, kind)) == printed
