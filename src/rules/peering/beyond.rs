//! Routes over a peering to addresses that the other side does not have: what they seem to be meant for.

use crate::model::{
    Advertisement, AnyId, Cidr, Family, Id, Network, Peering, PeeringSide, Phase, Presence, Route,
    RouteTable, RouteTarget, VirtualGateway, VirtualInterface, VpnConnection,
};
use crate::profile::Ingress;
use crate::rules::Context;
use crate::rules::peering::sides;
use crate::source::{Field, Span};

/// A written route over a peering.
#[derive(Clone, Copy)]
pub(super) struct Over<'a> {
    /// The table's network.
    pub(super) own: Id<Network>,
    /// The route.
    pub(super) route: &'a Route,
    /// The peering, which is live.
    pub(super) id: Id<Peering>,
    /// The peering.
    pub(super) peering: &'a Peering,
    /// Its far side.
    pub(super) other: &'a PeeringSide,
}

/// Routes of a table over live peerings of its network, where the provider drops what comes over a peering and is for elsewhere.
pub(super) fn routes<'a>(
    cx: &Context<'a>,
    table: Id<RouteTable>,
) -> impl Iterator<Item = Over<'a>> + use<'a> {
    let design = cx.design;
    let cx = *cx;
    let element = &design[table];
    let own = element.network.get().filter(|_| !element.head.is_foreign());
    let routes = element.routes.iter().flatten();
    routes.filter_map(move |route| {
        let AnyId::Peering(id) = route.target.link()?.get()? else {
            return None;
        };
        let own = own?;
        let peering = &design[id];
        let drops = cx.profile(id).peering.ingress.get() == Some(Ingress::Drop);
        let other = sides::other(peering, own).filter(|_| drops && cx.is_live(id))?;
        Some(Over {
            own,
            route,
            id,
            peering,
            other,
        })
    })
}

impl<'a> Over<'a> {
    /// Whether the peering carries traffic now.
    pub(super) fn works(&self) -> bool {
        matches!(
            self.peering.head.state.phase,
            Phase::Active | Phase::Unstated
        )
    }

    /// The destination, where it is a block and surely none of it belongs to the other side; with the other side's blocks.
    pub(super) fn foreign(&self, cx: &Context<'_>) -> Option<(Cidr, Vec<Cidr>)> {
        let to = self.route.to.get()?;
        let blocks = known_blocks(cx, self.peering, self.other, to.family())?;
        (!blocks.iter().any(|block| block.overlaps(to))).then_some((to, blocks))
    }

    /// The network that a route seems to be meant for: it has the whole destination, and the other side peers with it.
    pub(super) fn third(&self, cx: &Context<'_>, to: Cidr) -> Option<(Id<Network>, Id<Peering>)> {
        let middle = self.other.network.get().filter(|_| self.works())?;
        let holders = cx.index.prefixes.networks.containers(to);
        holders.into_iter().find_map(|(_, block)| {
            let peers = cx.index.neighbours.peers(middle).iter();
            let mut joined = peers.filter(|(network, peering)| {
                let phase = cx.head(*peering).state.phase;
                *network == block.owner
                    && block.owner != self.own
                    && matches!(phase, Phase::Active | Phase::Unstated)
            });
            joined.next().copied()
        })
    }

    /// How the other side sends these addresses out of a gateway of its own.
    pub(super) fn gateway(&self, cx: &Context<'_>) -> Option<Sent> {
        let middle = self.other.network.get().filter(|_| self.works())?;
        let tables = cx.index.relations.route_tables.of(middle).iter();
        tables
            .filter(|table| cx.is_live(**table))
            .find_map(|table| sent(cx, *table, self.route))
    }
}

/// A table that sends packets out of a gateway.
pub(super) struct Sent {
    /// The table.
    pub(super) table: Id<RouteTable>,
    /// Where its route stands.
    pub(super) span: Span,
    /// The gateway in a sentence.
    pub(super) name: String,
    /// Whether it leads to the other networks of its owner or to the provider's services, not just to the internet.
    pub(super) inward: bool,
}

/// The longest route of a table for the destination of another, if it leads out of a gateway.
fn sent(cx: &Context<'_>, table: Id<RouteTable>, wanted: &Route) -> Option<Sent> {
    let routes = cx.design[table].routes.iter().flatten();
    let covers = |route: &&Route| match (wanted.to.get(), route.to.get()) {
        (Some(to), Some(block)) => block.contains(to),
        (None, None) => {
            let (one, other) = (wanted.to_list.id.get(), route.to_list.id.get());
            one.is_some() && one == other
        }
        _ => false,
    };
    let length = |route: &&Route| route.to.get().map(Cidr::prefix_len);
    let route = routes.filter(covers).max_by_key(length);
    let default = |route: &Route| route.to.get().is_some_and(|to| to.prefix_len() == 0);
    if route.is_none_or(default)
        && let Some(sent) = propagated(cx, table, wanted)
    {
        return Some(sent);
    }
    let route = route?;
    let (inward, name) = match &route.target {
        RouteTarget::To(link) => {
            let any = link.get()?;
            let inward = match any {
                AnyId::InternetGateway(_) | AnyId::NatGateway(_) => false,
                AnyId::VirtualGateway(_) | AnyId::TransitGateway(_) => true,
                _ => return None,
            };
            (inward, cx.name_of(any))
        }
        RouteTarget::Other(id) => {
            let id = id.get().filter(|id| id.starts_with("vpce-"))?;
            (true, format!("endpoint {id}"))
        }
        _ => return None,
    };
    // A default route to the internet says nothing about private addresses.
    let private = wanted.to.get().is_some_and(is_private);
    (inward || !default(route) || !private).then(|| Sent {
        table,
        span: route.span,
        name,
        inward: inward && !default(route),
    })
}

