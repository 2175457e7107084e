"""From a PDF to raw records: read, grid, flow, label, record; and the plan's outline."""
