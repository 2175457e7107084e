"""From paths to a database: intake, reading in worker processes, checks, landing. ``read_plan`` wires the stages."""
