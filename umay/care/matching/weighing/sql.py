"""Who writes a document of weights: whoever prepares it (deed w), a member of its board (deed b), the job that compares (flag n)."""

ROWS = r"""
do $$ declare t text; begin
  foreach t in array array['matching_weights', 'matching_weights_voice', 'matching_weights_effect'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select to umay_app using (country = (select ctx.country()) and (select ctx.uid()) is not null)', t || '_see', t);
    execute format('create policy %I on %I for insert to umay_app with check (country = (select ctx.country()) and (select ctx.has(''w'')))', t || '_add', t);
    execute format('create policy %I on %I for update to umay_app using (country = (select ctx.country()) and (select ctx.has(''w'') or ctx.has(''b'') or ctx.has(''n''))) with check (country = (select ctx.country()))', t || '_change', t);
    execute format('create policy %I on %I to umay_keeper using (true) with check (true)', t || '_keeper', t);
    execute format('grant select, insert, update on %I to umay_app', t);
    execute format('revoke delete, truncate on %I from umay_app', t);
    execute format('grant select, insert, update, delete on %I to umay_keeper', t);
    execute format('create trigger %I before update on %I for each row execute function ctx.next_version()', t || '_version', t);
    execute format('create trigger %I after insert or update or delete on %I for each row execute function journal_of_row()', t || '_journal', t);
  end loop;
end $$;

-- The document says for ever what it said. Its state moves: to the board by whoever prepared it, once somebody has looked at what it would have
-- changed; to approved by more than half of the board and the quorum, never by a vote of the preparer; and from nowhere back.
create or replace function matching_weights_power() returns trigger language plpgsql as $$
declare yes int; no int; everybody int; changed text[];
begin
  if session_user <> 'umay_app' then return new; end if;
  if tg_op = 'INSERT' then
    if (ctx.has('w') and new.prepared_by = ctx.uid() and new.state = 'prepared' and new.asked_at is null and new.decided_at is null) is true then return new; end if;
    raise exception 'weights are prepared in one''s own name' using errcode = '42501';
  end if;
  changed := offices_changed(to_jsonb(old), to_jsonb(new));
  if (ctx.has('w') and old.prepared_by = ctx.uid() and old.state = 'prepared' and new.state = 'asked' and changed <@ '{state,asked_at,quorum}'
      and (select count(*) from matching_weights_voice v where v.document_id = old.id) >= new.quorum
      and exists (select 1 from matching_weights_effect e where e.document_id = old.id and e.state = 'done')) is true then return new; end if;
  if (ctx.has('w') and old.prepared_by = ctx.uid() and old.state in ('prepared', 'asked') and new.state = 'withdrawn' and changed <@ '{state}') is true then
    return new;
  end if;
  if (ctx.has('b') and old.state = 'asked' and new.state in ('approved', 'refused') and changed <@ '{state,decided_at}'
      and exists (select 1 from matching_weights_voice v where v.document_id = old.id and v.user_id = ctx.uid() and v.vote <> '')) is true then
    select count(*) filter (where v.vote = 'yes' and v.user_id <> old.prepared_by), count(*) filter (where v.vote = 'no'), count(*)
      into yes, no, everybody from matching_weights_voice v where v.document_id = old.id;
    if new.state = 'approved' and yes >= old.quorum and 2 * yes > everybody then return new; end if;
    if new.state = 'refused' and (everybody - no < old.quorum or 2 * (everybody - no) <= everybody) then return new; end if;
  end if;
  raise exception 'a document of weights is decided by its board and never edited' using errcode = '42501';
end $$;
create trigger matching_weights_power before insert or update on matching_weights for each row execute function matching_weights_power();

-- A voice belongs to somebody who sits on the board today and did not prepare the document. It speaks once, for itself, while the board is asked.
create or replace function matching_weights_voice_power() returns trigger language plpgsql as $$
declare held matching_weights;
begin
  if session_user <> 'umay_app' then return new; end if;
  select * into held from matching_weights w where w.id = new.document_id;
  if tg_op = 'INSERT' then
    if (ctx.has('w') and held.state = 'prepared' and held.prepared_by = ctx.uid() and new.user_id <> held.prepared_by and new.vote = ''
        and exists (select 1 from offices_post p join offices_office o on o.id = p.office_id where p.user_id = new.user_id and p.role = 'board'
          and o.country = held.country and p.confirmed_at is not null and p.begins_on <= current_date + 1 and (p.ends_on is null or p.ends_on >= current_date - 1))) is true then
      return new;
    end if;
    raise exception 'this person does not sit on the board' using errcode = '42501';
  end if;
  if (ctx.has('b') and old.user_id = ctx.uid() and old.vote = '' and held.state = 'asked' and new.vote in ('yes', 'no')
      and new.voted_at <= clock_timestamp() + interval '1 minute'
      and offices_changed(to_jsonb(old), to_jsonb(new)) <@ '{vote,reason,voted_at}') is true then return new; end if;
  raise exception 'one votes once, for oneself' using errcode = '42501';
end $$;
create trigger matching_weights_voice_power before insert or update on matching_weights_voice
  for each row execute function matching_weights_voice_power();

create or replace function matching_weights_effect_power() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' then return new; end if;
  if tg_op = 'INSERT' and (ctx.has('w') and new.asked_by = ctx.uid() and new.state = 'queued' and new.figures = '{}') is true then return new; end if;
  if tg_op = 'UPDATE' and (ctx.has('n') and old.state in ('queued', 'running') and offices_changed(to_jsonb(old), to_jsonb(new)) <@ '{state,ended_at,figures}') is true then
    return new;
  end if;
  raise exception 'what a document would have changed is worked out by its job alone' using errcode = '42501';
end $$;
create trigger matching_weights_effect_power before insert or update on matching_weights_effect
  for each row execute function matching_weights_effect_power();
"""

