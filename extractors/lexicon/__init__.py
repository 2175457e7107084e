"""The lexicon: printed labels to contract fields, as data that an analyst can read and extend."""

from extractors.lexicon.lexicon import Lexicon, Match, check_labels, fold_label, load_lexicon

__all__ = ["Lexicon", "Match", "check_labels", "fold_label", "load_lexicon"]
