"""Database functions of the families room: who may use a family's places, the ledger, the cards of a country, asks between offices.

Errors that an action turns into a sentence: UM001 not yours, UM002 the family can't take children now, UM003 not enough places (detail: how
many are free), UM004 already there with another number, UM005 ask your own office.
"""

# The office whose families a caseworker reads although their own scope is narrower: names and addresses of the families of their own office.
READING = r"""
create or replace function ctx.family_office() returns uuid language sql stable as
  $$ select case when ctx.has('f') then nullif((ctx.fields())[11], '')::uuid end $$;

create policy families_family_office on families_family for select to umay_app
  using (country = (select ctx.country()) and not confidential and office_id = (select ctx.family_office()));
create policy families_member_office on families_member for select to umay_app
  using (country = (select ctx.country()) and not confidential and office_id = (select ctx.family_office()));
create policy families_check_office on families_check for select to umay_app
  using (country = (select ctx.country()) and not confidential and office_id = (select ctx.family_office()));
create policy families_place_office on families_place for select to umay_app
  using (country = (select ctx.country()) and not confidential and office_id = (select ctx.family_office()));
create policy families_willingness_office on families_willingness for select to umay_app
  using (country = (select ctx.country()) and not confidential and office_id = (select ctx.family_office()));
create policy families_ask_office on families_ask for select to umay_app
  using (country = (select ctx.country()) and not confidential and office_id = (select ctx.family_office()));
-- The office that asks reads its own question and the answer.
create policy families_ask_from on families_ask for select to umay_app
  using (country = (select ctx.country()) and from_office_id = (select ctx.family_office()));
create policy families_person_office on persons_person for select to umay_app
  using (country = (select ctx.country()) and not confidential and file_kind = 'family' and office_id = (select ctx.family_office()));

-- The ledger is written by the functions below alone; an ask is made and closed by them, and answered in the ordinary way.
revoke insert, update, delete, truncate on families_place from umay_app;
revoke insert on families_ask from umay_app;
"""

