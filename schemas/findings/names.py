"""People, codes and places."""

from __future__ import annotations

from schemas.findings.kind import Kind

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
