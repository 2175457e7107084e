"""Confidence falls with each reason to doubt, and says which."""

from __future__ import annotations

from pathlib import Path

from forms import Form
from forms import card as card_on

from extractors.records import Card, Extract, Row, Span
from pipeline.confidence import set_confidence
from pipeline.read_plan import read_plan
from schemas import Indicator, Objective, Phase, Plan, PlanResult

SAMPLES = Path(__file__).parent.parent / "samples"


def result_of(phases: int = 1) -> PlanResult:
    objective = Objective(objective_id="o1", plan_id="p", position=1, page=3)
    rows = [Phase(phase_id=f"f{n}", objective_id="o1", position=n, end_raw="giugno") for n in range(1, phases + 1)]
    indicator = Indicator(indicator_id="i1", objective_id="o1", position=1)
    plan = Plan(plan_id="p", file_name="p.pdf", status="ok")
    return PlanResult(plan=plan, objectives=[objective], phases=rows, indicators=[indicator])


def card_of(phases: int = 1, reader: str = "rules") -> Card:
    title = Span("Aprire lo sportello")
    rows = [Row("phase", {"description": Span("Avvio")}, reader=reader) for _ in range(phases)]
    indicator = Row("indicator", {"description": Span("Sportelli aperti")})
    fields = {"title": title, "weight": Span("10")}
    return Card(fields, {"denominazione": "title"}, {"title": 100.0}, [*rows, indicator])


def test_a_plain_record_is_sure() -> None:
    result = result_of()
    set_confidence(result, Extract([card_of()]), [])
    records = [*result.objectives, *result.phases, *result.indicators]
    assert [(r.confidence, r.confidence_reasons) for r in records] == [(1.0, [])] * 3


def test_reasons_are_named_and_add_up() -> None:
    result, card = result_of(), card_of(reader="network")
    card.scores |= {"weight": 50.0, "title": 90.0}
    card.fields["title"].cut = True
    card.rows[0].values["description"].cut = True
    set_confidence(result, Extract([card]), [("f1", "31.06: no such date")], frozenset({3}))
    objective, phase = result.objectives[0], result.phases[0]
    assert set(objective.confidence_reasons) == {
        "weight guessed under an unknown label",
        "label of title matched at 90",
        "cell joined over a page",
        "page read by OCR",
    }
    assert objective.confidence is not None and objective.confidence < 0.6
    assert phase.confidence_reasons == [
        "table without rules",
        "cell joined over a page",
        "not read: 31.06: no such date",
    ]
    assert phase.confidence is not None and 0.8 < phase.confidence < 0.9
    assert result.indicators[0].confidence == 1.0


def test_a_field_that_only_one_lacks() -> None:
    result = result_of(phases=12)
    result.phases[4].end_raw = None
    set_confidence(result, Extract([card_of(12)]), [])
    assert result.phases[4].confidence_reasons == ["no end, which 92% have"]
    assert result.phases[3].confidence == 1.0


def test_a_table_of_something_else_is_doubtful_with_its_rows() -> None:
    result, card = result_of(), card_of()
    result.indicators.clear()
    card.rows.pop()
    del card.fields["weight"]
    set_confidence(result, Extract([card]), [])
    assert result.objectives[0].confidence == result.phases[0].confidence == 0.7


def test_records_of_a_sample_are_sure() -> None:
    result = read_plan(SAMPLES / "comune_montefosco_peg_2025.pdf")
    found = [*result.objectives, *result.phases, *result.indicators]
    assert all(record.confidence is not None for record in found)
    assert sum((record.confidence or 0) > 0.9 for record in found) > 0.9 * len(found)


def test_what_was_not_understood_near_a_record_is_doubted() -> None:
    plain, result = result_of(), result_of()
    set_confidence(plain, Extract([card_of()]), [])
    card = card_of()
    card.strays, card.unknown = 2, [("Cosa", Span("x")), ("Come", Span("y"))]
    card.rows[-1].loose = 0.5
    set_confidence(result, Extract([card]), [])
    objective, phase, indicator = result.objectives[0], result.phases[0], result.indicators[0]
    assert set(objective.confidence_reasons) == {"rows of a table not understood", "labels that nobody knows"}
    assert phase.confidence_reasons == ["rows of a table not understood"]
    assert indicator.confidence_reasons == ["rows of a table not understood", "columns that nobody knows"]
    assert max(r.confidence or 1 for r in (objective, phase, indicator)) < 0.9 < plain.objectives[0].confidence


def test_rows_of_a_table_that_nobody_reads_lower_their_card(tmp_path: Path) -> None:
    form = Form(tmp_path / "plan.pdf")
    for n in (1, 2):
        card_on(form, f"Aprire lo sportello {n}", f"OB{n}")
        rows = [["Zolla", "Verso"], ["Nord", "Destra"], ["Sud", "Manca"]]
        form.grid([50, 200, 540], rows if n == 2 else [["Peso", "10"]], bold="none")
    first, second = read_plan(form.save()).objectives
    assert "rows of a table not understood" not in first.confidence_reasons
    assert "rows of a table not understood" in second.confidence_reasons


def test_a_title_that_is_a_code_is_doubted() -> None:
    result, card = result_of(), card_of()
    card.fields["title"] = Span("VIA.01")
    set_confidence(result, Extract([card]), [])
    assert result.objectives[0].confidence_reasons == ["title is a code"]
    assert (result.objectives[0].confidence or 1) < 0.7


def test_a_title_in_plain_letters_is_doubted() -> None:
    result, card = result_of(), card_of()
    card.labels, card.plain = {}, True
    set_confidence(result, Extract([card]), [])
    assert "title in plain letters" in result.objectives[0].confidence_reasons
    assert (result.objectives[0].confidence or 1) < 0.7


def test_where_a_column_names_objectives_that_were_not_read_nothing_is_sure() -> None:
    result, card = result_of(), card_of()
    card.rows[-1].loose = 1.0
    set_confidence(result, Extract([card]), [])
    records = [*result.objectives, *result.phases, *result.indicators]
    assert max(record.confidence or 1 for record in records) < 0.8


def test_where_cards_are_doubtful_on_the_whole_none_is_sure() -> None:
    def first_phase(doubtful: int) -> Phase:
        result, cards = result_of(), [card_of()]
        for n in range(2, 2 + doubtful):
            result.objectives.append(Objective(objective_id=f"o{n}", plan_id="p", position=n))
            cards.append(Card({"title": Span("Aprire lo sportello")}, {}, {"title": 100.0}, []))
        set_confidence(result, Extract(cards), [])
        return result.phases[0]

    sure, unsure = first_phase(doubtful=1), first_phase(doubtful=3)  # one other card tells nothing of the plan
    assert (sure.confidence, sure.confidence_reasons) == (1.0, [])
    assert unsure.confidence_reasons == ["cards of this plan are doubtful on the whole"]
    assert unsure.confidence is not None and unsure.confidence < 0.8
