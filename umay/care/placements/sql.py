"""Database functions of the placements room: the family under a lock at the handover, its file open to the office of the child, and homes
that were not safe."""

from umay.kit.kernel.rows.context import sees, writes

HANDOVER = r"""
-- Lock the family of a placement the asker may write, and say how it stands: another office's family is locked too.
create or replace function placements_hold_family(p_placement uuid)
returns table (state text, approved_until date, has_place boolean)
language plpgsql volatile security definer set search_path = public, pg_catalog as $$
declare kept placements_placement;
begin
  select * into kept from placements_placement p where p.id = p_placement and (WRITES);
  if kept.id is null then raise exception 'this placement is not yours' using errcode = '42501'; end if;
  perform 1 from families_family f where f.id = kept.family_id for update;
  return query select f.state::text, f.approved_until,
      exists (select 1 from families_place l where l.family_id = f.id and l.by_thing = kept.id and l.state = 'taken' and l.freed_at is null)
    from families_family f where f.id = kept.family_id;
end $$;
revoke all on function placements_hold_family(uuid) from public;
grant execute on function placements_hold_family(uuid) to umay_app;
""".replace("WRITES", writes("p"))

SHARING = r"""
-- While a child has a place in a family, the office of the child's case reads the family's file, also after the case was handed over.
-- Only for a place that the ledger knows: an invented row opens nothing. The ledger's own function shuts it when the place is free.
create or replace function placements_share_family() returns trigger
language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  word text := 'placed ' || new.id; giver uuid := coalesce(ctx.uid(), new.recorded_by, new.worker_id); of_family uuid;
begin
  if new.state not in ('preparing', 'approved', 'active') then return null; end if;
  update offices_grant set ends_at = transaction_timestamp() where file_id = new.family_id and kind = 'shared' and reason = word
    and office_id is distinct from new.office_id and (ends_at is null or ends_at > transaction_timestamp());
  select f.office_id into of_family from families_family f join families_place l on l.family_id = f.id and l.by_thing = new.id
      and l.state = 'taken' and l.freed_at is null
    where f.id = new.family_id and f.country = new.country;
  if of_family is null or of_family = new.office_id or giver is null or exists (select 1 from offices_grant g where g.file_id = new.family_id
      and g.kind = 'shared' and g.reason = word and g.office_id = new.office_id and (g.ends_at is null or g.ends_at > transaction_timestamp())) then
    return null;
  end if;
  insert into offices_grant (id, country, kind, file_id, file_kind, office_id, may_write, reason, given_by, given_at)
    values (gen_random_uuid(), new.country, 'shared', new.family_id, 'family', new.office_id, false, word, giver, transaction_timestamp());
  return null;
end $$;
revoke all on function placements_share_family() from public;
grant execute on function placements_share_family() to umay_owner;
"""

SHARING_TRIGGER = """
create trigger placements_placement_share after insert or update of office_id, state on placements_placement
  for each row execute function placements_share_family();
"""

UNSAFE = r"""
-- Families in which a child of a case was not safe before, in whatever office that was: ids alone, never when, who or why.
-- Asked for cases the asker sees, and for the run of a country (flag n).
create or replace function placements_unsafe(p_cases uuid[], p_reasons text[]) returns table (case_id uuid, family_id uuid)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.uid() is null then return; end if;
  return query
  select distinct k.id, p.family_id
  from cases_case k
  join cases_child h on h.case_id = k.id and h.left_on is null
  join persons_person s on s.id = h.person_id or s.joined_into_id = h.person_id
  join placements_placement p on p.child_id = s.id and p.country = k.country and p.end_reason = any(p_reasons)
  where k.id = any(p_cases) and k.country = ctx.country() and (ctx.has('n') or (SEES));
end $$;
revoke all on function placements_unsafe(uuid[], text[]) from public;
grant execute on function placements_unsafe(uuid[], text[]) to umay_app;
""".replace("SEES", sees("k"))
