"""The reading itself."""

from __future__ import annotations

from schemas.findings.kind import Kind


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
