"""Database functions of the matching room: which families a decision of no contact stands against."""

NO_CONTACT = r"""
-- Families in whose home somebody lives whom the children of a case must not meet. The household may belong to an office whose
-- families the asker can't read: only ids come back, never who or why. Asked for cases the asker sees.
create or replace function matching_no_contact(p_cases uuid[]) returns table (case_id uuid, family_id uuid)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.uid() is null then return; end if;
  return query
  select distinct k.id, m.family_id
  from cases_case k
  join cases_contact c on c.case_id = k.id and c.kind = 'none'
  join persons_person p on p.id = c.person_id
  join families_member m on m.person_id in (p.id, p.joined_into_id) and m.left_on is null and m.country = k.country
  where k.id = any(p_cases) and (%(sees)s);
end $$;
revoke all on function matching_no_contact(uuid[]) from public;
grant execute on function matching_no_contact(uuid[]) to umay_app;
"""

RUNS = r"""
-- The runs for a country. What they read and wrote (matching_run_file) is open to the job alone; that they were is open to the country.
alter table matching_run enable row level security;
alter table matching_run force row level security;
create policy matching_run_see on matching_run for select to umay_app
  using (country = (select ctx.country()) and (select ctx.uid()) is not null);
create policy matching_run_add on matching_run for insert to umay_app with check (country = (select ctx.country()) and (select ctx.has('n')));
create policy matching_run_change on matching_run for update to umay_app
  using (country = (select ctx.country()) and (select ctx.has('n'))) with check (country = (select ctx.country()) and (select ctx.has('n')));
create policy matching_run_keeper on matching_run to umay_keeper using (true) with check (true);

alter table matching_run_file enable row level security;
alter table matching_run_file force row level security;
create policy matching_run_file_see on matching_run_file for select to umay_app
  using (country = (select ctx.country()) and (select ctx.has('n')));
create policy matching_run_file_add on matching_run_file for insert to umay_app
  with check (country = (select ctx.country()) and (select ctx.has('n')));
create policy matching_run_file_change on matching_run_file for update to umay_app
  using (country = (select ctx.country()) and (select ctx.has('n'))) with check (country = (select ctx.country()) and (select ctx.has('n')));
create policy matching_run_file_keeper on matching_run_file to umay_keeper using (true) with check (true);

do $$ declare t text; begin
  foreach t in array array['matching_run', 'matching_run_file'] loop
    execute format('grant select, insert, update on %I to umay_app', t);
    execute format('revoke delete, truncate on %I from umay_app', t);
    execute format('grant select, insert, update, delete on %I to umay_keeper', t);
    execute format('create trigger %I before update on %I for each row execute function ctx.next_version()', t || '_version', t);
    execute format('create trigger %I after insert or update or delete on %I for each row execute function journal_of_row()', t || '_journal', t);
  end loop;
end $$;
"""

