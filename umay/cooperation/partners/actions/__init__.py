"""Every write of the partners room."""

from umay.cooperation.partners.actions.describing import (
    add_delegate,
    add_name,
    add_party,
    add_person,
    add_state,
    check_describes,
    end_mandate,
    give_delegation,
    give_paper,
    send_delegation,
)

__all__ = [
    "add_delegate",
    "add_name",
    "add_party",
    "add_person",
    "add_state",
    "check_describes",
    "end_mandate",
    "give_delegation",
    "give_paper",
    "send_delegation",
]
