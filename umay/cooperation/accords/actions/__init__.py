"""Every write of the accords room, by noun: `actions.base.approve`, `actions.plans.verify` ..."""
