"""The machine below: PIN, printer, scanner, clock, pictures, map of the shop, overseer."""