LEDGER = r"""
-- May the asker put lines into this family's ledger? Its own people, its office, those it was opened to, and an office that agreed.
create or replace function families_may_place(f families_family) returns boolean
language sql stable security definer set search_path = public, pg_catalog as $$
  select (f.country = ctx.country() and not ctx.has('c') and (
    (not f.confidential and (f.office_id = any(ctx.offices()) or f.team_id = any(ctx.teams()) or f.worker_id = ctx.uid()
      or f.office_id = ctx.family_office()))
    or exists (select 1 from offices_grant g where g.file_id = f.id and g.kind in ('named', 'shared') and g.country = f.country
      and (g.user_id = ctx.uid() or g.office_id = any(ctx.offices()) or g.office_id = ctx.family_office())
      and (g.ends_at is null or g.ends_at > transaction_timestamp()))
    or exists (select 1 from families_ask a where a.family_id = f.id and a.state = 'agreed'
      and (a.from_office_id = any(ctx.offices()) or a.from_office_id = ctx.family_office()))
  )) is true
$$;
revoke all on function families_may_place(families_family) from public;

-- Put a line into the ledger: lock the family, end what has run out, count again, refuse what doesn't fit.
-- p_from: a hold of that thing becomes this line, as far as it reaches. Held again by the same thing: the hold is renewed with the new count.
create or replace function families_put(p_family uuid, p_state text, p_count int, p_thing uuid, p_from uuid, p_until timestamptz, p_why text, p_at timestamptz)
returns uuid language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  f families_family; mine families_place; source families_place; made uuid;
  asking_office uuid := nullif((ctx.fields())[11], '')::uuid;
  reserved int := 0; open_now int; of_others int; room int;
begin
  if p_state not in ('held', 'taken', 'blocked') or p_count is null or p_count < 1 or p_at is null
     or (p_thing is null and p_state <> 'blocked') or (p_state = 'held' and (p_until is null or p_until <= p_at)) then
    raise exception 'this is no line of a ledger' using errcode = '22023';
  end if;
  -- The hour of a line is at most now: an hour to come would end what others hold.
  if p_at > clock_timestamp() + interval '5 minutes' then raise exception 'this hour has not come' using errcode = '22023'; end if;
  select * into f from families_family where id = p_family for update;
  if (f.id is not null and families_may_place(f)) is not true then raise exception 'not yours' using errcode = 'UM001'; end if;
  if p_state <> 'blocked' and (f.state = 'approved' and (f.approved_until is null or f.approved_until >= p_at::date)) is not true then
    raise exception 'not approved' using errcode = 'UM002';
  end if;
  update families_place set freed_at = until_at
    where family_id = f.id and freed_at is null and state <> 'taken' and until_at <= greatest(p_at, clock_timestamp());
  select * into mine from families_place where family_id = f.id and by_thing = p_thing and state = p_state and freed_at is null;
  if mine.id is not null and p_state = 'taken' then
    if mine.count = p_count then return mine.id; end if;
    raise exception 'taken already' using errcode = 'UM004';
  end if;
  if p_from is not null then
    select * into source from families_place where family_id = f.id and by_thing = p_from and state = 'held' and freed_at is null;
    reserved := least(coalesce(source.count, 0), p_count);
  end if;
  select coalesce(sum(count), 0), coalesce(sum(count) filter (where state <> 'blocked' and by_thing is distinct from p_thing
      and by_thing is distinct from p_from), 0)
    into open_now, of_others from families_place where family_id = f.id and freed_at is null and id is distinct from mine.id;
  -- Places beyond the ordinary limit are for one group of brothers and sisters alone.
  room := case when of_others = 0 then f.places else coalesce(f.places_mixed, f.places) end;
  if reserved < p_count and open_now - reserved + p_count > room then
    raise exception 'full' using errcode = 'UM003', detail = greatest(room - open_now + reserved, 0)::text;
  end if;
  if reserved > 0 then
    update families_place set freed_at = case when count = reserved then p_at end, count = case when count = reserved then count else count - reserved end
      where id = source.id;
  end if;
  if mine.id is not null then
    update families_place set count = p_count, until_at = p_until, by_office_id = asking_office where id = mine.id;
    made := mine.id;
  else
    made := gen_random_uuid();
    insert into families_place (id, family_id, state, count, by_thing, by_office_id, since_at, until_at, why, version, recorded_at, recorded_by)
      values (made, f.id, p_state, p_count, p_thing, asking_office, p_at, case when p_state <> 'taken' then p_until end,
              left(coalesce(p_why, ''), 120), 1, transaction_timestamp(), ctx.uid());
  end if;
  -- While a child of another office lives there, that office reads the family's file.
  if p_state = 'taken' and asking_office is distinct from f.office_id and asking_office is not null then
    insert into offices_grant (id, country, kind, file_id, file_kind, office_id, may_write, reason, given_by, given_at)
      values (gen_random_uuid(), f.country, 'shared', f.id, 'family', asking_office, false, 'placed ' || p_thing, ctx.uid(), transaction_timestamp());
  end if;
  perform journal_add('families.' || case p_state when 'held' then 'hold_places' when 'taken' then 'take_places' else 'block_places' end,
    'families.family', f.id, f.id, array['places'], '');
  return made;
end $$;

-- Free what a match or placement holds or has taken. Whoever knows its id works on it: the id is seen by its own people and the family's alone.
create or replace function families_free(p_family uuid, p_thing uuid, p_at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_catalog as $$
declare f families_family; freed int;
begin
  select * into f from families_family where id = p_family for update;
  if (f.country = ctx.country() and not ctx.has('c') and ctx.uid() is not null and p_thing is not null) is not true then
    raise exception 'not yours' using errcode = 'UM001';
  end if;
  with ended as (
    update families_place set freed_at = greatest(p_at, since_at) where family_id = f.id and by_thing = p_thing and freed_at is null
      and state in ('held', 'taken') returning count)
  select coalesce(sum(count), 0) into freed from ended;
  if freed = 0 then return 0; end if;
  update offices_grant set ends_at = transaction_timestamp() where file_id = f.id and kind = 'shared' and reason = 'placed ' || p_thing
    and (ends_at is null or ends_at > transaction_timestamp());
  perform journal_add('families.free_places', 'families.family', f.id, f.id, array['places'], '');
  return freed;
end $$;

-- For the family's own people: end all holds (the family is suspended or ends), or one blocked line.
create or replace function families_release(p_family uuid, p_line uuid, p_at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_catalog as $$
declare f families_family; freed int;
begin
  select * into f from families_family where id = p_family for update;
  if (f.country = ctx.country() and not ctx.has('c') and ((not f.confidential and (f.office_id = any(ctx.offices())
      or f.team_id = any(ctx.teams()) or f.worker_id = ctx.uid())) or f.id = any(ctx.granted(true)))) is not true then
    raise exception 'not yours' using errcode = 'UM001';
  end if;
  with ended as (
    update families_place set freed_at = greatest(p_at, since_at) where family_id = f.id and freed_at is null
      and ((p_line is null and state = 'held') or (id = p_line and state = 'blocked')) returning count)
  select coalesce(sum(count), 0) into freed from ended;
  perform journal_add('families.release_places', 'families.family', f.id, f.id, array['places'], '');
  return freed;
end $$;

grant execute on function families_put(uuid, text, int, uuid, uuid, timestamptz, text, timestamptz), families_free(uuid, uuid, timestamptz),
  families_release(uuid, uuid, timestamptz) to umay_app;
"""

