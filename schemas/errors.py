"""Every error that a user may meet, each with a stable code: one line that says what is wrong and what to do.

The codes (``E_NOT_PDF``) and the exit codes (1: a plan failed, 2: wrong usage) are part of the interface. What is wrong
with a single record is not an error but a row of ``findings``.

    raise NotAPdf(path)                                            # the words of the class
    raise NotAPdf(path, "is a Word document", "save it as PDF")    # words of one's own
    raise LexiconError("labels.yaml, line 3: no such field")       # the whole message
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class PiaoError(Exception):
    """The root: ``code`` and ``exit_code`` are set by the class, ``message`` is the line to print. Picklable."""

    code: ClassVar[str] = "E_FAILED"
    exit_code: ClassVar[int] = 1
    problem: str = "could not be read"
    what_to_do: str = "report it, with the file"

    def __init__(self, subject: Path | str, problem: str | None = None, what_to_do: str | None = None) -> None:
        """``subject``: the file at fault, or the whole message as text."""
        super().__init__(subject, problem, what_to_do)  # all arguments in ``args``: that is what pickle calls us with
        self.problem = problem or self.problem
        self.what_to_do = what_to_do or self.what_to_do
        if isinstance(subject, str) and problem is None and what_to_do is None:
            self.message = subject
        else:
            name = subject.name if isinstance(subject, Path) else subject
            self.message = f"{name}: {self.problem}; {self.what_to_do}"

    def __str__(self) -> str:
        return self.message


class InputError(PiaoError):
    """The file cannot give a plan: it becomes a failed row of ``plans``, the other files go on."""


class FileMissing(InputError):
    code = "E_NO_FILE"
    exit_code = 2
    problem = "no such file or folder"
    what_to_do = "check the path"


class UnreadableFile(InputError):
    code = "E_UNREADABLE"
    problem = "cannot be opened"
    what_to_do = "check its permissions"


class NotAPdf(InputError):
    code = "E_NOT_PDF"
    problem = "is not a PDF"
    what_to_do = "open it to see what it is, then save it as PDF"


class EmptyFile(InputError):
    code = "E_EMPTY"
    problem = "is empty (0 bytes)"
    what_to_do = "download it again"


class BrokenPdf(InputError):
    code = "E_BROKEN_PDF"
    problem = "is a damaged or truncated PDF"
    what_to_do = "download it again, or repair it with `qpdf IN.pdf OUT.pdf`"


class PasswordNeeded(InputError):
    code = "E_PASSWORD"
    problem = "is locked with a password"
    what_to_do = "give it with --password"


class BadEnvelope(InputError):
    code = "E_ENVELOPE"
    problem = "is a damaged or truncated signed envelope (.p7m)"
    what_to_do = "download it again, or give the PDF inside"


class EnvelopeTooLarge(InputError):
    code = "E_ENVELOPE_SIZE"
    problem = "is a signed envelope (.p7m) of more than 200 MB"
    what_to_do = "take the PDF out with `openssl cms -verify -noverify -inform DER -in IN.p7m -out OUT.pdf`"


class NoPages(InputError):
    code = "E_NO_PAGES"
    problem = "is a PDF without pages"
    what_to_do = "download it again"


class TooManyPages(InputError):
    code = "E_TOO_MANY_PAGES"
    problem = "has more pages than the limit"
    what_to_do = "raise the limit with --max-pages"


class LimitError(PiaoError):
    """Reading the file went past a limit, or took its process down."""


class TookTooLong(LimitError):
    code = "E_TIMEOUT"
    problem = "took too long and was stopped"
    what_to_do = "give it more time with --timeout"


class OutOfMemory(LimitError):
    code = "E_MEMORY"
    problem = "needs more memory than the limit"
    what_to_do = "raise the limit with --memory, or split the file"


class ReaderCrashed(LimitError):
    code = "E_CRASH"
    problem = "took the reader down"
    what_to_do = "repair it with `qpdf IN.pdf OUT.pdf` and try again"


class UsageError(PiaoError):
    """What was asked cannot be done: nothing was converted."""

    code = "E_USAGE"
    exit_code = 2
    what_to_do = "see --help"


class LexiconError(UsageError):
    code = "E_LEXICON"
    problem = "is not a lexicon that can be read"
    what_to_do = "see CONTRIBUTING.md for the form of a lexicon"


class DatabaseLocked(UsageError):
    code = "E_DB_LOCKED"
    problem = "is open in another program"
    what_to_do = "close it there, or choose another file with --db"


class NotADatabase(UsageError):
    code = "E_NOT_DB"
    problem = "is not a DuckDB database"
    what_to_do = "choose another file with --db"


class DatabaseMissing(UsageError):
    code = "E_NO_DB"
    problem = "there is no such database"
    what_to_do = "make it with `piao convert`, or name yours with --db"


class UnknownPlan(UsageError):
    code = "E_NO_PLAN"
    problem = "no such plan"
    what_to_do = 'list them with `piao query "SELECT plan_id, file_name FROM plans"`'


class UnknownTable(UsageError):
    code = "E_NO_TABLE"
    problem = "no such table"
    what_to_do = "list them with `piao tables PLAN`"


class UnknownObjective(UsageError):
    code = "E_NO_OBJECTIVE"
    problem = "no such objective"
    what_to_do = "list them with `piao show PLAN`"


class UnknownQuestion(UsageError):
    code = "E_NO_QUESTION"
    problem = "no such question"
    what_to_do = "list them with `piao ask`"


class UnknownEntity(UsageError):
    code = "E_NO_ENTITY"
    problem = "no such body"
    what_to_do = 'list them with `piao query "SELECT entity_id, name FROM entities"`'


class BadQuery(UsageError):
    code = "E_QUERY"
    problem = "cannot be run"
    what_to_do = "the tables are described in docs/data-dictionary.md"


class BadFormat(UsageError):
    code = "E_FORMAT"
