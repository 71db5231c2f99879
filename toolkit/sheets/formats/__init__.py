"""One module per file format: bytes in, a `Book` out. Only `reader.py` calls them.

Every reader takes the bytes and may raise whatever its parser meets; reader.py makes one finding
of it. None follows a link, an entity or a macro, and none reserves room for what a file claims to
hold: memory grows with the cells that are there.
"""
