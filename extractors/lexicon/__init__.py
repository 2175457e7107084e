"""The lexicon: printed labels to contract fields, as data that an analyst can read and extend."""

from extractors.lexicon.lexicon import Catalogue, Lexicon, Match, check_labels, fold_label, load_lexicon

__all__ = ["Catalogue", "Lexicon", "Match", "check_labels", "fold_label", "load_lexicon"]
