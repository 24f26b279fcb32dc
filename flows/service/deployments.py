"""What stands in Prefect's list of deployments: one for all, one a kind; schedule and form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentUpdate
from prefect.client.schemas.filters import FlowFilter, FlowFilterName
from prefect.client.schemas.responses import DeploymentResponse
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.documents import KINDS
from flows.prefect_flow import make_documents
from flows.telling.prefect_artifacts import ALL, MOST_NAMES
from flows.vietnamese.dates import HANOI

TAG = "văn thư"
MOST_EVENTS = 200
"""More cannot be looked through in a form's list; older events are named at the command line."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A deployment as the secretary sees it: its name in the list, its form, and when it runs by itself."""

    name: str
    description: str
    parameters: Mapping[str, Any]
    fields: tuple[str, ...]
    cron: str = ""


def name_at(moment: datetime, why: str, events: Sequence[str] = ()) -> str:
    """Return the name of a run of these events, of everything without any; with why and when by the office's clock."""
    what = ", ".join(events) if len(events) <= MOST_NAMES else f"{len(events)} sự kiện"
    return f"{what or ALL} – {why} – {moment.astimezone(HANOI):%d/%m/%Y %H:%M}"


def offers(parameters: Mapping[str, Any], *, office: str = "", cron: str = "") -> Iterator[Offer]:
    """Yield everything that is due, by itself and on demand, and each kind on demand."""
    of_office = f"{office}: " if office else ""
    when = f"theo lịch «{cron}» (giờ Hà Nội), " if cron else ""
    yield Offer(
        of_office + ALL,
        f"Làm mọi văn bản đã đến lúc: {when}mỗi khi thư mục bảng tính hoặc mẫu thay đổi, và khi bấm Run.",
        parameters,
        ("events", "only", "as_of", "pdf"),
        cron,
    )
    for kind in KINDS:
        told = f"Chỉ làm {kind.NAME.lower()}, dù chưa đến lúc: bấm Run, chọn sự kiện rồi chạy."
        only = {**parameters, "only": [kind.KIND]}
        yield Offer(of_office + kind.NAME, told, only, ("events", "as_of", "pdf"))


def fields_of(offer: Offer, events: Sequence[str]) -> dict[str, Any]:
    """Return the form: what a secretary fills, with what there is to choose; the folders are the service's own."""
    fields = deepcopy({name: make_documents.parameters.properties[name] for name in offer.fields})
    for place, field in enumerate(fields.values()):
        field["position"] = place
    # Else the form asks first whether there is to be a day or none.
    fields["as_of"].pop("anyOf", None)
    fields["as_of"] |= {"type": "string", "format": "date"}
    fields["events"]["description"] = "Chọn trong danh sách; để trống là tất cả."
    if events:
        fields["events"]["items"] = {"type": "string", "enum": list(events[:MOST_EVENTS])}
    if "only" in fields:
        fields["only"]["items"] = {"type": "string", "enum": [kind.NAME for kind in KINDS]}
    return fields


async def register(runner: Runner, client: PrefectClient, offer: Offer, before: Iterable[DeploymentResponse]) -> UUID:
    """Put an offer into Prefect's list; what was chosen or known before in the page stays.

    The runner has the flow in memory: what Prefect's list says of code, where anybody can write it, is never loaded.
    """
    own = [one for one in before if one.name == offer.name]
    # Registering it anew would start again a schedule that somebody paused.
    active = all(schedule.active for one in own for schedule in one.schedules)
    deployment = await runner.aadd_flow(
        make_documents,
        offer.name,
        parameters=dict(offer.parameters),
        description=offer.description,
        tags=[TAG],
        schedule=Cron(offer.cron, timezone=HANOI.key, active=active) if offer.cron else None,
        # The form is for people; the watch names events that its list does not know yet.
        enforce_parameter_schema=False,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    # The form that comes with the flow has the parameters' names.
    await show_events(client, offer, deployment, _events(own))
    return deployment


async def known(client: PrefectClient) -> list[DeploymentResponse]:
    """Return what Prefect has of ours, from this start or earlier ones."""
    flow = FlowFilter(name=FlowFilterName(any_=[make_documents.name]))
    return await client.read_deployments(flow_filter=flow)


def _events(before: Iterable[DeploymentResponse]) -> list[str]:
    """Return the events that a form showed, good until the watch has read what there is now."""
    forms = [one.parameter_openapi_schema or {} for one in before]
    shown = [form.get("properties", {}).get("events", {}).get("items", {}).get("enum", ()) for form in forms]
    return [label for labels in shown for label in labels]


async def show_events(client: PrefectClient, offer: Offer, deployment: UUID, events: Sequence[str]) -> None:
    """Give a deployment's form the events there are to choose from."""
    form = make_documents.parameters.model_copy(update={"properties": fields_of(offer, events)})
    await client.update_deployment(deployment, DeploymentUpdate(parameter_openapi_schema=form.model_dump()))
