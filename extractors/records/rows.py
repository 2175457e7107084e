"""Phases, indicators, budget and staff lines into the card at hand."""

from __future__ import annotations

from extractors.lexicon import fold_label
from extractors.records.desk import Desk
from extractors.records.events import Event, FieldEvent, RecordEvent, SectionEvent, Span
from extractors.records.headings import announced_code, coded, heading_year
from extractors.records.model import Card, Row
from extractors.records.yearly import with_stated

LABEL_AS_NAME = 0.9
"""How little is understood of a row whose name is the label of something else."""


class RowDesk(Desk):
    """Rows of tables, labelled rows and list items."""

    def _on_section(self, event: SectionEvent) -> None:
        self.budget_side = self.lexicon.budget_side(event.label) if event.kind == "budget" else ""
        if self.section == event.kind and self.indicator_kind == event.indicator_kind and not self.pending:
            return
        self._open_for(event.kind, event)
        self.section, self.indicator_kind = event.kind, event.indicator_kind
        self.capture = None
        self._seen(event.kind, event)

    def _on_row_field(self, event: FieldEvent) -> None:
        """A labelled value of a phase or an indicator: into the last row, or a new one when the row has it already."""
        self._open_for(event.domain, event)
        assert self.card
        rows = self.card.of(event.domain)
        row = rows[-1] if rows else None
        if row is None or (event.name in row.values and row.values[event.name].text) or event.name == "description":
            row = Row(event.domain, {}, indicator_kind=self.indicator_kind)
            self.card.rows.append(row)
        role = {
            "target": "target",
            "standard": "target",
            "baseline": "baseline",
            "achieved": "achieved",
            "value": "value",
        }.get(event.name)
        if role and event.domain == "indicator":
            year = heading_year(event.label)
            if event.value.text:
                greatest = self.lexicon.is_greatest(event.label)
                row.targets = with_stated(row.targets, role, year, event.value, greatest)
        else:
            row.values[event.name] = event.value
        row.places = (*row.places, *event.places)
        self._seen(event.domain, event)

    def _keyed(self, event: RecordEvent) -> bool:
        """A row that names its objective's code goes to that objective, wherever its table stands."""
        code = event.values.pop("objective.code", None)
        if code is None or not code.text:
            return False
        known = [*self.extract.cards, *([self.card] if self.card and not self.card.from_matrix else [])]
        home = [c for c in known if fold_label(code.text) in self._codes_of(c)]
        if not home:
            return False
        values = {key.partition(".")[2]: span for key, span in event.values.items() if span.text}
        home[-1].rows.append(Row(event.kind, values, event.targets, event.months, event.places, None, event.reader))
        self._note(event, event.kind)
        return True

    def _codes_of(self, card: Card) -> set[str]:
        """The card's code by its label, and the one in its heading, as keys."""
        found = [card.text("code"), card.code.text if card.code else ""]
        if not found[0] and card.from_matrix:
            found.append((coded(card.text("title"), self.lexicon) or (None, ""))[0] or "")
        if card.heading:
            text = card.heading.span.text
            found += [(coded(text, self.lexicon) or (None, ""))[0] or "", announced_code(text, self.lexicon) or ""]
        return {fold_label(code) for code in found if code}

    def _add_row(self, row: Row, event: Event) -> None:
        assert self.card
        rows = self.card.of(row.kind)
        if row.kind in ("budget", "staff"):
            self._add_resource(row, event)
            return
        if row.kind == "indicator" and self._is_label(row.text("description")):
            row.loose = max(row.loose, LABEL_AS_NAME)
        if row.reader == "list":
            self.card.rows.append(row)
        elif rows and not row.text("description") and self._fits(rows[-1], row):
            last = rows[-1]
            last.values.update(row.values)
            last.targets = [*last.targets, *row.targets]  # the event's own list is read a second time
            last.places = (*last.places, *row.places)
        elif rows and self._goes_on(rows[-1], row):
            rows[-1].values["description"] = rows[-1].values["description"] + row.values["description"]
            rows[-1].places = (*rows[-1].places, *row.places)
        elif row.text("description") or row.targets:
            self.card.rows.append(row)
        self._seen(row.kind, event)
        self._note(event, row.kind)

    def _is_label(self, text: str) -> bool:
        """`Formula di calcolo` names no indicator: what stands beside it was not understood."""
        match = self.lexicon.find(text, "indicator") if text else None
        return match is not None and match.exact and match.field != "description"

    def _fits(self, last: Row, row: Row) -> bool:
        return not any(name in last.values and last.values[name].text for name in row.values)

    def _goes_on(self, last: Row, row: Row) -> bool:
        """Only a text that begins in lower case, after a text without an end: the rest of a row that a page cut."""
        only = set(row.values) == {"description"} and not row.targets and not row.months
        return (
            only
            and row.text("description")[:1].islower()
            and "description" in last.values
            and not last.text("description").endswith(".")
        )

    def _add_resource(self, row: Row, event: Event) -> None:
        assert self.card
        texts = {fold_label(s.text) for s in row.values.values()}
        if row.kind == "budget" and (texts & self.lexicon.totals or not row.text("amount")):
            self._seen(row.kind, event)
            return
        if row.kind == "budget" and self.budget_side and not row.text("side"):
            row.values["side"] = Span(self.budget_side, row.places)
        self.card.rows.append(row)
        self._seen(row.kind, event)
        self._note(event, row.kind)
