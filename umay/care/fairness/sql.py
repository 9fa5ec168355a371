"""Who reads and writes the tables of fairness, and the sums they are made of. No row of a child leaves a function."""

ROWS = r"""
alter table fairness_sheet enable row level security;
alter table fairness_sheet force row level security;
create policy fairness_sheet_see on fairness_sheet for select to umay_app
  using (country = (select ctx.country()) and (((select ctx.has('q')) and not is_protected) or (select ctx.has('x')) or (select ctx.has('u'))));
create policy fairness_sheet_add on fairness_sheet for insert to umay_app
  with check (country = (select ctx.country()) and ((select ctx.has('u')) and not is_invented or (select ctx.has('m')) and is_invented));
-- what was counted once stays: two versions of one month would say what changed between them
create policy fairness_sheet_change on fairness_sheet for update to umay_app using (country = (select ctx.country()) and false) with check (false);
create policy fairness_sheet_keeper on fairness_sheet to umay_keeper using (true) with check (true);
grant select, insert, update on fairness_sheet to umay_app;
revoke delete, truncate on fairness_sheet from umay_app;
grant select, insert, update, delete on fairness_sheet to umay_keeper;
create trigger fairness_sheet_version before update on fairness_sheet for each row execute function ctx.next_version();
create trigger fairness_sheet_journal after insert or update or delete on fairness_sheet for each row execute function journal_of_row();
"""

PUT_PASSED = r"""
-- The nightly job writes into the files of the cases whose better family went to a later claim; the scope is the case's own.
create or replace function fairness_put_passed(p_run uuid, p_rows jsonb) returns int
language plpgsql security definer set search_path = public, pg_catalog as $$
declare made int;
begin
  if (ctx.has('u') and exists (select 1 from matching_run r where r.id = p_run and r.country = ctx.country())) is not true then
    raise exception 'for the counting of a country alone' using errcode = '42501';
  end if;
  insert into fairness_passed (id, country, office_id, team_id, worker_id, confidential, file_id, version, recorded_at, recorded_by, run_id, case_id,
      group_id, families, family_id)
    select gen_random_uuid(), c.country, c.office_id, c.team_id, c.worker_id, c.confidential, c.file_id, 1, transaction_timestamp(), ctx.uid(), p_run,
      c.id, x.group_id, x.families, f.id
    from jsonb_to_recordset(p_rows) x(group_id uuid, families int, family_id uuid)
    left join matching_match m on m.id = x.group_id
    join cases_case c on c.id = coalesce(m.case_id, x.group_id) and c.country = ctx.country()
    join families_family f on f.id = x.family_id and f.country = c.country
    on conflict do nothing;
  get diagnostics made = row_count;
  return made;
end $$;
revoke all on function fairness_put_passed(uuid, jsonb) from public;
grant execute on function fairness_put_passed(uuid, jsonb) to umay_app;
"""

# One row for each child and fact: `a`, `b`, `c` are its answers, `v` a measure. `born` counts the age at the end of the time.
_OF_RUN = r"""
  select 'placed' fact, v.case_id, x.person_id, (v.family_id is not null)::int a, (v.family_id is null)::int b, 0 c,
      case when v.family_id is not null then v.km end v
    from matching_advice v cross join unnest(v.children) x(person_id) where v.run_id = p_run and v.country = ctx.country() and v.suiting > 0
  union all
  select 'heed', v.case_id, x.person_id, (v.heed = 'accepted')::int, (v.heed = 'other')::int, (v.heed = 'none')::int, null
    from matching_advice v cross join unnest(v.children) x(person_id) where v.run_id = p_run and v.country = ctx.country() and v.heed <> ''
  union all
  select 'passed', v.case_id, x.person_id, (o.id is not null)::int, (o.id is null)::int, 0, null
    from matching_advice v cross join unnest(v.children) x(person_id)
    left join fairness_passed o on o.run_id = v.run_id and o.group_id = v.group_id
    where v.run_id = p_run and v.country = ctx.country() and v.suiting > 0
"""

