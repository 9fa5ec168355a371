"""Database functions of the offices room: who has a file opened to them, opening one, handing one over, taking a number."""

from umay.kit.kernel.rows.context import writes

GRANTS = r"""
revoke insert, update, delete, truncate on offices_grant from umay_app;
revoke insert, update, delete, truncate on offices_number from umay_app;
alter table offices_grant enable row level security;
create policy offices_grant_see on offices_grant for select to umay_app using (
  country = (select ctx.country())
  and ((select ctx.has('j')) or user_id = (select ctx.uid()) or given_by = (select ctx.uid()) or office_id = any((select ctx.offices())::uuid[]))
);
alter table offices_notice enable row level security;
create policy offices_notice_own on offices_notice for select to umay_app using (user_id = (select ctx.uid()));
create policy offices_notice_mark on offices_notice for update to umay_app using (user_id = (select ctx.uid()));
create policy offices_notice_send on offices_notice for insert to umay_app
  with check (country = (select ctx.country()) and from_user_id = (select ctx.uid()) and kind not in ('glass', 'known', 'asked') and read_at is null
    and exists (select 1 from offices_user u where u.id = user_id and u.is_active and u.country = (select ctx.country())));
revoke delete, truncate on offices_notice from umay_app;

create policy offices_grant_keeper on offices_grant to umay_keeper using (true) with check (true);
create policy offices_notice_keeper on offices_notice to umay_keeper using (true) with check (true);
grant select, insert, update on offices_grant, offices_notice to umay_keeper;
grant select on offices_office, offices_team, offices_user, offices_post to umay_keeper;

-- Files open to the asker beyond the ordinary scope. The asker's own office counts; an office grant opens a file to that office's people.
create or replace function ctx.granted(to_write boolean) returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select array(
    select g.file_id from offices_grant g
    where (g.user_id = ctx.uid() or g.office_id = any(ctx.offices()) or g.office_id = nullif((ctx.fields())[11], '')::uuid)
      and (g.ends_at is null or g.ends_at > transaction_timestamp())
      and (g.may_write or not to_write)
      and g.country = ctx.country())
$$;

create or replace function offices_take_number(p_office uuid, p_kind text, p_year int) returns int
language plpgsql security definer set search_path = public, pg_catalog as $$
declare taken int;
begin
  if ctx.fields() is null and session_user = 'umay_app' then
    raise exception 'nobody is asking' using errcode = '28000';
  end if;
  -- A number burnt is a gap in the registers of another office.
  if session_user = 'umay_app' and (exists (select 1 from offices_office o where o.id = p_office and o.country = ctx.country()
      and (o.id = any(ctx.offices()) or o.id = nullif((ctx.fields())[11], '')::uuid))) is not true then
    raise exception 'this office is not yours' using errcode = '42501';
  end if;
  insert into offices_number (id, office_id, kind, year, last) values (gen_random_uuid(), p_office, p_kind, p_year, 1)
    on conflict (office_id, kind, year) do update set last = offices_number.last + 1 returning last into taken;
  return taken;
end $$;
"""

