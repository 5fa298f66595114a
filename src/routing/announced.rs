//! What the customer's side announces on sessions, as designs say it or exports show it, and how much of it a session takes.

use super::sessions::Announced;
use super::switches::Switches;
use crate::model::*;
use crate::source::{Field, Text};

/// The site that announces on a session, where all that is announced comes from one.
pub(super) fn announcing_site(design: &Design, entries: &[usize]) -> Option<Id<Site>> {
    let mut sites = entries.iter().map(|at| {
        let entry = &design.about.advertise[*at];
        let of_router = || design.site_routers[entry.router.get()?].site.get();
        entry.site.get().or_else(of_router)
    });
    let first = sites.next()??;
    sites.all(|site| site == Some(first)).then_some(first)
}

/// How many prefixes of its family a session of an interface takes before it goes down.
pub(super) fn prefix_limit(
    switches: &Switches,
    interface: &VirtualInterface,
    family: Option<Family>,
) -> Option<usize> {
    if interface.kind() == Some(InterfaceType::Public) {
        return switches.public_session_limit;
    }
    let allocated = match family {
        Some(Family::Ipv4) => interface.prefix_allocation_ipv4.get(),
        Some(Family::Ipv6) => interface.prefix_allocation_ipv6.get(),
        None => None,
    };
    let allocated = allocated.and_then(|count| usize::try_from(count).ok());
    allocated
        .filter(|count| *count > 0)
        .or(switches.private_session_limit)
}

/// How many prefixes are announced on a session of an interface, and how many it takes; `None` where it is not known. `said`: the places
/// of the session's entries among the announcements of the design.
#[must_use]
pub fn prefix_load(
    design: &Design,
    switches: &Switches,
    id: Id<BgpPeer>,
    said: &[usize],
) -> (Option<usize>, Option<usize>) {
    let peer = &design.bgp_peers[id];
    let Some(interface) = peer.virtual_interface.get() else {
        return (None, None);
    };
    let interface = &design.virtual_interfaces[interface];
    let family = peer.effective_family();
    let announced = if said.is_empty() {
        let routes = interface.routes.as_ref();
        routes.map(|routes| accepted(routes, peer, family).len())
    } else {
        Some(from_entries(design, said, None, family).len())
    };
    (announced, prefix_limit(switches, interface, family))
}

/// The ASN of the router, else of the site.
pub(super) fn own_asn(
    design: &Design,
    router: Option<Id<SiteRouter>>,
    site: Option<Id<Site>>,
) -> Option<u64> {
    router
        .and_then(|r| design.site_routers[r].asn.get())
        .or_else(|| design.sites[site?].asn.get())
        .map(|asn| asn.number)
}

/// Announcements of a session as a design writes them; of two for one prefix the later holds.
pub(super) fn from_entries(
    design: &Design,
    entries: &[usize],
    asn: Option<u64>,
    family: Option<Family>,
) -> Vec<Announced> {
    let mut out: Vec<Announced> = Vec::new();
    for entry in entries.iter().map(|at| &design.about.advertise[*at]) {
        let named = own_asn(design, entry.router.get(), entry.site.get()).or(asn);
        let as_path = match &entry.as_path {
            Some(path) => path
                .iter()
                .filter_map(|asn| asn.get())
                .map(|asn| asn.number)
                .collect(),
            None => named.into_iter().collect::<Vec<u64>>(),
        };
        let communities: Vec<Text> = entry.communities.iter().filter_map(Field::get).collect();
        for (prefix, span) in entry.prefixes.iter().filter_map(Field::located) {
            if family.is_some_and(|family| family != prefix.family()) {
                continue;
            }
            let one = Announced {
                prefix: prefix.network(),
                as_path: as_path.clone(),
                communities: communities.clone(),
                med: entry
                    .med
                    .get()
                    .and_then(|med| u64::try_from(med).ok())
                    .unwrap_or(0),
                span: Some(span),
            };
            out.push(one);
        }
    }
    last_of_each(out)
}

fn last_of_each(mut list: Vec<Announced>) -> Vec<Announced> {
    list.reverse();
    let mut seen = rustc_hash::FxHashSet::default();
    list.retain(|one| seen.insert(one.prefix));
    list.sort_by_key(|one| one.prefix);
    list
}

/// What an export shows as accepted on the session.
pub(super) fn accepted(
    routes: &[InterfaceRoute],
    peer: &BgpPeer,
    family: Option<Family>,
) -> Vec<Announced> {
    let own = routes.iter().filter(|route| {
        route
            .direction
            .get()
            .is_none_or(|d| d.eq_ignore_ascii_case("accepted"))
            && match (route.logical_device.get(), peer.logical_device.get()) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            }
    });
    let list = own.filter_map(|route| {
        let prefix = route.cidr.get()?.network();
        family
            .is_none_or(|family| family == prefix.family())
            .then(|| Announced {
                prefix,
                as_path: route.as_path.iter().map(|asn| asn.number).collect(),
                communities: route.communities.clone(),
                med: 0,
                span: Some(route.span),
            })
    });
    last_of_each(list.collect())
}
