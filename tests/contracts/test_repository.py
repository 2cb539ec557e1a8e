"""What the repository may hold: no addresses of machines, no stray files, no long ones."""

import ast
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP = {
    *(".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "CITATION.cff", "LICENSE"),
    *("README.md", "README.zh-CN.md", "codemeta.json", "constraints.txt", "pyproject.toml"),
    *("docs", "experiments", "model", "scenarios", "tests"),
}
ADDRESSES = {
    "package index": r"https?://\S+/simple\b",
    "package file": r"https?://\S+\.(?:whl|tar\.gz)\b",
    "index setting": r"(?:index|find)[-_](?:url|links)\b|\btool\.uv\.index\b",
    "lock file's source": r"registry\s*=\s*[\"']http",
    "name and password": r"://[^\s/@\"']+:[^\s/@\"']+@",
    "numbered host": r"://(?!127\.0\.0\.1)(?:\d{1,3}\.){3}\d{1,3}",
}
FOLDERS_OF_ONE_MACHINE = r"(?<![\w.])/(?:root|tmp|work|home/\w+|Users/\w+)/|[A-Z]:\\+Users\\"
LONGEST_FILE, LONGEST_FUNCTION = 400, 45


def files_of_the_repository():
    """Every file that is committed or would be; without git, every file but caches."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    paths = (ROOT / name for name in done.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def text_of(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def finds(pattern):
    return [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in files_of_the_repository()
        for found in re.finditer(pattern, text_of(path))
    ]


@pytest.mark.parametrize("kind", ADDRESSES)
def test_no_file_names_a_registry(kind):
    assert finds(ADDRESSES[kind]) == []


def test_no_file_names_a_folder_of_one_machine():
    assert finds(FOLDERS_OF_ONE_MACHINE) == []


def test_top_folder_holds_only_what_is_listed():
    assert {path.relative_to(ROOT).parts[0] for path in files_of_the_repository()} <= TOP


def test_no_lock_file_is_committed():
    assert [path for path in files_of_the_repository() if path.suffix == ".lock"] == []


def test_no_source_file_is_longer_than_400_lines():
    sources = [path for path in files_of_the_repository() if path.suffix == ".py"]
    lengths = {str(path.relative_to(ROOT)): text_of(path).count("\n") for path in sources}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_45_lines():
    long = []
    for path in (*ROOT.glob("model/**/*.py"), *ROOT.glob("experiments/**/*.py")):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.FunctionDef):
                first = node.body[ast.get_docstring(node) is not None :][:1]
                length = node.end_lineno - first[0].lineno + 1 if first else 0
                if length > LONGEST_FUNCTION:
                    long.append(f"{path.name}: {node.name}: {length}")
    assert long == []


def test_version_is_the_same_everywhere():
    version = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["version"]
    assert json.loads(text_of(ROOT / "codemeta.json"))["version"] == version
    assert f"\nversion: {version}\n" in text_of(ROOT / "CITATION.cff")
    assert f"\n## {version}" in text_of(ROOT / "CHANGELOG.md")
