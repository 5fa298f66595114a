//! How a node chooses among the routes to one prefix: steps that take losers away, so that MED has its true meaning and the step
//! that decided is known.

use super::control::{CandId, Class, Link, Node, PathId};
use crate::profile::HubSource;

/// A route that is compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer<'a> {
    pub(super) cand: CandId,
    pub(super) link: &'a Link,
    pub(super) path: PathId,
    pub(super) length: usize,
    pub(super) first: Option<u64>,
    pub(super) med: u64,
    pub(super) preference: u32,
}

/// How the chosen routes are used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Use {
    /// All at once.
    Equal,
    /// One of them; which is not known because they tie.
    Tie,
    /// One of them; which is not known because the site's preferences are not.
    Egress,
}

/// A step, by its name and the rule that it stands for.
pub(super) type Step = (&'static str, &'static str);

/// What is left, in the order of names, and the step that took the last loser away.
pub(super) struct Picked<'a> {
    pub(super) offers: Vec<Offer<'a>>,
    pub(super) how: Use,
    pub(super) step: Step,
}

fn keep_least<'a, K: Ord>(
    offers: &mut Vec<Offer<'a>>,
    step: &mut Step,
    name: Step,
    key: impl Fn(&Offer<'a>) -> K,
) {
    if offers.len() < 2 {
        return;
    }
    let Some(least) = offers.iter().map(&key).min() else {
        return;
    };
    let before = offers.len();
    offers.retain(|offer| key(offer) == least);
    if offers.len() < before {
        *step = name;
    }
}

/// Takes away what a neighbour itself says is worse: MED counts only among routes from one first AS.
fn keep_med_per_first_as(offers: &mut Vec<Offer<'_>>, step: &mut Step, name: Step) {
    let all = offers.clone();
    let before = offers.len();
    offers.retain(|offer| {
        !all.iter()
            .any(|other| other.first == offer.first && other.med < offer.med)
    });
    if offers.len() < before {
        *step = name;
    }
}

const ONLY: Step = ("only candidate", "R-4");

/// Chooses. `hub_order` is that of the hub's provider.
pub(super) fn select<'a>(
    node: Node,
    mut offers: Vec<Offer<'a>>,
    hub_order: &[HubSource],
) -> Option<Picked<'a>> {
    if offers.is_empty() {
        return None;
    }
    offers.sort_by_key(|o| (o.link.name, o.cand));
    let mut step = ONLY;
    let how = match node {
        Node::Vgw(_) => at_gateway(&mut offers, &mut step),
        Node::Hub(_) => at_hub(&mut offers, &mut step, hub_order),
        Node::Site(_) => at_site(&mut offers, &mut step),
        Node::Server(_) => at_server(&mut offers, &mut step),
    };
    Some(Picked { offers, how, step })
}

/// local preference, AS_PATH, MED; equal ones share.
fn direct_connect(offers: &mut Vec<Offer<'_>>, step: &mut Step) {
    keep_least(offers, step, ("local preference", "R-40"), |o| {
        std::cmp::Reverse(o.preference)
    });
    keep_least(offers, step, ("AS_PATH length", "R-40"), |o| o.length);
    keep_least(offers, step, ("MED", "R-40"), |o| o.med);
}

fn at_gateway(offers: &mut Vec<Offer<'_>>, step: &mut Step) -> Use {
    keep_least(offers, step, ("source", "R-11"), |o| o.link.class);
    match offers.first().map(|o| o.link.class) {
        Some(Class::DirectConnect) => {
            direct_connect(offers, step);
            Use::Equal
        }
        Some(Class::Vpn) => {
            keep_least(offers, step, ("AS_PATH length", "R-11"), |o| o.length);
            keep_med_per_first_as(offers, step, ("MED", "R-11"));
            Use::Tie
        }
        _ => Use::Tie,
    }
}

fn hub_class(class: Class) -> HubSource {
    match class {
        Class::Static => HubSource::Static,
        Class::PrefixList => HubSource::PrefixList,
        Class::Network => HubSource::Network,
        Class::DirectConnect => HubSource::DirectConnectGateway,
        Class::Connect => HubSource::Connect,
        Class::PrivateVpn => HubSource::PrivateVpn,
        Class::VpnStatic | Class::Vpn => HubSource::Vpn,
        Class::Peering | Class::Session | Class::SiteLink | Class::Appliance => HubSource::Peering,
    }
}

fn at_hub(offers: &mut Vec<Offer<'_>>, step: &mut Step, order: &[HubSource]) -> Use {
    let rank = |o: &Offer<'_>| {
        let class = hub_class(o.link.class);
        order
            .iter()
            .position(|c| *c == class)
            .unwrap_or(order.len())
    };
    keep_least(offers, step, ("source", "R-20"), rank);
    match offers.first().map(|o| o.link.class) {
        Some(Class::Static | Class::PrefixList) => Use::Equal,
        Some(Class::Network) => {
            // The first attached one is the only one that is propagated; without times that cannot be told.
            if offers.iter().all(|o| o.link.created.is_some()) {
                keep_least(offers, step, ("attached first", "R-24"), |o| o.link.created);
            }
            Use::Tie
        }
        Some(Class::DirectConnect) => {
            direct_connect(offers, step);
            let gateway = offers
                .first()
                .and_then(|o| o.link.dx)
                .map(|(gateway, _)| gateway);
            let one = offers.iter().all(|o| o.link.dx.map(|(g, _)| g) == gateway);
            if one { Use::Equal } else { Use::Tie }
        }
        _ => {
            keep_least(offers, step, ("AS_PATH length", "R-20"), |o| o.length);
            keep_med_per_first_as(offers, step, ("MED", "R-20"));
            let path = offers.first().map(|o| o.path);
            let shares = offers.iter().all(|o| o.link.shares && Some(o.path) == path);
            if shares { Use::Equal } else { Use::Tie }
        }
    }
}

fn at_site(offers: &mut Vec<Offer<'_>>, step: &mut Step) -> Use {
    let between_sites = offers.iter().any(|o| o.link.class == Class::SiteLink);
    let preferred = offers.iter().any(|o| o.link.preferred);
    if offers.len() > 1 && !between_sites && !preferred {
        return Use::Egress;
    }
    keep_least(offers, step, ("local preference", "R-60"), |o| {
        std::cmp::Reverse(o.preference)
    });
    keep_least(offers, step, ("AS_PATH length", "R-60"), |o| o.length);
    if between_sites {
        keep_least(offers, step, ("name", "R-61"), |o| o.link.name);
        return Use::Tie;
    }
    keep_med_per_first_as(offers, step, ("MED", "R-60"));
    // On one session a prefix is heard once, whatever has it behind the gateway: those are no paths of their own.
    let heard_twice = offers
        .windows(2)
        .any(|pair| pair[0].link.name == pair[1].link.name);
    if heard_twice { Use::Tie } else { Use::Equal }
}

fn at_server(offers: &mut Vec<Offer<'_>>, step: &mut Step) -> Use {
    keep_least(offers, step, ("AS_PATH length", "R-50"), |o| o.length);
    keep_least(offers, step, ("MED", "R-50"), |o| o.med);
    Use::Tie
}
