"""Archives that are a function of their parts."""

from __future__ import annotations

import zipfile
from io import BytesIO

from peelian.render.zipped import pack, unpack


def test_parts_come_back_in_order_with_no_clock_in_them() -> None:
    made = pack({"b.xml": b"<b/>" * 100, "a.png": b"picture", "c": b"kind"}, stored=frozenset({"c"}))
    assert list(unpack(made)) == ["b.xml", "a.png", "c"]
    with zipfile.ZipFile(BytesIO(made)) as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    stored = [info.filename for info in infos if info.compress_type == zipfile.ZIP_STORED]
    assert stored == ["a.png", "c"]
    assert {info.create_system for info in infos} == {3}