ASKING_RUNS = r"""
-- A person asks for a run (flag r) or for the repetition of an earlier one (flag v). The job does the rest under its own flag.
create or replace function matching_ask_run(p_day date, p_replay_of uuid, p_at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_catalog as $$
declare made uuid := gen_random_uuid();
begin
  if (ctx.uid() is not null and case when p_replay_of is null then ctx.has('r') else ctx.has('v') end) is not true then
    raise exception 'your post begins no run' using errcode = '42501';
  end if;
  if p_replay_of is not null and not exists (select 1 from matching_run r where r.id = p_replay_of and r.country = ctx.country()
      and r.replay_of_id is null and r.result_sha256 <> '') then
    raise exception 'no such run' using errcode = 'P0002';
  end if;
  insert into matching_run (id, country, kind, state, day, replay_of_id, asked_by, asked_at, engine, weights, input_sha256, result_sha256, work,
      figures, sought, failure, version, recorded_at, recorded_by)
    values (made, ctx.country(), case when p_replay_of is null then 'asked' else 'replay' end, 'queued', p_day, p_replay_of, ctx.uid(),
      least(p_at, clock_timestamp()), '', '', '', '', 0, '{}', '{}', '', 1, transaction_timestamp(), ctx.uid());
  perform journal_record('matching.' || case when p_replay_of is null then 'run' else 'replay' end, 'matching.run', made, null, array['state'], '');
  return made;
end $$;

create or replace function matching_stop_run(p_run uuid, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_catalog as $$
declare found_one boolean;
begin
  if (ctx.uid() is not null and (ctx.has('r') or ctx.has('v'))) is not true then
    raise exception 'your post stops no run' using errcode = '42501';
  end if;
  update matching_run set stop_by = ctx.uid(), stop_at = least(p_at, clock_timestamp())
    where id = p_run and country = ctx.country() and state in ('queued', 'running') and stop_at is null
      and case kind when 'replay' then ctx.has('v') else ctx.has('r') end;
  found_one := found;
  if found_one then perform journal_record('matching.stop', 'matching.run', p_run, null, array['stop_at'], ''); end if;
  return found_one;
end $$;
revoke all on function matching_ask_run(date, uuid, timestamptz), matching_stop_run(uuid, timestamptz) from public;
grant execute on function matching_ask_run(date, uuid, timestamptz), matching_stop_run(uuid, timestamptz) to umay_app;
"""

WAITING_GROUPS = r"""
-- What the engine's input type holds of all who wait in a country, and nothing else: no name, no number, no story. For the job alone (flag n).
-- A group is the children of a search that is open or ended without a family, or of a case for which nobody searches yet; children whose
-- home was given up while a brother's or sister's stands are a part of a decided search. A day begins as the office counts it. Left out, as
-- on the pages: cases closed, decided or proposed, and groups for whom a family keeps its places now: asked, or with its yes.
create or replace function matching_country_groups(p_at timestamptz) returns table (group_id uuid, case_id uuid, split_of uuid,
  lat float8, lon float8, care_type text, is_urgent boolean, since date, children uuid[])
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.has('n') is not true then raise exception 'for the run of a country alone' using errcode = '42501'; end if;
  return query
  with k as (
    select c.*, c.needs_family_since::timestamp at time zone o.zone as sought_from from cases_case c join offices_office o on o.id = c.office_id
      where c.country = ctx.country() and c.state <> 'closed' and c.needs_family_since is not null
  ), whole as (
    select distinct on (m.case_id) m.* from matching_match m join k on k.id = m.case_id
      where m.split_of_id is null and m.state <> 'withdrawn' and (m.state in ('open', 'proposed', 'none') or m.opened_at >= k.sought_from)
      order by m.case_id, m.opened_at desc, m.id
  ), searched as (
    select m.* from whole m where m.state in ('open', 'none')
    union all
    select p.* from matching_match p join whole w on w.id = p.split_of_id where w.state in ('split', 'decided') and p.state in ('open', 'none')
  )
  select s.id, s.case_id, s.split_of_id, k.lat, k.lon, s.care_type::text, s.is_urgent, k.needs_family_since, s.children
    from searched s join k on k.id = s.case_id
    where not exists (select 1 from matching_candidate a where a.match_id = s.id and a.state in ('family_asked', 'family_yes')
      and a.held_until > p_at)
  union all
  select k.id, k.id, null, k.lat, k.lon, k.care_type::text, k.is_urgent, k.needs_family_since,
      array(select h.person_id from cases_child h where h.case_id = k.id and h.left_on is null order by h.person_id)
    from k where not exists (select 1 from whole w where w.case_id = k.id)
  order by 1;
end $$;
"""

