"""What is written about the program is true of the program."""

import importlib.util
import re
import tomllib

import pytest
import yaml
from conftest import ROOT

from cli import app
from pipeline.ask import questions_reference
from pipeline.views import column_types, views, views_reference
from schemas import errors

GENERATE = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_cli_reference_is_current():
    module = importlib.util.module_from_spec(GENERATE)
    GENERATE.loader.exec_module(module)
    assert read("docs/cli.md") == module.cli_reference(), "run `make docs`"


def test_questions_reference_is_current():
    assert read("docs/questions.md") == questions_reference(), "run `make docs`"


def test_views_reference_is_current():
    assert read("docs/views.md") == views_reference(), "run `make docs`"


def test_every_column_of_a_view_is_described():
    for view in views():
        assert view.italian and view.english and list(view.columns) == list(column_types()[view.name]), view.name


def test_readme_has_every_command_and_exit_code():
    text = read("README.md")
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"`piao {name}" in text
    for code in (0, 1, 2, 130):
        assert f"| {code} |" in text
    assert "make demo" in text and "make test" in text


def test_error_codes_are_unlike():
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.PiaoError)]
    codes = [kind.code for kind in classes if "code" in vars(kind)]
    assert len(codes) == len(set(codes)) and all(re.fullmatch(r"E_[A-Z_]+", code) for code in codes)


def test_versions_agree():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    public = yaml.safe_load(read("publiccode.yml"))
    assert public["softwareVersion"] == project["version"]
    assert f"## [{project['version']}]" in read("CHANGELOG.md")


def test_publiccode_has_what_the_standard_wants():
    public = yaml.safe_load(read("publiccode.yml"))
    wanted = ["publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description"]
    assert all(public[key] for key in [*wanted, "legal", "maintenance", "localisation"])
    for description in public["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]


def test_lock_names_versions_only():
    lines = [line for line in read("requirements.lock").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", line) for line in lines)
    direct = tomllib.loads(read("pyproject.toml"))["project"]["dependencies"]
    locked = {line.split("==")[0] for line in lines}
    assert {re.split(r"[>=]", name)[0].lower().replace(".", "-") for name in direct} <= locked


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(name)):
        assert (ROOT / target).exists(), target
