"""Quays and their ships."""


class Quay:
    """A place for ships.

    Args:
        length: Its length in metres.
    """

    def __init__(self, length: int = 3) -> None:
        self.length = length

    def moor(self, ship: str, *, at: int = 0) -> bool:
        """Moor a ship.

        Args:
            ship: Its name.
            at: The bollard.

        Returns:
            Whether there was room.
        """
        return bool(ship) and at < self.length


class Pier(Quay):
    """A quay on stilts."""


def tide(hour: int) -> float:
    """Tell the height of the water."""
    return hour % 12 / 6