# What matching needs of every approved family of the country. A family the asker can't see comes without label and without its place on the
# map; confidential families are shown to those who see them only. Lists come as text, split once per distinct value in Python.
CARDS = r"""
create or replace function families_cards(p_family uuid, p_at timestamptz) returns table (
  id uuid, number text, state text, office_id uuid, place text, is_visible boolean, label text, lat float8, lon float8, is_available boolean,
  unavailable_until date, approved_until date, care_types text, places int, places_mixed int, max_siblings int, age_from int, age_to int,
  rooms_for text, skills text, languages text, own_children int, takes_emergencies boolean, willing_confirmed_on date, taken int, held int, blocked int)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
declare
  of_country text := ctx.country(); offices uuid[] := coalesce(ctx.offices(), '{}'); teams uuid[] := coalesce(ctx.teams(), '{}');
  who uuid := ctx.uid(); own_office uuid := ctx.family_office(); granted uuid[] := ctx.granted(false); reads_all boolean := ctx.has('c');
begin
  if who is null or not ctx.has('f') then return; end if;
  return query
  select f.id, f.number::text, f.state::text, f.office_id, f.place::text, s.sees,
    case when s.sees then f.label::text else '' end, case when s.sees then f.lat end, case when s.sees then f.lon end,
    f.is_available, f.unavailable_until, f.approved_until, array_to_string(f.care_types, ','), f.places, coalesce(f.places_mixed, f.places),
    f.max_siblings, f.age_from, f.age_to, array_to_string(f.rooms_for, ','), array_to_string(f.skills, ','), array_to_string(f.languages, ','),
    f.own_children, f.takes_emergencies, f.willing_confirmed_on,
    coalesce(l.taken, 0)::int, coalesce(l.held, 0)::int, coalesce(l.blocked, 0)::int
  from families_family f
  cross join lateral (select ((not f.confidential and (f.office_id = any(offices) or f.team_id = any(teams) or f.worker_id = who
      or f.office_id = own_office or reads_all)) or f.id = any(granted)) is true as sees) s
  left join (
    select p.family_id, sum(p.count) filter (where p.state = 'taken') as taken, sum(p.count) filter (where p.state = 'held') as held,
      sum(p.count) filter (where p.state = 'blocked') as blocked
    from families_place p
    where p.freed_at is null and (p.state = 'taken' or p.until_at is null or p.until_at > p_at) and (p_family is null or p.family_id = p_family)
    group by p.family_id) l on l.family_id = f.id
  where f.country = of_country and (s.sees or not f.confidential)
    and case when p_family is null then f.state = 'approved' else f.id = p_family and f.state in ('approved', 'suspended') end
  order by f.id;
end $$;
grant execute on function families_cards(uuid, timestamptz) to umay_app;
"""

ASKS = r"""
-- Another office asks. Says how many children and their ages, never who. The family's workers are told.
create or replace function families_ask_office(p_family uuid, p_thing uuid, p_children int, p_ages text, p_urgent boolean, p_at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  f families_family; made uuid; asking_office uuid := ctx.family_office();
begin
  if asking_office is null or ctx.uid() is null then raise exception 'not yours' using errcode = 'UM001'; end if;
  if p_thing is null or coalesce(p_children, 0) < 1 or p_ages is null or p_ages !~ '^[0-9, –-]{0,40}$' then
    raise exception 'an ask says ages and a number of children' using errcode = '22023';
  end if;
  select * into f from families_family where id = p_family for update;
  if (f.country = ctx.country() and (not f.confidential or f.id = any(ctx.granted(false)))) is not true then
    raise exception 'not yours' using errcode = 'UM001';
  end if;
  if f.office_id = asking_office then raise exception 'your own office' using errcode = 'UM005'; end if;
  if f.state <> 'approved' then raise exception 'not approved' using errcode = 'UM002'; end if;
  select id into made from families_ask where family_id = f.id and by_thing = p_thing and state in ('asked', 'agreed');
  if made is not null then return made; end if;
  made := gen_random_uuid();
  insert into families_ask (id, family_id, state, from_office_id, from_user, by_thing, children, ages, is_urgent, asked_at, answer_note,
      version, recorded_at, recorded_by)
    values (made, f.id, 'asked', asking_office, ctx.uid(), p_thing, p_children, p_ages, coalesce(p_urgent, false), p_at, '', 1, transaction_timestamp(), ctx.uid());
  insert into offices_notice (id, country, kind, user_id, thing_kind, thing, from_user_id, at)
    select gen_random_uuid(), f.country, 'asked', person, 'families.ask', made, ctx.uid(), p_at from (
      select f.worker_id as person where f.worker_id is not null
      union
      select p.user_id from offices_post p join offices_office o on o.id = p.office_id join offices_office fo on fo.id = f.office_id
        where p.role = 'family_worker' and p.confirmed_at is not null and p.begins_on <= current_date and (p.ends_on is null or p.ends_on >= current_date)
          and (p.office_id = f.office_id or (p.level = 'province' and o.country = fo.country and o.place = fo.place))
    ) told where person <> ctx.uid();
  perform journal_add('families.ask_office', 'families.ask', made, f.id, array['state'], '');
  return made;
end $$;

-- The match no longer needs the answers: open asks are closed, and what was opened for them is shut.
create or replace function families_close_asks(p_thing uuid, p_at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_catalog as $$
declare ask record; closed int := 0;
begin
  if ctx.uid() is null or ctx.has('c') then raise exception 'not yours' using errcode = 'UM001'; end if;
  for ask in update families_ask set state = 'closed' where by_thing = p_thing and country = ctx.country() and state in ('asked', 'agreed')
      returning id, family_id loop
    closed := closed + 1;
    update offices_grant set ends_at = transaction_timestamp() where file_id = ask.family_id and kind = 'shared' and reason = 'ask ' || ask.id
      and (ends_at is null or ends_at > transaction_timestamp());
    perform journal_add('families.close_asks', 'families.ask', ask.id, ask.family_id, array['state'], '');
  end loop;
  return closed;
end $$;

grant execute on function families_ask_office(uuid, uuid, int, text, boolean, timestamptz), families_close_asks(uuid, timestamptz) to umay_app;
"""