COUNTRY = r"""
-- The children of the country's waiting cases: what the rules may ask about each.
create or replace function matching_country_children() returns table (case_id uuid, person_id uuid, born_on date, sex text, needs text[],
  behaviour_need boolean, languages text[])
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.has('n') is not true then raise exception 'for the run of a country alone' using errcode = '42501'; end if;
  return query
  select h.case_id, h.person_id, p.born_on, p.sex::text, h.needs::text[], h.behaviour_need, h.languages::text[]
    from cases_child h join cases_case k on k.id = h.case_id join persons_person p on p.id = h.person_id
    where k.country = ctx.country() and k.state <> 'closed' and k.needs_family_since is not null and h.left_on is null
    order by h.case_id, h.person_id;
end $$;

-- Families that stand apart for a waiting case: 'kin', or 'barred' by safety (as matching_no_contact says it), or by another part of the group.
create or replace function matching_country_circles() returns table (case_id uuid, family_id uuid, kind text, split_of uuid, not_of uuid)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.has('n') is not true then raise exception 'for the run of a country alone' using errcode = '42501'; end if;
  return query
  with k as (
    select c.id, c.country from cases_case c where c.country = ctx.country() and c.state <> 'closed' and c.needs_family_since is not null
  )
  select a.case_id, a.family_id, case when a.answer = 'unsafe' then 'barred' else 'kin' end, null::uuid, null::uuid
    from cases_kin a join k on k.id = a.case_id where a.family_id is not null and a.answer not in ('unable', 'not_found')
  union
  select k.id, m.family_id, 'barred', null::uuid, null::uuid
    from k join cases_contact c on c.case_id = k.id and c.kind = 'none'
    join persons_person p on p.id = c.person_id
    join families_member m on m.person_id in (p.id, p.joined_into_id) and m.left_on is null and m.country = k.country
  union
  select k.id, a.family_id, 'barred', m.split_of_id, m.id
    from k join matching_match m on m.case_id = k.id and m.split_of_id is not null and m.state in ('proposed', 'decided')
    join matching_candidate a on a.match_id = m.id and a.state in ('proposed', 'chosen')
  order by 1, 2, 3;
end $$;

-- The country's approved families with their free places. Confidential families are left out: only those who see them may think of them.
create or replace function matching_country_families(p_at timestamptz) returns table (
  id uuid, number text, state text, office_id uuid, place text, is_visible boolean, label text, lat float8, lon float8, is_available boolean,
  unavailable_until date, approved_until date, care_types text, places int, places_mixed int, max_siblings int, age_from int, age_to int,
  rooms_for text, skills text, languages text, own_children int, takes_emergencies boolean, willing_confirmed_on date, taken int, held int, blocked int)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.has('n') is not true then raise exception 'for the run of a country alone' using errcode = '42501'; end if;
  return query
  select f.id, f.number::text, f.state::text, f.office_id, f.place::text, true, '', f.lat, f.lon,
    f.is_available, f.unavailable_until, f.approved_until, array_to_string(f.care_types, ','), f.places, coalesce(f.places_mixed, f.places),
    f.max_siblings, f.age_from, f.age_to, array_to_string(f.rooms_for, ','), array_to_string(f.skills, ','), array_to_string(f.languages, ','),
    f.own_children, f.takes_emergencies, f.willing_confirmed_on,
    coalesce(l.taken, 0)::int, coalesce(l.held, 0)::int, coalesce(l.blocked, 0)::int
  from families_family f
  left join (
    select p.family_id, sum(p.count) filter (where p.state = 'taken') as taken, sum(p.count) filter (where p.state = 'held') as held,
      sum(p.count) filter (where p.state = 'blocked') as blocked
    from families_place p where p.freed_at is null and (p.state = 'taken' or p.until_at is null or p.until_at > p_at) group by p.family_id
  ) l on l.family_id = f.id
  where f.country = ctx.country() and f.state = 'approved' and not f.confidential
  order by f.id;
end $$;

-- Groups for whom a search began since a day, without any id: what may come next looks like what came.
create or replace function matching_country_arrivals(p_since timestamptz, p_at timestamptz) returns table (lat float8, lon float8, care_type text,
  is_urgent boolean, born_on date[], sex text[], needs jsonb, behaviour boolean[], languages jsonb)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.has('n') is not true then raise exception 'for the run of a country alone' using errcode = '42501'; end if;
  return query
  select c.lat, c.lon, m.care_type::text, m.is_urgent, array_agg(p.born_on order by p.id), array_agg(p.sex::text order by p.id),
      jsonb_agg(to_jsonb(h.needs) order by p.id), array_agg(h.behaviour_need order by p.id), jsonb_agg(to_jsonb(h.languages) order by p.id)
    from matching_match m join cases_case c on c.id = m.case_id
    join cases_child h on h.case_id = c.id and h.person_id = any(m.children)
    join persons_person p on p.id = h.person_id
    where m.country = ctx.country() and m.state <> 'split' and m.opened_at >= p_since and m.opened_at < p_at and p.born_on is not null
    group by m.id, c.lat, c.lon, m.care_type, m.is_urgent, m.opened_at order by m.opened_at, m.id;
end $$;

-- The job writes what it suggests into the files of the cases; the scope is the case's own, and nothing else can be set.
create or replace function matching_put_advice(p_run uuid, p_rows jsonb) returns int
language plpgsql security definer set search_path = public, pg_catalog as $$
declare made int;
begin
  if (ctx.has('n') and exists (select 1 from matching_run r where r.id = p_run and r.country = ctx.country())) is not true then
    raise exception 'for the run of a country alone' using errcode = '42501';
  end if;
  insert into matching_advice (id, country, office_id, team_id, worker_id, confidential, file_id, version, recorded_at, recorded_by, run_id, case_id,
      group_id, children, family_id, family_number, is_kin, km, place, suiting, others, heed, heed_kind)
    select gen_random_uuid(), c.country, c.office_id, c.team_id, c.worker_id, c.confidential, c.file_id, 1, transaction_timestamp(), ctx.uid(), p_run, c.id,
      x.group_id, x.children, f.id, coalesce(f.number, ''), coalesce(x.is_kin, false), case when f.office_id = c.office_id then x.km else x.km_middle end,
      x.place, coalesce(x.suiting, 0), coalesce(x.others, '[]'), '', ''
    from jsonb_to_recordset(p_rows) x(group_id uuid, children uuid[], family_id uuid, is_kin boolean, km float8, km_middle float8, place int,
      suiting int, others jsonb)
    left join matching_match m on m.id = x.group_id
    join cases_case c on c.id = coalesce(m.case_id, x.group_id) and c.country = ctx.country()
    left join families_family f on f.id = x.family_id and f.country = c.country
    on conflict do nothing;
  get diagnostics made = row_count;
  return made;
end $$;

revoke all on function matching_country_groups(timestamptz), matching_country_children(), matching_country_circles(),
  matching_country_families(timestamptz), matching_country_arrivals(timestamptz, timestamptz), matching_put_advice(uuid, jsonb) from public;
grant execute on function matching_country_groups(timestamptz), matching_country_children(), matching_country_circles(),
  matching_country_families(timestamptz), matching_country_arrivals(timestamptz, timestamptz), matching_put_advice(uuid, jsonb) to umay_app;
"""

