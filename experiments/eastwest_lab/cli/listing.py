"""`eastwest list`: the scenarios, regimes and reforms of the library."""

from itertools import groupby


def listing() -> None:
    """List what is in the library, those of a group together."""
    from eastwest.reading.library import library, rules
    from eastwest_lab.cli.terminal import heading, table
    from eastwest_lab.language import choose, messages

    say = messages(choose())
    for entries, text in ((library(), "report.question"), (rules(), "report.notes")):
        header = [say("cli.name"), say("cli.title"), say(text)]
        for group, members in groupby(entries, key=lambda entry: entry.group):
            heading(say.texts.get(f"cli.groups.{group or 'others'}", group))
            rows = [[each.name, say.pick(each.title), say.pick(each.text)] for each in members]
            table(header, rows, words=3, whole=True)
