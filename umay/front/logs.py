"""The log says what failed and where, never with which values: messages of exceptions carry names and numbers (PostgreSQL's "failing row")."""

import logging
import traceback


class Discreet(logging.Formatter):
    """Writes the frames of an exception and the types of the whole chain; of a database error its code, table and constraint."""

    def formatException(self, ei) -> str:
        error = ei[1]
        told, seen = [], set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            told.append(_one(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhile handling or because of:\n".join(reversed(told))

    def formatStack(self, stack_info: str) -> str:
        return stack_info


def _one(error: BaseException) -> str:
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    return f"{frames}{type(error).__module__}.{type(error).__qualname__}{_where(error)}"


def _where(error: BaseException) -> str:
    """What PostgreSQL says about the place of an error; names of the schema alone."""
    told = getattr(error, "diag", None)
    if told is None:
        return ""
    named = (told.sqlstate, told.table_name, told.column_name, told.constraint_name)
    return "".join(f" {one}" for one in named if one)