CALLS = r"""
-- Families somebody is telephoning now, and until when: for a search, or for an emergency, whose places are kept under the id of its case. Not who, and
-- not for whom. `p_besides`: what the asker works on already. For those who may see the country's cards.
drop function if exists matching_telephoned(timestamptz);
create or replace function matching_telephoned(p_at timestamptz, p_besides uuid default null) returns table (family_id uuid, until_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.uid() is null or not ctx.has('f') then return; end if;
  return query
  select t.family, max(t.until) from (
      select a.family_id, a.called_until, a.match_id from matching_candidate a
        where a.country = ctx.country() and a.state = 'family_asked' and a.called_until > p_at
      union all
      select p.family_id, p.until_at, p.by_thing from families_place p join cases_case k on k.id = p.by_thing
        where p.country = ctx.country() and p.state = 'held' and p.freed_at is null and p.until_at > p_at
    ) t(family, until, thing) join families_family f on f.id = t.family
    where t.thing is distinct from p_besides and (not f.confidential or f.id = any(ctx.granted(false)))
    group by t.family;
end $$;
revoke all on function matching_telephoned(timestamptz, uuid) from public;
grant execute on function matching_telephoned(timestamptz, uuid) to umay_app;
"""

TELEPHONED = r"""
-- How people answered the suggestions of a run: numbers for the page of the run, and for the auditor, who sees no child. Small ones are
-- protected for those who don't read the country.
create or replace function matching_heeded(p_run uuid) returns table (heed text, kind text, n int)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if (ctx.uid() is not null and exists (select 1 from matching_run r where r.id = p_run and r.country = ctx.country())) is not true then return; end if;
  return query
  select a.heed::text, a.heed_kind::text, offices_shown(count(*), not ctx.has('c')) from matching_advice a
    where a.run_id = p_run group by 1, 2 order by 1, 2;
end $$;
revoke all on function matching_heeded(uuid) from public;
grant execute on function matching_heeded(uuid) to umay_app;
"""

