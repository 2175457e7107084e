"""The lexicon: printed labels to contract fields, as data that an analyst can read and extend."""

from extractors.lexicon.lexicon import Lexicon, Match, fold_label, load_lexicon

__all__ = ["Lexicon", "Match", "fold_label", "load_lexicon"]
