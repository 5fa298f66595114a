//! What has to be settled before the members of two views meet one by one.

use super::Member;
use crate::model::*;
use crate::source::Field;

/// What the stronger view does not list is taken from one that does.
pub(super) fn network_lists(mine: &mut Network, other: &mut Network) {
    blocks(
        &mut mine.cidrs,
        mine.ipv4_listed,
        &other.cidrs,
        other.ipv4_listed,
        Family::Ipv4,
    );
    blocks(
        &mut mine.cidrs,
        mine.ipv6_listed,
        &other.cidrs,
        other.ipv6_listed,
        Family::Ipv6,
    );
    if mine.ipv4_listed != other.ipv4_listed || mine.ipv6_listed != other.ipv6_listed {
        other.cidrs.clear();
    }
}

fn blocks(
    mine: &mut Vec<CidrBlock>,
    listed: bool,
    other: &[CidrBlock],
    other_listed: bool,
    family: Family,
) {
    let of_family =
        |block: &CidrBlock| block.cidr.get().is_some_and(|cidr| cidr.family() == family);
    if listed || !other_listed {
        return;
    }
    for block in other.iter().filter(|block| of_family(block)) {
        match mine
            .iter_mut()
            .find(|known| known.cidr.get() == block.cidr.get())
        {
            Some(known) => *known = *block,
            None => mine.push(*block),
        }
    }
    mine.sort_by_key(|block| !block.primary);
}

/// Options of a side are shown, or shown truly, to its owner only.
pub(super) fn peering_options(mine: &mut Peering, other: &mut Peering) {
    let own = |head: &Head, side: &PeeringSide| {
        head.exporter.is_some() && head.exporter == side.owner.get()
    };
    let theirs = |one: &Peering, other: &Peering, side: fn(&Peering) -> &PeeringSide| {
        own(&other.head, side(one)) && !own(&one.head, side(one))
    };
    let swap = |one: &mut PeeringSide, other: &mut PeeringSide| {
        std::mem::swap(&mut one.dns, &mut other.dns);
        std::mem::swap(&mut one.classic_link, &mut other.classic_link);
        std::mem::swap(&mut one.multipath, &mut other.multipath);
        std::mem::swap(&mut one.multipath_mode, &mut other.multipath_mode);
    };
    if theirs(mine, other, |peering| &peering.requester) {
        swap(&mut mine.requester, &mut other.requester);
    }
    if theirs(mine, other, |peering| &peering.accepter) {
        swap(&mut mine.accepter, &mut other.accepter);
    }
}

/// A whole list makes one with some of the items complete.
macro_rules! completed {
    ($mine:ident, $other:ident, $($list:ident $partial:ident),*) => {$(
        if ($mine.$list.is_some() && !$mine.$partial) || ($other.$list.is_some() && !$other.$partial) {
            $mine.$partial = false;
            $other.$partial = false;
        }
    )*};
}

/// The lists of a table come from answers of their own.
pub(super) fn table_lists(
    mine: &mut TransitGatewayRouteTable,
    other: &mut TransitGatewayRouteTable,
) {
    completed!(mine, other, routes routes_partial, associations associations_partial, propagations propagations_partial);
}

/// The lists of a route server come from answers of their own.
pub(super) fn server_lists(mine: &mut RouteServer, other: &mut RouteServer) {
    completed!(mine, other, associations associations_partial, propagations propagations_partial);
}

/// The mark goes with the number.
pub(super) fn extended_asn(mine: &mut CustomerGateway, other: &mut CustomerGateway) {
    if mine.asn.is_absent() {
        mine.asn_is_extended = other.asn_is_extended;
    } else {
        other.asn_is_extended = false;
    }
}

/// Each side of a peering of gateways sees itself as the gateway and the other as what is attached; the requester's side holds.
pub(super) fn requester_first(
    mine: &mut TransitGatewayAttachment,
    other: &mut TransitGatewayAttachment,
) {
    let (from, to) = match (
        mine.requester.gateway.is_absent(),
        other.requester.gateway.is_absent(),
    ) {
        (false, _) => (mine.requester.gateway, mine.accepter.gateway),
        (true, false) => (other.requester.gateway, other.accepter.gateway),
        // Neither says who asked: the stronger view holds, if the other is its mirror image.
        (true, true) if !mine.gateway.is_absent() && mine.gateway.id.same(&other.resource.id) => {
            (mine.gateway, Link::unresolved(mine.resource.id))
        }
        (true, true) => return,
    };
    for view in [&mut *mine, &mut *other] {
        if view.gateway.is_absent() || view.gateway.same(&from) {
            continue;
        }
        view.accepter_association = std::mem::take(&mut view.association);
        view.association_state = State::default();
        view.gateway_owner = Field::Absent;
        view.head.account = Field::Absent;
        view.head.region = Field::Absent;
        view.gateway = from;
        view.resource = AnyLink::unresolved(to.id, &[ElementKind::TransitGateway]);
    }
    // Each side names the other as the owner of what is attached.
    if !mine.head.account.is_absent() {
        other.head.account = Field::Absent;
    }
}