KEEPER = r"""
-- The file's own row wherever it lies; used by the functions below, never granted to the application.
create or replace function offices_file(p_kind text, p_file uuid)
returns table (country text, office_id uuid, team_id uuid, worker_id uuid, confidential boolean)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if p_kind not in ('report', 'case', 'family') then raise exception 'unknown kind of file' using errcode = '22023'; end if;
  return query execute format('select country::text, office_id, team_id, worker_id, confidential from %I where id = $1',
    case p_kind when 'report' then 'intake_report' when 'case' then 'cases_case' else 'families_family' end) using p_file;
end $$;
revoke all on function offices_file(text, uuid) from public;

-- Break the glass: reading only, an hour, with a reason; the journal line is part of the same statement.
create or replace function offices_break_glass(p_kind text, p_file uuid, p_reason text) returns timestamptz
language plpgsql security definer set search_path = public, pg_catalog as $$
declare file record; until timestamptz := transaction_timestamp() + interval '1 hour';
begin
  if ctx.has('g') is not true then raise exception 'your post opens no file in an emergency' using errcode = '42501'; end if;
  if (length(trim(p_reason)) >= 10) is not true then raise exception 'a reason is needed' using errcode = '22023'; end if;
  select * into file from offices_file(p_kind, p_file);
  if file.country is distinct from ctx.country() or ctx.uid() is null then raise exception 'no such file' using errcode = 'P0002'; end if;
  insert into offices_grant (id, country, kind, file_id, file_kind, user_id, may_write, reason, given_by, given_at, ends_at)
    values (gen_random_uuid(), file.country, 'glass', p_file, p_kind, ctx.uid(), false, p_reason, ctx.uid(), transaction_timestamp(), until);
  insert into offices_notice (id, country, kind, user_id, thing_kind, thing, from_user_id, at)
    select gen_random_uuid(), file.country, 'glass', person, p_kind, p_file, ctx.uid(), transaction_timestamp()
    from (
      select file.worker_id as person where file.worker_id is not null
      union
      select p.user_id from offices_post p join offices_office o on o.id = p.office_id
        where o.country = file.country and p.confirmed_at is not null and (p.ends_on is null or p.ends_on >= current_date)
          and (p.role = 'auditor' or (p.role = 'supervisor' and p.office_id = file.office_id))
    ) told where person <> ctx.uid();
  perform journal_add('glass.break', p_kind, p_file, p_file, array[]::text[], left(trim(p_reason), 200));
  return until;
end $$;

-- Open a file to a named person or an office. The asker must be able to write the file in the ordinary way.
create or replace function offices_open_file(p_kind text, p_file uuid, p_grant text, p_user uuid, p_office uuid, p_write boolean, p_reason text, p_until timestamptz)
returns uuid language plpgsql security definer set search_path = public, pg_catalog as $$
declare file record; made uuid := gen_random_uuid();
begin
  select * into file from offices_file(p_kind, p_file);
  if file.country is null or file.country is distinct from ctx.country() or (
      (not file.confidential and (file.office_id = any(ctx.offices()) or file.team_id = any(ctx.teams()) or file.worker_id = ctx.uid()))
      or p_file = any(ctx.granted(true))) is not true then
    raise exception 'this file is not yours to open' using errcode = '42501';
  end if;
  if (p_grant in ('named', 'shared')) is not true then raise exception 'unknown kind of grant' using errcode = '22023'; end if;
  if (p_user is null or exists (select 1 from offices_user u where u.id = p_user and u.country = file.country)) is not true
     or (p_office is null or exists (select 1 from offices_office o where o.id = p_office and o.country = file.country)) is not true then
    raise exception 'nobody of that name in this country' using errcode = '22023';
  end if;
  insert into offices_grant (id, country, kind, file_id, file_kind, user_id, office_id, may_write, reason, given_by, given_at, ends_at)
    values (made, file.country, p_grant, p_file, p_kind, p_user, p_office, p_write, p_reason, ctx.uid(), transaction_timestamp(), p_until);
  perform journal_add('file.open', p_kind, p_file, p_file, array[]::text[], p_grant);
  return made;
end $$;

create or replace function offices_close_grant(p_grant uuid) returns void
language plpgsql security definer set search_path = public, pg_catalog as $$
declare g offices_grant;
begin
  select * into g from offices_grant where id = p_grant and country = ctx.country() for update;
  if g.id is null or (g.given_by = ctx.uid() or g.user_id = ctx.uid() or g.file_id = any(ctx.granted(true))) is not true then
    raise exception 'this is not yours to close' using errcode = '42501';
  end if;
  update offices_grant set ends_at = transaction_timestamp() where id = p_grant and (ends_at is null or ends_at > transaction_timestamp());
  perform journal_add('file.shut', g.file_kind, g.file_id, g.file_id, array[]::text[], g.kind);
end $$;

-- Hand a file over: every care row of the file moves at once, also to an office whose rows the asker can't see.
create or replace function offices_hand_over(p_kind text, p_file uuid, p_office uuid, p_team uuid, p_worker uuid, p_confidential boolean) returns int
language plpgsql security definer set search_path = public, pg_catalog as $$
declare file record; care text; moved int := 0; n int;
begin
  select * into file from offices_file(p_kind, p_file);
  if file.country is null or file.country is distinct from ctx.country() or (
      (not file.confidential and (file.office_id = any(ctx.offices()) or file.team_id = any(ctx.teams()) or file.worker_id = ctx.uid()))
      or p_file = any(ctx.granted(true))) is not true then
    raise exception 'this file is not yours to hand over' using errcode = '42501';
  end if;
  if not exists (select 1 from offices_office where id = p_office and country = file.country) then
    raise exception 'no such office in this country' using errcode = '22023';
  end if;
  if p_team is not null and not exists (select 1 from offices_team where id = p_team and office_id = p_office) then
    raise exception 'no such team in this office' using errcode = '22023';
  end if;
  if p_worker is not null and not exists (select 1 from offices_user where id = p_worker and country = file.country) then
    raise exception 'no such person in this country' using errcode = '22023';
  end if;
  for care in select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid and p.polname = c.relname || '_keeper'
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'confidential' order by c.relname loop
    execute format('update %I set office_id = $1, team_id = $2, worker_id = $3, confidential = $4 where file_id = $5', care)
      using p_office, p_team, p_worker, p_confidential, p_file;
    get diagnostics n = row_count; moved := moved + n;
  end loop;
  perform journal_add('file.hand_over', p_kind, p_file, p_file, array['office_id','team_id','worker_id','confidential'], '');
  return moved;
end $$;

grant execute on function offices_break_glass(text, uuid, text), offices_open_file(text, uuid, text, uuid, uuid, boolean, text, timestamptz),
  offices_close_grant(uuid), offices_hand_over(text, uuid, uuid, uuid, uuid, boolean) to umay_app;
"""

