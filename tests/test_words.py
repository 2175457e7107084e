"""Letters to words where PDFium writes white space of its own."""

from extractors.reading.words import Chars, words_of


def words(text, lefts, width=5.0):
    """Letters of one line, each ``width`` wide; white space has no place of its own."""
    n = len(text)
    chars = Chars(text, lefts, [10.0] * n, [x + width for x in lefts], [20.0] * n)
    return [word.text for word in words_of(chars, lambda _: (False, False, 0))]


def test_a_line_break_between_touching_letters_parts_no_word():
    assert words("S\r\na\r\nla", [50, 0, 0, 55, 0, 0, 60.02, 65]) == ["Sala"]


def test_a_line_break_before_a_gap_parts_words():
    assert words("Sa\r\nla", [50, 55, 0, 0, 63, 68]) == ["Sa", "la"]


def test_a_printed_space_parts_words_that_touch():
    assert words("Sa la", [50, 55, 0, 60, 65]) == ["Sa", "la"]