WORDS = r"""
-- What a family said to somebody who looks for a home for children: that it can be asked, or not now, until a day. For those who may put lines into
-- its ledger. A yes renews the day and ends no pause; a no pauses until that day, and a pause without end or a longer one stays as it is.
create or replace function families_hear(p_family uuid, p_willing boolean, p_on date, p_until date, p_why text, p_said_by text, p_at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_catalog as $$
declare f families_family; made uuid; was_open boolean;
begin
  select * into f from families_family where id = p_family for update;
  if (f.id is not null and ctx.uid() is not null and families_may_place(f)) is not true then raise exception 'not yours' using errcode = 'UM001'; end if;
  if f.state <> 'approved' then raise exception 'not approved' using errcode = 'UM002'; end if;
  if (p_willing is not null and p_on <= p_at::date + 1 and p_at <= clock_timestamp() + interval '5 minutes'
      and (p_willing or (p_until >= p_on and p_until <= p_on + 366))) is not true then
    raise exception 'this is no word of a family' using errcode = '22023';
  end if;
  select w.id into made from families_willingness w where w.family_id = f.id and w.said_on = p_on and w.is_willing and p_willing limit 1;
  if made is null then
    made := gen_random_uuid();
    insert into families_willingness (id, family_id, said_on, is_willing, until_on, why, said_by, version, recorded_at, recorded_by)
      values (made, f.id, p_on, p_willing, case when p_willing then null else p_until end, case when p_willing then '' else left(coalesce(p_why, ''), 30) end,
              left(coalesce(p_said_by, ''), 120), 1, transaction_timestamp(), ctx.uid());
  end if;
  if f.willing_confirmed_on > p_on then return made; end if;  -- an older word, written down late, changes nothing
  was_open := f.is_available or (f.unavailable_until is not null and f.unavailable_until < p_on);
  update families_family set willing_confirmed_on = p_on,
      is_available = f.is_available and (p_willing or not was_open),
      unavailable_until = case when p_willing then f.unavailable_until when was_open then p_until else greatest(f.unavailable_until, case when f.unavailable_until is not null then p_until end) end
    where id = f.id;
  perform journal_add('families.confirm_willingness', 'families.family', f.id, f.id, array['willing_confirmed_on', 'is_available'], '');
  return made;
end $$;
revoke all on function families_hear(uuid, boolean, date, date, text, text, timestamptz) from public;
grant execute on function families_hear(uuid, boolean, date, date, text, text, timestamptz) to umay_app;

-- On which day approved families last said that they can be asked: as their cards say it, for those who may see the country's cards.
create or replace function families_asked_on(p_families uuid[]) returns table (family_id uuid, said_on date)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.uid() is null or not ctx.has('f') then return; end if;
  return query
  select f.id, f.willing_confirmed_on from families_family f where f.id = any(p_families) and f.country = ctx.country() and f.state = 'approved'
    and (not f.confidential or f.id = any(ctx.granted(false)));
end $$;
revoke all on function families_asked_on(uuid[]) from public;
grant execute on function families_asked_on(uuid[]) to umay_app;
"""
