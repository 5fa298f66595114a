//! VPC peering connections, in all forms of answers, and the request that makes one.

use super::lower::Cx;
use super::network::head;
use super::raw::raw;
use super::read::project;
use crate::model::{ElementKind, Mode, Peering, PeeringSide};
use crate::source::{Part, Raw};

raw! {
    /// One side. No answer has its ranges.
    Side {
        vpc = "vpc_id";
        tenant = "tenant_id";
    }
    /// A peering.
    VpcPeering {
        id = "id";
        name = "name";
        state = "status";
        description = "description";
        created = "created_at";
        -
        requester: Part<Side<'a>> = "request_vpc_info";
        accepter: Part<Side<'a>> = "accept_vpc_info";
    }
}

fn side(cx: &mut Cx<'_>, raw: &Part<Side<'_>>) -> PeeringSide {
    let Some(raw) = raw.as_ref() else {
        return PeeringSide::default();
    };
    PeeringSide {
        network: cx.link(&raw.vpc),
        owner: project(cx, &raw.tenant),
        ..PeeringSide::default()
    }
}

pub(super) fn peering(cx: &mut Cx<'_>, raw: &VpcPeering<'_>) {
    let mark = cx.begin();
    let requester = side(cx, &raw.requester);
    let accepter = side(cx, &raw.accepter);
    let mut head = head(
        cx,
        &raw.id,
        &raw.name,
        [&Raw::Absent, &Raw::Absent],
        &Part::Absent,
    );
    // Both projects show a peering; it is filed under the one that asked.
    if requester.owner.get().is_some() {
        head.account = requester.owner;
    }
    head.state = cx.state(ElementKind::Peering, &raw.state);
    // Without an id and a state it is the request for a peering, which is planned and not there yet.
    if raw.id.is_empty() && raw.state.is_empty() {
        head.mode = Mode::Design;
        let place = head.name.span().or(requester.network.id.span());
        head.origins = place.map_or(head.origins, |place| vec![place]);
    }
    let peering = Peering {
        description: cx.text(&raw.description),
        created: cx.time(&raw.created),
        requester,
        accepter,
        head,
        ..Peering::default()
    };
    if cx.whole(ElementKind::Peering, &peering.head, mark) {
        cx.design.peerings.push(peering);
    }
}
