"""Importing this builds the spaCy pipeline of targets: for the process that workers are forked from, once a run."""

from normalizers.target_rules import warm_up

warm_up()
