"""What the database keeps of a plan whatever a page or an injected statement asks: agreed text changes by agreement alone, reports stay."""

AGREED = r"""
-- Every side that writes what is joint has said yes to the same words and has not taken it back.
create function coop.agreed(p_accord uuid, p_kind text, p_thing uuid) returns boolean
language sql stable set search_path = public, pg_catalog as $$
  with asked as (
    select s.member_id as party from accords_side s
      where s.accord_id = p_accord and s.left_on is null and s.role in ('party', 'author', 'depositary', 'host')
  ), last as (
    select distinct on (a.party_id) a.party_id, a.is_given, a.sha256 from accords_approval a
      where a.kind = p_kind and a.thing = p_thing and a.accord_id = p_accord order by a.party_id, a.changed_at desc, a.id desc
  )
  select count(*) > 0 and count(*) = count(l.party_id) filter (where l.is_given) and count(distinct l.sha256) = 1
    from asked left join last l on l.party_id = asked.party
$$;
grant execute on function coop.agreed(uuid, text, uuid) to umay_app, umay_owner;
"""

TRIGGERS = r"""
create function coop.is_machine() returns boolean language sql stable as
  $$ select session_user <> 'umay_app' or ctx.has('m') $$;

create function coop.plan_kept() returns trigger language plpgsql as $$
begin
  if coop.is_machine() then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a plan begins as a draft' using errcode = '42501';
    end if;
    return new;
  end if;
  if old.state = 'draft' and new.state = 'signed' and coop.agreed(new.accord_id, 'plans.plan', new.id) is not true then
    raise exception 'a plan is signed once every side has agreed to the same words' using errcode = '42501';
  end if;
  if old.state <> 'draft' and (new.state = 'draft' or old.state = 'closed' or
      (old.protocol_id, old.renews_id, old.begins_on, old.ends_on, old.signed_on, old.place, old.sha256)
      is distinct from (new.protocol_id, new.renews_id, new.begins_on, new.ends_on, new.signed_on, new.place, new.sha256)) then
    raise exception 'a signed plan stays as it was signed' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_plan_kept before insert or update on accords_plan for each row execute function coop.plan_kept();

create function coop.line_kept() returns trigger language plpgsql as $$
declare
  plan record;
  is_proposed boolean;
begin
  if coop.is_machine() then return new; end if;
  select p.accord_id, p.state into plan from accords_plan p where p.id = new.plan_id;
  if plan.accord_id is distinct from new.accord_id or new.party_id is not null then
    raise exception 'a line belongs to the accord of its plan, and to all its sides' using errcode = '42501';
  end if;
  if plan.state = 'draft' then
    if new.state not in ('planned', 'cancelled') then
      raise exception 'the lines of a draft are planned' using errcode = '42501';
    end if;
    return new;
  end if;
  if plan.state = 'closed' then
    raise exception 'the plan is closed' using errcode = '42501';
  end if;
  is_proposed := exists (select 1 from accords_proposal a where a.id = new.changed_by_id and a.plan_id = new.plan_id and a.state = 'agreed'
    and (tg_op = 'INSERT' or new.changed_by_id is distinct from old.changed_by_id));
  if tg_op = 'INSERT' then
    if is_proposed is not true then
      raise exception 'a signed plan gets a new line by agreement alone' using errcode = '42501';
    end if;
    return new;
  end if;
  if (old.plan_id, old.number, old.accord_id) is distinct from (new.plan_id, new.number, new.accord_id) then
    raise exception 'the number of a line is fixed' using errcode = '42501';
  end if;
  if old.state in ('verified', 'cancelled') and old.state is distinct from new.state then
    raise exception 'this line has come to its end' using errcode = '42501';
  end if;
  if new.state = 'verified' and old.state <> 'verified' and coop.agreed(new.accord_id, 'plans.line', new.id) is not true then
    raise exception 'a line is verified once every side has agreed' using errcode = '42501';
  end if;
  if new.state in ('scheduled', 'postponed', 'cancelled') and new.state is distinct from old.state and is_proposed is not true then
    raise exception 'dates, putting off and cancelling need every side' using errcode = '42501';
  end if;
  if (old.titles, old.kind, old.article, old.begins_on, old.ends_on, old.quantity, old.units, old.cost, old.cost_notes, old.results)
      is distinct from (new.titles, new.kind, new.article, new.begins_on, new.ends_on, new.quantity, new.units, new.cost, new.cost_notes, new.results)
      and is_proposed is not true then
    raise exception 'the text of a signed plan changes by agreement alone' using errcode = '42501';
  end if;
  if (old.first_on, old.last_on) is distinct from (new.first_on, new.last_on) and is_proposed is not true
      and not (new.state = 'verified' and old.state = 'held') then
    raise exception 'dates need every side' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_line_kept before insert or update on accords_line for each row execute function coop.line_kept();

create function coop.proposal_kept() returns trigger language plpgsql as $$
begin
  if coop.is_machine() then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' then
      raise exception 'a proposal begins as one' using errcode = '42501';
    end if;
    return new;
  end if;
  if old.state <> 'proposed' or (old.plan_id, old.number, old.about, old.why, old.changes, old.proposed_at)
      is distinct from (new.plan_id, new.number, new.about, new.why, new.changes, new.proposed_at) then
    raise exception 'a proposal stays as it was made' using errcode = '42501';
  end if;
  if new.state = 'agreed' and coop.agreed(new.accord_id, 'plans.proposal', new.id) is not true then
    raise exception 'a proposal takes effect once every side has agreed to the same words' using errcode = '42501';
  end if;
  if new.state = 'withdrawn' and old.entered_by_id <> all(coop.parties()) then
    raise exception 'who proposed it withdraws it' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_proposal_kept before insert or update on accords_proposal for each row execute function coop.proposal_kept();

-- A report that was handed in stays; none is taken for months that are locked.
create function coop.report_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.given_at is not null then
    raise exception 'a report that was handed in is never changed' using errcode = '42501';
  end if;
  if new.given_at is not null and new.period_id is not null and exists (
      select 1 from accords_period p where p.id = new.period_id and p.locked_at is not null) then
    raise exception 'the months of this report are locked' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_progress_kept before insert or update on accords_progress for each row execute function coop.report_kept();
"""
