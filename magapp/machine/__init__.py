"""The machine below: PIN, printer, scanner, clock, pictures, overseer."""
