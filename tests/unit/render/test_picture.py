"""Charts as pictures."""

from __future__ import annotations

import pytest

from peelian.errors import MachineFault
from peelian.render.drawings import Drawing, Node, parse
from peelian.render.picture import pictures
from tests.unit.render.office_sample import VALUES, line_chart


def test_two_pixels_for_each_unit_of_the_drawing() -> None:
    one = parse(line_chart(VALUES), "a")
    other = parse('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100.5"><path d="M0 0H9"/></svg>', "b")
    made = pictures([one, other])
    assert [(picture.width, picture.height) for picture in made] == [(1440, 640), (600, 201)]
    assert all(picture.png.startswith(b"\x89PNG\r\n") for picture in made)


def test_the_same_drawing_gives_the_same_picture_alone_and_among_others() -> None:
    one = parse(line_chart(VALUES), "a")
    other = parse(line_chart(VALUES[::-1]), "b")
    together = pictures([one, other, one])
    assert together[0] == together[2] == pictures([one])[0]
    assert together[0] != together[1]


def test_no_drawings_give_no_pictures() -> None:
    assert pictures([]) == ()


def test_a_drawing_that_cannot_be_drawn_is_a_fault_in_words() -> None:
    broken = Drawing("0 0 10 10", 10, 10, (Node("not a name", ()),))
    with pytest.raises(MachineFault, match="could not be drawn as a picture"):
        pictures([broken])
