"""Weights and their sums."""

from __future__ import annotations

from schemas.findings.kind import Kind


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
