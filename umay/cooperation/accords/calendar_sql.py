"""Subscriptions: one's own alone; the keeper says whose a feed is, before anybody is asking, and which reminders are to go out."""

FUNCTIONS = r"""
-- Whose feed this is and in which language; nothing of one that was ended. Nobody is asking yet: the signed address stands for the person.
create function coop.feed_of(p_subscription uuid) returns table (user_id uuid, lang text, accord_id uuid)
language sql stable security definer set search_path = public, pg_catalog as $$
  select s.user_id, s.lang::text, s.accord_id from accords_subscription s
    where s.id = p_subscription and s.kind = 'feed' and s.ended_at is null
$$;

-- Reminders that have not gone out on this day, for the machine.
create function coop.reminders_due(p_today date) returns table (id uuid, user_id uuid)
language sql stable security definer set search_path = public, pg_catalog as $$
  select s.id, s.user_id from accords_subscription s join offices_user u on u.id = s.user_id
    where s.kind = 'mail' and s.ended_at is null and u.is_active and s.email <> '' and (s.sent_on is null or s.sent_on < p_today)
$$;
revoke all on function coop.feed_of(uuid), coop.reminders_due(date) from public;
grant execute on function coop.feed_of(uuid), coop.reminders_due(date) to umay_app, umay_owner;
"""