KEYS = r"""
revoke update, delete, truncate on offices_key from umay_app;
grant select, update on offices_key to umay_keeper;
"""

DESTROYING = r"""
-- A key is destroyed for good, so what it belongs to is looked up here: the asker's own draft or upload, or a person of a file they write
-- whose erasure somebody else asked for and was confirmed in this transaction or before. The key of a person or of a file is never taken for
-- a draft's, whatever id the draft was given.
create or replace function offices_destroy_key(p_key uuid, p_why text, p_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_catalog as $$
begin
  if ctx.uid() is null then raise exception 'nobody is asking' using errcode = '28000'; end if;
  if (length(trim(p_why)) >= 5) is not true then raise exception 'a reason is needed' using errcode = '22023'; end if;
  if exists (select 1 from persons_person where id = p_key) then
    if not exists (select 1 from persons_erasure e where e.person_id = p_key and e.confirmed_at is not null and e.dropped_at is null
        and e.confirmed_by = ctx.uid() and e.asked_by <> ctx.uid() and (:writes:)) then
      raise exception 'no confirmed erasure asks for this' using errcode = '42501';
    end if;
  elsif exists (select 1 from intake_report where id = p_key) or exists (select 1 from cases_case where id = p_key)
      or exists (select 1 from families_family where id = p_key)
      or not (exists (select 1 from persons_draft d where d.id = p_key and d.worker_id = ctx.uid())
        or exists (select 1 from persons_upload u where u.id = p_key and u.worker_id = ctx.uid())) then
    raise exception 'this key is not yours to destroy' using errcode = '42501';
  end if;
  update offices_key set wrapped = null, destroyed_at = p_at, destroyed_why = p_why where id = p_key and destroyed_at is null;
  perform journal_add('key.destroy', 'key', p_key, null, array[]::text[], '');
end $$;
revoke all on function offices_destroy_key(uuid, text, timestamptz) from public;
grant execute on function offices_destroy_key(uuid, text, timestamptz) to umay_app;
""".replace(":writes:", writes("e"))

AUDIT = r"""
-- Who looked at or changed a file: for those who may write it in the ordinary way, and for the auditor. Newest first, no values.
create or replace function offices_lookers(p_kind text, p_file uuid)
returns table (at timestamptz, who uuid, role text, code text, kind text, why text)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
declare file record;
begin
  select * into file from offices_file(p_kind, p_file);
  if file.country is null or file.country is distinct from ctx.country() or (ctx.has('j')
      or (not file.confidential and (file.office_id = any(ctx.offices()) or file.team_id = any(ctx.teams()) or file.worker_id = ctx.uid()))
      or p_file = any(ctx.granted(true))) is not true then
    raise exception 'this file is not open to you' using errcode = '42501';
  end if;
  return query select e.at, e.who, e.role, e.code, e.kind, e.why from journal_entry e
    where e.file = p_file and e.code not like 'row.%' order by e.id desc limit 1000;
end $$;

-- The id behind a file's number, for the auditor alone; says nothing else about the file.
create or replace function offices_file_of_number(p_number text) returns uuid
language plpgsql stable security definer set search_path = public, pg_catalog as $$
declare found uuid;
begin
  if ctx.has('j') is not true then raise exception 'for the auditor alone' using errcode = '42501'; end if;
  select id into found from (
    select id from cases_case where country = ctx.country() and number = p_number
    union all select id from intake_report where country = ctx.country() and number = p_number
    union all select id from families_family where country = ctx.country() and number = p_number
  ) files limit 1;
  return found;
end $$;
grant execute on function offices_lookers(text, uuid), offices_file_of_number(text) to umay_app;
"""

