//! Which networks a site of the customer reaches over live hybrid paths, whatever their providers.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AnyId, Id, Network, Site, TransitGateway, VirtualGateway};
use crate::rules::Context;

/// The networks of every site, each once, in order.
pub(super) fn networks(cx: &Context<'_>) -> BTreeMap<Id<Site>, Vec<Id<Network>>> {
    let d = cx.design;
    if d.sites.is_empty() {
        return BTreeMap::new();
    }
    let mut sites: BTreeMap<Id<Site>, BTreeSet<Id<Network>>> = BTreeMap::new();
    let mut add = |site: Id<Site>, session: AnyId| {
        let networks = behind(cx, session);
        sites.entry(site).or_default().extend(networks);
    };
    for (id, peer) in d.bgp_peers.iter() {
        if let Some(site) = peer.site.get() {
            add(site, AnyId::BgpPeer(id));
        }
    }
    for (id, vpn) in d.vpn_connections.iter() {
        let site = vpn.customer_gateway.get().and_then(|end| d[end].site.get());
        if let Some(site) = site {
            add(site, AnyId::VpnConnection(id));
        }
    }
    for said in &d.about.advertise {
        if let (Some(site), Some(session)) = (said.site.get(), said.session.get()) {
            add(site, session);
        }
    }
    sites
        .into_iter()
        .map(|(site, networks)| (site, networks.into_iter().collect()))
        .collect()
}

/// The networks behind the provider's end of a live session.
fn behind(cx: &Context<'_>, session: AnyId) -> Vec<Id<Network>> {
    let d = cx.design;
    match session {
        AnyId::BgpPeer(id) => {
            let Some(interface) = d[id].virtual_interface.get() else {
                return Vec::new();
            };
            if !cx.is_live(id) || !cx.is_live(interface) {
                return Vec::new();
            }
            let interface = &d[interface];
            let mut networks = Vec::new();
            if let Some(gateway) = interface.virtual_gateway.get() {
                networks.extend(of_virtual_gateway(cx, gateway));
            }
            let direct = interface.direct_connect_gateway.get();
            for association in direct
                .into_iter()
                .flat_map(|gateway| cx.index.relations.associations.of(gateway))
                .filter(|association| cx.is_live(**association))
            {
                match d[*association].to.get() {
                    Some(AnyId::VirtualGateway(gateway)) => {
                        networks.extend(of_virtual_gateway(cx, gateway));
                    }
                    Some(AnyId::TransitGateway(gateway)) => {
                        networks.extend(of_transit_gateway(cx, gateway));
                    }
                    _ => {}
                }
            }
            networks
        }
        AnyId::VpnConnection(id) if cx.is_live(id) => {
            let vpn = &d[id];
            let mut networks = Vec::new();
            if let Some(gateway) = vpn.virtual_gateway.get() {
                networks.extend(of_virtual_gateway(cx, gateway));
            }
            if let Some(gateway) = vpn.transit_gateway.get() {
                networks.extend(of_transit_gateway(cx, gateway));
            }
            networks
        }
        _ => Vec::new(),
    }
}

fn of_virtual_gateway(cx: &Context<'_>, id: Id<VirtualGateway>) -> Vec<Id<Network>> {
    if !cx.is_live(id) {
        return Vec::new();
    }
    cx.design[id]
        .attachments
        .iter()
        .flatten()
        .filter(|tie| tie.state.is_live())
        .filter_map(|tie| tie.network.get())
        .collect()
}

/// Of a hub with several tables it depends on them what the site reaches, so nothing is said there.
fn of_transit_gateway(cx: &Context<'_>, id: Id<TransitGateway>) -> Vec<Id<Network>> {
    if !cx.is_live(id) {
        return Vec::new();
    }
    let of_hub = |by: AnyId| match by {
        AnyId::TransitGateway(hub) => hub == id,
        AnyId::TransitGatewayRouteTable(table) => cx.design[table].gateway.get() == Some(id),
        _ => false,
    };
    let mut domains = cx
        .index
        .neighbours
        .domains()
        .iter()
        .filter(|domain| of_hub(domain.by));
    match (domains.next(), domains.next()) {
        (Some(only), None) => only.members.clone(),
        _ => Vec::new(),
    }
}
