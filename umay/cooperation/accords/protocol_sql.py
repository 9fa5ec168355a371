"""What the database keeps of a protocol whatever a page or an injected statement asks: it is signed by agreement alone, and stays as it was signed."""

KEPT = r"""
create function coop.protocol_kept() returns trigger language plpgsql as $$
begin
  if coop.is_machine() then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a protocol begins as a draft' using errcode = '42501';
    end if;
    return new;
  end if;
  if old.state = 'draft' and new.state = 'signed' and coop.agreed(new.accord_id, 'protocols.protocol', new.id) is not true then
    raise exception 'a protocol is signed once every side has agreed to the same words' using errcode = '42501';
  end if;
  if old.state = 'signed' and (old.state, old.signed_on, old.place, old.begins_on, old.ends_on, old.renews_itself, old.notice_days, old.sha256)
      is distinct from (new.state, new.signed_on, new.place, new.begins_on, new.ends_on, new.renews_itself, new.notice_days, new.sha256) then
    raise exception 'a signed protocol stays as it was signed' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accords_protocol_kept before insert or update on accords_protocol for each row execute function coop.protocol_kept();
"""
