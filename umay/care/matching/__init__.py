"""Which approved family suits these children: candidates, reasons, shortlist, decision."""
