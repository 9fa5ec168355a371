"""Django's PostgreSQL backend, which tells the server at every BEGIN who is asking (see acting.py)."""

from django.db.backends.postgresql import base

from umay.kit.kernel.acting import current, token


class DatabaseWrapper(base.DatabaseWrapper):
    def _set_autocommit(self, autocommit):
        super()._set_autocommit(autocommit)
        if not autocommit and self.alias == "default":
            self._context_written = False
            if current() is not None:
                self.write_context()

    def write_context(self):
        """Set the signed context for the rest of this transaction; an empty one where nobody is asking."""
        identity = current()
        value = token(identity, self.connection.info.backend_pid) if identity else ""
        with self.connection.cursor() as cursor:
            cursor.execute("select set_config('app.ctx', %s, true)", [value])
