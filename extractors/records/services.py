"""Service standards: a box that names a service, and the table of its standards."""

from __future__ import annotations

from extractors.records.desk import Desk
from extractors.records.events import RecordEvent, Span
from extractors.records.model import Row, ServiceCard


class ServiceDesk(Desk):
    """Services and their standards."""

    def _on_service(self, event: RecordEvent) -> bool:
        """Take a standard of the service at hand; False where the card at hand is an objective."""
        if (
            self.card is not None
            and self.card.bodiless
            and (self.card.fields.get("unit") or self.card.fields.get("category"))
        ):
            name = self.card.fields.get("unit") or Span("")
            self.service = ServiceCard(
                name, self.card.fields.get("responsible"), section=self.path, blocks=list(self.card.blocks)
            )
            self.extract.services.append(self.service)
            self.card = None
            self.pending = []
        if self.service is None:
            return self.card is None
        values = {key.partition(".")[2]: span for key, span in event.values.items() if span.text}
        telling = [values[n].text for n in ("description", "formula") if n in values] + [
            s.text for _, _, s in event.targets
        ]
        self._note(event, "service")
        if all(self.lexicon.is_blank(t) for t in telling):
            return True
        self._carry_dimension(values, event)
        self.service.rows.append(Row("service", values, event.targets, event.months, event.places, None, event.reader))
        return True

    def _carry_dimension(self, values: dict[str, Span], event: RecordEvent) -> None:
        """At a page's head the merged cells to the left may be blank: the row above still names its dimension."""
        assert self.service
        page = event.places[0][0] if event.places else 0
        rows = self.service.rows
        if "dimension" in values or "indicator.dimension" not in event.values or not rows or not rows[-1].places:
            return
        last = rows[-1]
        if page > last.places[0][0] or self.carried == page:
            for name in ("dimension", "subdimension"):
                if name not in values and name in last.values:
                    values[name] = last.values[name]
            self.carried = page
