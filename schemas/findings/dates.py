"""Dates of phases and targets, and dates in texts."""

from __future__ import annotations

from schemas.findings.kind import Kind


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
