"""Who reads and writes simulations: whoever asked; a shown one is read by colleagues of the country."""

ROWS = r"""
alter table matching_simulation enable row level security;
alter table matching_simulation force row level security;
create policy matching_simulation_see on matching_simulation for select to umay_app
  using (country = (select ctx.country()) and asked_by = (select ctx.uid()));
create policy matching_simulation_add on matching_simulation for insert to umay_app
  with check (country = (select ctx.country()) and asked_by = (select ctx.uid()));
create policy matching_simulation_change on matching_simulation for update to umay_app
  using (country = (select ctx.country()) and asked_by = (select ctx.uid()))
  with check (country = (select ctx.country()) and asked_by = (select ctx.uid()));
create policy matching_simulation_keeper on matching_simulation to umay_keeper using (true) with check (true);
grant select, insert, update on matching_simulation to umay_app;
revoke delete, truncate on matching_simulation from umay_app;
grant select, insert, update, delete on matching_simulation to umay_keeper;
create trigger matching_simulation_version before update on matching_simulation for each row execute function ctx.next_version();
create trigger matching_simulation_journal after insert or update or delete on matching_simulation
  for each row execute function journal_of_row();
"""

SHARING = """
-- A simulation holds no person's data. Whoever asked may show it; the page asks for figures.see, and nobody else changes it.
drop policy matching_simulation_see on matching_simulation;
create policy matching_simulation_see on matching_simulation for select to umay_app
  using (country = (select ctx.country()) and (asked_by = (select ctx.uid()) or shared_at is not null and (select ctx.uid()) is not null));
"""
