"""The keeper's function of the cases room: to whom a file is open beyond the ordinary scope."""

from umay.kit.kernel.rows.context import sees

# A grant's own row is visible to who gave or got it; here everybody who sees the case learns who else does, and whoever looked in an emergency.
OPEN_TO = """
create or replace function cases_open_to(p_case uuid)
returns table (id uuid, kind text, user_id uuid, name text, may_write boolean, reason text, given_by text, given_at timestamptz, ends_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if (exists (select 1 from cases_case c where c.id = p_case and SEES)) is not true then
    raise exception 'this case is not open to you' using errcode = '42501';
  end if;
  return query
    select g.id, g.kind::text, g.user_id, coalesce(u.name, o.name)::text, g.may_write, g.reason, f.name::text, g.given_at, g.ends_at
    from offices_grant g
      left join offices_user u on u.id = g.user_id
      left join offices_office o on o.id = g.office_id
      left join offices_user f on f.id = g.given_by
    where g.file_id = p_case and (g.ends_at is null or g.ends_at > transaction_timestamp())
    order by g.given_at, g.id;
end $$;
revoke all on function cases_open_to(uuid) from public;
grant execute on function cases_open_to(uuid) to umay_app;
""".replace("SEES", sees("c"))

SAME_HOUSEHOLDS = r"""
-- Families in whose home somebody lives who, as a person said, is the very human whom the children of a case must not meet: ids alone.
-- Asked for cases the asker sees, and for the run of a country (flag n).
create or replace function cases_same_households(p_cases uuid[]) returns table (case_id uuid, family_id uuid)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.uid() is null then return; end if;
  return query
  select distinct k.id, m.family_id
  from cases_case k
  join cases_likeness a on a.case_id = k.id and a.is_same
  join cases_contact c on c.case_id = k.id and c.person_id = a.person_id and c.kind = 'none'
  join persons_person p on p.id = a.other_id
  join families_member m on m.person_id in (p.id, p.joined_into_id) and m.left_on is null and m.country = k.country
  where k.id = any(p_cases) and k.country = ctx.country() and (ctx.has('n') or (SEES));
end $$;
revoke all on function cases_same_households(uuid[]) from public;
grant execute on function cases_same_households(uuid[]) to umay_app;
""".replace("SEES", sees("k"))
