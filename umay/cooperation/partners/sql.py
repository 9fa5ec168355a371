"""Who writes what in the cooperation house, as functions of schema `coop` that the policies ask (rows.py).

Letters of the signed context: d sees the cooperation house, e writes in it; m is the machine that founds an installation or loads the
published facts. Every function is asked once per statement: the policies wrap it in `(select ...)`.
"""

SCHEMA = """
create schema coop;
grant usage on schema coop to public;
grant usage, create on schema coop to umay_keeper;
"""

# Rows of the partners room may be read by the functions below.
PARTIES = r"""
-- The institutions for which the asker acts: those of the office of their post.
create function coop.parties() returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select case when ctx.has('d') then
    array(select p.id from partners_party p where p.office_id = nullif((ctx.fields())[11], '')::uuid order by p.valid_to desc nulls first, p.id)
    else '{}'::uuid[] end
$$;

-- Institutions for which nobody acts here: what they say comes on paper and is written down by the others.
create function coop.unrepresented() returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select array(select p.id from partners_party p where p.office_id is null)
$$;

-- States whose institutions the asker may describe: their own, and those that nobody here represents.
create function coop.states() returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select array(select s.id from partners_state s where not exists (select 1 from partners_party p where p.state_id = s.id and p.office_id is not null)
    union select p.state_id from partners_party p where p.id = any(coop.parties()) and p.state_id is not null)
$$;

-- Institutions whose rows the asker may write: their own, and those of a state that nobody here represents.
create function coop.described() returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select array(select p.id from partners_party p where p.id = any(coop.parties())
    or (p.office_id is null and (p.state_id is null or p.state_id = any(coop.states()))))
$$;

-- Institutions of the asker's country: colleagues, also where another institution wrote the row.
create function coop.compatriots() returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select case when ctx.has('d') then
    array(select p.id from partners_party p join partners_state s on s.id = p.state_id where s.iso2 = ctx.country())
    else '{}'::uuid[] end
$$;
revoke all on function coop.parties(), coop.unrepresented(), coop.states(), coop.described(), coop.compatriots() from public;
grant execute on function coop.parties(), coop.unrepresented(), coop.states(), coop.described(), coop.compatriots() to umay_app, umay_owner;
"""

FIXED = r"""
-- Whose row it is never changes; who wrote it first neither. Which office acts for an institution is said on the server alone.
create function coop.partner_row() returns trigger language plpgsql as $$
declare was jsonb; is_now jsonb := to_jsonb(new); what text;
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if tg_op = 'INSERT' then
    if tg_table_name = 'partners_party' and is_now ->> 'office_id' is not null then
      raise exception 'which office acts for an institution is said on the server' using errcode = '42501';
    end if;
    new.recorded_by := ctx.uid();
    return new;
  end if;
  was := to_jsonb(old);
  foreach what in array array['id', 'party_id', 'state_id', 'office_id', 'code', 'official_id', 'delegation_id', 'source_id', 'number',
      'recorded_at', 'recorded_by', 'sha256', 'content'] loop
    if was -> what is distinct from is_now -> what then
      raise exception 'this column is fixed once it is written: %', what using errcode = '42501';
    end if;
  end loop;
  return new;
end $$;
"""
