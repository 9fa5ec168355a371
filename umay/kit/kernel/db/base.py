"""Django's PostgreSQL backend, which tells the server at every BEGIN who is asking (see acting.py)."""

from django.db.backends.postgresql import base

from umay.kit.kernel.acting import current, token


class DatabaseWrapper(base.DatabaseWrapper):
    """`kept`: what was read once for the present transaction and asker (settings of the country). Empty at BEGIN, at its end, when a part is
    taken back, and when somebody else asks; who keeps something there looks first whether a transaction is open."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept: dict = {}

    def _set_autocommit(self, autocommit):
        super()._set_autocommit(autocommit)
        self.kept.clear()
        if not autocommit and self.alias == "default":
            self._context_written = False
            if current() is not None:
                self.write_context()

    def _savepoint_rollback(self, sid):
        super()._savepoint_rollback(sid)
        self.kept.clear()

    def write_context(self):
        """Set the signed context for the rest of this transaction; an empty one where nobody is asking."""
        self.kept.clear()
        identity = current()
        value = token(identity, self.connection.info.backend_pid) if identity else ""
        with self.connection.cursor() as cursor:
            cursor.execute("select set_config('app.ctx', %s, true)", [value])
