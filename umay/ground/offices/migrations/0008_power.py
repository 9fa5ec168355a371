"""Who signs in, which posts they hold, what the machine does for them: the application's role writes these tables only as a signed deed.

A statement slipped into a page runs in the name of whoever opened the page, without the letters that the deed itself puts into the context
(umay/kit/kernel/acting.py: a accounts, p confirming a post, s confirming a setting, o one's own account, m founding). The triggers bind
the application's role alone: migrations and restores are the owner's. docs/decisions/0008-power.md
"""

from django.db import migrations

from umay.kit.kernel.rows.operations import Sql

CHANGED = """
create or replace function offices_changed(was jsonb, is_now jsonb) returns text[] language sql immutable as $$
  select coalesce(array_agg(n.key order by n.key), '{}') from jsonb_each(is_now) n where n.value is distinct from was -> n.key
$$;

-- The office the asker's post belongs to reaches this one: the same province, or the ministry of the country.
create or replace function offices_administers(p_office uuid) returns boolean language sql stable as $$
  select exists (select 1 from offices_office own, offices_office o
    where own.id = nullif((ctx.fields())[11], '')::uuid and o.id = p_office and own.country = ctx.country() and o.country = own.country
      and (own.kind = 'ministry' or o.place = own.place))
$$;
"""

USERS = """
revoke delete, truncate on offices_user from umay_app;
create or replace function offices_user_power() returns trigger language plpgsql as $$
declare changed text[];
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if tg_op = 'INSERT' then
    if (ctx.has('a') and new.country = ctx.country() and new.opened_by = ctx.uid()) is true then return new; end if;
    raise exception 'accounts are opened by an administrator' using errcode = '42501';
  end if;
  changed := offices_changed(to_jsonb(old), to_jsonb(new));
  if changed <@ '{last_login}' then return new; end if;
  if (ctx.has('o') and old.id = ctx.uid() and changed <@ '{password,last_login,once_until,language}'
      and (new.once_until is null or new.once_until = old.once_until)) is true then
    return new;
  end if;
  if (ctx.has('a') and old.country = ctx.country() and old.id <> ctx.uid()
      and changed <@ '{is_active,closed_at,password,once_until,name,name_sort,email,language}') is true then
    return new;
  end if;
  raise exception 'this account is not yours to change' using errcode = '42501';
end $$;
create trigger offices_user_power before insert or update on offices_user for each row execute function offices_user_power();
"""

# The roles one administrator gives alone. Every other one, also one that is invented later, waits for a second person.
ALONE = ("worker", "supervisor", "family_worker", "placement_officer", "director")

POSTS = """
revoke delete, truncate on offices_post from umay_app;
create or replace function offices_post_power() returns trigger language plpgsql as $$
declare changed text[];
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if tg_op = 'INSERT' then
    if (ctx.has('a') and new.proposed_by = ctx.uid() and new.user_id <> ctx.uid() and new.confirmed_by is null
        and (new.confirmed_at is null or new.role in (:alone:)) and offices_administers(new.office_id)
        and exists (select 1 from offices_user u where u.id = new.user_id and u.country = ctx.country())) is true then
      return new;
    end if;
    raise exception 'posts are given by an administrator, powerful ones by two people' using errcode = '42501';
  end if;
  changed := offices_changed(to_jsonb(old), to_jsonb(new));
  if old.user_id = ctx.uid() then raise exception 'nobody changes their own post' using errcode = '42501'; end if;
  if (ctx.has('a') and changed <@ '{ends_on,confirmed_at,confirmed_by}' and offices_administers(old.office_id) and new.ends_on is not null
      and (old.ends_on is null or new.ends_on <= greatest(old.ends_on, old.begins_on))
      and (not changed && '{confirmed_at,confirmed_by}' or (new.confirmed_at is null and new.confirmed_by is null))) is true then
    return new;
  end if;
  if (ctx.has('p') and changed <@ '{confirmed_at,confirmed_by}' and old.confirmed_at is null and new.confirmed_by = ctx.uid()
      and old.proposed_by is distinct from ctx.uid() and new.confirmed_at <= clock_timestamp() + interval '1 minute'
      and exists (select 1 from offices_office o where o.id = old.office_id and o.country = ctx.country())) is true then
    return new;
  end if;
  raise exception 'this post is not yours to change' using errcode = '42501';
end $$;
create trigger offices_post_power before insert or update on offices_post for each row execute function offices_post_power();
""".replace(":alone:", ", ".join(f"'{role}'" for role in ALONE))

