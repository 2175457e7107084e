"""Raw text to comparable values: pure functions, no I/O but the package's own data files.

Nothing here raises on any text: what cannot be read comes back as None (or ``text``) with a short problem code.
"""
