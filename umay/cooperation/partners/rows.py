"""The policies of the cooperation house as migration operations: the database itself keeps each side to its own rows.

docs/decisions/0061-who-writes-what.md tells why; partners/sql.py and accords/sql.py hold the functions.
"""

from umay.kit.kernel.rows.operations import Sql

_MACHINE = "(select ctx.has('m'))"
_SEES = "(select ctx.has('d'))"
_WRITES = "(select ctx.has('e'))"


def _guarded(table: str, see: str, add: str, change: str | None, trigger: str) -> list[str]:
    """Statements that switch row-level security on. change None: the rows are written once."""
    found = [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy {table}_see on {table} for select to umay_app using ({_MACHINE} or {see})",
        f"create policy {table}_add on {table} for insert to umay_app with check ({_MACHINE} or ({_WRITES} and ({add})))",
        f"create policy {table}_keeper on {table} to umay_keeper using (true) with check (true)",
        f"grant select, insert on {table} to umay_app",
        f"revoke delete, truncate on {table} from umay_app",
        f"grant select, insert, update, delete on {table} to umay_keeper",
        f"create trigger {table}_row before insert or update on {table} for each row execute function {trigger}",
        f"create trigger {table}_version before update on {table} for each row execute function ctx.next_version()",
        f"create trigger {table}_journal after insert or update or delete on {table} for each row execute function journal_of_row()",
    ]
    if change is None:
        found.append(f"revoke update on {table} from umay_app")
    else:
        rule = f"{_MACHINE} or ({_WRITES} and ({change}))"
        found += [
            f"create policy {table}_change on {table} for update to umay_app using ({rule}) with check ({rule})",
            f"grant update on {table} to umay_app",
        ]
    return found


class Joint(Sql):
    """Guard a table of rows that belong to an accord (accords.models.base.OfAccord: accord_id, party_id, is_announced, changed_at).

    A row without party_id is joint: each side writes it. With one it is that side's own, and no other side can write it.

    public     False: for desks alone, always. True, or a condition in SQL: also for everybody, once each party named in the accord has
               released it after the row's last change (accords/sql.py: coop.released_at), or while the row says only what a published source says.
    written_once  rows that are legal acts: nobody changes them afterwards.
    own_until  a column; before it holds a moment, a side's own row is seen by that side alone (a report not handed in yet).
    """

    def __init__(self, table: str, *, public: bool | str = False, written_once: bool = False, own_until: str = ""):
        self.table, self.public, self.written_once, self.own_until = table, public, written_once, own_until

    def deconstruct(self):
        options = {"public": self.public, "written_once": self.written_once, "own_until": self.own_until}
        return "Joint", [self.table], options

    def describe(self):
        return f"Let each side write its own rows of {self.table}"

    def seen_by(self) -> str:
        """The condition under which a row is read, for the policy that lets the application read."""
        return f"{_MACHINE} or {self._see()}"

    def _see(self) -> str:
        t = self.table
        inside = f"{_SEES} and {t}.accord_id = any((select coop.accords())::uuid[])"
        if self.own_until:
            inside += (
                f" and ({t}.party_id is null or {t}.{self.own_until} is not null"
                f" or {t}.party_id = any((select coop.parties())::uuid[]) or {t}.entered_by_id = any((select coop.parties())::uuid[]))"
            )
        if not self.public:
            return f"({inside})"
        shown = "true" if self.public is True else f"({self.public})"
        return (
            f"(({inside}) or ({t}.is_announced and ({t}.accord_id = any((select coop.withdrawn())::uuid[])) is not true)"
            f" or ({shown} and {t}.changed_at <= coop.released_at({t}.accord_id, {t}.party_id)))"
        )

    def statements(self) -> list[str]:
        t = self.table
        write = (
            f"({t}.party_id is null and {t}.accord_id = any((select coop.joint())::uuid[]))"
            f" or ({t}.party_id = any((select coop.parties())::uuid[]) and {t}.accord_id = any((select coop.sided())::uuid[]))"
            f" or ({t}.party_id = any((select coop.unrepresented())::uuid[]) and {t}.accord_id = any((select coop.joint())::uuid[]))"
        )
        return _guarded(t, self._see(), write, None if self.written_once else write, "coop.joint_row()")


class OfParty(Sql):
    """Guard a table of the partners room. `see` and `write` are conditions in SQL; written_once as in Joint."""

    def __init__(self, table: str, *, see: str, write: str, written_once: bool = False):
        self.table, self.see, self.write, self.written_once = table, see, write, written_once

    def deconstruct(self):
        return "OfParty", [self.table], {"see": self.see, "write": self.write, "written_once": self.written_once}

    def describe(self):
        return f"Let each institution write its own rows of {self.table}"

    def statements(self) -> list[str]:
        return _guarded(
            self.table, f"({self.see})", self.write, None if self.written_once else self.write, "coop.partner_row()"
        )


class Ruled(Sql):
    """Guard a table with rules of its own: `see`, `add`, `change` (None: written once) and its trigger function."""

    def __init__(self, table: str, *, see: str, add: str, change: str | None, trigger: str):
        self.table, self.see, self.add, self.change, self.trigger = table, see, add, change, trigger

    def deconstruct(self):
        options = {"see": self.see, "add": self.add, "change": self.change, "trigger": self.trigger}
        return "Ruled", [self.table], options

    def describe(self):
        return f"Let the sides write {self.table} by its own rules"

    def statements(self) -> list[str]:
        return _guarded(self.table, f"({self.see})", self.add, self.change, self.trigger)