FIGURES = r"""
-- A value of a run's numbers as everybody may read it: one to four is null, others are rounded to five; sums of points say how many, so they are null.
-- What is not known here is protected too.
create or replace function matching_protected(p_value jsonb, p_key text) returns jsonb language plpgsql immutable set search_path = public, pg_catalog as $$
declare n numeric;
begin
  if p_key in ('families', 'gap', 'samples') then return p_value; end if;
  case jsonb_typeof(p_value)
    when 'object' then
      return (select coalesce(jsonb_object_agg(e.key, matching_protected(e.value, e.key)), '{}') from jsonb_each(p_value) e);
    when 'array' then  -- of distances: up to how many kilometres, how many groups
      return (select coalesce(jsonb_agg(case when p_key = 'km' then jsonb_build_array(e.value -> 0, matching_protected(e.value -> 1, ''))
          else matching_protected(e.value, '') end order by e.place), '[]') from jsonb_array_elements(p_value) with ordinality e(value, place));
    when 'number' then
      n := p_value::text::numeric;
      if p_key in ('objective', 'bound') or n <> trunc(n) or n < 0 or n between 1 and 4 then return 'null'; end if;
      return to_jsonb(round(n / 5) * 5);
    else return p_value;
  end case;
end $$;

-- What is counted is kept in matching_run_figures; in the run itself stays what everybody may read. A number that is written back as it is shown there
-- keeps what is kept.
create or replace function matching_run_figures_kept() returns trigger
language plpgsql security definer set search_path = public, pg_catalog as $$
declare changed jsonb := new.figures;
begin
  if tg_op = 'UPDATE' then
    select coalesce(jsonb_object_agg(e.key, e.value), '{}') into changed from jsonb_each(new.figures) e where e.value is distinct from old.figures -> e.key;
  end if;
  if changed = '{}' and new.sought = '{}' then return new; end if;
  insert into matching_run_figures (id, country, run_id, figures, sought, version, recorded_at, recorded_by)
    values (gen_random_uuid(), new.country, new.id, changed, new.sought, 1, transaction_timestamp(), new.recorded_by)
    on conflict (run_id) do update set figures = matching_run_figures.figures || excluded.figures,
      sought = case when excluded.sought = '{}' then matching_run_figures.sought else excluded.sought end;
  new.figures := matching_protected(new.figures, '');
  new.sought := '{}';
  return new;
end $$;
revoke all on function matching_run_figures_kept() from public;
grant execute on function matching_run_figures_kept() to umay_owner;

-- How much other children need each of these families, from the newest comparison: for those who may see the country's cards.
create or replace function matching_sought(p_families uuid[]) returns table (family_id uuid, points bigint)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.uid() is null or not ctx.has('f') then return; end if;
  return query
  select f.id, (k.sought ->> f.id::text)::bigint
    from (select r.id from matching_run r where r.country = ctx.country() and r.state in ('done', 'stopped') and r.kind <> 'replay'
      order by r.asked_at desc, r.id limit 1) newest
    join matching_run_figures k on k.run_id = newest.id
    join families_family f on f.id = any(p_families) and f.country = ctx.country() and k.sought ? f.id::text
    where not f.confidential or f.id = any(ctx.granted(false));
end $$;

-- The asker's own families which the comparison of that day suggests and whose word is older than a day: to be asked today. Never for whom.
create or replace function matching_ask_today(p_day date, p_before date) returns table (family_id uuid, is_urgent boolean)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.uid() is null or not ctx.has('f') then return; end if;
  return query
  select f.id, bool_or(c.is_urgent)
    from (select r.id from matching_run r where r.country = ctx.country() and r.day = p_day and r.state in ('done', 'stopped') and r.kind <> 'replay'
      order by r.asked_at desc, r.id limit 1) newest
    join matching_advice a on a.run_id = newest.id and a.heed in ('', 'accepted')
    join cases_case c on c.id = a.case_id
    join families_family f on f.id = a.family_id and f.country = ctx.country() and f.state = 'approved'
    where (f.willing_confirmed_on is null or f.willing_confirmed_on < p_before)
      and ((not f.confidential and (f.office_id = any(ctx.offices()) or f.team_id = any(ctx.teams()) or f.worker_id = ctx.uid()))
        or f.id = any(ctx.granted(true)))
    group by f.id order by 2 desc, 1;
end $$;
revoke all on function matching_protected(jsonb, text), matching_sought(uuid[]), matching_ask_today(date, date) from public;
grant execute on function matching_sought(uuid[]), matching_ask_today(date, date) to umay_app;
"""

