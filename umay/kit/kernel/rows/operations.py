"""Migration operations for tables under row-level security."""

from django.db.migrations.operations.base import Operation

from umay.kit.kernel.rows.context import sees, writes


class _Sql(Operation):
    reduces_to_sql = True
    reversible = False

    def state_forwards(self, app_label, state):
        pass

    def statements(self) -> list[str]:
        raise NotImplementedError

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self.statements():
            schema_editor.execute(statement, params=None)


class Guard(_Sql):
    """Switch row-level security on and forced for a table of `Scoped` rows.

    follows=("cases_case", "case_id"): each new row takes its scope from that file. Without it the table is a file of its own.
    own_only=True: rows of the person who wrote them (drafts). The application role may never delete unless `deletes`.
    derived=True: rows made from journaled ones (search keys): no version, no journal of their own.
    """

    def __init__(
        self,
        table: str,
        *,
        follows: tuple[str, str] | None = None,
        own_only: bool = False,
        deletes: bool = False,
        derived: bool = False,
    ):
        self.table, self.follows, self.own_only, self.deletes, self.derived = table, follows, own_only, deletes, derived

    def deconstruct(self):
        options = {"follows": self.follows, "own_only": self.own_only, "deletes": self.deletes, "derived": self.derived}
        return "Guard", [self.table], options

    def describe(self):
        return f"Switch row-level security on for {self.table}"

    def statements(self) -> list[str]:
        t = self.table
        see = f"{t}.worker_id = (select ctx.uid())" if self.own_only else sees(t)
        write = see if self.own_only else writes(t)
        found = [
            f"alter table {t} enable row level security",
            f"alter table {t} force row level security",
            f"create policy {t}_see on {t} for select to umay_app using ({see})",
            f"create policy {t}_add on {t} for insert to umay_app with check ({write})",
            f"create policy {t}_change on {t} for update to umay_app using ({write}) with check ({write})",
            f"create policy {t}_keeper on {t} to umay_keeper using (true) with check (true)",
            f"grant select, insert, update on {t} to umay_app",
            f"grant select, insert, update, delete on {t} to umay_keeper",
        ]
        if not self.derived:
            found += [
                f"create trigger {t}_version before update on {t} for each row execute function ctx.next_version()",
                f"create trigger {t}_journal after insert or update or delete on {t} for each row execute function journal_of_row()",
            ]
        if self.deletes:
            found += [
                f"create policy {t}_remove on {t} for delete to umay_app using ({write})",
                f"grant delete on {t} to umay_app",
            ]
        else:
            found.append(f"revoke delete, truncate on {t} from umay_app")
        if self.follows:
            anchor, key = self.follows
            found.append(
                f"create trigger {t}_follow before insert on {t} for each row execute function ctx.follow('{anchor}', '{key}')"
            )
            # Pointed to another file, the row goes with that file: it must be open to the asker, and theirs to write.
            found.append(
                f"create trigger {t}_refollow before update of {key} on {t} for each row"
                f" when (old.{key} is distinct from new.{key}) execute function ctx.follow('{anchor}', '{key}')"
            )
        return found


class AsKeeper(_Sql):
    """Create functions that must see beyond the asker's rows; they belong to umay_keeper and say themselves what they let through."""

    def __init__(self, sql: str):
        self.sql = sql

    def deconstruct(self):
        return "AsKeeper", [self.sql], {}

    def describe(self):
        return "Create functions of the keeper"

    def statements(self) -> list[str]:
        return ["set local role umay_keeper", self.sql, "reset role"]


class Sql(_Sql):
    """Plain statements of the owner."""

    def __init__(self, sql: str):
        self.sql = sql

    def deconstruct(self):
        return "Sql", [self.sql], {}

    def describe(self):
        return "Run SQL"

    def statements(self) -> list[str]:
        return [self.sql]
