from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "umay.ground.journal"
    label = "journal"

    def ready(self):
        from umay.ground.journal import actions
        from umay.kit.kernel import ports

        ports.record.fill(actions.record)
        post_migrate.connect(_write_signing_key, sender=self)


def _write_signing_key(sender, using, **kwargs):
    """Put this installation's signing key where only the owner's functions read it, after each migration run."""
    from django.db import connections

    from umay.kit.kernel.keys import secret

    with connections[using].cursor() as cursor:
        cursor.execute("select to_regclass('ctx.signing_key') is not null")
        if cursor.fetchone()[0]:
            cursor.execute(
                "insert into ctx.signing_key (one, key) values (true, %s) on conflict (one) do update set key = excluded.key",
                [secret("context")],
            )
