"""Database functions of the persons room: what one office may learn of another's people."""

from umay.kit.kernel.rows.context import sees, writes

KNOWN = r"""
-- Is somebody with these names and this birth known to an office whose rows the asker can't see? The answer is the names of offices, nothing
-- more. It is journaled for the asker, and the supervisors of that office are told once a day that an office asks, and about which record of
-- theirs. A confidential record is never answered; the people named for it are told. More than five offices is no answer: the name is common.
create or replace function persons_known_elsewhere(p_pairs text[], p_words text[], p_hashes bytea[], p_born date, p_is_day boolean, p_slack int)
returns table (office text, is_common boolean)
language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  asker uuid := ctx.uid();
  found record;
  met uuid[];
  offices text[];
begin
  if asker is null then raise exception 'nobody is asking' using errcode = '28000'; end if;
  select coalesce(array_agg(p.id), '{}'), coalesce(array_agg(distinct o.name::text order by o.name::text) filter (where not p.confidential), '{}')
    into met, offices
    from persons_person p join offices_office o on o.id = p.office_id
    where p.country = ctx.country() and p.erased_at is null and p.joined_into_id is null
      and p.id in (
        select n.person_id from persons_paper n where n.number_hash = any(p_hashes) and n.ended_at is null
        union
        select t.person_id from persons_token t join persons_person q on q.id = t.person_id
          where t.token = any(p_pairs) and p_born is not null and (
            (p_is_day and q.born_on = p_born)
            or (abs(extract(year from q.born_on) - extract(year from p_born)) <= least(p_slack, 2)
                and (select count(distinct w.token) from persons_token w where w.person_id = q.id and w.token = any(p_words)) = cardinality(p_words))))
      and (:sees:) is not true;
  if cardinality(offices) > 5 then
    perform journal_add('persons.known_elsewhere', 'persons.person', null, null, array[]::text[], 'common');
    return query select ''::text, true;
    return;
  end if;
  for found in select p.id, p.file_id, p.office_id, p.confidential from persons_person p where p.id = any(met) order by p.id loop
    if not found.confidential then  -- an asker may read their own lines: a confidential record leaves none
      perform journal_add('persons.known_elsewhere', 'persons.person', found.id, found.file_id, array[]::text[], 'answered');
    end if;
    insert into offices_notice (id, country, kind, user_id, thing_kind, thing, from_user_id, at)
      select gen_random_uuid(), ctx.country(), 'known', person, 'persons.person', found.id, asker, transaction_timestamp()
      from (
        select post.user_id as person from offices_post post
          where not found.confidential and post.office_id = found.office_id and post.role = 'supervisor' and post.confirmed_at is not null
            and post.begins_on <= current_date and (post.ends_on is null or post.ends_on >= current_date)
        union
        select g.user_id from offices_grant g
          where found.confidential and g.file_id = found.file_id and g.kind = 'named' and g.user_id is not null
            and (g.ends_at is null or g.ends_at > transaction_timestamp())
      ) told_person
      where person <> asker and not exists (
        select 1 from offices_notice n where n.user_id = person and n.kind = 'known' and n.thing = found.id and n.from_user_id = asker
          and n.at > transaction_timestamp() - interval '1 day');
  end loop;
  if cardinality(offices) = 0 then
    perform journal_add('persons.known_elsewhere', 'persons.person', null, null, array[]::text[], 'unknown');
  end if;
  return query select one, false from unnest(offices) as one;
end $$;
revoke all on function persons_known_elsewhere(text[], text[], bytea[], date, boolean, int) from public;
grant execute on function persons_known_elsewhere(text[], text[], bytea[], date, boolean, int) to umay_app;
""".replace(":sees:", sees("p"))

UPLOADS = r"""
-- Spreadsheets nobody finished, and what was kept about those that ended: forgotten after `p_before`. Returns the ids whose files must go.
create or replace function persons_forget_uploads(p_before timestamptz) returns setof uuid
language sql security definer set search_path = public, pg_catalog as $$
  update persons_upload set state = case when state = 'done' then 'done' else 'dropped' end, name = null, headings = null, report = null,
      decisions = '{}', ended_at = coalesce(ended_at, transaction_timestamp())
    where recorded_at < least(p_before, transaction_timestamp() - interval '1 day') and (report is not null or headings is not null or name is not null or state not in ('done', 'dropped')) returning id
$$;
revoke all on function persons_forget_uploads(timestamptz) from public;
grant execute on function persons_forget_uploads(timestamptz) to umay_app;
"""

