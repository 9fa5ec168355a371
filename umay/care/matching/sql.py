"""Database functions of the matching room: which families a decision of no contact stands against."""

NO_CONTACT = r"""
-- Families in whose home somebody lives whom the children of a case must not meet. The household may belong to an office whose
-- families the asker can't read: only ids come back, never who or why. Asked for cases the asker sees.
create or replace function matching_no_contact(p_cases uuid[]) returns table (case_id uuid, family_id uuid)
language plpgsql stable security definer set search_path = public, pg_catalog as $$
begin
  if ctx.uid() is null then return; end if;
  return query
  select distinct k.id, m.family_id
  from cases_case k
  join cases_contact c on c.case_id = k.id and c.kind = 'none'
  join persons_person p on p.id = c.person_id
  join families_member m on m.person_id in (p.id, p.joined_into_id) and m.left_on is null and m.country = k.country
  where k.id = any(p_cases) and (%(sees)s);
end $$;
revoke all on function matching_no_contact(uuid[]) from public;
grant execute on function matching_no_contact(uuid[]) to umay_app;
"""