PLACES = """
revoke delete, truncate on offices_office, offices_team from umay_app;
revoke update, delete, truncate on offices_confirmation from umay_app;
create or replace function offices_founding_only() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  raise exception 'offices and teams are made when the installation is made' using errcode = '42501';
end $$;
create trigger offices_office_power before insert or update on offices_office for each row execute function offices_founding_only();
create trigger offices_team_power before insert or update on offices_team for each row execute function offices_founding_only();

create or replace function offices_confirmation_power() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' or (ctx.has('s') and new.country = ctx.country() and new.confirmed_by_id = ctx.uid()) is true then
    return new;
  end if;
  raise exception 'a setting is confirmed in the name of whoever confirms it' using errcode = '42501';
end $$;
create trigger offices_confirmation_power before insert on offices_confirmation for each row execute function offices_confirmation_power();

create or replace function offices_own_office_only() returns trigger language plpgsql as $$
declare office uuid := case when tg_op = 'DELETE' then old.office_id else new.office_id end;
begin
  if session_user = 'umay_app' and (office = any(ctx.offices()) or office = nullif((ctx.fields())[11], '')::uuid) is not true then
    raise exception 'this office is not yours' using errcode = '42501';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger offices_column_choice_power before insert or update or delete on offices_column_choice
  for each row execute function offices_own_office_only();

-- A key laid ahead for an id not yet used would only be found when its owner comes: it must at least be somebody's, whole and not destroyed.
create or replace function offices_key_power() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' or (ctx.uid() is not null and length(new.wrapped) = 60 and new.destroyed_at is null) is true then
    return new;
  end if;
  raise exception 'this is no key' using errcode = '42501';
end $$;
create trigger offices_key_power before insert on offices_key for each row execute function offices_key_power();
"""

SECOND_STEPS = """
create or replace function offices_second_step_power() returns trigger language plpgsql as $$
declare owner uuid := case when tg_op = 'INSERT' then new.user_id else old.user_id end;
begin
  if session_user <> 'umay_app' or ctx.has('m') or (ctx.has('o') and owner = ctx.uid()
      and (tg_op = 'DELETE' or new.user_id = owner)) is true then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'UPDATE' and offices_changed(to_jsonb(old), to_jsonb(new)) <@ '{last_used_at}' then return new; end if;
  if tg_op = 'DELETE' and (ctx.has('a') and owner <> ctx.uid()
      and exists (select 1 from offices_user u where u.id = owner and u.country = ctx.country())) is true then
    return old;
  end if;
  raise exception 'a second step belongs to its person' using errcode = '42501';
end $$;
create trigger offices_second_step_power before insert or update or delete on mfa_authenticator
  for each row execute function offices_second_step_power();
"""

# What Django and the sign-in pages bring and nobody writes here.
UNUSED = """
revoke insert, update, delete, truncate on auth_group, auth_group_permissions, auth_permission, django_content_type, django_migrations,
  account_emailaddress, account_emailconfirmation from umay_app;
"""

LOCKS = """
revoke update, truncate on axes_accessfailurelog from umay_app;
revoke delete, truncate on axes_accesslog, axes_accessfailurelog from umay_app;
revoke insert, update, truncate on axes_accessattemptexpiration from umay_app;
-- A count of failures never falls, and its line goes only when the half hour of the lock is over; taken away too early it simply stays.
create or replace function offices_lock_out_power() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' then return case when tg_op = 'DELETE' then old else new end; end if;
  if tg_op = 'DELETE' then
    return case when old.attempt_time < clock_timestamp() - interval '29 minutes' then old end;
  elsif new.failures_since_start >= old.failures_since_start and new.attempt_time >= old.attempt_time
      and not offices_changed(to_jsonb(old), to_jsonb(new)) && '{id,username,ip_address,user_agent}' then
    return new;
  end if;
  raise exception 'a lock ends by itself' using errcode = '42501';
end $$;
create trigger offices_lock_out_power before update or delete on axes_accessattempt for each row execute function offices_lock_out_power();
"""

JOBS = """
-- A job is asked for in one's own name, or by the clock without a name; what it is does not change afterwards, and it goes when it is done.
create or replace function offices_job_power() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' then return case when tg_op = 'DELETE' then old else new end; end if;
  if tg_op = 'INSERT' then
    if ctx.uid() is null and not (new.args - 'timestamp') = '{}' then
      raise exception 'nobody asks for this job' using errcode = '42501';
    end if;
    if (new.args ? 'user' and (new.args ->> 'user' = ctx.uid()::text) is not true)
       or (new.args ? 'role' and (new.args ->> 'role' = (ctx.fields())[10]) is not true) then
      raise exception 'a job is asked for in one''s own name' using errcode = '42501';
    end if;
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if new.args = old.args and new.task_name = old.task_name and new.id = old.id then return new; end if;
    raise exception 'what a job is does not change' using errcode = '42501';
  end if;
  if old.status in ('todo', 'doing') then raise exception 'a job that waits is not taken away' using errcode = '42501'; end if;
  return old;
end $$;
create trigger offices_job_power before insert or update or delete on procrastinate_jobs for each row execute function offices_job_power();
revoke update, truncate on procrastinate_events from umay_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0007_notice_kinds"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("axes", "0010_accessattemptexpiration"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [Sql(sql) for sql in (CHANGED, USERS, POSTS, PLACES, SECOND_STEPS, UNUSED, LOCKS, JOBS)]
