"""The catalogue of findings: one class for each stable code, in Italian and English.

    kind_of("date_impossible").level        # "error"
    KINDS                                   # every class by its code

``error`` says that what is printed cannot be true, ``warning`` that it probably is not meant so or is incomplete where
it matters, ``info`` what an analyst should know before counting. Where a kind is ``gathered`` and would stand in the
findings many times, it stands there once a plan, with the number of rows and their pages.

Codes that begin with ``E_`` are errors of reading: see `schemas.errors`. ``docs/findings.md`` is generated from here.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.records import Level

GATHER_FROM = 4
"""Findings of a gathered kind from which a plan gets one for all."""


class Kind:
    """A kind of finding. Titles and texts are whole sentences or noun phrases, without the values of one plan."""

    code: ClassVar[str]
    level: ClassVar[Level] = "warning"
    gathered: ClassVar[bool] = False
    title: ClassVar[str]
    title_it: ClassVar[str]
    meaning: ClassVar[str]
    meaning_it: ClassVar[str]
    advice: ClassVar[str]
    advice_it: ClassVar[str]


# --- dates ---


class DateImpossible(Kind):
    code = "date_impossible"
    level = "error"
    title = "A date that does not exist"
    title_it = "Una data che non esiste"
    meaning = "The calendar has no such day, as 31 June. The value is NULL; the day probably meant is proposed."
    meaning_it = (
        "Il calendario non ha quel giorno, come il 31 giugno. Il valore è NULL; si propone il giorno probabile."
    )
    advice = "Ask the body which day is meant; until then use the proposal, and say so."
    advice_it = "Chiedere all'ente quale giorno si intende; fino ad allora usare la proposta, dicendolo."


class DateImplausibleYear(Kind):
    code = "date_implausible_year"
    level = "error"
    title = "A date in a year that cannot be meant"
    title_it = "Una data in un anno che non può essere quello voluto"
    meaning = "The year is a slip of the pen, as 0016 for 2016. The value is NULL; the day probably meant is proposed."
    meaning_it = (
        "L'anno è un errore di battitura, come 0016 per 2016. Il valore è NULL; si propone il giorno probabile."
    )
    advice = "Use the proposal after a look at the page."
    advice_it = "Usare la proposta dopo uno sguardo alla pagina."


class DateUnreadable(Kind):
    code = "date_unreadable"
    title = "Digits that look like a date but are none"
    title_it = "Cifre che sembrano una data ma non lo sono"
    meaning = "Day, month and year cannot be told apart, as in 31.1.2.2023."
    meaning_it = "Giorno, mese e anno non si distinguono, come in 31.1.2.2023."
    advice = "Read the page; ask the body."
    advice_it = "Leggere la pagina; chiedere all'ente."


class DateSeveral(Kind):
    code = "date_several"
    level = "info"
    gathered = True
    title = "Several dates in one cell"
    title_it = "Più date in una cella"
    meaning = "The cell states more than one date and no rule says which one counts. The value is NULL."
    meaning_it = "La cella riporta più di una data e nessuna regola dice quale vale. Il valore è NULL."
    advice = "Choose by hand from the text in the `_raw` column."
    advice_it = "Scegliere a mano dal testo nella colonna `_raw`."


class DateNoYear(Kind):
    code = "date_no_year"
    level = "info"
    gathered = True
    title = "A day without a year, in a plan without one"
    title_it = "Un giorno senza anno, in un piano senza anno"
    meaning = "Day and month are printed, the year is not, and the plan's year is not known."
    meaning_it = "Sono stampati giorno e mese, non l'anno, e l'anno del piano non è noto."
    advice = "Set the year from what you know of the plan."
    advice_it = "Mettere l'anno da ciò che si sa del piano."


class DateUnread(Kind):
    code = "date_unread"
    level = "info"
    gathered = True
    title = "A date or period in words"
    title_it = "Una data o un periodo a parole"
    meaning = "The cell for dates holds words that name no day, as 'activity suspended' or 'continuous'."
    meaning_it = (
        "La cella delle date contiene parole che non indicano un giorno, come 'attività sospesa' o 'continuativo'."
    )
    advice = "Take the text from the `_raw` column where it matters."
    advice_it = "Prendere il testo dalla colonna `_raw` dove serve."


class DateInText(Kind):
    code = "date_in_text"
    title = "An impossible date inside a text"
    title_it = "Una data impossibile dentro un testo"
    meaning = "A text of a record, the prose or a table that fed no record holds a date that does not exist."
    meaning_it = "Un testo di un record, la prosa o una tabella senza record contiene una data che non esiste."
    advice = "Read the sentence; the body meant another day."
    advice_it = "Leggere la frase; l'ente intendeva un altro giorno."


class PhaseBackwards(Kind):
    code = "phase_backwards"
    level = "error"
    title = "A phase that ends before it starts"
    title_it = "Una fase che finisce prima di cominciare"
    meaning = "The end is earlier than the start: one of the two is wrong."
    meaning_it = "La fine precede l'inizio: una delle due date è sbagliata."
    advice = "Leave the phase out of durations until the body says which."
    advice_it = "Lasciare la fase fuori dalle durate finché l'ente non dice quale."


class PhaseOutsidePlan(Kind):
    code = "phase_outside_plan"
    title = "A phase outside the years of the plan"
    title_it = "Una fase fuori dagli anni del piano"
    meaning = (
        "The phase ends before the plan begins, or starts or ends after the plan's last year, or starts before it."
    )
    meaning_it = (
        "La fase finisce prima che il piano cominci, o comincia o finisce dopo l'ultimo anno, o comincia prima."
    )
    advice = "Check the year for a slip; a phase that goes on from an earlier plan is no error."
    advice_it = (
        "Controllare che l'anno non sia un refuso; una fase che prosegue da un piano precedente non è un errore."
    )


# --- weights ---


class WeightUnread(Kind):
    code = "weight_unread"
    gathered = True
    title = "A weight that is no number"
    title_it = "Un peso che non è un numero"
    meaning = "The text in the place of the weight gives no one number between 0 and 1000."
    meaning_it = "Il testo al posto del peso non dà un solo numero tra 0 e 1000."
    advice = "Take it from `weight_raw`; a shared card prints one weight for each unit."
    advice_it = "Prenderlo da `weight_raw`; una scheda condivisa stampa un peso per ogni unità."


class WeightScaled(Kind):
    code = "weight_scaled"
    level = "info"
    title = "Weights printed on 0-1"
    title_it = "Pesi stampati su 0-1"
    meaning = "No weight of the table is above 1; `weight` holds them on 0-100, `weight_raw` as printed."
    meaning_it = "Nessun peso della tabella supera 1; `weight` li riporta su 0-100, `weight_raw` come stampati."
    advice = "Nothing, unless the plan means something else by them."
    advice_it = "Nulla, se il piano non intende altro."


class WeightScaleDoubtful(Kind):
    code = "weight_scale_doubtful"
    title = "Weights on two scales"
    title_it = "Pesi su due scale"
    meaning = "Most weights of the table lie between 0 and 1 and some do not. They are taken as printed."
    meaning_it = "La maggior parte dei pesi della tabella sta tra 0 e 1 e alcuni no. Sono presi come stampati."
    advice = "Do not add these weights up before looking at the page."
    advice_it = "Non sommare questi pesi prima di guardare la pagina."


class WeightsPhases(Kind):
    code = "weights_phases"
    title = "Weights of a card's phases do not add to 100"
    title_it = "I pesi delle fasi di una scheda non danno 100"
    meaning = (
        "The phases that have a weight add to another number; in a plan that weighs in points, to other points than "
        "their card has (thirds that are rounded are let pass)."
    )
    meaning_it = (
        "Le fasi che hanno un peso danno un'altra somma; in un piano che pesa in punti, altri punti di quelli della "
        "scheda (i terzi arrotondati sono ammessi)."
    )
    advice = "Use shares of the printed sum, or ask the body."
    advice_it = "Usare le quote della somma stampata, o chiedere all'ente."


class WeightsUnit(Kind):
    code = "weights_unit"
    title = "Weights of a unit's objectives do not add to 100"
    title_it = "I pesi degli obiettivi di un'unità non danno 100"
    meaning = "The objectives of the unit add to another number, while those of other units add to 100."
    meaning_it = "Gli obiettivi dell'unità danno un'altra somma, mentre quelli di altre unità danno 100."
    advice = "See whether an objective is missing from the plan or from the pages read; compare units by shares."
    advice_it = "Vedere se manca un obiettivo nel piano o nelle pagine lette; confrontare le unità per quote."


class WeightsIndicators(Kind):
    code = "weights_indicators"
    title = "Weights of an objective's indicators do not add to 100"
    title_it = "I pesi degli indicatori di un obiettivo non danno 100"
    meaning = "The indicators of the objective or service add to another number, or to other points than it has."
    meaning_it = "Gli indicatori dell'obiettivo o servizio danno un'altra somma, o altri punti di quelli che ha."
    advice = "Use shares of the printed sum, or ask the body."
    advice_it = "Usare le quote della somma stampata, o chiedere all'ente."


class WeightsMissing(Kind):
    code = "weights_missing"
    title = "Some weights are missing"
    title_it = "Mancano alcuni pesi"
    meaning = "Part of the rows of a card have a weight, part have none, and those printed do not add to the total."
    meaning_it = "Una parte delle righe della scheda ha un peso, una parte no, e quelli stampati non danno il totale."
    advice = "Look at the page; what is left to the total is what the others weigh together."
    advice_it = "Guardare la pagina; ciò che manca al totale è il peso degli altri insieme."


class WeightsOtherTotal(Kind):
    code = "weights_other_total"
    level = "info"
    title = "Weights that add to something other than 100"
    title_it = "Pesi che danno un totale diverso da 100"
    meaning = "The plan weighs in points, or against criteria: its sums agree on another total, or on none."
    meaning_it = "Il piano pesa in punti, o per criteri: le somme concordano su un altro totale, o su nessuno."
    advice = "Compare weights within the plan only, as shares of their sum."
    advice_it = "Confrontare i pesi solo dentro il piano, come quote della loro somma."


class WeightsUnused(Kind):
    code = "weights_unused"
    level = "info"
    title = "Weights that are all zero"
    title_it = "Pesi tutti a zero"
    meaning = "The form has a place for the weight and the plan does not use it."
    meaning_it = "Il modello ha un posto per il peso e il piano non lo usa."
    advice = "Do not weigh by this column."
    advice_it = "Non pesare con questa colonna."


class CumulativeWrong(Kind):
    code = "cumulative_wrong"
    title = "A running sum that does not follow from the weights"
    title_it = "Un cumulato che non torna con i pesi"
    meaning = "The printed running sum is not the sum of the weights up to that phase."
    meaning_it = "Il cumulato stampato non è la somma dei pesi fino a quella fase."
    advice = "One of the two is a slip; look at the page."
    advice_it = "Uno dei due è un refuso; guardare la pagina."


# --- objectives, indicators, targets ---


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


# --- money and totals ---


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


# --- people ---


class NameSpeltDifferently(Kind):
    code = "name_spelt_differently"
    level = "info"
    gathered = False
    title = "One person under several names"
    title_it = "Una persona con più nomi"
    meaning = (
        "The name is printed with more or fewer given names, initials or accents; `people` puts the forms together."
    )
    meaning_it = "Il nome è stampato con più o meno nomi, iniziali o accenti; `people` riunisce le forme."
    advice = "Group by `people.person_id`, not by the printed name."
    advice_it = "Raggruppare per `people.person_id`, non per il nome stampato."


class NameMisspelt(Kind):
    code = "name_misspelt"
    title = "Two names that differ by a letter or two"
    title_it = "Due nomi che differiscono per una o due lettere"
    meaning = "Probably one person, misspelt once; they are kept apart in `people`."
    meaning_it = "Probabilmente una sola persona, scritta male una volta; in `people` restano due."
    advice = "Decide by hand."
    advice_it = "Decidere a mano."


class PhaseWithoutOwner(Kind):
    code = "phase_without_owner"
    level = "info"
    gathered = True
    title = "A phase that no one is responsible for"
    title_it = "Una fase di cui nessuno è responsabile"
    meaning = "Neither the phase nor its objective names a person or a unit."
    meaning_it = "Né la fase né il suo obiettivo nominano una persona o un'unità."
    advice = "See whether a heading above the card names one."
    advice_it = "Vedere se la nomina un titolo sopra la scheda."


# --- codes and places ---


class MissionUnread(Kind):
    code = "mission_unread"
    level = "info"
    gathered = True
    title = "A mission or programme that the law does not know"
    title_it = "Una missione o un programma che la legge non conosce"
    meaning = "Code and name match none of D.lgs. 118/2011 (annex 14), or contradict each other. The code is NULL."
    meaning_it = (
        "Codice e nome non corrispondono al D.lgs. 118/2011 (allegato 14), o si contraddicono. Il codice è NULL."
    )
    advice = "Set the code by hand where it matters."
    advice_it = "Mettere il codice a mano dove serve."


class EntityAmbiguous(Kind):
    code = "entity_ambiguous"
    title = "A name that several municipalities bear"
    title_it = "Un nome che più comuni portano"
    meaning = "No province is printed, so the place is left open."
    meaning_it = "Non è stampata la provincia, quindi il luogo resta aperto."
    advice = "Set `istat_code` by hand."
    advice_it = "Mettere `istat_code` a mano."


class EntityProvinceConflict(Kind):
    code = "entity_province_conflict"
    title = "A municipality that is not in the province printed"
    title_it = "Un comune che non è nella provincia stampata"
    meaning = "The name is known elsewhere, not in the province that the plan prints."
    meaning_it = "Il nome è noto altrove, non nella provincia che il piano stampa."
    advice = "Check the province on the cover."
    advice_it = "Controllare la provincia sulla copertina."


class EntityCodeConflict(Kind):
    code = "entity_code_conflict"
    title = "A printed ISTAT code that is another municipality's"
    title_it = "Un codice ISTAT stampato che è di un altro comune"
    meaning = "The code in the registry table is not that of the municipality named. The printed one is kept."
    meaning_it = "Il codice nella scheda anagrafica non è quello del comune nominato. Resta quello stampato."
    advice = "Use `cadastral_code`, or correct the code."
    advice_it = "Usare `cadastral_code`, o correggere il codice."


# --- the reading itself ---


class FileRepaired(Kind):
    code = "file_repaired"
    title = "A damaged file that was repaired"
    title_it = "Un file danneggiato che è stato riparato"
    meaning = "The PDF's table of objects is broken; pages were found by searching the file, and some may be missing."
    meaning_it = "La tabella degli oggetti del PDF è rotta; le pagine sono state cercate nel file, e possono mancarne."
    advice = "Compare the number of pages with the original, or download the file again."
    advice_it = "Confrontare il numero di pagine con l'originale, o scaricare di nuovo il file."


class SignedWrapper(Kind):
    code = "signed_wrapper"
    level = "info"
    title = "A plan in a signed envelope (.p7m)"
    title_it = "Un piano in una busta firmata (.p7m)"
    meaning = "The PDF was taken out of its envelope. The signature was not verified."
    meaning_it = "Il PDF è stato estratto dalla busta. La firma non è stata verificata."
    advice = "Verify the signature with a tool made for it, where that matters."
    advice_it = "Verificare la firma con uno strumento apposito, dove serve."


class PageWithoutText(Kind):
    code = "page_without_text"
    title = "A page that is a picture and was not read"
    title_it = "Una pagina che è un'immagine e non è stata letta"
    meaning = "The page is a scan without text, and the programs that recognise text are not installed or failed."
    meaning_it = "La pagina è una scansione senza testo, e i programmi che lo riconoscono mancano o non sono riusciti."
    advice = "Install `piao[ocr]`, tesseract-ocr and tesseract-ocr-ita, and convert the plan again."
    advice_it = "Installare `piao[ocr]`, tesseract-ocr e tesseract-ocr-ita, e convertire di nuovo il piano."


class TextRecognised(Kind):
    code = "text_recognised"
    level = "info"
    gathered = True
    title = "A scanned page whose text was recognised"
    title_it = "Una pagina scansionata il cui testo è stato riconosciuto"
    meaning = "The page is a picture; its text comes from OCR and may hold wrong letters and digits."
    meaning_it = "La pagina è un'immagine; il testo viene dall'OCR e può contenere lettere e cifre sbagliate."
    advice = "Check figures and dates against the page."
    advice_it = "Controllare cifre e date sulla pagina."


class WordsUnclaimed(Kind):
    code = "words_unclaimed"
    title = "Words that ended nowhere"
    title_it = "Parole finite da nessuna parte"
    meaning = "Words of the page are in no record, table, prose or named skip (`page_ledger.unclaimed`)."
    meaning_it = "Parole della pagina non sono in nessun record, tabella, prosa o scarto (`page_ledger.unclaimed`)."
    advice = "Look at the page with `piao explain`, and report it."
    advice_it = "Guardare la pagina con `piao explain`, e segnalarlo."


def _all(kind: type[Kind]) -> list[type[Kind]]:
    return [found for child in kind.__subclasses__() for found in (child, *_all(child))]


KINDS: dict[str, type[Kind]] = {kind.code: kind for kind in _all(Kind)}
"""Every kind by its code, in the order of the catalogue."""


def kind_of(code: str) -> type[Kind]:
    """The class of a code. Raises KeyError for one that is not in the catalogue."""
    return KINDS[code]


def catalogue() -> str:
    """Markdown: every kind with what it means and what to do, in English and Italian."""
    parts = [
        "# Findings",
        "Generated from `schemas/findings.py` by `make docs`. A finding is a row of the table `findings`; `piao audit` "
        "prints them by severity.",
        "**error**: what is printed cannot be true. **warning**: it is probably not meant so, or something is missing "
        "where it matters. **info**: good to know before counting. A kind marked *gathered* stands once a plan where "
        f"it would stand {GATHER_FROM} times or more, with the number of rows and their pages.",
        "| code | level | title | titolo |\n|---|---|---|---|\n"
        + "\n".join(f"| [{k.code}](#{k.code}) | {k.level} | {k.title} | {k.title_it} |" for k in KINDS.values()),
    ]
    for kind in KINDS.values():
        parts.append(f"## {kind.code}")
        parts.append(
            f"*{kind.level}{', gathered' if kind.gathered else ''}* — **{kind.title}.** {kind.meaning} {kind.advice}"
        )
        parts.append(f"**{kind.title_it}.** {kind.meaning_it} {kind.advice_it}")
    return "\n\n".join(parts) + "\n"
