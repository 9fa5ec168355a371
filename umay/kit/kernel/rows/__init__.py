"""Row-level security: the database itself refuses to show a row to the wrong person.

`context.sql` checks the signed context (acting.py); `Guard` is the migration operation that switches the policy on, forced, for a table;
`Scoped` (in umay.ground.offices) gives the columns the policy reads.
"""
