"""Geometry of the stool: where legs, seat and ring lie in space and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from stool.balance import LEG_ANGLES
from stool.charts.shapes import TURN, Floats, capsule
from stool.schema import LEGS

LEG_RADIUS = 85.0  # units from the middle to where a leg meets the seat; about px on a phone
POINT = LEG_RADIUS * np.tan(np.radians(12)) / 10  # units a point: 10 of tilt slope 12 degrees
SEAT_RADIUS = 98.0
FOOT_RADIUS = 104.0  # legs splay: their feet stand further out
FLOOR_RADIUS = 122.0
DEPTH = 0.42  # how far up the paper a unit away from the reader goes
THICKNESS = 9.0


@dataclass(frozen=True, slots=True)
class SeatPlane:
    """Plane through the tops of the legs, in points.

    Attributes
    ----------
    height : float
        Above the floor, in the middle.
    x, y : float
        Rise from the middle to a leg's distance, to the right and away from the reader.
    """

    height: float
    x: float
    y: float

    def rim(self, radius: float) -> Floats:
        """Points of the seat at `radius` units from the middle, shape (n, 3), in units."""
        x, y = radius * np.cos(TURN), radius * np.sin(TURN)
        return np.column_stack([x, y, self.at(x, y)])

    def at(self, x: Floats, y: Floats) -> Floats:
        """Height in units over the floor point (x, y), in units."""
        return np.asarray(POINT * (self.height + (self.x * x + self.y * y) / LEG_RADIUS))

    def covers(self, paper: Floats) -> NDArray[np.bool_]:
        """Which points on paper, shape (n, 2), lie on the drawn face of the seat."""
        level = paper[:, 1] - POINT * (self.height + self.x * paper[:, 0] / LEG_RADIUS)
        flat = DEPTH + POINT * self.y / LEG_RADIUS  # paper a unit to the back takes; 0 edge on
        covered = level**2 < flat**2 * (SEAT_RADIUS**2 - paper[:, 0] ** 2)
        return np.asarray(covered, dtype=np.bool_)

    def sloping(self, points: float) -> "SeatPlane":
        """The seat turned about its middle until it slopes so much, in the direction it has."""
        share = points / np.hypot(self.x, self.y)
        return SeatPlane(self.height, share * self.x, share * self.y)

    @property
    def below(self) -> Floats:
        """Step in units from the top of the seat to its underside, square to the plane."""
        normal = np.array([-self.x * POINT / LEG_RADIUS, -self.y * POINT / LEG_RADIUS, 1.0])
        return -THICKNESS * normal / np.linalg.norm(normal)

    @property
    def shows_top(self) -> bool:
        """Whether the reader looks onto the seat, not at its underside."""
        return bool(self.y * POINT / LEG_RADIUS > -DEPTH)


def seat_plane(scores: Mapping[str, float]) -> SeatPlane:
    """Plane through three leg scores that stand 120 degrees apart, in points."""
    angles = np.radians([LEG_ANGLES[leg] for leg in LEGS])
    sides = np.column_stack([np.ones(len(LEGS)), np.cos(angles), np.sin(angles)])
    height, x, y = np.linalg.solve(sides, [scores[leg] for leg in LEGS])
    return SeatPlane(float(height), float(x), float(y))


def project(points: Floats) -> Floats:
    """Points in space, shape (n, 3), on paper, shape (n, 2): one oblique projection for all."""
    return np.column_stack([points[:, 0], points[:, 2] + DEPTH * points[:, 1]])


def stand(leg: str, radius: float, height: float) -> Floats:
    """Point on paper of a leg at `radius` and `height`, in units."""
    angle = np.radians(LEG_ANGLES[leg])
    place = np.array([[radius * np.cos(angle), radius * np.sin(angle), height]])
    return project(place).ravel()


def leg_ends(leg: str, score: float, plane: SeatPlane | None) -> tuple[Floats, Floats]:
    """Foot and top of a leg on paper; seen from below, it ends at the underside of the seat."""
    cut = THICKNESS if plane and not plane.shows_top else 0.0
    return stand(leg, FOOT_RADIUS, 0), stand(leg, LEG_RADIUS, POINT * score - cut)


def leg_outline(leg: str, score: float, plane: SeatPlane | None) -> Floats:
    """Outline of a leg on paper, shape (n, 2)."""
    return capsule(*leg_ends(leg, score, plane), 4.6, 6.2)


def board_outline(plane: SeatPlane) -> Floats:
    """Outline on paper of the seat as a board, thickness and all, shape (n, 2)."""
    top = plane.rim(SEAT_RADIUS)
    faces = np.vstack([project(top), project(top + plane.below)])
    hull = faces[ConvexHull(faces).vertices]
    return np.vstack([hull, hull[:1]])


def face_outline(plane: SeatPlane) -> Floats:
    """Outline on paper of the side of the seat that the reader sees, shape (n, 2)."""
    top = plane.rim(SEAT_RADIUS)
    return project(top if plane.shows_top else top + plane.below)


def ring_outline(target: float) -> Floats:
    """Rim on paper of a seat that is level at `target`, shape (n, 2)."""
    return project(SeatPlane(target, 0, 0).rim(SEAT_RADIUS))
