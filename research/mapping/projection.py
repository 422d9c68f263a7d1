"""From latitude and longitude to the units of a drawing. Pure; the outlines and the places go through the same functions.

Europe is drawn by Lambert's azimuthal equal-area projection centred on 52 N 10 E, the world by Equal Earth
(Savric, Patterson and Jenny 2018, https://doi.org/10.1080/13658816.2018.1504949). Both keep areas comparable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

#: Across and up, on a globe whose radius is 1.
Plane = tuple[float, float]

#: The factors of Equal Earth.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
#: Nothing is divided by less: the point opposite the centre would lie infinitely far away.
SMALLEST = 1e-9


@dataclass(frozen=True, slots=True)
class View:
    """One map: how it is projected, and which part of the plane it shows.

    `longitude` is in the middle; the plane is cut open opposite to it. `west`, `east`, `south` and `north` are the
    edges on the plane, in radii of the globe. `width` is in units, and so is `margin`: what lies nearer to the
    edge could not be drawn whole and counts as outside.
    """

    name: str
    plane: Callable[[float, float], Plane]
    longitude: float
    west: float
    east: float
    south: float
    north: float
    width: int = 960
    margin: int = 15

    @property
    def scale(self) -> float:
        """Units to one radius of the globe."""
        return self.width / (self.east - self.west)

    @property
    def height(self) -> int:
        """In units."""
        return round((self.north - self.south) * self.scale)

    def project(self, lat: float, lon: float) -> Plane:
        """Where degrees north and degrees east are: units from the left and from the top, perhaps off the map."""
        across, up = self.plane(radians(lat), radians(self.turned(lon)))
        return (across - self.west) * self.scale, (self.north - up) * self.scale

    def turned(self, lon: float) -> float:
        """Degrees east of the middle, from -180 to just below 180."""
        return (lon - self.longitude + 180) % 360 - 180

    def shows(self, x: float, y: float) -> bool:
        """Is a point, in units, on the map and not too near to its edge?"""
        is_across = self.margin <= x <= self.width - self.margin
        return is_across and self.margin <= y <= self.height - self.margin


def azimuthal(lat: float, lon: float) -> Plane:
    """Lambert's azimuthal equal-area projection, centred on 52 N. Radians, east of the middle."""
    middle = radians(52)
    near = 1 + sin(middle) * sin(lat) + cos(middle) * cos(lat) * cos(lon)
    stretch = sqrt(2 / max(near, SMALLEST))
    up = cos(middle) * sin(lat) - sin(middle) * cos(lat) * cos(lon)
    return stretch * cos(lat) * sin(lon), stretch * up


def equal_earth(lat: float, lon: float) -> Plane:
    """Equal Earth. Radians, east of the middle."""
    angle = asin(sqrt(3) / 2 * sin(lat))
    square = angle * angle
    sixth = square**3
    across = lon * cos(angle) / (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square))
    up = angle * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return across * 2 / sqrt(3), up


EUROPE = View("europe", azimuthal, 10, west=-0.3, east=0.45, south=-0.315, north=0.37)
#: Cut open in the Bering Strait, so that no continent is cut. Antarctica, where nobody governs a town, is left off.
WORLD = View("world", equal_earth, 11, west=-2.74, east=2.74, south=-1.12, north=1.37)

VIEWS = {view.name: view for view in (EUROPE, WORLD)}