MANY = r"""
-- The search keys of many new people in one statement. The application could insert them itself, but then each key asks anew whether its person is
-- open to the asker: sixteen keys a person were half the time of an import. Here it is asked once for every person, by the same condition as the
-- policy; the scope comes from the person's own row. Returns how many keys were put.
create or replace function persons_put_tokens(p_people uuid[], p_tokens text[]) returns bigint
language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  put bigint;
begin
  if ctx.uid() is null then raise exception 'nobody is asking' using errcode = '28000'; end if;
  if (cardinality(p_people) = cardinality(p_tokens)) is not true then
    raise exception 'each key needs its person' using errcode = '22023';
  end if;
  if exists (select 1 from (select distinct unnest(p_people) as id) asked left join persons_person p on p.id = asked.id
             where (p.id is not null and (:writes:)) is not true) then
    raise exception 'a person these keys belong to is not open to you' using errcode = '42501';
  end if;
  insert into persons_token (token, person_id, country, office_id, team_id, worker_id, confidential, file_id)
    select given.token, p.id, p.country, p.office_id, p.team_id, p.worker_id, p.confidential, p.file_id
      from unnest(p_people, p_tokens) as given(id, token) join persons_person p on p.id = given.id;
  get diagnostics put = row_count;
  return put;
end $$;
revoke all on function persons_put_tokens(uuid[], text[]) from public;
grant execute on function persons_put_tokens(uuid[], text[]) to umay_app;

-- Which of these identity numbers stand in records of offices that the asker can't see, and of which office: for the dry run of a list. Each
-- answer is a line in the journal of the file it speaks of; the supervisors of that office are told once a day that somebody brings a list in, not
-- once for each row. A confidential record is never answered.
create or replace function persons_numbers_elsewhere(p_hashes bytea[]) returns table (hashed bytea, office_name text)
language plpgsql security definer set search_path = public, pg_catalog as $$
declare
  asker uuid := ctx.uid();
  found record;
begin
  if asker is null then raise exception 'nobody is asking' using errcode = '28000'; end if;
  for found in
    select n.number_hash as number_hash, o.name::text as name, p.id, p.file_id, p.office_id
      from persons_paper n join persons_person p on p.id = n.person_id join offices_office o on o.id = p.office_id
      where n.number_hash = any(p_hashes) and n.ended_at is null and p.country = ctx.country() and p.erased_at is null and not p.confidential
        and (:sees:) is not true
      order by p.id loop
    perform journal_add('persons.known_elsewhere', 'persons.person', found.id, found.file_id, array[]::text[], 'list');
    insert into offices_notice (id, country, kind, user_id, thing_kind, thing, from_user_id, at)
      select gen_random_uuid(), ctx.country(), 'known', told.person, 'persons.person', found.id, asker, transaction_timestamp()
      from (
        select distinct post.user_id as person from offices_post post
          where post.office_id = found.office_id and post.role = 'supervisor' and post.confirmed_at is not null
            and post.begins_on <= current_date and (post.ends_on is null or post.ends_on >= current_date)
      ) told
      where told.person <> asker and not exists (
        select 1 from offices_notice n where n.user_id = told.person and n.kind = 'known' and n.from_user_id = asker
          and n.at > transaction_timestamp() - interval '1 day');
    hashed := found.number_hash; office_name := found.name;
    return next;
  end loop;
end $$;
revoke all on function persons_numbers_elsewhere(bytea[]) from public;
grant execute on function persons_numbers_elsewhere(bytea[]) to umay_app;
""".replace(":sees:", sees("p")).replace(":writes:", writes("p"))

KEEPERS_KEYS = """
-- persons_put_tokens takes the scope from the person's row itself; for everybody else the trigger does.
drop trigger persons_token_follow on persons_token;
create trigger persons_token_follow before insert on persons_token for each row
  when (current_user <> 'umay_keeper') execute function ctx.follow('persons_person', 'person_id');
"""
