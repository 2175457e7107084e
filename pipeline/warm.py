"""Importing this builds what every plan needs and none changes, for the process that workers are forked from:
PDFium, the lexicon, the rules of targets, facts and acts, the register of municipalities.
"""

import atexit
import gc

import extractors.reading.document  # noqa: F401  (its import loads PDFium)
from extractors.lexicon import load_lexicon
from extractors.records.catalogues.words import act_words, fact_words
from normalizers import fact_rules, places, target_matcher

target_matcher.warm_up()
places.warm_up()
act_words(load_lexicon())
fact_rules.warm_up(fact_words(load_lexicon()))

gc.collect()
gc.freeze()  # what lasts is not searched for garbage again and again, nor copied into each worker by the search
atexit.register(gc.unfreeze)  # DuckDB counts what is left when the process ends
