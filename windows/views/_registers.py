"""The service registers, by their keys.

The screens register_list, register_new, register_detail and register_step serve them all; whatever is peculiar to one
register stands in the modules below.
"""

from collections.abc import Mapping

from windows.views._register_business import CLAIM, CROSS, SPECIAL
from windows.views._register_complaint import COMPLAINT
from windows.views._register_kinds import Register, Step
from windows.views._register_people import ASSIST, CONSULTATION, MATTER

__all__ = [
    "ASSIST",
    "CLAIM",
    "COMPLAINT",
    "CONSULTATION",
    "CROSS",
    "MATTER",
    "REGISTERS",
    "SPECIAL",
    "Register",
    "Step",
]
REGISTERS: Mapping[str, Register] = {
    each.key: each for each in (MATTER, COMPLAINT, ASSIST, CONSULTATION, CROSS, SPECIAL, CLAIM)
}
