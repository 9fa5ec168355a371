"""What the database keeps of a meeting whatever a statement asks: its order, its locked minutes, and that nobody verifies their own action."""

# Whose moves are in this order; calling off is possible until it was held.
TRIGGERS = r"""
-- Every side that says it attended has approved the same words of the minutes, and at least one is there.
create function coop.minutes_agreed(p_meeting uuid) returns boolean
language sql stable set search_path = public, pg_catalog as $$
  with asked as (
    select t.party_id as party from accords_attending t join accords_side s on s.accord_id = t.accord_id and s.member_id = t.party_id
      where t.meeting_id = p_meeting and t.says = 'attended' and s.left_on is null and s.role in ('party', 'author', 'depositary', 'host')
  ), last as (
    select distinct on (a.party_id) a.party_id, a.is_given, a.sha256 from accords_approval a
      where a.kind = 'meetings.meeting' and a.thing = p_meeting order by a.party_id, a.changed_at desc, a.id desc
  )
  select count(*) > 0 and count(*) = count(l.party_id) filter (where l.is_given) and count(distinct l.sha256) = 1
    from asked left join last l on l.party_id = asked.party
$$;
grant execute on function coop.minutes_agreed(uuid) to umay_app, umay_owner;

create function coop.meeting_kept() returns trigger language plpgsql as $$
declare
  steps text[] := array['planned', 'agenda_open', 'agenda_closed', 'held', 'minutes_draft', 'amendments', 'final'];
begin
  if coop.is_machine() then return new; end if;
  if new.party_id is not null or not exists (
      select 1 from accords_accord a where a.id = new.accord_id and a.kind = 'meeting' and a.parent_id = new.series_id) then
    raise exception 'a meeting belongs to its series and to all its sides' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'planned' or not (new.series_id = any(coop.joint())) then
      raise exception 'a side of the series plans a meeting' using errcode = '42501';
    end if;
    return new;
  end if;
  if (old.series_id, old.number) is distinct from (new.series_id, new.number) then
    raise exception 'the number of a meeting is fixed' using errcode = '42501';
  end if;
  if old.state in ('final', 'cancelled') then
    raise exception 'the minutes of this meeting are locked' using errcode = '42501';
  end if;
  if new.state is distinct from old.state and not (
      array_position(steps, new.state) = array_position(steps, old.state) + 1
      or (new.state = 'cancelled' and array_position(steps, old.state) <= 3)
      or (old.state = 'agenda_closed' and new.state = 'agenda_open')
      or (old.state = 'agenda_closed' and new.state = 'minutes_draft')) is not false then
    raise exception 'a meeting goes on step by step' using errcode = '42501';
  end if;
  if new.state = 'final' and (coop.minutes_agreed(new.id) is not true or new.final_number is distinct from (
      select max(m.number) from accords_minutes m where m.meeting_id = new.id)) then
    raise exception 'minutes are final once everybody who attended approved the last words' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_meeting_kept before insert or update on accords_meeting for each row execute function coop.meeting_kept();

create function coop.agenda_kept() returns trigger language plpgsql as $$
declare stands record;
begin
  if coop.is_machine() then return new; end if;
  select m.state, m.accord_id into stands from accords_meeting m where m.id = new.meeting_id;
  if stands.accord_id is distinct from new.accord_id or new.party_id is not null or stands.state not in ('planned', 'agenda_open') then
    raise exception 'this agenda is closed' using errcode = '42501';
  end if;
  if tg_op = 'UPDATE' and (old.meeting_id, old.kind) is distinct from (new.meeting_id, new.kind) then
    raise exception 'an item stays on its agenda' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_item_kept before insert or update on accords_item for each row execute function coop.agenda_kept();

create function coop.minutes_kept() returns trigger language plpgsql as $$
declare stands record;
begin
  if coop.is_machine() then return new; end if;
  select m.state, m.accord_id into stands from accords_meeting m where m.id = new.meeting_id;
  if stands.accord_id is distinct from new.accord_id or new.party_id is not null or stands.state not in ('minutes_draft', 'amendments') then
    raise exception 'nobody writes in these minutes now' using errcode = '42501';
  end if;
  if stands.state = 'amendments' and not exists (
      select 1 from accords_attending t where t.meeting_id = new.meeting_id and t.says = 'attended' and t.party_id = any(coop.parties())) then
    raise exception 'those who attended amend the minutes' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_minutes_kept before insert on accords_minutes for each row execute function coop.minutes_kept();

create function coop.decision_kept() returns trigger language plpgsql as $$
declare stands record;
begin
  if coop.is_machine() then return new; end if;
  select m.state, m.accord_id into stands from accords_meeting m where m.id = new.meeting_id;
  if stands.accord_id is distinct from new.accord_id or new.party_id is not null then
    raise exception 'a decision belongs to its meeting and to all sides' using errcode = '42501';
  end if;
  if stands.state in ('agenda_closed', 'held', 'minutes_draft', 'amendments') then
    if new.state <> 'proposed' then
      raise exception 'a decision is adopted with the minutes' using errcode = '42501';
    end if;
  elsif stands.state <> 'final' or tg_op = 'INSERT' then
    raise exception 'no decision is written now' using errcode = '42501';
  elsif (old.meeting_id, old.item_id, old.number, old.texts, old.adopted, old.drops_id, old.line_id)
      is distinct from (new.meeting_id, new.item_id, new.number, new.texts, new.adopted, new.drops_id, new.line_id)
      or (new.state = 'proposed' and old.state <> 'proposed') or (old.state in ('done', 'dropped') and new.state <> old.state) then
    raise exception 'a decision stays as it was adopted' using errcode = '42501';
  elsif new.state = 'dropped' and old.state <> 'dropped' and not exists (
      select 1 from accords_decision d join accords_meeting m on m.id = d.meeting_id where d.drops_id = new.id and m.state = 'final') then
    raise exception 'a decision is dropped by a later one' using errcode = '42501';
  elsif new.state = 'done' and old.state <> 'done' and not (new.adopted = 'noted' or coop.agreed(new.accord_id, 'meetings.decision', new.id)
      or (exists (select 1 from accords_action a where a.decision_id = new.id and a.state = 'verified')
        and not exists (select 1 from accords_action a where a.decision_id = new.id and a.state in ('open', 'reported')))) then
    raise exception 'a decision is done when what it asked for is verified, or every side says so' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_decision_kept before insert or update on accords_decision for each row execute function coop.decision_kept();

create function coop.action_kept() returns trigger language plpgsql as $$
declare stands record;
begin
  if coop.is_machine() then return new; end if;
  select m.state, d.accord_id, d.state as decision into stands
    from accords_decision d join accords_meeting m on m.id = d.meeting_id where d.id = new.decision_id;
  if stands.accord_id is distinct from new.accord_id or new.party_id is not null then
    raise exception 'an action belongs to its decision and to all sides' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'open' or stands.state in ('final', 'cancelled') then
      raise exception 'an action is agreed with the minutes' using errcode = '42501';
    end if;
    return new;
  end if;
  if stands.state = 'final' and (old.decision_id, old.number, old.titles, old.owner_id, old.helper_id, old.due_on)
      is distinct from (new.decision_id, new.number, new.titles, new.owner_id, new.helper_id, new.due_on) then
    raise exception 'an action stays as it was agreed' using errcode = '42501';
  end if;
  if old.state = 'verified' and new.state <> 'verified' then
    raise exception 'this action was verified' using errcode = '42501';
  end if;
  if new.state = 'verified' and old.state <> 'verified' and not exists (
      select 1 from accords_verification v join accords_action_report r on r.id = v.report_id
        where r.action_id = new.id and v.is_adequate
        and r.id = (select last.id from accords_action_report last where last.action_id = new.id order by last.given_at desc, last.id desc limit 1)) then
    raise exception 'another side verifies the last report first' using errcode = '42501';
  end if;
  if new.state = 'dropped' and old.state <> 'dropped' and stands.state = 'final' and stands.decision <> 'dropped' then
    raise exception 'an action is dropped with its decision' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_action_kept before insert or update on accords_action for each row execute function coop.action_kept();

create function coop.action_report_kept() returns trigger language plpgsql as $$
declare found record;
begin
  if coop.is_machine() then return new; end if;
  select a.accord_id, a.owner_id, a.helper_id into found from accords_action a where a.id = new.action_id;
  if found.accord_id is distinct from new.accord_id or new.party_id not in (found.owner_id, coalesce(found.helper_id, found.owner_id)) then
    raise exception 'who does it reports it' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_action_report_kept before insert on accords_action_report for each row execute function coop.action_report_kept();

-- Never in another's name, and never by who did it.
create function coop.verification_kept() returns trigger language plpgsql as $$
declare found record;
begin
  if coop.is_machine() then return new; end if;
  select a.accord_id, a.owner_id, a.helper_id into found
    from accords_action a join accords_action_report r on r.action_id = a.id where r.id = new.report_id;
  if found.accord_id is distinct from new.accord_id or (new.party_id = any(coop.parties())) is not true
      or new.party_id in (found.owner_id, coalesce(found.helper_id, found.owner_id)) then
    raise exception 'another side verifies an action, for itself' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_verification_kept before insert on accords_verification for each row execute function coop.verification_kept();
"""
FINAL_WORDS = (
    "exists (select 1 from accords_meeting m where m.id = accords_minutes.meeting_id and m.state = 'final' "
    "and m.final_number = accords_minutes.number)"
)
AGENDA_SHOWN = "not is_out and exists (select 1 from accords_meeting m where m.id = accords_item.meeting_id and m.state not in ('planned', 'agenda_open'))"
