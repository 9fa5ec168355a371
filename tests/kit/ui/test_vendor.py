from umay.kit.ui import vendor


def test_every_foreign_file_is_listed_and_unchanged():
    assert vendor.problems() == []


def test_a_changed_file_is_noticed(tmp_path, monkeypatch):
    for folder in vendor.FOLDERS:
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(vendor, "HERE", tmp_path)
    (tmp_path / "icons" / "stranger.svg").write_text("<svg></svg>")
    found = vendor.problems()
    assert "not listed: icons/stranger.svg" in found
    assert any(problem.startswith("missing: icons/home.svg") for problem in found)
