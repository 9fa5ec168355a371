"""How many statements an answer took, and how long Python worked for it."""

import time

from django.db import connection

HEADER = "X-Statements"
WORKED = "X-Worked"  # milliseconds of this thread on a processor: the same on a busy machine and on an idle one


class Counted:
    """Writes both into the answer's headers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        count = 0
        began = time.thread_time()

        def counting(execute, sql, params, many, context):
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counting):
            response = self.get_response(request)
        response[HEADER] = str(count)
        response[WORKED] = f"{(time.thread_time() - began) * 1000:.2f}"
        return response