RECRUITMENT = r"""
-- Which families would help where: numbers for provinces, made by the job after a run.
alter table matching_recruitment enable row level security;
alter table matching_recruitment force row level security;
create policy matching_recruitment_see on matching_recruitment for select to umay_app
  using (country = (select ctx.country()) and (select ctx.uid()) is not null);
create policy matching_recruitment_add on matching_recruitment for insert to umay_app
  with check (country = (select ctx.country()) and (select ctx.has('n')));
create policy matching_recruitment_change on matching_recruitment for update to umay_app
  using (country = (select ctx.country()) and (select ctx.has('n'))) with check (country = (select ctx.country()) and (select ctx.has('n')));
create policy matching_recruitment_keeper on matching_recruitment to umay_keeper using (true) with check (true);
grant select, insert, update on matching_recruitment to umay_app;
revoke delete, truncate on matching_recruitment from umay_app;
grant select, insert, update, delete on matching_recruitment to umay_keeper;
create trigger matching_recruitment_version before update on matching_recruitment for each row execute function ctx.next_version();
create trigger matching_recruitment_journal after insert or update or delete on matching_recruitment
  for each row execute function journal_of_row();
"""

COUNTED = r"""
-- What other weights would have changed, as everybody may read it: counts as those of a run, a mean distance only where five homes or more stand
-- behind both means. How many comparisons were repeated says nothing of a child.
create or replace function matching_effect_protected(p_value jsonb, p_key text) returns jsonb language plpgsql immutable set search_path = public, pg_catalog as $$
declare is_enough boolean;
begin
  if p_key in ('runs', 'left_out') then return p_value; end if;
  if jsonb_typeof(p_value) = 'object' then
    is_enough := (p_value ->> 'homes_before')::int >= 5 and (p_value ->> 'homes_after')::int >= 5;
    return (select coalesce(jsonb_object_agg(e.key, case when e.key in ('km_before', 'km_after') then case when is_enough then e.value else 'null'::jsonb end
      else matching_effect_protected(e.value, e.key) end), '{}') from jsonb_each(p_value) e);
  end if;
  return matching_protected(p_value, p_key);
end $$;

-- What is counted goes where the job and who reads the whole country can read it; what everybody may read stays in the row itself.
create or replace function matching_counted_kept() returns trigger
language plpgsql security definer set search_path = public, pg_catalog as $$
begin
  if new.figures = '{}' or (tg_op = 'UPDATE' and new.figures = old.figures) then return new; end if;
  if tg_table_name = 'matching_recruitment' then
    insert into matching_recruitment_figures (id, country, recruitment_id, figures, version, recorded_at, recorded_by)
      values (gen_random_uuid(), new.country, new.id, new.figures, 1, transaction_timestamp(), new.recorded_by)
      on conflict (recruitment_id) do update set figures = excluded.figures;
    new.figures := matching_protected(new.figures, '');
  else
    insert into matching_weights_effect_figures (id, country, effect_id, figures, version, recorded_at, recorded_by)
      values (gen_random_uuid(), new.country, new.id, new.figures, 1, transaction_timestamp(), new.recorded_by)
      on conflict (effect_id) do update set figures = excluded.figures;
    new.figures := matching_effect_protected(new.figures, '');
  end if;
  return new;
end $$;
revoke all on function matching_effect_protected(jsonb, text), matching_counted_kept() from public;
grant execute on function matching_counted_kept() to umay_owner;
"""

