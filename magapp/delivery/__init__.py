"""Packs that somebody published: signed, sent, checked here, taken, and gone back from."""

from magapp.delivery.delivery import Delivered, Delivery, DeliveryReport, Used

__all__ = ["Delivered", "Delivery", "DeliveryReport", "Used"]
