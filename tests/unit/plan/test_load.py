"""One broken file per mistake, each with the words its message must hold; and a sound plan without a finding."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from peelian.errors import Unusable
from peelian.plan.load import load
from peelian.plan.processes import Processes, of_series

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.yaml"))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "sound", tmp_path / "plan"))


def test_a_sound_plan_has_no_findings(plan: Path) -> None:
    loaded = load(plan)
    assert loaded.findings == ()
    assert loaded.plan is not None
    assert [kpi.id for kpi in loaded.plan.priorities[0].kpis] == ["offences", "staff", "thefts", "confidence"]
    assert loaded.plan.measures["offences"].compute.where["type"].is_ == ("theft", "burglary")


@pytest.mark.parametrize("file", BROKEN, ids=lambda p: p.stem)
def test_each_mistake_says_what_to_do(file: Path, plan: Path) -> None:
    case = yaml.safe_load(file.read_text())
    place = plan / case["file"]
    sound = place.read_text()
    assert case["replace"] in sound, "the case changes nothing"
    place.write_text(sound.replace(case["replace"], case["by"], 1))
    said = [f.line() for f in load(plan).findings if f.severity == "error"]
    assert any(all(word in line for word in case["words"]) for line in said), "\n".join(said)


def test_all_mistakes_are_found_at_once(plan: Path) -> None:
    priorities = plan / "priorities" / "01-one.yaml"
    text = (
        priorities.read_text().replace("polarity: lower", "polarty: lower", 1).replace("kind: monitor", "kind: watch")
    )
    priorities.write_text(text)
    (plan / "measures" / "all.yaml").write_text(
        (plan / "measures" / "all.yaml").read_text().replace("headcount", "heads", 1)
    )
    codes = {f.code for f in load(plan).findings}
    assert {"unknown-field", "unknown-unit", "not-allowed"} <= codes
    assert "missing-field" not in codes


def test_findings_come_with_the_line(plan: Path) -> None:
    priorities = plan / "priorities" / "01-one.yaml"
    priorities.write_text(priorities.read_text().replace("polarity: lower", "polarty: lower", 1))
    places = [f.where for f in load(plan).findings if f.code == "unknown-field"]
    assert places == ["priorities/01-one.yaml:9"]


def test_a_folder_without_a_plan_says_how_to_start(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="peelian new"):
        load(tmp_path)


def test_a_shared_definition_is_replaced_and_said(plan: Path) -> None:
    from peelian.plan.load import shared_measures

    known = shared_measures([])
    replaced = next(iter(known))
    text = (plan / "measures" / "all.yaml").read_text()
    own = (
        f"- id: {replaced}\n  title: Ours\n  kind: published\n  unit: count\n"
        "  words: {subject: ours}\n  definition: Our own.\n"
    )
    (plan / "measures" / "all.yaml").write_text(text + own)
    loaded = load(plan)
    assert loaded.plan is not None
    assert loaded.plan.measures[replaced].title == "Ours"
    assert [(f.code, f.severity) for f in loaded.findings] == [("definition-replaced", "note")]


def test_a_file_that_is_not_text_is_told_with_its_line(plan: Path) -> None:
    (plan / "plan.yaml").write_bytes(b"id: sound\ntitle: caf\xe9\n")
    (finding,) = [f for f in load(plan).findings if f.code == "yaml-refused"]
    assert finding.where == "plan.yaml:2"
    assert "UTF-8" in finding.says


def test_what_stands_in_a_file_with_a_mistake_is_not_called_missing(plan: Path) -> None:
    priorities = plan / "priorities" / "01-one.yaml"
    priorities.write_text(priorities.read_text().replace("polarity: lower", "polarty: lower", 1))
    measures = plan / "measures" / "all.yaml"
    measures.write_text(measures.read_text().replace("definition: People", "definiton: People", 1))
    paper = plan / "publications" / "paper.yaml"
    paper.write_text(paper.read_text().replace("lists: []", "lists: [lost]"))
    assert [(f.code, f.where) for f in load(plan).findings] == [
        ("unknown-field", "measures/all.yaml:14"),
        ("unknown-field", "priorities/01-one.yaml:9"),
        ("bad-publication", "publications/paper.yaml:5"),
    ]


def test_a_file_that_ends_in_yml_is_told_because_it_is_not_read(plan: Path) -> None:
    (plan / "measures" / "more.yml").write_text("[]\n")
    (finding,) = load(plan).findings
    assert (finding.code, finding.where, finding.severity) == ("not-read", "measures/more.yml:1", "error")


def test_a_mistake_in_one_kpi_hides_no_mistake_of_another(plan: Path) -> None:
    priorities = plan / "priorities" / "01-one.yaml"
    text = priorities.read_text().replace("polarity: lower", "polarty: lower", 1).replace("area: north", "area: nort")
    priorities.write_text(text.replace("title: One", "title: One\nabuot: All", 1))
    assert [(f.code, f.where) for f in load(plan).findings] == [
        ("unknown-field", "priorities/01-one.yaml:3"),
        ("unknown-field", "priorities/01-one.yaml:10"),
        ("unknown-area", "priorities/01-one.yaml:16"),
    ]


def test_an_id_that_is_misspelt_is_not_called_missing(plan: Path) -> None:
    priorities = plan / "priorities" / "01-one.yaml"
    priorities.write_text(priorities.read_text().replace("- id: offences", "- idd: offences", 1))
    assert [f.code for f in load(plan).findings] == ["unknown-field"]


def test_the_force_has_the_code_of_its_area(plan: Path) -> None:
    text = (plan / "plan.yaml").read_text().replace("short: F}", "short: F, code: E2}")
    (plan / "plan.yaml").write_text(text)
    assert load(plan).findings == ()
    (plan / "plan.yaml").write_text(text.replace("name: All, level: force", "name: All, level: force, code: E1"))
    (found,) = load(plan).findings
    assert (found.code, found.where) == ("area-code", "plan.yaml:4")
    assert "the force has the code 'E2', its area 'all' the code 'E1'" in found.says


def test_two_priorities_and_two_of_their_commitments_with_one_number_are_told(plan: Path) -> None:
    one = plan / "priorities" / "01-one.yaml"
    text = one.read_text().replace("title: One", 'title: One\nnumber: "1"', 1)
    one.write_text(text.replace('number: "1"}', 'number: "1"}\n  - {id: less, text: Less, number: "1"}'))
    two = 'id: two\ntitle: Two\nnumber: "1"\ncommitments: [{id: other, text: Other, number: "1"}]\n'
    (plan / "priorities" / "02-two.yaml").write_text(two)
    found = load(plan).findings
    assert {f.severity for f in found} == {"warning"}
    assert [(f.code, f.where) for f in found] == [
        ("duplicate-number", "priorities/01-one.yaml:6"),
        ("duplicate-number", "priorities/02-two.yaml:1"),
    ]
    assert "commitments 'fewer' and 'less' have the number '1'" in found[0].says
    assert "priorities 'one' and 'two' have the number '1'" in found[1].says


def test_a_paper_issued_when_the_office_has_ended_is_told(plan: Path) -> None:
    text = (plan / "plan.yaml").read_text().replace("short: B}", "short: B, ends: 2025-04-30}")
    (plan / "plan.yaml").write_text(text)
    (found,) = load(plan).findings
    assert (found.code, found.where, found.severity) == ("after-the-office", "publications/paper.yaml:3", "warning")
    assert "issued 2025-05-01, after the office ended on 2025-04-30" in found.says


def test_a_share_has_no_target_above_a_hundred(plan: Path) -> None:
    part = "- id: part\n  title: Part\n  kind: share\n  unit: percent\n  words: {subject: the part}\n  definition: P.\n"
    with (plan / "measures" / "all.yaml").open("a") as file:
        file.write(f"{part}  compute: {{numerator: offences, denominator: staff}}\n")
    one = plan / "priorities" / "01-one.yaml"
    text = one.read_text().replace("kind: monitor", "kind: number").replace("polarity: neither", "polarity: higher")
    one.write_text(text.replace("measure: staff", "measure: part\n    target: {unit: percent, at_least: 150}"))
    (found,) = load(plan).findings
    assert (found.code, found.where) == ("bad-target", "priorities/01-one.yaml:15")
    assert "150 of 'part', a share, can never be; it lies from 0 to 100" in found.says


def test_a_framework_asks_what_a_trajectory_is_to_be_better_than(plan: Path) -> None:
    paper = plan / "publications" / "paper.yaml"
    paper.write_text(paper.read_text().replace("kind: board-paper", "kind: framework"))
    (found,) = load(plan).findings
    assert (found.code, found.where, found.severity) == ("no-baseline", "priorities/01-one.yaml:22", "warning")
    assert "kpi 'thefts' is a trajectory and has no baseline" in found.says


def test_two_areas_of_one_id_are_told_at_the_second(plan: Path) -> None:
    file = plan / "plan.yaml"
    with file.open("a") as more:
        more.write("    - {id: north, name: Again, level: area, parent: all}\n")
    (found,) = load(plan).findings
    assert (found.code, found.where) == ("duplicate-id", "plan.yaml:11")
    assert "the first at plan.yaml:10" in found.says


def test_a_level_without_areas_has_none_to_name(plan: Path) -> None:
    file, paper = plan / "plan.yaml", plan / "publications" / "paper.yaml"
    file.write_text(file.read_text().replace("[force, area]", "[force, area, ward]"))
    assert load(plan).findings == ()
    paper.write_text(paper.read_text().replace("{kpis:", "{form: ranked-areas, level: ward, kpis:"))
    (found,) = load(plan).findings
    assert (found.code, found.where) == ("bad-sentence", "publications/paper.yaml:10")
    assert "no area of plan.yaml is of the level 'ward', so ranked-areas has none to name" in found.says


def test_two_areas_of_one_name_are_told(plan: Path) -> None:
    with (plan / "plan.yaml").open("a") as more:
        more.write("    - {id: north-2, name: North, level: area, parent: all}\n")
    (found,) = load(plan).findings
    assert (found.code, found.where, found.severity) == ("duplicate-name", "plan.yaml:11", "warning")


def test_what_people_decided_about_series_is_read(plan: Path) -> None:
    loaded = load(plan)
    assert loaded.plan is not None
    held = loaded.plan.processes
    north, all_areas = held.steps
    assert (north.period, north.confirmed, all_areas.area) == ("2023-01", date(2024, 2, 1), None)
    assert of_series(held.steps, "offences", "north", ()) == (north, all_areas)
    assert of_series(held.steps, "offences", "all", ()) == (all_areas,)
    assert of_series(held.steps, "offences", "north", (("type", "theft"),)) == ()
    assert of_series(held.excluded, "offences", "all", (("type", "theft"),)) == held.excluded


def test_a_step_that_no_paper_has_yet_is_told_and_stops_nothing(plan: Path) -> None:
    file = plan / "processes.yaml"
    file.write_text(file.read_text().replace("confirmed: 2024-12-01", "confirmed: 2025-05-02"))
    (finding,) = load(plan).findings
    assert (finding.code, finding.where, finding.severity) == ("step-not-yet-printed", "processes.yaml:3", "warning")


def test_a_plan_without_processes_has_none(plan: Path) -> None:
    (plan / "processes.yaml").write_text("")
    empty = load(plan)
    (plan / "processes.yaml").unlink()
    assert empty.plan is not None
    assert empty.findings == load(plan).findings == ()
    assert empty.plan.processes == Processes()


def with_rate(plan: Path, say: str) -> list[str]:
    """What is wrong with a sentence about a rate, in a plan with two peers and a list that names three forces."""
    measures, paper = plan / "measures" / "all.yaml", plan / "publications" / "paper.yaml"
    rate = (
        "- {id: rate, title: Rate, kind: published, unit: percent, words: {subject: the rate}, definition: A rate.}\n"
    )
    measures.write_text(measures.read_text() + rate)
    priority = plan / "priorities" / "01-one.yaml"
    kpi = "  - {id: rate, title: Rate, kind: monitor, polarity: lower, measure: rate}\n"
    priority.write_text(priority.read_text() + kpi)
    (plan / "plan.yaml").write_text(
        (plan / "plan.yaml").read_text()
        + "peers: [{id: east, name: Eastshire}, {id: west, name: Westshire}]\n"
        + "lists: [{id: similar, title: Similar, values: [Eastshire, Westshir, The force]}]\n"
    )
    paper.write_text(paper.read_text().replace("say: [{kpis: [offences]}]", f"say: [{say}]"))
    return [f.says for f in load(plan).findings if f.severity == "error"]


def test_a_rate_has_no_parts(plan: Path) -> None:
    (says,) = with_rate(plan, "{form: contributions, level: area, kpis: [rate]}")
    assert "kpi 'rate' is a published in percent, of which no parts make a whole" in says


def test_a_group_names_peers_and_nobody_else(plan: Path) -> None:
    says = with_rate(plan, "{form: peers, group: similar, kpis: [rate]}")
    assert says == [
        "paragraph 'offences': list 'similar' names 'Westshir', which is no peer; did you mean 'Westshire'?",
        "paragraph 'offences': list 'similar' names the force itself, 'The force'; a group lists the others",
    ]