COUNTED_ROWS = r"""
do $$ declare t text; begin
  foreach t in array array['matching_recruitment_figures', 'matching_weights_effect_figures'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select to umay_app using (country = (select ctx.country()) and (select ctx.uid()) is not null and (select ctx.has(''c'') or ctx.has(''n'')))', t || '_see', t);
    -- Written by the trigger alone: the application has no right to these deeds, and a policy besides.
    execute format('create policy %I on %I for insert to umay_app with check (country = (select ctx.country()) and (select ctx.has(''n'')))', t || '_add', t);
    execute format('create policy %I on %I for update to umay_app using (country = (select ctx.country()) and (select ctx.has(''n''))) with check (country = (select ctx.country()) and (select ctx.has(''n'')))', t || '_change', t);
    execute format('create policy %I on %I to umay_keeper using (true) with check (true)', t || '_keeper', t);
    execute format('revoke all on %I from umay_app', t);
    execute format('grant select on %I to umay_app', t);
    execute format('grant select, insert, update, delete on %I to umay_keeper', t);
    execute format('create trigger %I before update on %I for each row execute function ctx.next_version()', t || '_version', t);
    execute format('create trigger %I after insert or update or delete on %I for each row execute function journal_of_row()', t || '_journal', t);
  end loop;
end $$;
"""

COUNTED_MOVED = """
update matching_recruitment set figures = figures || jsonb_build_object('waiting', greatest((figures ->> 'children')::int - (figures ->> 'placed')::int, 0))
  where figures ? 'children' and figures ? 'placed';
insert into matching_recruitment_figures (id, country, recruitment_id, figures, version, recorded_at, recorded_by)
  select gen_random_uuid(), r.country, r.id, r.figures, 1, transaction_timestamp(), r.recorded_by from matching_recruitment r where r.figures <> '{}';
update matching_recruitment set figures = matching_protected(figures, '') where figures <> '{}';
insert into matching_weights_effect_figures (id, country, effect_id, figures, version, recorded_at, recorded_by)
  select gen_random_uuid(), e.country, e.id, e.figures, 1, transaction_timestamp(), e.recorded_by from matching_weights_effect e where e.figures <> '{}';
update matching_weights_effect set figures = matching_effect_protected(figures, '') where figures <> '{}';
"""

COUNTED_TRIGGERS = """
create trigger matching_recruitment_kept before insert or update of figures on matching_recruitment
  for each row execute function matching_counted_kept();
create trigger matching_weights_effect_kept before insert or update of figures on matching_weights_effect
  for each row execute function matching_counted_kept();
"""
