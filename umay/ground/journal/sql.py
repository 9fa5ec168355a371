"""The journal's functions. They belong to the owner, who may write where the application role may not."""

TABLES = """
revoke insert, update, delete, truncate on journal_entry, journal_seal from umay_app;
revoke usage on sequence journal_entry_id_seq, journal_seal_id_seq from umay_app;
revoke delete, truncate, update on journal_once from umay_app;
grant select on journal_entry, journal_seal to umay_app;
grant select, insert on journal_once to umay_app;
alter table journal_entry enable row level security;
create policy journal_entry_see on journal_entry for select to umay_app
  using (country = (select ctx.country()) and ((select ctx.has('j')) or who = (select ctx.uid())));
create policy journal_entry_keeper on journal_entry for select to umay_keeper using (true);
alter table journal_once enable row level security;
create policy journal_once_own on journal_once to umay_app
  using (who = (select ctx.uid())) with check (who = (select ctx.uid()));

create or replace function journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append only' using errcode = '42501';
end $$;
create trigger journal_entry_kept before delete or truncate on journal_entry for each statement execute function journal_is_append_only();
create trigger journal_seal_kept before update or delete or truncate on journal_seal for each statement execute function journal_is_append_only();
create trigger journal_entry_fixed before update on journal_entry for each statement execute function journal_is_append_only();
"""

FUNCTIONS = r"""
create or replace function journal_line_hash(e journal_entry) returns bytea language sql immutable as $$
  select sha256(convert_to(concat_ws(chr(31), e.id, extract(epoch from e.at)::text, coalesce(e.who::text, ''), e.role, e.session, e.origin, e.country,
    e.code, e.kind, coalesce(e.thing::text, ''), coalesce(e.file::text, ''), array_to_string(e.fields, ','), e.why, e.xid), 'UTF8'))
$$;

create or replace function journal_add(p_code text, p_kind text, p_thing uuid, p_file uuid, p_fields text[], p_why text) returns void
language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  asker text[] := ctx.fields();
  line journal_entry;
begin
  line.id := nextval('journal_entry_id_seq');
  line.at := clock_timestamp();
  line.who := nullif(asker[2], '')::uuid;
  line.country := coalesce(asker[3], '');
  line.session := coalesce(asker[9], '');
  line.role := coalesce(asker[10], case when asker is null then session_user::text else '' end);
  line.origin := coalesce(asker[12], '');
  line.code := p_code; line.kind := coalesce(p_kind, ''); line.thing := p_thing; line.file := p_file;
  line.fields := coalesce(p_fields, '{}'); line.why := coalesce(p_why, '');
  line.xid := pg_current_xact_id()::text::bigint;
  line.hash := journal_line_hash(line);
  insert into journal_entry select (line).*;
end $$;
revoke all on function journal_add(text, text, uuid, uuid, text[], text) from public;
grant execute on function journal_add(text, text, uuid, uuid, text[], text) to umay_keeper;

-- For the application: what a person did or read, in their own name only (the name comes from the signed context).
create or replace function journal_record(p_code text, p_kind text, p_thing uuid, p_file uuid, p_fields text[], p_why text) returns void
language plpgsql security definer set search_path = public, pg_catalog as $$
begin
  if left(p_code, 4) = 'row.' then
    raise exception 'codes beginning with "row." are written by the database alone' using errcode = '42501';
  end if;
  -- What the keeper's functions note while they do it: the line and the deed are one, so nobody writes the line alone.
  if session_user = 'umay_app' and p_code in ('glass.break', 'file.open', 'file.shut', 'file.hand_over', 'key.destroy', 'persons.known_elsewhere',
      'families.hold_places', 'families.take_places', 'families.block_places', 'families.free_places', 'families.release_places',
      'families.ask_office', 'families.close_asks') then
    raise exception 'this line is written by the deed itself' using errcode = '42501';
  end if;
  perform journal_add(p_code, p_kind, p_thing, p_file, p_fields, p_why);
end $$;

-- On every care table: each written row, by whatever way it was written.
create or replace function journal_of_row() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  now_row jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  changed text[];
begin
  if tg_op = 'UPDATE' then
    select array_agg(n.key order by n.key) into changed
      from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o on o.key = n.key
      where n.value is distinct from o.value and n.key <> 'version';
    if changed is null then return null; end if;
  end if;
  perform journal_add('row.' || lower(tg_op), tg_table_name, (now_row ->> 'id')::uuid, (now_row ->> 'file_id')::uuid, changed, '');
  return null;
end $$;

-- Seal every line that no running transaction can precede any more. Returns the new root, or null where there was nothing to seal.
create or replace function journal_seal_lines() returns bytea
language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  previous journal_seal;
  batch record;
  new_root bytea;
begin
  lock table journal_seal in exclusive mode;
  select * into previous from journal_seal order by id desc limit 1;
  select min(id) as first, max(id) as last, count(*) as lines, sha256(string_agg(hash, ''::bytea order by id)) as hash into batch
    from journal_entry where id > coalesce(previous.last, 0)
      and id < coalesce((select min(id) from journal_entry where id > coalesce(previous.last, 0)
                         and xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint), 9223372036854775807);
  if batch.lines = 0 then return null; end if;
  new_root := sha256(coalesce(previous.root, ''::bytea) || batch.hash);
  insert into journal_seal (at, first, last, lines, root) values (clock_timestamp(), batch.first, batch.last, batch.lines, new_root);
  return new_root;
end $$;
"""

