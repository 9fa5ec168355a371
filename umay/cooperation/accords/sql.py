"""Whose an accord is, who writes it, and since when everybody may read it. The policies of every table of the room ask these functions."""

READING = r"""
grant select on accords_accord, accords_side, accords_release to umay_keeper;
"""

FUNCTIONS = r"""
-- Accords with a side of the asker's country, and those the asker's institution opened.
create function coop.accords() returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select case when ctx.has('d') then array(
    select s.accord_id from accords_side s where s.member_id = any(coop.compatriots())
    union select a.id from accords_accord a where a.party_id = any(coop.parties())) else '{}'::uuid[] end
$$;

-- Accords in which an institution of the asker's stands and has not left: it writes its own rows there.
create function coop.sided() returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select array(select s.accord_id from accords_side s where s.member_id = any(coop.parties()) and s.left_on is null)
$$;

-- Those in which it also writes what is joint: as party, author, depositary or host; and one it has opened that names nobody yet.
create function coop.joint() returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select array(
    select s.accord_id from accords_side s
      where s.member_id = any(coop.parties()) and s.left_on is null and s.role in ('party', 'author', 'depositary', 'host')
    union select a.id from accords_accord a
      where a.party_id = any(coop.parties()) and not exists (select 1 from accords_side s where s.accord_id = a.id))
$$;

-- The moment since which nothing may have changed that everybody reads: the earliest of the sides' last releases. Null while one side has not
-- released, or has taken it back. A declaration waits for its author and depositary; what one party did in it (its own rows) also for that party.
create function coop.released_at(p_accord uuid, p_party uuid) returns timestamptz
language sql stable security definer set search_path = public, pg_catalog as $$
  with named as (
    select s.member_id as party from accords_side s join accords_accord a on a.id = s.accord_id
      where s.accord_id = p_accord and s.left_on is null and not (a.kind = 'declaration' and s.role in ('signatory', 'invited'))
    union select p_party where p_party is not null
  ), said as (
    select (select case when r.is_given then r.changed_at end from accords_release r
      where r.accord_id = p_accord and r.party_id = n.party order by r.changed_at desc, r.id desc limit 1) as at from named n
  )
  select case when count(*) > 0 and count(*) = count(at) then min(at) end from said
$$;

-- Accords of which a side has taken its release back: not even what was announced is shown.
create function coop.withdrawn() returns uuid[]
language sql stable security definer set search_path = public, pg_catalog as $$
  select array(select distinct last.accord_id from (
    select distinct on (r.accord_id, r.party_id) r.accord_id, r.is_given from accords_release r
      order by r.accord_id, r.party_id, r.changed_at desc, r.id desc) last where not last.is_given)
$$;

revoke all on function coop.accords(), coop.sided(), coop.joint(), coop.released_at(uuid, uuid), coop.withdrawn() from public;
grant execute on function coop.accords(), coop.sided(), coop.joint(), coop.released_at(uuid, uuid), coop.withdrawn() to umay_app, umay_owner;
"""

TRIGGERS = r"""
-- A change and a release of the same accord never cross: whoever releases waits for changes under way, so that nothing slips in unseen.
create function coop.hold(p_accord uuid, is_release boolean) returns void language plpgsql as $$
begin
  if is_release then
    perform pg_advisory_xact_lock(hashtextextended(p_accord::text, 61));
  else
    perform pg_advisory_xact_lock_shared(hashtextextended(p_accord::text, 61));
  end if;
end $$;

create function coop.joint_row() returns trigger language plpgsql as $$
declare mine uuid[];
begin
  if session_user <> 'umay_app' then return new; end if;
  perform coop.hold(new.accord_id, tg_table_name = 'accords_release');
  new.changed_at := clock_timestamp();
  if tg_op = 'UPDATE' and (old.accord_id, old.party_id, old.entered_by_id, old.recorded_at, old.recorded_by)
      is distinct from (new.accord_id, new.party_id, new.entered_by_id, new.recorded_at, new.recorded_by) then
    raise exception 'whose row this is was said when it was written' using errcode = '42501';
  end if;
  if ctx.has('m') then return new; end if;
  new.is_announced := false;
  if tg_op = 'INSERT' then
    mine := coop.parties();
    new.entered_by_id := case when new.party_id = any(mine) then new.party_id else mine[1] end;
    new.recorded_by := ctx.uid();
    if tg_table_name in ('accords_approval', 'accords_release')
        and new.party_id <> all(mine) and to_jsonb(new) ->> 'paper_id' is null then
      raise exception 'what an institution says that has nobody here stands on its paper' using errcode = '42501';
    end if;
  end if;
  return new;
end $$;

create function coop.accord_row() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' then return new; end if;
  perform coop.hold(new.id, false);
  new.changed_at := clock_timestamp();
  if tg_op = 'UPDATE' and (old.id, old.code, old.kind, old.party_id, old.recorded_at, old.recorded_by)
      is distinct from (new.id, new.code, new.kind, new.party_id, new.recorded_at, new.recorded_by) then
    raise exception 'this is fixed once it is written' using errcode = '42501';
  end if;
  if ctx.has('m') then return new; end if;
  new.is_announced := false;
  if tg_op = 'INSERT' then new.recorded_by := ctx.uid(); end if;
  return new;
end $$;

create function coop.side_row() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' then return new; end if;
  perform coop.hold(new.accord_id, false);
  new.changed_at := clock_timestamp();
  if tg_op = 'UPDATE' and ((old.accord_id, old.member_id, old.recorded_at, old.recorded_by)
      is distinct from (new.accord_id, new.member_id, new.recorded_at, new.recorded_by)
      or (old.role is distinct from new.role and not (old.role = 'invited' and new.role = 'signatory'))) then
    raise exception 'this place in the accord is fixed once it is written' using errcode = '42501';
  end if;
  if ctx.has('m') then return new; end if;
  new.is_announced := false;
  if tg_op = 'INSERT' then new.recorded_by := ctx.uid(); end if;
  return new;
end $$;

-- What was put in stays what it is; whether everybody may read it is said later.
create function coop.file_kept() returns trigger language plpgsql as $$
begin
  raise exception 'a file is never changed: put the new one in beside it' using errcode = '42501';
end $$;
create trigger accords_file_kept before update on accords_file for each row
  when ((old.content, old.sha256, old.size, old.media_type, old.name, old.use) is distinct from
    (new.content, new.sha256, new.size, new.media_type, new.name, new.use)) execute function coop.file_kept();
"""
