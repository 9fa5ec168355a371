"""Database functions about opening, renaming and closing offices and teams."""

LEFT = r"""
-- What still lies in an office, or in one of its teams: numbers alone, for whoever is about to close it. No row, no name.
create or replace function offices_left(p_office uuid, p_team uuid) returns table (reports int, cases int, families int, people int)
language plpgsql volatile security definer set search_path = public, pg_catalog as $$
begin
  if ((ctx.has('t') or ctx.has('k')) and exists (select 1 from offices_office o where o.id = p_office and o.country = ctx.country())) is not true then
    raise exception 'this office is not yours to close' using errcode = '42501';
  end if;
  return query select
    (select count(*)::int from intake_report r where r.office_id = p_office and (p_team is null or r.team_id = p_team)
      and r.state not in ('case_opened', 'no_need')),
    (select count(*)::int from cases_case c where c.office_id = p_office and (p_team is null or c.team_id = p_team) and c.state <> 'closed'),
    (select count(*)::int from families_family f where f.office_id = p_office and (p_team is null or f.team_id = p_team)
      and f.state not in ('refused', 'ended')),
    (select count(*)::int from offices_post p where p.office_id = p_office and (p_team is null or p.team_id = p_team)
      and (p.ends_on is null or p.ends_on >= current_date));
end $$;
revoke all on function offices_left(uuid, uuid) from public;
grant execute on function offices_left(uuid, uuid) to umay_app;
"""

POWER = r"""
grant select, insert, update on offices_closing to umay_app;
revoke delete, truncate on offices_closing from umay_app;
alter table offices_closing enable row level security;
create policy offices_closing_see on offices_closing for select to umay_app using (country = (select ctx.country()));
create policy offices_closing_add on offices_closing for insert to umay_app with check (country = (select ctx.country()));
create policy offices_closing_change on offices_closing for update to umay_app
  using (country = (select ctx.country())) with check (country = (select ctx.country()));

create or replace function offices_closing_power() returns trigger language plpgsql as $$
declare changed text[];
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if tg_op = 'INSERT' then
    if (ctx.has('t') and new.proposed_by = ctx.uid() and new.confirmed_at is null and new.confirmed_by is null and new.dropped_at is null
        and length(trim(new.why)) >= 5 and offices_administers(new.office_id)
        and (new.team_id is null or exists (select 1 from offices_team t where t.id = new.team_id and t.office_id = new.office_id))) is true then
      return new;
    end if;
    raise exception 'closing is asked for by an administrator, in their own name' using errcode = '42501';
  end if;
  changed := offices_changed(to_jsonb(old), to_jsonb(new));
  if old.confirmed_at is null and old.dropped_at is null and (
      (ctx.has('k') and changed <@ '{confirmed_by,confirmed_at}' and new.confirmed_by = ctx.uid() and old.proposed_by <> ctx.uid()
        and new.confirmed_at <= clock_timestamp() + interval '1 minute')
      or ((ctx.has('t') or ctx.has('k')) and changed <@ '{dropped_by,dropped_at}' and new.dropped_by = ctx.uid())) is true then
    return new;
  end if;
  raise exception 'this is not yours to decide' using errcode = '42501';
end $$;
create trigger offices_closing_power before insert or update on offices_closing for each row execute function offices_closing_power();

-- A second person has just said yes to closing this, and nothing is left in it.
create or replace function offices_may_shut(p_office uuid, p_team uuid) returns boolean language sql volatile as $$
  select ctx.has('k') and exists (select 1 from offices_closing c where c.office_id = p_office and (c.team_id = p_team or c.team_id is null)
      and c.country = ctx.country() and c.confirmed_by = ctx.uid()
      and c.confirmed_at > clock_timestamp() - interval '10 minutes')
    and (select l.reports + l.cases + l.families + l.people = 0 from offices_left(p_office, p_team) l)
$$;

drop trigger offices_office_power on offices_office;
drop trigger offices_team_power on offices_team;
drop function offices_founding_only();

create or replace function offices_office_power() returns trigger language plpgsql as $$
declare changed text[];
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if tg_op = 'INSERT' then
    if (ctx.has('t') and new.country = ctx.country() and new.kind <> 'ministry' and new.closed_on is null
        and exists (select 1 from offices_office own where own.id = nullif((ctx.fields())[11], '')::uuid and own.country = new.country
          and (own.kind = 'ministry' or own.place = new.place))) is true then
      return new;
    end if;
    raise exception 'offices are opened by an administrator, in their own province' using errcode = '42501';
  end if;
  changed := offices_changed(to_jsonb(old), to_jsonb(new));
  if (ctx.has('t') and changed <@ '{name,name_sort,phone}' and old.closed_on is null and offices_administers(old.id)) is true then
    return new;
  end if;
  if (changed = '{closed_on}' and old.closed_on is null and old.kind <> 'ministry' and new.closed_on <= current_date + 1
      and offices_may_shut(old.id, null)) is true then
    return new;
  end if;
  raise exception 'this office is not yours to change' using errcode = '42501';
end $$;
create trigger offices_office_power before insert or update on offices_office for each row execute function offices_office_power();

create or replace function offices_team_power() returns trigger language plpgsql as $$
declare changed text[];
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if tg_op = 'INSERT' then
    if (ctx.has('t') and new.closed_on is null and offices_administers(new.office_id)) is true then
      perform 1 from offices_office o where o.id = new.office_id and o.closed_on is null for key share;
      if found then return new; end if;
    end if;
    raise exception 'teams are opened by an administrator, in an open office' using errcode = '42501';
  end if;
  changed := offices_changed(to_jsonb(old), to_jsonb(new));
  if (ctx.has('t') and changed <@ '{name}' and old.closed_on is null and offices_administers(old.office_id)) is true then return new; end if;
  if (changed = '{closed_on}' and old.closed_on is null and new.closed_on <= current_date + 1 and offices_may_shut(old.office_id, old.id)) is true then
    return new;
  end if;
  raise exception 'this team is not yours to change' using errcode = '42501';
end $$;
create trigger offices_team_power before insert or update on offices_team for each row execute function offices_team_power();
"""

FILES = r"""
-- Nothing comes into a closed office or team. The key is held until the end: whoever closes it meanwhile waits, and counts again.
grant update (closed_on) on offices_office, offices_team to umay_keeper;
create or replace function offices_open_only() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  perform 1 from offices_office o where o.id = new.office_id and o.closed_on is null for key share;
  if not found then raise exception 'this office is closed' using errcode = '42501'; end if;
  if new.team_id is not null and (tg_op = 'INSERT' or old.team_id is distinct from new.team_id) then
    perform 1 from offices_team t where t.id = new.team_id and t.closed_on is null for key share;
    if not found then raise exception 'this team is closed' using errcode = '42501'; end if;
  end if;
  return new;
end $$;
""" + "".join(
    f"""
create trigger {table}_open_office before insert on {table} for each row execute function offices_open_only();
create trigger {table}_still_open before update of office_id, team_id{extra} on {table} for each row
  when (old.office_id is distinct from new.office_id or old.team_id is distinct from new.team_id{moved}) execute function offices_open_only();
"""
    for table, extra, moved in (
        ("offices_post", "", ""),
        ("intake_report", ", state", " or (old.state = 'no_need' and new.state <> 'no_need')"),
        ("cases_case", ", state", " or (old.state = 'closed' and new.state <> 'closed')"),
        ("families_family", "", ""),
    )
)
