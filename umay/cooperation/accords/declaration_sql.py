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
