//! Zones of subnets. A zone's name may mean another zone in another account; its id never does.

use crate::model::{Id, Subnet};
use crate::rules::Context;

/// Whether two subnets lie in one zone; `None` where it cannot be told.
pub(super) fn same(cx: &Context<'_>, a: Id<Subnet>, b: Id<Subnet>) -> Option<bool> {
    let (first, second) = (&cx.design[a], &cx.design[b]);
    if let (Some(one), Some(other)) = (first.zone_id.get(), second.zone_id.get()) {
        return Some(one == other);
    }
    let one_view = first.head.exporter == second.head.exporter
        && first.head.region.get() == second.head.region.get();
    match (first.zone.get(), second.zone.get()) {
        (Some(one), Some(other)) if one_view => Some(one == other),
        _ => None,
    }
}

/// Whether a subnet lies outside of the region's own zones: in a zone of a city or a carrier, or on an outpost. Such zones are
/// called after the region with more than a letter (`us-west-2-lax-1a`), and their ids have more than two parts.
pub(super) fn is_edge(cx: &Context<'_>, id: Id<Subnet>) -> bool {
    let subnet = &cx.design[id];
    let by_name = match (subnet.zone.get(), subnet.head.region.get()) {
        (Some(zone), Some(region)) => zone
            .strip_prefix(region.as_str())
            .is_some_and(|rest| rest.starts_with('-')),
        (Some(zone), None) => zone.split('-').count() > 3 && !zone.contains("-gov-"),
        _ => false,
    };
    let by_id = subnet
        .zone_id
        .get()
        .is_some_and(|zone| zone.split('-').count() > 2);
    by_name || by_id || subnet.outpost.get().is_some()
}

/// The zone of a subnet in a sentence.
pub(super) fn word(cx: &Context<'_>, id: Id<Subnet>) -> String {
    let subnet = &cx.design[id];
    let zone = subnet.zone.get().or(subnet.zone_id.get());
    zone.map_or_else(String::new, |zone| zone.to_string())
}
