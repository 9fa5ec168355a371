"""Protection of small numbers: which counts of a table are hidden, and how the shown ones are rounded. Pure.

`release.protect` makes a release of tables; `umay.ground.figures.releasing.safe_release` attacks it too, and is what others call.
"""
