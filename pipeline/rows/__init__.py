"""One module a kind of row: raw records to the contract's rows."""