FIGURES = r"""
-- A number as it may be shown to somebody who can't see the rows: 1 to 4 is hidden (-1), others are rounded to five, so that no
-- difference of sums tells a hidden one.
create or replace function offices_shown(p_number bigint, p_protect boolean) returns int language sql immutable as $$
  select case when not p_protect then p_number::int when p_number between 1 and 4 then -1 else (round(p_number / 5.0) * 5)::int end
$$;

-- Figures by office, place or over all, for the offices of the asker; for the whole country to those who read it and, protected, to the auditor.
create or replace function offices_figures(p_by text, p_since timestamptz, p_now timestamptz, p_today date)
returns table (part text, waiting int, families int, places_free int, visits_due int, visits_late int, reports int, contacted int, on_time int,
  median_hours float8)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
declare
  protect boolean := not ctx.has('c') and ctx.has('j');
  everywhere boolean := ctx.has('c') or ctx.has('j');
begin
  if ctx.uid() is null then return; end if;
  if p_by not in ('office', 'place', 'all') then raise exception 'unknown grouping' using errcode = '22023'; end if;
  return query
  with mine as (
    select o.id, case p_by when 'office' then o.id::text when 'place' then o.place::text else '' end as part
      from offices_office o where o.country = ctx.country() and o.kind <> 'ministry' and (everywhere or o.id = any(ctx.offices()))
  ), w as (
    select m.part, count(*) as n from cases_case c join mine m on m.id = c.office_id join cases_child k on k.case_id = c.id and k.left_on is null
      where c.state <> 'closed' and c.needs_family_since is not null group by m.part
  ), taken as (
    select l.family_id, sum(l.count) as n from families_place l
      where l.freed_at is null and (l.state = 'taken' or l.until_at is null or l.until_at > p_now) group by l.family_id
  ), f as (
    select m.part, count(*) as n, sum(greatest(f.places - coalesce(t.n, 0), 0)) as free
      from families_family f join mine m on m.id = f.office_id left join taken t on t.family_id = f.id where f.state = 'approved' group by m.part
  ), v as (
    select m.part, count(*) filter (where v.due_on >= p_today and v.due_on < p_today + 14) as due, count(*) filter (where v.due_on < p_today) as late
      from visits_visit v join mine m on m.id = v.office_id where v.state = 'planned' group by m.part
  ), r as (
    select m.part, count(*) as n, count(r.contacted_at) as seen, count(*) filter (where r.contacted_at <= r.contact_due_at) as on_time,
      percentile_cont(0.5) within group (order by extract(epoch from r.contacted_at - r.received_at) / 3600.0) as median
      from intake_report r join mine m on m.id = r.office_id
      where r.received_at >= p_since and r.contact_due_at is not null and (r.contacted_at is not null or r.contact_due_at < p_now) group by m.part
  )
  select p.part, offices_shown(coalesce(w.n, 0), protect), offices_shown(coalesce(f.n, 0), protect), offices_shown(coalesce(f.free, 0)::bigint, protect),
    offices_shown(coalesce(v.due, 0), protect), offices_shown(coalesce(v.late, 0), protect), offices_shown(coalesce(r.n, 0), protect),
    offices_shown(coalesce(r.seen, 0), protect), offices_shown(coalesce(r.on_time, 0), protect),
    case when protect and r.seen < 5 then null else r.median end
  from (select distinct m.part from mine m) p left join w on w.part = p.part left join f on f.part = p.part left join v on v.part = p.part
    left join r on r.part = p.part order by p.part;
end $$;

-- Month by month: how long the first contact took and whether it came in time.
create or replace function offices_contact_months(p_since timestamptz, p_now timestamptz, p_zone text)
returns table (month date, reports int, on_time int, median_hours float8)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
declare
  protect boolean := not ctx.has('c') and ctx.has('j');
  everywhere boolean := ctx.has('c') or ctx.has('j');
begin
  if ctx.uid() is null then return; end if;
  return query
  select date_trunc('month', r.received_at at time zone p_zone)::date, offices_shown(count(*), protect),
    offices_shown(count(*) filter (where r.contacted_at <= r.contact_due_at), protect),
    case when protect and count(r.contacted_at) < 5 then null
      else percentile_cont(0.5) within group (order by extract(epoch from r.contacted_at - r.received_at) / 3600.0) end
  from intake_report r join offices_office o on o.id = r.office_id
  where o.country = ctx.country() and (everywhere or o.id = any(ctx.offices())) and r.received_at >= p_since
    and r.contact_due_at is not null and (r.contacted_at is not null or r.contact_due_at < p_now)
  group by 1 order by 1;
end $$;
grant execute on function offices_shown(bigint, boolean), offices_figures(text, timestamptz, timestamptz, date),
  offices_contact_months(timestamptz, timestamptz, text) to umay_app;
"""
