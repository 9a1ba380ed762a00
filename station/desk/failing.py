"""What a failure leaves behind, for the screens and the commands: see `station.storage.crashes`."""

from station.storage.crashes import note, record

__all__ = ["note", "record"]
