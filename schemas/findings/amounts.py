"""Money and totals."""

from __future__ import annotations

from schemas.findings.kind import Kind


class AmountRepeated(Kind):
    code = "amount_repeated"
    title = "One amount in several cards"
    title_it = "Un importo in più schede"
    meaning = "The same sum stands in several cards: adding the cards up counts it several times."
    meaning_it = "La stessa somma sta in più schede: sommando le schede la si conta più volte."
    advice = "Count it once: group by `objective_key`, or by chapter and commitment."
    advice_it = "Contarla una volta: raggruppare per `objective_key`, o per capitolo e impegno."


class TotalWrong(Kind):
    code = "total_wrong"
    title = "A printed total that does not add up"
    title_it = "Un totale stampato che non torna"
    meaning = "The rows or columns above a total add to another number, while other totals of the table are right."
    meaning_it = "Le righe o colonne di un totale danno un'altra somma, mentre altri totali della tabella tornano."
    advice = "One of the addends or the total is a slip; use neither without a look at the page."
    advice_it = "Un addendo o il totale è un refuso; non usarli senza guardare la pagina."
