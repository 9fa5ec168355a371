"""Every read of the accords room, by noun: `queries.base.visible`, `queries.plans.lines_of` ..."""
