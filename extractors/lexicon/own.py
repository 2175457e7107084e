"""An analyst's own lexicon file (``--lexicon``): read, and held against the files of the package.

Domains, fields and lists of words are those that the package's files have, so that a new domain needs no line here.
What is malformed or unknown is a `LexiconError` of one line that names the file and the key, and says what to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from rapidfuzz import process

from schemas.errors import LexiconError

FORM = "write it as the files in extractors/lexicon do"
NEAREST = 3
"""Names that a wrong one is answered with."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which no key may stand twice: the second would overwrite the first in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} stands twice", key.start_mark)
            seen.add(key.value)
        return dict(super().construct_mapping(node, deep))


def _text(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f"{'yes, on or true' if value else 'no, off or false'} is no text without quotes")
    if value is None:
        raise ValueError("an empty entry")
    return value if isinstance(value, list | dict) else str(value)


Texts = list[Annotated[str, BeforeValidator(_text)]]


class OwnFile(BaseModel):
    """The form of a lexicon file; other keys are lists of words."""

    model_config = ConfigDict(extra="allow")

    domain: Annotated[str, BeforeValidator(_text)] = ""
    labels: dict[str, Texts] = Field(default_factory=dict)
    plain: dict[str, Texts] = Field(default_factory=dict)
    catalogue: dict[str, Texts | dict[str, str] | str] = Field(default_factory=dict)
    sections: Texts | dict[str, Texts] = Field(default_factory=list)
    kinds: dict[str, Texts] = Field(default_factory=dict)


_WORDS: TypeAdapter[Texts] = TypeAdapter(Texts)
_GROUPS: TypeAdapter[dict[Any, Texts]] = TypeAdapter(dict[Any, Texts])
_ADVICE = {
    "list_type": "write a list, `{key}: [one, another]`",
    "dict_type": "write one line for each name below it, `name: [one, another]`",
    "string_type": "write a text",
}


def read_yaml(path: Path) -> dict[str, Any]:
    """The keys of a YAML file. Raises ``LexiconError`` for one that has none."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except TypeError as error:  # a list for a key
        raise LexiconError(path, "no YAML of names and lists", FORM) from error
    except yaml.YAMLError as error:
        raise LexiconError(path, f"no YAML ({_one_line(error)})", FORM) from error
    except UnicodeDecodeError as error:
        raise LexiconError(path, "not in UTF-8", "save it with that encoding") from error
    except OSError as error:
        raise LexiconError(path, f"cannot be read ({error.strerror})", "check the path") from error
    if not isinstance(data, dict):
        raise LexiconError(path, "holds no `domain:` and `labels:`", FORM)
    return data


def check(
    path: Path, data: Mapping[str, Any], package: Sequence[Mapping[str, Any]], fold: Callable[[str], str]
) -> None:
    """Raise ``LexiconError`` where a file is malformed, or names what no file of the package has.

    ``fold`` is what is done to labels before they are compared: one of which it leaves nothing would never match.
    """
    shapes = {key: value for file in package for key, value in file.items()}
    for key in data:
        if key not in shapes and key not in OwnFile.model_fields:
            raise _unknown(path, str(key), "is no part of a lexicon", [*shapes, *OwnFile.model_fields])
    own = _formed(path, data)
    for key, value in (own.model_extra or {}).items():
        groups = shapes[key]
        if isinstance(groups, dict):
            _valid(path, key, value, _GROUPS)
            _names(path, key, map(str, value), map(str, groups))
        else:
            _valid(path, key, value, _WORDS)
    if own.domain:
        check_domain(path, own.domain, package)
    domains = domains_of(package)
    for part, named in (("labels", own.labels), ("plain", own.plain), ("sections", own.sections)):
        if named and not own.domain and (part != "sections" or isinstance(named, list)):
            raise LexiconError(path, f"`{part}` without a domain", f"add `domain:` with one of {_listed(domains)}")
    for part, fields in (("labels", own.labels), ("plain", own.plain)):
        check_fields(path, part, own.domain, fields, package)
        for name, label in ((name, label) for name, labels in fields.items() for label in labels):
            if not fold(label):
                raise LexiconError(path, f"`{part}.{name}`: “{label}” has no words of its own", "leave it out")
    kinds = {k for file in package if isinstance(file.get("sections"), dict) for k in file["sections"]} | domains
    _names(path, "sections", own.sections if isinstance(own.sections, dict) else (), kinds)
    _names(path, "kinds", own.kinds, {k for file in package for k in file.get("kinds") or ()})
    _names(path, "catalogue", own.catalogue, {k for file in package for k in file.get("catalogue") or ()})


def domains_of(package: Sequence[Mapping[str, Any]]) -> set[str]:
    """The domains of the package's files."""
    return {str(file["domain"]) for file in package if file.get("domain")}


def check_domain(path: Path, domain: str, package: Sequence[Mapping[str, Any]]) -> None:
    """Raise ``LexiconError`` for a domain that there is not."""
    if domain not in domains_of(package):
        raise _unknown(path, f"domain: {domain}", "is no domain", domains_of(package))


def check_fields(
    path: Path, part: str, domain: str, names: Iterable[str], package: Sequence[Mapping[str, Any]]
) -> None:
    """Raise ``LexiconError`` for a field that the domain does not have, with the names most like it."""
    fields = {
        name
        for file in package
        if file.get("domain") == domain
        for part_of in ("labels", "plain")
        for name in file.get(part_of) or ()
    }
    for name in names:
        if name not in fields:
            raise _unknown(path, f"{part}.{name}", f"is no field of the domain {domain}", fields)


def _formed(path: Path, data: Mapping[str, Any]) -> OwnFile:
    try:
        return OwnFile.model_validate({str(key): value for key, value in data.items()})
    except ValidationError as error:
        raise _malformed(path, "", error) from error


def _valid(path: Path, key: str, value: object, form: TypeAdapter[Any]) -> None:
    try:
        form.validate_python(value)
    except ValidationError as error:
        raise _malformed(path, key, error) from error


def _malformed(path: Path, key: str, error: ValidationError) -> LexiconError:
    """The first thing that is wrong, with the place where it stands."""
    first = error.errors()[0]
    # the two forms that a key may have (a list, names with lists) are in pydantic's places; they are no keys
    places = [str(p) for p in first["loc"] if isinstance(p, int) or not any(c in str(p) for c in "[(")]
    where = ".".join([key, *places] if key else places)
    if advice := _ADVICE.get(first["type"]):
        return LexiconError(path, f"`{where}` has another form", advice.format(key=where.rpartition(".")[2]))
    told = str(first.get("ctx", {}).get("error", first["msg"]))
    return LexiconError(path, f"`{where}`: {told}", "put the text in quotes")


def _names(path: Path, part: str, names: Iterable[str], known: Iterable[str]) -> None:
    valid = set(known)
    for name in names:
        if name not in valid:
            raise _unknown(path, f"{part}.{name}", f"is none of `{part}`", valid)


def _unknown(path: Path, what: str, problem: str, known: Iterable[Any]) -> LexiconError:
    """A name that is none, with the valid ones most like it."""
    valid = sorted({str(name) for name in known})
    nearest = [name for name, _, _ in process.extract(what.rpartition(".")[2].rpartition(" ")[2], valid, limit=NEAREST)]
    return LexiconError(path, f"`{what}` {problem}", f"nearest: {_listed(nearest)}")


def _listed(names: Iterable[str]) -> str:
    listed = list(names) if isinstance(names, list) else sorted(names)
    return ", ".join(f"`{name}`" for name in listed) or "none"


def _one_line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    told = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"line {mark.line + 1}: {told}" if mark else str(told)