_OF_MONTH = r"""
  select 'placed' fact, w.case_id, w.person_id, (m.began_at is not null)::int a, (m.began_at is null)::int b, 0 c, m.km v
    from (
      select distinct on (s.person_id) s.person_id, s.case_id from (
        select x.person_id, v.case_id from matching_advice v join matching_run r on r.id = v.run_id and r.kind <> 'replay'
          cross join unnest(v.children) x(person_id)
          where v.country = ctx.country() and v.recorded_at >= p_from and v.recorded_at < p_until and v.suiting > 0
        union
        select p.child_id, p.case_id from placements_placement p
          where p.country = ctx.country() and p.state in ('active', 'ended') and p.began_at >= p_from and p.began_at < p_until
      ) s order by s.person_id, s.case_id
    ) w
    left join lateral (
      select p.began_at, 6371.0088 * 2 * asin(least(1, sqrt(power(sin(radians(f.lat - k.lat) / 2), 2)
          + cos(radians(k.lat)) * cos(radians(f.lat)) * power(sin(radians(f.lon - k.lon) / 2), 2)))) km
        from placements_placement p join families_family f on f.id = p.family_id join cases_case k on k.id = p.case_id
        where p.child_id = w.person_id and p.country = ctx.country() and p.state in ('active', 'ended') and p.began_at >= p_from and p.began_at < p_until
        order by p.began_at, p.id limit 1
    ) m on true
  union all
  select 'days', d.case_id, d.person_id, 1, 0, 0, 100.0 * count(*) filter (where d.inside) / count(*)
    from (
      select s.case_id, s.person_id, n.day, bool_or(s.inside) inside
        from (
          select p.case_id, p.child_id person_id, true inside, p.began_at f, coalesce(p.ended_at, p_until) u from placements_placement p
            where p.country = ctx.country() and p.state in ('active', 'ended') and p.began_at < p_until and coalesce(p.ended_at, p_until) > p_from
          union all
          select m.case_id, x.person_id, false, m.opened_at,
              coalesce(m.ended_at, (select min(p.began_at) from placements_placement p where p.match_id = m.id), p_until)
            from matching_match m cross join unnest(m.children) x(person_id)
            where m.country = ctx.country() and m.state not in ('withdrawn', 'split') and m.opened_at < p_until and coalesce(m.ended_at, p_until) > p_from
          union all
          select k.id, h.person_id, false, k.needs_family_since::timestamp at time zone o.zone, p_until
            from cases_case k join cases_child h on h.case_id = k.id and h.left_on is null join offices_office o on o.id = k.office_id
            where k.country = ctx.country() and k.state <> 'closed' and k.needs_family_since::timestamp at time zone o.zone < p_until
        ) s
        join (select p_from + (g + 0.5) * interval '1 day' as day from generate_series(0, extract(day from p_until - p_from)::int - 1) g) n
          on n.day >= s.f and n.day < s.u
        group by 1, 2, 3
    ) d group by d.case_id, d.person_id
  union all
  select 'heed', v.case_id, x.person_id, (v.heed = 'accepted')::int, (v.heed = 'other')::int, (v.heed = 'none')::int, null
    from matching_advice v cross join unnest(v.children) x(person_id)
    where v.country = ctx.country() and v.heed <> '' and v.heeded_at >= p_from and v.heeded_at < p_until
  union all
  select 'asked', m.case_id, x.person_id, (a.state = 'family_no')::int, (a.state <> 'family_no')::int, 0, null
    from matching_candidate a join matching_match m on m.id = a.match_id cross join unnest(m.children) x(person_id)
    where a.country = ctx.country() and a.answered_at >= p_from and a.answered_at < p_until
  union all
  select 'passed', w.case_id, w.person_id, w.is_passed::int, (not w.is_passed)::int, 0, null
    from (
      select v.case_id, x.person_id, bool_or(o.id is not null) is_passed
        from matching_advice v join matching_run r on r.id = v.run_id and r.kind <> 'replay' cross join unnest(v.children) x(person_id)
        left join fairness_passed o on o.run_id = v.run_id and o.group_id = v.group_id
        where v.country = ctx.country() and v.recorded_at >= p_from and v.recorded_at < p_until and v.suiting > 0
        group by 1, 2
    ) w
"""


