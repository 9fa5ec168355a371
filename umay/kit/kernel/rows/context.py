"""The functions in schema `ctx` that read and check the signed context, and the SQL of a table's policies.

Why so: a plain setting stops a forgotten filter but not an injected statement, which could set it itself. The context is signed with a key
that only the owner's functions can read; the functions are STABLE and wrapped in `(select ...)`, so each is asked once per statement.
Measured ways and traps: docs/decisions/0005-rows.md.
"""

CONTEXT = r"""
create schema if not exists ctx;
grant usage on schema ctx to public;

create table if not exists ctx.signing_key (one boolean primary key default true check (one), key bytea not null);
revoke all on ctx.signing_key from public;

-- Asked several times by every statement on a care table, so the pads are made on whole bit strings; a loop over the bytes took 90 % of the time.
create or replace function ctx.hmac_sha256(message bytea, key bytea) returns bytea
language plpgsql immutable strict as $$
declare
  block bit(512) := ('x' || rpad(encode(case when length(key) > 64 then sha256(key) else key end, 'hex'), 128, '0'))::bit(512);
begin
  -- bit_send writes four bytes of length before the bits
  return sha256(
    substring(bit_send(block # repeat('01011100', 64)::bit(512)) from 5)
    || sha256(substring(bit_send(block # repeat('00110110', 64)::bit(512)) from 5) || message));
end $$;

-- The checked fields of the present context, or null where nobody is asking. A forged, foreign or stale one is an error, never silence.
create or replace function ctx.fields() returns text[]
language plpgsql stable security definer set search_path = ctx, pg_catalog as $$
declare
  raw text := current_setting('app.ctx', true);
  cut int;
  parts text[];
  signing bytea;
begin
  if raw is null or raw = '' then return null; end if;
  cut := position('|' in raw);
  select key into signing from ctx.signing_key;
  if cut = 0 or signing is null
     or encode(ctx.hmac_sha256(convert_to(left(raw, cut - 1), 'UTF8'), signing), 'hex') is distinct from substr(raw, cut + 1) then
    raise exception 'the context is not signed by this installation' using errcode = '28000';
  end if;
  parts := string_to_array(left(raw, cut - 1), ';');
  if parts[1] <> 'v1' or parts[5]::int <> pg_backend_pid() then
    raise exception 'the context belongs to another connection' using errcode = '28000';
  end if;
  -- compared with the transaction's start: a long import does not die in the middle
  if to_timestamp(parts[6]::bigint) < transaction_timestamp() then
    raise exception 'the context has expired' using errcode = '28000';
  end if;
  return parts;
end $$;

create or replace function ctx.uid() returns uuid language sql stable as
  $$ select nullif((ctx.fields())[2], '')::uuid $$;
create or replace function ctx.country() returns text language sql stable as
  $$ select (ctx.fields())[3] $$;
create or replace function ctx.has(flag text) returns boolean language sql stable as
  $$ select coalesce(position(flag in (ctx.fields())[4]) > 0, false) $$;
create or replace function ctx.offices() returns uuid[] language sql stable as
  $$ select string_to_array(nullif((ctx.fields())[7], ''), ',')::uuid[] $$;
create or replace function ctx.teams() returns uuid[] language sql stable as
  $$ select string_to_array(nullif((ctx.fields())[8], ''), ',')::uuid[] $$;
"""

# What a person sees of a table with the columns of `Scoped`. `granted` are files opened to them by name, by a shortlist or by breaking the glass.
_IN_SCOPE = """(
    {t}.office_id = any((select ctx.offices())::uuid[])
    or {t}.team_id = any((select ctx.teams())::uuid[])
    or {t}.worker_id = (select ctx.uid())
)"""

SEES = (
    """{t}.country = (select ctx.country()) and (
    (not {t}.confidential and ("""
    + _IN_SCOPE
    + """ or (select ctx.has('c'))))
    or {t}.file_id = any((select ctx.granted(false))::uuid[])
)"""
)

WRITES = (
    """{t}.country = (select ctx.country()) and (
    (not {t}.confidential and """
    + _IN_SCOPE
    + """)
    or {t}.file_id = any((select ctx.granted(true))::uuid[])
)"""
)


def sees(table: str) -> str:
    """The reading condition for `table` (or its alias), for policies and for functions that repeat the policy."""
    return SEES.format(t=table)


def writes(table: str) -> str:
    return WRITES.format(t=table)


FOLLOW = """
create or replace function ctx.follow() returns trigger language plpgsql as $$
-- A row that belongs to a file takes its scope from the file's own row, whatever the statement said. Runs as the asker: a file that is
-- not visible can't be written to.
declare
  anchor record;
begin
  execute format('select country, office_id, team_id, worker_id, confidential, file_id from %I where id = $1', tg_argv[0])
    into anchor using (to_jsonb(new) ->> tg_argv[1])::uuid;
  if anchor.country is null then
    raise exception 'the file this row belongs to is not open to you' using errcode = '42501';
  end if;
  new.country := anchor.country; new.office_id := anchor.office_id; new.team_id := anchor.team_id;
  new.worker_id := anchor.worker_id; new.confidential := anchor.confidential; new.file_id := anchor.file_id;
  return new;
end $$;

create or replace function ctx.next_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
"""