FIGURES_ROWS = r"""
alter table matching_run_figures enable row level security;
alter table matching_run_figures force row level security;
create policy matching_run_figures_see on matching_run_figures for select to umay_app
  using (country = (select ctx.country()) and (select ctx.uid()) is not null and (select ctx.has('c') or ctx.has('n')));
-- Written by the trigger alone: the application has no right to these deeds, and a policy besides.
create policy matching_run_figures_add on matching_run_figures for insert to umay_app with check (country = (select ctx.country()) and (select ctx.has('n')));
create policy matching_run_figures_change on matching_run_figures for update to umay_app
  using (country = (select ctx.country()) and (select ctx.has('n'))) with check (country = (select ctx.country()) and (select ctx.has('n')));
create policy matching_run_figures_keeper on matching_run_figures to umay_keeper using (true) with check (true);
revoke all on matching_run_figures from umay_app;
grant select on matching_run_figures to umay_app;
grant select, insert, update, delete on matching_run_figures to umay_keeper;
create trigger matching_run_figures_version before update on matching_run_figures for each row execute function ctx.next_version();
create trigger matching_run_figures_journal after insert or update or delete on matching_run_figures for each row execute function journal_of_row();
"""

FIGURES_MOVED = """
insert into matching_run_figures (id, country, run_id, figures, sought, version, recorded_at, recorded_by)
  select gen_random_uuid(), r.country, r.id, r.figures, r.sought, 1, transaction_timestamp(), r.recorded_by from matching_run r
  where r.figures <> '{}' or r.sought <> '{}';
update matching_run set figures = matching_protected(figures, ''), sought = '{}' where figures <> '{}' or sought <> '{}';
"""

FIGURES_TRIGGER = """
create trigger matching_run_figures_kept before insert or update of figures, sought on matching_run
  for each row execute function matching_run_figures_kept();
"""