# The first home into which a child moved in a year of which every home has been followed for twelve months. How well the family suited is what its
# order said of the two alone (distance, experience, children in the home), without the child's wait, in quarters of all of that year; kin stand apart,
# because they come first whatever that says. To be expected is the mean of the homes that suited as well.
_OF_HOMES = r"""
  select 'homes' fact, w.case_id, w.person_id, w.is_broken::int a, (not w.is_broken)::int b, 0 c, 100.0 * avg(w.is_broken::int) over (partition by w.fit) v, w.fit
    from (
      select o.case_id, o.person_id, o.is_broken, case when o.is_kin then 'kin' when o.suits is null then 'none'
          else (1 + 4 * (rank() over (partition by o.is_kin, o.suits is null order by o.suits desc) - 1)
            / count(*) over (partition by o.is_kin, o.suits is null))::text end fit
        from (
          select distinct on (p.child_id) p.child_id person_id, p.case_id, coalesce(a.is_kin, false) is_kin,
              (p.state = 'ended' and p.end_reason = any(p_broken) and p.ended_at < p.began_at + interval '12 months') is_broken,
              ((a.terms ->> 'distance')::numeric + (a.terms ->> 'behaviour')::numeric + (a.terms ->> 'in_home')::numeric + (a.terms ->> 'split')::numeric)
                / nullif(cardinality(m.children), 0) suits
            from placements_placement p
            left join matching_match m on m.id = p.match_id
            left join matching_candidate a on a.match_id = m.id and a.family_id = p.family_id
            where p.country = ctx.country() and p.state in ('active', 'ended') and p.began_at >= p_from and p.began_at < p_until
            order by p.child_id, p.began_at, p.id
        ) o
    ) w
"""


def _counts(name: str, arguments: str, facts: str, own: str = "") -> str:
    """A function that counts `facts` by group; `own` is a further group that these facts alone have."""
    return rf"""
create or replace function {name}({arguments}, p_until timestamptz, p_language text, p_disability text[])
returns table (fact text, dimension text, part text, a int, b int, c int, n int, total float8, squares float8, together float8)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
#variable_conflict use_column
begin
  if ctx.has('u') is not true then raise exception 'for the counting of a country alone' using errcode = '42501'; end if;
  return query
  with facts as ({facts}),
  children as (
    select distinct on (h.case_id, h.person_id) h.case_id, h.person_id, p.born_on, p.sex::text sex, h.needs::text[] needs, h.behaviour_need,
        h.languages::text[] languages, k.is_urgent, k.place::text place, count(*) over (partition by h.case_id) size
      from cases_child h join persons_person p on p.id = h.person_id join cases_case k on k.id = h.case_id
      where h.country = ctx.country() and h.case_id in (select distinct x.case_id from facts x)
      order by h.case_id, h.person_id, h.left_on desc nulls first, h.id
  ),
  aged as (
    select *, extract(year from age(p_until::date, born_on))::int as years from children
  ),
  known as (
    select f.fact, f.case_id, f.a, f.b, f.c, f.v, l.dimension, l.part
      from facts f join aged h on h.case_id = f.case_id and h.person_id = f.person_id
      cross join lateral (values
        ('age', case when h.years is null then 'unknown' when h.years < 3 then '0' when h.years < 7 then '3' when h.years < 12 then '7'
          when h.years < 15 then '12' else '15' end),
        ('need', case when h.behaviour_need then 'behaviour' when cardinality(h.needs) > 0 then 'skill' else 'none' end),
        ('size', least(h.size, 3)::text),
        ('urgent', case when h.is_urgent then 'yes' else 'no' end),
        ('region', h.place),
        ('sex', case when h.sex in ('f', 'm') then h.sex else 'u' end),
        ('disability', case when h.needs && p_disability then 'yes' else 'no' end),
        ('language', case when cardinality(h.languages) = 0 or p_language = any(h.languages) then 'first' else 'other' end){own}
      ) l(dimension, part)
  ),
  cases as (
    select k.fact, k.dimension, k.part, k.case_id, sum(k.a) a, sum(k.b) b, sum(k.c) c, count(k.v) n, sum(k.v) total, sum(k.v * k.v) squares,
        count(*) size
      from known k group by 1, 2, 3, 4
  )
  select k.fact, k.dimension, k.part, sum(k.a)::int, sum(k.b)::int, sum(k.c)::int, sum(k.n)::int, coalesce(sum(k.total), 0)::float8,
      coalesce(sum(k.squares), 0)::float8, sum(k.size * k.size)::float8
    from cases k group by 1, 2, 3 order by 1, 2, 3;
end $$;
"""  # noqa: S608 - our own text


