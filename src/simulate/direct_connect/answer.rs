//! Interfaces and lists of prefixes as the provider answers and reads them.

use super::derive::{established, word};
use crate::model::{AnyId, Asn, BgpPeer, Cidr, Family, Id, InterfaceType, Phase, VirtualInterface};
use crate::profile::{AsnField, AsnScope, Profile, Takes};
use crate::simulate::argument::Argument;
use crate::simulate::named::printed;
use crate::simulate::operation::Call;
use crate::simulate::refusal::Refusal;
use crate::simulate::tags;
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::{Field, Scalar};

/// An interface with all its members; keys are secret and are not among them.
pub(super) fn put(world: &World, id: Id<VirtualInterface>, out: &mut Fields) {
    let interface = &world.design[id];
    let head = &interface.head;
    let profile = world.profile_of(AnyId::VirtualInterface(id));
    out.put_some("ownerAccount", head.account.get());
    out.put("virtualInterfaceId", head.printed_id());
    out.put_some("location", interface.location.get());
    let carrier = interface.connection;
    let carrier = printed(world, carrier.get(), carrier.id);
    out.put_some("connectionId", carrier);
    out.put_some("virtualInterfaceType", interface.interface_type.get());
    out.put_some("virtualInterfaceName", head.name.get());
    out.put_some("vlan", interface.vlan.get());
    let listed: Vec<Id<BgpPeer>> = listed(world, id).collect();
    if let Some(first) = listed.first() {
        put_numbers(&world.design[*first], profile, out);
    }
    out.put_some("amazonSideAsn", provider_asn(world, profile, id));
    if let Some(first) = listed.first() {
        put_ends(&world.design[*first], out);
    }
    out.put("virtualInterfaceState", head.state.word());
    out.put_some("mtu", interface.mtu.get());
    out.put_some("jumboFrameCapable", interface.jumbo_capable.get());
    let gateway = interface.virtual_gateway;
    let any = gateway.get().map(AnyId::VirtualGateway);
    out.put_some("virtualGatewayId", printed(world, any, gateway.id));
    let gateway = interface.direct_connect_gateway;
    let any = gateway.get().map(AnyId::DirectConnectGateway);
    out.put_some("directConnectGatewayId", printed(world, any, gateway.id));
    let prefixes = interface.route_filter_prefixes.iter().flatten();
    for (at, cidr) in prefixes.filter_map(Field::get).enumerate() {
        let text = crate::source::Text::new(&cidr.to_string());
        out.put(&format!("routeFilterPrefixes.{at}.cidr"), text);
    }
    for (at, peer) in listed.iter().enumerate() {
        out.below(&format!("bgpPeers.{at}"), |out| {
            put_peer(world, *peer, profile, out);
        });
    }
    out.put_some("region", head.region.get());
    out.put_some("awsDeviceV2", interface.device.get());
    out.put_some("awsLogicalDeviceId", interface.logical_device.get());
    tags::put(head, ["tags", "key", "value"], out);
    out.put_some("siteLinkEnabled", interface.site_link.get());
    let pools = [
        (
            "prefixPoolAllocatedCountIpv4",
            interface.prefix_allocation_ipv4,
        ),
        (
            "prefixPoolAllocatedCountIpv6",
            interface.prefix_allocation_ipv6,
        ),
    ];
    for (name, pool) in pools {
        out.put_some(name, pool.get());
    }
    out.put_some("rateLimit", interface.rate_limit.get());
}

/// The sessions of an interface, those that are gone only at the moment when they go.
fn listed(world: &World, id: Id<VirtualInterface>) -> impl Iterator<Item = Id<BgpPeer>> + '_ {
    world.links.peers(id).iter().copied().filter(|peer| {
        let any = AnyId::BgpPeer(*peer);
        let ended = world.ended(any).map(|ended| ended.since);
        world.phase(any) != Phase::Deleted || ended == Some(world.now)
    })
}

fn put_peer(world: &World, id: Id<BgpPeer>, profile: &Profile, out: &mut Fields) {
    let peer = &world.design[id];
    out.put("bgpPeerId", peer.head.printed_id());
    put_numbers(peer, profile, out);
    put_ends(peer, out);
    out.put("bgpPeerState", peer.head.state.word());
    let up = established(world, id);
    out.put("bgpStatus", if up { "up" } else { word::DOWN });
    out.put_some("awsDeviceV2", peer.device.get());
    out.put_some("awsLogicalDeviceId", peer.logical_device.get());
}

/// A number that the short field does not hold stands there as 0.
fn put_numbers(peer: &BgpPeer, profile: &Profile, out: &mut Fields) {
    let Some(Asn { number, .. }) = peer.effective_asn().get() else {
        return;
    };
    let short = profile.bgp.asn(AsnField::CustomerLegacy);
    let fits = short.is_none_or(|row| row.takes(number) != Takes::No);
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    out.put("asn", if fits { number } else { 0 });
    out.put("asnLong", number);
}

fn put_ends(peer: &BgpPeer, out: &mut Fields) {
    let text = |end: crate::model::LinkAddress| crate::source::Text::new(&end.to_string());
    out.put_some("amazonAddress", peer.provider_address.get().map(text));
    out.put_some("customerAddress", peer.customer_address.get().map(text));
    let family = peer.effective_family().map(|family| match family {
        Family::Ipv4 => "ipv4",
        Family::Ipv6 => "ipv6",
    });
    out.put_some("addressFamily", family);
}

/// The provider's number is that of the gateway, and on public interfaces always the same.
fn provider_asn(world: &World, profile: &Profile, id: Id<VirtualInterface>) -> Option<i64> {
    let interface = &world.design[id];
    let own = interface.provider_asn.get();
    let of_gateway = || {
        let of_virtual = interface.virtual_gateway.get();
        let of_virtual = of_virtual.and_then(|id| world.design[id].asn.get());
        of_virtual.or_else(|| {
            world.design[interface.direct_connect_gateway.get()?]
                .asn
                .get()
        })
    };
    let of_public = || {
        let public = interface.kind() == Some(InterfaceType::Public);
        let mut rows = profile.bgp.taken.iter();
        let row = rows.find(|row| row.scope == AsnScope::PublicInterfaces)?;
        public.then_some(Asn::new(row.number))
    };
    let asn = own.or_else(of_gateway).or_else(of_public)?;
    i64::try_from(asn.number).ok()
}

/// The prefixes of a list of `{cidr: …}`; one value may hold several, separated by commas.
pub(super) fn blocks(call: &Call<'_>, name: &str) -> Result<Vec<Cidr>, Refusal> {
    let mut blocks = Vec::new();
    for item in call.with.items(name) {
        let Argument::Map(item) = item else { continue };
        let Some(text) = item.text("cidr") else {
            continue;
        };
        for part in text.split(',') {
            match Cidr::parse(part.trim()) {
                Some(block) if block.is_canonical() => blocks.push(block),
                _ => {
                    let expected = "a list of blocks such as 10.0.0.0/16";
                    return Err(Refusal::value(name, expected));
                }
            }
        }
    }
    Ok(blocks)
}
