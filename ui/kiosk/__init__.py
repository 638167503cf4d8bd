"""The kiosk: alone with the customer, all day."""
