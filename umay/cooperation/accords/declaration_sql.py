"""What the database itself keeps of declarations: a frozen text stays as it is, and each state's administrators pin their own list."""

FROZEN = r"""
-- Articles change while the declaration is written, never afterwards.
create function coop.commitment_frozen() returns trigger language plpgsql as $$
begin
  if session_user = 'umay_app' and not ctx.has('m')
      and exists (select 1 from accords_declaration d where d.accord_id = new.accord_id and d.state <> 'draft')
      and (tg_op = 'INSERT' or (old.number, old.words) is distinct from (new.number, new.words)) then
    raise exception 'the text of this declaration is frozen' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_commitment_frozen before insert or update on accords_commitment
  for each row execute function coop.commitment_frozen();

-- A declaration goes forward only, and its languages are part of the frozen text.
create function coop.declaration_forward() returns trigger language plpgsql as $$
declare steps text[] := array['draft', 'frozen', 'open', 'closed'];
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if array_position(steps, new.state) is null or array_position(steps, old.state) is null
      or array_position(steps, new.state) < array_position(steps, old.state) then
    raise exception 'a declaration goes forward only' using errcode = '42501';
  end if;
  if old.state <> 'draft' and (old.languages, old.spares) is distinct from (new.languages, new.spares) then
    raise exception 'the text of this declaration is frozen' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_declaration_forward before update on accords_declaration
  for each row execute function coop.declaration_forward();
"""

# l: pins lists of trust. One's own state's, and those of states that nobody here represents.
PINS = """(select ctx.has('l')) and state_id in (select s.id from partners_state s where s.iso2 = (select ctx.country())
  or not exists (select 1 from partners_party p where p.state_id = s.id and p.office_id is not null))"""

TRUST = """
alter table accords_trust enable row level security;
alter table accords_trust force row level security;
create policy accords_trust_see on accords_trust for select to umay_app using (true);
create policy accords_trust_add on accords_trust for insert to umay_app with check ((select ctx.has('m')) or (:pins));
create policy accords_trust_change on accords_trust for update to umay_app using (:pins) with check (:pins);
create policy accords_trust_keeper on accords_trust to umay_keeper using (true) with check (true);
grant select, insert on accords_trust to umay_app;
revoke update, delete, truncate on accords_trust from umay_app;
grant update (removed_at, version) on accords_trust to umay_app;
grant select, insert, update, delete on accords_trust to umay_keeper;
create function coop.trust_row() returns trigger language plpgsql as $$
-- Pinned once; only its end may be written afterwards, and only once.
begin
  if session_user <> 'umay_app' then return new; end if;
  if tg_op = 'INSERT' then
    new.recorded_by := ctx.uid();
    new.removed_at := null;
  elsif old.removed_at is not null then
    raise exception 'this entry was taken off the list already' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_trust_row before insert or update on accords_trust for each row execute function coop.trust_row();
create trigger accords_trust_version before update on accords_trust for each row execute function ctx.next_version();
create trigger accords_trust_journal after insert or update or delete on accords_trust for each row execute function journal_of_row();
""".replace(":pins", PINS)

# y: says yes to what somebody else pinned.
SECONDED = """
update accords_trust set confirmed_at = pinned_at where confirmed_at is null;
grant update (confirmed_at, confirmed_by) on accords_trust to umay_app;
alter policy accords_trust_change on accords_trust using (:seconds) with check (:seconds);
create or replace function coop.trust_row() returns trigger language plpgsql as $$
-- Pinned once. A second person's yes, and then its end, are all that is written afterwards, each once.
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if tg_op = 'INSERT' then
    new.recorded_by := ctx.uid();
    new.removed_at := null;
    new.confirmed_at := null;
    new.confirmed_by := null;
    return new;
  end if;
  if old.removed_at is not null then
    raise exception 'this entry was taken off the list already' using errcode = '42501';
  end if;
  if new.removed_at is not null and not ctx.has('l') then
    raise exception 'who pins takes off' using errcode = '42501';
  end if;
  if (new.confirmed_at, new.confirmed_by) is distinct from (old.confirmed_at, old.confirmed_by) then
    if old.confirmed_at is not null or new.confirmed_at is null then
      raise exception 'a second person has said yes already' using errcode = '42501';
    end if;
    if not ctx.has('y') or ctx.uid() is not distinct from old.recorded_by then
      raise exception 'a second person must confirm what was pinned' using errcode = '42501';
    end if;
    new.confirmed_by := ctx.uid();
  end if;
  return new;
end $$;
""".replace(":seconds", PINS.replace("(select ctx.has('l'))", "((select ctx.has('l')) or (select ctx.has('y')))"))

STEPS = r"""
update accords_declaration d set sha256 = a.sha256 from accords_approval a
  where d.state not in ('draft', 'reported') and a.kind = 'declarations.text' and a.thing = d.id and a.is_given
    and not exists (select 1 from accords_approval b where b.kind = a.kind and b.thing = a.thing and b.is_given and b.at > a.at);
update accords_text t set sha256 = d.sha256 from accords_declaration d
  where d.accord_id = t.accord_id and d.sha256 <> '' and t.state = 'authentic';
-- A declaration goes one step forward at a time. It is frozen under the hash that every side approved; the words and their hash stay then.
create or replace function coop.declaration_forward() returns trigger language plpgsql as $$
declare steps text[] := array['draft', 'frozen', 'open', 'closed'];
  was int := array_position(steps, old.state);
  becomes int := array_position(steps, new.state);
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if was is null or becomes is null or becomes < was or becomes > was + 1 then
    raise exception 'a declaration goes forward, step by step' using errcode = '42501';
  end if;
  if old.state <> 'draft' and (old.languages, old.spares, old.sha256) is distinct from (new.languages, new.spares, new.sha256) then
    raise exception 'the text of this declaration is frozen' using errcode = '42501';
  end if;
  if old.state = 'draft' and new.state = 'frozen' and (coop.agreed(new.accord_id, 'declarations.text', new.id) is not true
      or not exists (select 1 from accords_approval a where a.kind = 'declarations.text' and a.thing = new.id and a.is_given
        and a.sha256 = new.sha256)) then
    raise exception 'every side must have approved the words with this hash' using errcode = '42501';
  end if;
  return new;
end $$;
"""
