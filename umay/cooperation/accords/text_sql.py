"""What the database itself keeps of texts: authentic words stay, a language goes forward only, and none is authentic alone."""

FROZEN = r"""
-- A version and its languages belong to one accord; authentic words never change and need every side's yes to the same words.
create function coop.text_kept() returns trigger language plpgsql as $$
declare steps text[] := array['draft', 'translated', 'verified', 'authentic'];
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if not exists (select 1 from accords_edition e where e.id = new.edition_id and e.accord_id = new.accord_id) or new.party_id is not null then
    raise exception 'a language belongs to the accord of its version, and to all its sides' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a language begins as a draft' using errcode = '42501';
    end if;
    return new;
  end if;
  if old.state = 'authentic' then
    raise exception 'authentic words stay as they are' using errcode = '42501';
  end if;
  if (old.edition_id, old.language) is distinct from (new.edition_id, new.language) then
    raise exception 'which language this is was said when it was written' using errcode = '42501';
  end if;
  if array_position(steps, new.state) < array_position(steps, old.state) and new.state <> 'draft' then
    raise exception 'a language goes forward, or back to its draft' using errcode = '42501';
  end if;
  if new.state = 'authentic' then
    if not (coop.agreed(new.accord_id, 'texts.edition', new.edition_id) is true or exists (
        select 1 from accords_declaration d where d.accord_id = new.accord_id
          and coop.agreed(new.accord_id, 'declarations.text', d.id))) then
      raise exception 'every side must have approved these words' using errcode = '42501';
    end if;
    if exists (
        select 1 from accords_article a join accords_text t on t.id = a.text_id
          where t.edition_id = new.edition_id and t.id <> new.id and not a.is_out
            and not exists (select 1 from accords_article o where o.text_id = new.id and o.number = a.number and not o.is_out))
        or not exists (select 1 from accords_article o where o.text_id = new.id and not o.is_out) then
      raise exception 'an article of another language is missing' using errcode = '42501';
    end if;
  end if;
  return new;
end $$;
create trigger accords_text_kept before insert or update on accords_text for each row execute function coop.text_kept();

-- Articles change in a draft only.
create function coop.article_kept() returns trigger language plpgsql as $$
declare is_of record;
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  select t.accord_id, t.state into is_of from accords_text t where t.id = new.text_id for share;
  if is_of.accord_id is distinct from new.accord_id or new.party_id is not null then
    raise exception 'an article belongs to the accord of its text, and to all its sides' using errcode = '42501';
  end if;
  if is_of.state <> 'draft' then
    raise exception 'these words are not a draft any more' using errcode = '42501';
  end if;
  if tg_op = 'UPDATE' and (old.text_id, old.number) is distinct from (new.text_id, new.number) then
    raise exception 'an article keeps its number' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_article_kept before insert or update on accords_article for each row execute function coop.article_kept();

-- A version belongs to the accord of its document and is never renumbered.
create function coop.edition_kept() returns trigger language plpgsql as $$
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  if new.party_id is not null
      or not exists (select 1 from accords_document d where d.id = new.document_id and d.accord_id = new.accord_id) then
    raise exception 'a version belongs to the accord of its document' using errcode = '42501';
  end if;
  if tg_op = 'UPDATE' and (old.document_id, old.number) is distinct from (new.document_id, new.number) then
    raise exception 'a version keeps its number' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_edition_kept before insert or update on accords_edition for each row execute function coop.edition_kept();

-- What a term is a word of was said when it was written.
create function coop.term_kept() returns trigger language plpgsql as $$
declare was jsonb := to_jsonb(old); is_now jsonb := to_jsonb(new); what text;
begin
  if session_user <> 'umay_app' or ctx.has('m') then return new; end if;
  foreach what in array array['concept_id', 'first_id', 'second_id', 'language'] loop
    if was -> what is distinct from is_now -> what then
      raise exception 'this column is fixed once it is written: %', what using errcode = '42501';
    end if;
  end loop;
  return new;
end $$;
create trigger accords_term_kept before update on accords_term for each row execute function coop.term_kept();
create trigger accords_match_kept before update on accords_match for each row execute function coop.term_kept();
"""
AUTHENTIC = "exists (select 1 from accords_text t where t.{by} and t.state = 'authentic')"
OWN_STATE = "state_id = any((select coop.states())::uuid[])"
OWN_TERM = "exists (select 1 from accords_term t where t.id in (first_id, second_id) and t.state_id = any((select coop.states())::uuid[]))"
OWN_DRAFT = "recorded_by = (select ctx.uid())"
