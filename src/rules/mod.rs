//! The linter: one file per rule, one table of all rules, one engine.

#[macro_use]
pub mod rule;

mod asn;
mod bgp;
mod cidr;
mod common;
pub mod context;
mod direct_connect_gateway;
pub mod engine;
mod input;
mod ipv6;
mod peering;
mod plan;
mod quota;
mod references;
pub mod refs;
mod route;
mod route_server;
pub mod routed;
mod simulation;
mod state;
mod tag;
mod transit_gateway;
mod virtual_interface;
mod vpn;
mod zones;

#[cfg(test)]
pub(crate) mod testing;

pub use context::Context;
pub use engine::{Outcome, finish, run};
pub use rule::{Check, Rule};

use crate::finding::RuleInfo;

/// Every group's rules, in the order of the catalogue.
static GROUPS: &[&[&Rule]] = &[
    cidr::RULES,
    ipv6::RULES,
    peering::RULES,
    state::RULES,
    virtual_interface::RULES,
    bgp::RULES,
    asn::RULES,
    route_server::RULES,
    transit_gateway::RULES,
    direct_connect_gateway::RULES,
    route::RULES,
    vpn::RULES,
    tag::RULES,
    input::RULES,
    simulation::RULES,
];

/// The rule about changes of state that are not possible, which two snapshots can break too.
pub static INVALID_TRANSITION: &RuleInfo = state::INVALID_TRANSITION;

/// All rules, ordered by code.
#[must_use]
pub fn table() -> Vec<&'static Rule> {
    GROUPS
        .iter()
        .flat_map(|group| group.iter().copied())
        .collect()
}

/// The declarations of all rules, ordered by code.
#[must_use]
pub fn catalogue() -> Vec<&'static RuleInfo> {
    table().into_iter().map(|rule| &rule.info).collect()
}

const _: () = {
    let mut last = 0;
    let mut group = 0;
    while group < GROUPS.len() {
        let mut at = 0;
        while at < GROUPS[group].len() {
            let code = GROUPS[group][at].info.code;
            let rank = code.group as u32 * 1000 + code.number as u32;
            assert!(rank > last, "codes must be unique and in order");
            last = rank;
            at += 1;
        }
        group += 1;
    }
};
