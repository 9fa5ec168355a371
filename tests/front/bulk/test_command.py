"""`umay import`, stopped by Ctrl-C."""

from argparse import Namespace
from pathlib import Path

import pytest
from django.utils.translation import override

from tests.front.bulk.made import FAMILY, sheet
from umay.care.families.models import Family
from umay.front.bulk import limits
from umay.front.cli import bring_in
from umay.kit.kernel.acting import acting

pytestmark = pytest.mark.django_db


def test_ctrl_c_in_the_middle_says_that_nothing_was_written_and_it_is_so(cast, monkeypatch, capsys):
    rows = [FAMILY | {"Aile no": f"TR-{number}", "1. bakıcının adı": name} for number, name in enumerate("ABC")]
    seen = []

    def pressed(self, text, done=None, total=None):
        seen.append((done, Family.objects.count()))
        if done == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(limits, "BATCH", 1)
    monkeypatch.setattr(bring_in.Progress, "__call__", pressed)
    given = Namespace(kind="families", file=Path("aileler.csv"), dry_run=False, map=None, doubles="new")
    with acting(cast.importer), override("en"):
        with pytest.raises(KeyboardInterrupt):
            bring_in._bring_in(given, sheet(*rows), cast.importer)
        assert seen == [(1, 1), (2, 2)] and not Family.objects.exists()
    assert "Stopped. Nothing was written." in capsys.readouterr().err
