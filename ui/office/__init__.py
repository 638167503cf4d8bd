"""The office: the shop's products, for staff. Imported when it is first asked for."""
