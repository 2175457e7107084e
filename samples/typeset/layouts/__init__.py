"""One module a layout; each has `typeset(plan, path)`, which prints the plan's content in its own manner."""