UNNAMED = """
-- Lines without a country (a failed sign-in with a name nobody has, a job of the machine) are the auditor's too.
alter policy journal_entry_see on journal_entry
  using ((country = (select ctx.country()) and ((select ctx.has('j')) or who = (select ctx.uid()))) or (country = '' and (select ctx.has('j'))));
create index journal_entry_code on journal_entry (country, code, id);
create index journal_entry_at on journal_entry (at);
create index journal_entry_unsealed on journal_entry (xid, id);
"""

SEALS = r"""
-- Seal every line whose transaction has ended. Ids are given out before a transaction ends, so batches are cut by transaction number:
-- below the oldest running one nothing can appear any more. Returns the new root, or null where there was nothing to seal.
create or replace function journal_seal_lines() returns bytea
language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  previous journal_seal;
  batch record;
  ended bigint;
  since bigint;
  above bigint;
  new_root bytea;
begin
  lock table journal_seal in exclusive mode;
  select * into previous from journal_seal order by id desc limit 1;
  ended := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  since := coalesce(previous.to_xid, 0); above := coalesce(previous.floor, 0);
  if ended < since then -- restored into a server whose transactions are counted anew
    since := 0; above := previous.last;
  end if;
  select min(id) as first, max(id) as last, count(*) as lines, sha256(string_agg(hash, ''::bytea order by id)) as hash into batch
    from journal_entry where id > above and xid >= since and xid < ended;
  if batch.lines = 0 then return null; end if;
  new_root := sha256(coalesce(previous.root, ''::bytea) || batch.hash);
  insert into journal_seal (at, first, last, lines, root, floor, from_xid, to_xid)
    values (clock_timestamp(), batch.first, greatest(batch.last, coalesce(previous.last, 0)), batch.lines, new_root, above, since, ended);
  return new_root;
end $$;

-- The ids of a batch as ranges ("1-40,42"), for the list outside the database. Says no more than how many lines there are.
create or replace function journal_batch_ids(p_seal bigint) returns text
language sql stable security definer set search_path = public, pg_catalog as $$
  with batch as (
    select e.id, e.id - row_number() over (order by e.id) as run from journal_entry e, journal_seal s
      where s.id = p_seal and e.id > s.floor and e.id <= s.last and e.xid >= s.from_xid and e.xid < s.to_xid
  ), runs as (select min(id) as a, max(id) as z from batch group by run)
  select string_agg(case when a = z then a::text else a || '-' || z end, ',' order by a) from runs
$$;
"""
