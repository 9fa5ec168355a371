"""The verbs of the `umay` command.

To add one: write a module with `add_arguments(parser)` (argparse) and `run(arguments) -> int | None` (the exit code;
None is 0), then add a line here. The module is loaded only when its verb is used; it belongs to the room whose
function it calls, and it calls that one function. Inside `run`, call `umay.front.cli.ready.use_django()` before
touching a model. Raise `Refusal`, `ServerProblem` or `problems.Stopped` to end with one sentence and exit code 1.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verb:
    """A word after `umay`, the module that does it, and one line of help in plain English."""

    name: str
    module: str
    help: str


VERBS = (
    Verb("demo", "umay.front.cli.demo", "try everything with invented people, on this computer only"),
    Verb("serve", "umay.front.cli.serve", "serve the pages of a real installation"),
    Verb("migrate", "umay.front.cli.migrate", "bring the database's tables to this version"),
    Verb("found", "umay.front.cli.found", "begin a real installation: its offices and the first people"),
    Verb("admin", "umay.front.cli.admin", "let an administrator in again who lost password and second step"),
    Verb("office", "umay.front.cli.office", "open, rename and close offices and teams"),
    Verb("cooperation", "umay.front.cli.cooperation", "load the published facts of cooperation, say who acts for whom"),
    Verb("db", "umay.front.cli.db", "start, stop or look at the database server; print addresses and roles"),
    Verb("import", "umay.front.cli.bring_in", "bring families, children or placements in from a spreadsheet"),
    Verb("export", "umay.front.cli.take_out", "write families, children or placements into a spreadsheet"),
    Verb("match", "umay.front.cli.match", "match a file of groups and families, prove the match, check a result"),
    Verb("protect", "umay.front.cli.protect", "hide small numbers of a table, attack the result, write it if it holds"),
    Verb("backup", "umay.front.cli.backup", "write database and files into one encrypted file"),
    Verb("restore", "umay.front.cli.restore", "bring database and files back from a backup"),
    Verb("journal", "umay.front.cli.journal", "seal the journal, or check that no line was changed or taken away"),
    Verb("simulate", "umay.front.cli.simulate", "compare ways of choosing a family, with invented people only"),
    Verb("manage", "umay.front.cli.manage", "run one of Django's own commands"),
)
