"""Objectives, indicators and targets: what is missing, unread or contradictory."""

from __future__ import annotations

from schemas.findings.kind import Kind


class NoObjectives(Kind):
    code = "no_objectives"
    title = "No objectives were found"
    title_it = "Nessun obiettivo trovato"
    meaning = "The plan was read and no card, table or heading of objectives was recognised."
    meaning_it = "Il piano è stato letto e non è stata riconosciuta nessuna scheda o tabella di obiettivi."
    advice = "See with `piao explain` what was read; labels of your own go into a lexicon (`--lexicon`)."
    advice_it = "Vedere con `piao explain` che cosa è stato letto; etichette proprie vanno in un lessico (`--lexicon`)."


class ObjectiveWithoutIndicators(Kind):
    code = "objective_without_indicators"
    gathered = True
    title = "An objective without indicators"
    title_it = "Un obiettivo senza indicatori"
    meaning = "Nothing is printed by which its achievement could be measured."
    meaning_it = "Non è stampato nulla con cui misurarne il raggiungimento."
    advice = "Do not count it among the measurable ones."
    advice_it = "Non contarlo tra i misurabili."


class IndicatorWithoutTarget(Kind):
    code = "indicator_without_target"
    gathered = True
    title = "An indicator without target"
    title_it = "Un indicatore senza target"
    meaning = "No target is printed, or only a mark that stands for none (`-`, `/`, `n.d.`)."
    meaning_it = "Non è stampato un target, o solo un segno che ne tiene il posto (`-`, `/`, `n.d.`)."
    advice = "It may be an indicator of context; it cannot be judged."
    advice_it = "Può essere un indicatore di contesto; non può essere valutato."


class TargetWithoutUnit(Kind):
    code = "target_without_unit"
    level = "info"
    gathered = True
    title = "A number without a unit"
    title_it = "Un numero senza unità di misura"
    meaning = "Neither target, unit of measure, formula, description nor the column's head says what the number counts."
    meaning_it = "Né target, unità di misura, formula, descrizione o intestazione dicono che cosa conta il numero."
    advice = "Read the description before comparing it with other numbers."
    advice_it = "Leggere la descrizione prima di confrontarlo con altri numeri."


class TargetWithoutBaseline(Kind):
    code = "target_without_baseline"
    level = "info"
    title = "Targets without a starting value"
    title_it = "Target senza valore di partenza"
    meaning = (
        "The plan does not print what the indicator was before, so that the target cannot be called ambitious or not."
    )
    meaning_it = "Il piano non stampa il valore precedente dell'indicatore: non si può dire se il target è ambizioso."
    advice = "Look for the value in the report on the year before."
    advice_it = "Cercare il valore nella relazione dell'anno prima."


class TargetsYesNoOnly(Kind):
    code = "targets_yes_no_only"
    level = "info"
    gathered = True
    title = "An objective measured by yes or no only"
    title_it = "Un obiettivo misurato solo con sì o no"
    meaning = "All of its targets are yes/no: done or not done, without a degree."
    meaning_it = "Tutti i suoi target sono sì/no: fatto o non fatto, senza gradi."
    advice = "Count it apart from objectives with a measured result."
    advice_it = "Contarlo a parte dagli obiettivi con un risultato misurato."


class TargetSeveral(Kind):
    code = "target_several"
    level = "info"
    gathered = True
    title = "A target with several numbers"
    title_it = "Un target con più numeri"
    meaning = "The cell holds numbers that do not make one statement; it is kept as text."
    meaning_it = "La cella contiene numeri che non formano un solo enunciato; resta testo."
    advice = "Read `targets.raw`."
    advice_it = "Leggere `targets.raw`."


class TargetNoValue(Kind):
    code = "target_no_value"
    title = "A target that breaks off"
    title_it = "Un target interrotto"
    meaning = "A sign or a word that wants a value stands alone, as `≥` or `entro`."
    meaning_it = "Un segno o una parola che chiede un valore sta da sola, come `≥` o `entro`."
    advice = "Look at the page: the form may have cut the text."
    advice_it = "Guardare la pagina: il modello può aver tagliato il testo."


class TargetWithdrawn(Kind):
    code = "target_withdrawn"
    level = "info"
    gathered = True
    title = "A target that was withdrawn"
    title_it = "Un target ritirato"
    meaning = "A note beside the target says that it was removed or put off."
    meaning_it = "Una nota accanto al target dice che è stato eliminato o rinviato."
    advice = "Leave it out of counts."
    advice_it = "Lasciarlo fuori dai conteggi."


class TargetNotBinary(Kind):
    code = "target_not_binary"
    gathered = True
    title = "A number where the formula knows only done and not done"
    title_it = "Un numero dove la formula conosce solo fatto e non fatto"
    meaning = "The formula says 1 = done, 0 = not done, and the target is another number."
    meaning_it = "La formula dice 1 = fatto, 0 = non fatto, e il target è un altro numero."
    advice = "Often a sum over repeated rows: look for the other printing of the objective."
    advice_it = "Spesso è una somma di righe ripetute: cercare l'altra stampa dell'obiettivo."


class TargetAmbiguous(Kind):
    code = "target_ambiguous"
    level = "info"
    gathered = True
    title = "A target that can be read in two ways"
    title_it = "Un target che si può leggere in due modi"
    meaning = "A dash before the number may be a bullet or a minus; it is kept as text."
    meaning_it = "Un trattino prima del numero può essere un punto elenco o un meno; resta testo."
    advice = "Read `targets.raw`."
    advice_it = "Leggere `targets.raw`."


class DirectionContradicts(Kind):
    code = "direction_contradicts"
    title = "A target that asks for the opposite of what is wanted"
    title_it = "Un target che chiede il contrario di ciò che si vuole"
    meaning = "The sign and the words of the indicator contradict each other, as `complaints ≥ 5`."
    meaning_it = "Il segno e le parole dell'indicatore si contraddicono, come `reclami ≥ 5`."
    advice = "The sign is probably turned round; do not judge achievement by it."
    advice_it = "Probabilmente il segno è rovesciato; non giudicare il raggiungimento con esso."


class TargetsDiffer(Kind):
    code = "targets_differ"
    title = "One objective with different targets in two printings"
    title_it = "Un obiettivo con target diversi in due stampe"
    meaning = "The same objective is printed more than once, and the same indicator has another target."
    meaning_it = "Lo stesso obiettivo è stampato più volte, e lo stesso indicatore ha un target diverso."
    advice = "Ask which one holds; where one is a multiple of the other, it is a sum over repeated rows."
    advice_it = "Chiedere quale vale; se uno è multiplo dell'altro, è una somma di righe ripetute."
