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