/// The same by a virtual gateway that propagates into the table and learns the destination, as far as a design says so.
fn propagated(cx: &Context<'_>, table: Id<RouteTable>, wanted: &Route) -> Option<Sent> {
    let to = wanted.to.get()?;
    let gateways = cx.design[table].propagating.iter();
    gateways
        .filter_map(|link| Some((link.get()?, link.id.span()?)))
        .find(|(gateway, _)| cx.is_live(*gateway) && learns(cx, *gateway, to))
        .map(|(gateway, span)| Sent {
            table,
            span,
            name: cx.name(gateway),
            inward: true,
        })
}

/// Whether a session of a virtual gateway brings a block, or a static route of its VPN does; a default route does not count.
fn learns(cx: &Context<'_>, gateway: Id<VirtualGateway>, to: Cidr) -> bool {
    let any = AnyId::VirtualGateway(gateway);
    let relations = &cx.index.relations;
    let holds = |field: &Field<Cidr>| {
        let prefix = field.get();
        prefix.is_some_and(|prefix| prefix.prefix_len() > 0 && prefix.contains(to))
    };
    let of_vpn = |vpn: Id<VpnConnection>| cx.design[vpn].virtual_gateway.get() == Some(gateway);
    let of_interface = |id: Id<VirtualInterface>| {
        let interface = &cx.design[id];
        let behind = interface.direct_connect_gateway.get().is_some_and(|dx| {
            let associations = relations.associations.of(dx).iter();
            let mut live = associations.filter(|id| cx.is_live(**id));
            live.any(|id| cx.design[*id].to.get() == Some(any))
        });
        behind || interface.virtual_gateway.get() == Some(gateway)
    };
    let brings = |entry: &Advertisement| match entry.session.get() {
        Some(AnyId::VpnConnection(vpn)) => of_vpn(vpn),
        Some(AnyId::VpnTunnel(id)) => cx.design[id].connection.get().is_some_and(of_vpn),
        Some(AnyId::BgpPeer(id)) => cx.design[id]
            .virtual_interface
            .get()
            .is_some_and(of_interface),
        _ => false,
    };
    let mut said = cx.design.about.advertise.iter();
    let mut vpns = relations.vpns_to.values(any);
    said.any(|entry| entry.prefixes.iter().any(holds) && brings(entry))
        || vpns.any(|vpn| cx.design[*vpn].static_routes.iter().flatten().any(holds))
}

/// Whether a block is of a private range (RFC 1918, RFC 6598, RFC 4193).
fn is_private(block: Cidr) -> bool {
    const PRIVATE: [(u128, u32, bool); 5] = [
        (0x0a00_0000, 8, true),
        (0xac10_0000, 12, true),
        (0xc0a8_0000, 16, true),
        (0x6440_0000, 10, true),
        (0xfc00_0000_0000_0000_0000_0000_0000_0000, 7, false),
    ];
    PRIVATE.iter().any(|(first, length, v4)| {
        let bits = if *v4 { 32 } else { 128 };
        let shift = bits - length;
        (block.family() == Family::Ipv4) == *v4
            && u32::from(block.prefix_len()) >= *length
            && block.first() >> shift == first >> shift
    })
}

/// The other side's blocks of a family, where all of them are known.
pub(super) fn known_blocks(
    cx: &Context<'_>,
    peering: &Peering,
    side: &PeeringSide,
    family: Family,
) -> Option<Vec<Cidr>> {
    let listed = side
        .network
        .get()
        .map(|id| &cx.design[id])
        .filter(|network| network.head.presence == Presence::Listed);
    let whole = match (listed, family) {
        (Some(network), Family::Ipv4) => network.ipv4_listed,
        (Some(network), Family::Ipv6) => network.ipv6_listed || network.head.is_design(),
        // The record of a working peering shows all blocks, that of an old one the first only.
        (None, Family::Ipv4) => peering.head.state.phase == Phase::Active && side.cidrs.len() > 1,
        (None, Family::Ipv6) => false,
    };
    let unclear = listed.is_some_and(|network| {
        network
            .cidrs
            .iter()
            .any(|block| block.state.phase == Phase::Unknown)
    });
    let all = sides::blocks(cx, side, true);
    (whole && !unclear).then(|| {
        all.into_iter()
            .map(|(cidr, _)| cidr)
            .filter(|cidr| cidr.family() == family)
            .collect()
    })
}
