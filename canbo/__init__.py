"""canbo: a knowledge graph of Vietnamese officials, their offices, meetings, resolutions and figures."""

from __future__ import annotations

__version__ = "0.1.0"
