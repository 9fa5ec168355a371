"""An outsider who tries to work out what a release hides. It imports nothing of what makes releases (kept by `.importlinter`)."""