COUNTS = (
    """
-- Sums by group of all children of a country, for the nightly job (letter u), which protects small numbers before it keeps anything.
-- No id, no row of a child: nothing but how many. By sex, disability and language too, here and nowhere else.
"""
    + _counts("fairness_month_counts", "p_from timestamptz", _OF_MONTH)
    + _counts("fairness_run_counts", "p_run uuid", _OF_RUN)
    + """
revoke all on function fairness_month_counts(timestamptz, timestamptz, text, text[]), fairness_run_counts(uuid, timestamptz, text, text[]) from public;
grant execute on function fairness_month_counts(timestamptz, timestamptz, text, text[]), fairness_run_counts(uuid, timestamptz, text, text[]) to umay_app;
"""
)

HOMES = (
    _counts("fairness_homes_counts", "p_from timestamptz, p_broken text[]", _OF_HOMES, ", ('fit', f.fit)")
    + """
revoke all on function fairness_homes_counts(timestamptz, text[], timestamptz, text, text[]) from public;
grant execute on function fairness_homes_counts(timestamptz, text[], timestamptz, text, text[]) to umay_app;
"""
)

FLIP_ROWS = r"""
alter table fairness_flip enable row level security;
alter table fairness_flip force row level security;
create policy fairness_flip_see on fairness_flip for select to umay_app
  using (country = (select ctx.country()) and ((select ctx.has('q')) or (select ctx.has('u'))));
-- whoever may audit asks, in their own name and without an answer; the job alone answers
create policy fairness_flip_add on fairness_flip for insert to umay_app
  with check (country = (select ctx.country()) and (select ctx.has('x')) and asked_by = (select ctx.uid()) and state = 'queued' and sha256 = '');
create policy fairness_flip_change on fairness_flip for update to umay_app
  using (country = (select ctx.country()) and (select ctx.has('u'))) with check (country = (select ctx.country()) and (select ctx.has('u')));
create policy fairness_flip_keeper on fairness_flip to umay_keeper using (true) with check (true);
grant select, insert, update on fairness_flip to umay_app;
revoke delete, truncate on fairness_flip from umay_app;
grant select, insert, update, delete on fairness_flip to umay_keeper;
create trigger fairness_flip_version before update on fairness_flip for each row execute function ctx.next_version();
create trigger fairness_flip_journal after insert or update or delete on fairness_flip for each row execute function journal_of_row();
create schema if not exists umay_flip;
grant usage on schema umay_flip to umay_app;
grant usage, create on schema umay_flip to umay_keeper;
"""

