"""Kinds of service: what each layer of supply is, and how complete the register is for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceKind:
    """One kind of service in the register.

    Attributes:
        id: The word used in tables and in the address bar.
        label: One such service.
        plural: Several of them.
        is_destination: Whether children are taken there. A network or a team that only
            visits homes has an office, but the time to the office says nothing about access.
        register_note: What the register covers for this kind, shown beside every figure.
        has_capacity: Whether the register is complete enough to share its supply out among
            children. Sharing out a few of many teams would only show where they were looked for.
    """

    id: str
    label: str
    plural: str
    is_destination: bool
    register_note: str
    has_capacity: bool = False


SERVICE_KINDS: tuple[ServiceKind, ...] = (
    ServiceKind(
        "children_hospice",
        "Children's hospice",
        "Children's hospices",
        True,
        "Open sites found in the regulators' and providers' pages. Day sites without a published "
        "address are listed but not placed.",
        has_capacity=True,
    ),
    ServiceKind(
        "specialist_team_hospital",
        "Specialist palliative care team",
        "Specialist palliative care teams",
        True,
        "Only the few teams whose pages were found. Other teams exist: read a long time to a "
        "team as 'to a team in this register', never as 'no team'.",
    ),
    ServiceKind(
        "childrens_hospital",
        "Children's hospital",
        "Children's hospitals",
        True,
        "Stand-alone or named children's hospitals. General hospitals with children's wards are "
        "not counted.",
        has_capacity=True,
    ),
    ServiceKind(
        "picu",
        "Paediatric intensive care unit",
        "Paediatric intensive care units",
        True,
        "Units that reported to the national audit (PICANet) for 2017 to 2019. Check that a unit "
        "is still open before relying on it.",
        has_capacity=True,
    ),
    ServiceKind(
        "nicu",
        "Neonatal intensive care unit",
        "Neonatal intensive care units",
        False,
        "A few units only: most are not in the register, so no travel time is given.",
    ),
    ServiceKind(
        "hospice_at_home",
        "Hospice at home service",
        "Hospice at home services",
        False,
        "The point is an office. Staff travel to the child, so no travel time is given.",
    ),
    ServiceKind(
        "palliative_care_network",
        "Palliative care network",
        "Palliative care networks",
        False,
        "A network joins up services. It is not a place that children visit.",
    ),
    ServiceKind(
        "family_support",
        "Family support service",
        "Family support services",
        False,
        "Support at home. The register is far from complete for this kind.",
    ),
)
SERVICE_KIND_BY_ID: dict[str, ServiceKind] = {kind.id: kind for kind in SERVICE_KINDS}
DESTINATION_KINDS: tuple[ServiceKind, ...] = tuple(k for k in SERVICE_KINDS if k.is_destination)
CAPACITY_KINDS: tuple[ServiceKind, ...] = tuple(k for k in SERVICE_KINDS if k.has_capacity)

STATUSES: dict[str, str] = {
    "open": "Open when last verified",
    "closed": "Closed",
    "unknown": "Not known whether it is open",
}
POINT_QUALITIES: dict[str, str] = {
    "site": "Point of the site itself",
    "postcode": "Middle of the site's postcode",
    "approximate": "Approximate: from a road, or a postcode that no source gives for the site",
    "none": "No address found, so it is not on the map",
}
