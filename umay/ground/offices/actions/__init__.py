"""Writes of the offices room: the founding, offices and teams, files and notices, accounts and posts, the country's settings."""

from umay.ground.offices.actions.arranging import (
    ask_closing,
    confirm_closing,
    drop_closing,
    open_office,
    open_team,
    rename_office,
    rename_team,
)
from umay.ground.offices.actions.files import (
    break_glass,
    close_grant,
    hand_over,
    mark_read,
    notify,
    open_file,
    take_number,
)
from umay.ground.offices.actions.founding import found, renew_first
from umay.ground.offices.actions.people import (
    close_account,
    confirm_post,
    end_post,
    give_post,
    open_account,
    reopen_account,
    reset_sign_in,
)
from umay.ground.offices.actions.recovering import recover_administrator
from umay.ground.offices.actions.settings import confirm_setting

__all__ = [
    "ask_closing",
    "break_glass",
    "close_account",
    "close_grant",
    "confirm_closing",
    "confirm_post",
    "confirm_setting",
    "drop_closing",
    "end_post",
    "found",
    "give_post",
    "hand_over",
    "mark_read",
    "notify",
    "open_account",
    "open_file",
    "open_office",
    "open_team",
    "recover_administrator",
    "rename_office",
    "rename_team",
    "renew_first",
    "reopen_account",
    "reset_sign_in",
    "take_number",
]