FLIP = r"""
-- The flip test on the living database. No row of care is written or locked: the country's rows of every table that the export of a run reads are
-- copied into the schema umay_flip, beside copies of the functions that read them, whose text is taken from the database as it stands. A trigger refuses
-- to let that transaction end otherwise than taken back. For the job alone (letters u and n).
create or replace function fairness_flip_copy() returns int
language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  readers constant text[] := '{matching_country_groups,matching_country_children,matching_country_circles,matching_country_families,placements_unsafe}';
  one record; told text; made int := 0;
begin
  if (ctx.has('u') and ctx.has('n')) is not true then raise exception 'for the flip test of a country alone' using errcode = '42501'; end if;
  create table umay_flip.never (one int);
  create function umay_flip.never() returns trigger language plpgsql as $never$ begin
    raise exception 'what was flipped is never kept' using errcode = '42501';
  end $never$;
  create constraint trigger never after insert on umay_flip.never deferrable initially deferred for each row execute function umay_flip.never();
  insert into umay_flip.never values (1);
  -- Offices hold nothing of a person; they are read where they stand, by the asker's own right.
  for one in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname !~ '^offices_' and exists (
      select 1 from pg_proc p where p.pronamespace = c.relnamespace and p.proname = any(readers) and p.prosrc ~ ('\m' || c.relname || '\M')) loop
    execute format('create table umay_flip.%1$I as select * from public.%1$I where country = ctx.country()', one.relname);
    execute format('analyze umay_flip.%I', one.relname);
  end loop;
  for one in select p.proname, pg_get_function_identity_arguments(p.oid) arguments, pg_get_functiondef(p.oid) body from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.proname = any(readers) loop
    told := replace(replace(one.body, 'FUNCTION public.', 'FUNCTION umay_flip.'),
      $path$SET search_path TO 'public', 'pg_catalog'$path$, $path$SET search_path TO 'umay_flip', 'public', 'pg_catalog'$path$);
    if (position('FUNCTION umay_flip.' in told) > 0 and position('''umay_flip''' in told) > 0) is not true then
      raise exception 'the function % can''t be copied', one.proname;
    end if;
    execute told;
    execute format('grant execute on function umay_flip.%I(%s) to umay_app', one.proname, one.arguments);
    made := made + 1;
  end loop;
  if made <> cardinality(readers) then raise exception 'a function that reads for the run is missing'; end if;
  return made;
end $$;

-- Give every row of one copied table another value in each of these columns.
create or replace function fairness_flip_columns(p_table text, p_columns text[]) returns int
language plpgsql security definer set search_path = public, pg_catalog as $$
declare changes text; changed int;
begin
  if (ctx.has('u') and ctx.has('n')) is not true then raise exception 'for the flip test of a country alone' using errcode = '42501'; end if;
  select string_agg(format('%I = ', a.attname) || case format_type(a.atttypid, null)
      when 'boolean' then format('not coalesce(%I, false)', a.attname)
      when 'date' then format('coalesce(%I, date ''2020-02-02'') - 77', a.attname)
      when 'timestamp with time zone' then format('coalesce(%I, transaction_timestamp()) + interval ''77 days''', a.attname)
      when 'uuid' then 'gen_random_uuid()'
      when 'uuid[]' then 'array[gen_random_uuid()]'
      when 'jsonb' then '''{"flipped": true}'''
      when 'bytea' then format('''\x01''::bytea || coalesce(%I, '''')', a.attname)
      when 'text[]' then '''{flipped}'''
      when 'character varying[]' then '''{flipped}'''
      when 'text' then format('case when %1$I like ''Z%%'' then ''Y'' else ''Z'' end || coalesce(%1$I, '''')', a.attname)
      when 'character varying' then case when a.attname = 'sex' then 'case sex when ''f'' then ''m'' when ''m'' then ''f'' else sex end'
        else format('left(case when %1$I like ''Z%%'' then ''Y'' else ''Z'' end || coalesce(%1$I, ''''), %2$s)', a.attname, greatest(a.atttypmod - 4, 1)) end
      else case when a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'float8'::regtype, 'numeric'::regtype)
        then format('coalesce(%I, 0) + 1', a.attname) else 'null' end end, ', ')
    into changes from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'umay_flip'::regnamespace and c.relname = p_table and a.attnum > 0 and a.attname = any(p_columns);
  if changes is null then raise exception 'no such columns in %', p_table; end if;
  execute format('update umay_flip.%I set %s', p_table, changes);
  get diagnostics changed = row_count;
  return changed;
end $$;
revoke all on function fairness_flip_copy(), fairness_flip_columns(text, text[]) from public;
grant execute on function fairness_flip_copy(), fairness_flip_columns(text, text[]) to umay_app;
"""
