//! What holds for the rows of every provider.

use std::collections::BTreeSet;

use super::PROFILES;
use crate::finding::Reference;
use crate::model::{ElementKind as Kind, InterfaceType, Phase, Seconds};
use crate::profile::{
    Actor, AsnField, Counted, Ingress, LocalScope, Machine, Move, Overlap, Per, Profile,
    SameAccount, StateRow, Takes, Trigger,
};

fn machines() -> impl Iterator<Item = (&'static Profile, &'static Machine)> {
    PROFILES.iter().flat_map(|profile| {
        profile
            .machines
            .iter()
            .map(move |machine| (*profile, machine))
    })
}

fn name(profile: &Profile, machine: &Machine) -> String {
    format!("{} {}", profile.provider, machine.of.word())
}

/// The states that moves may name: those of which something is known, under one word each.
fn nodes(machine: &Machine) -> impl Iterator<Item = &'static StateRow> {
    machine
        .states
        .iter()
        .filter(|row| !row.wildcard && row.same_as.is_none())
}

#[test]
fn one_profile_of_a_provider_one_machine_of_a_kind_one_row_of_a_word() {
    let providers: BTreeSet<_> = PROFILES.iter().map(|profile| profile.provider).collect();
    assert_eq!(providers.len(), PROFILES.len());
    for profile in PROFILES {
        let kinds: BTreeSet<_> = profile.machines.iter().map(|machine| machine.of).collect();
        assert_eq!(kinds.len(), profile.machines.len(), "{}", profile.provider);
    }
    for (profile, machine) in machines() {
        let words: BTreeSet<_> = machine.states.iter().map(|row| row.native).collect();
        let name = name(profile, machine);
        assert_eq!(words.len(), machine.states.len(), "{name}");
        let working = machine.working().unwrap();
        assert!(!working.wildcard && working.same_as.is_none(), "{name}");
    }
}

#[test]
fn moves_lead_between_listed_states() {
    for (profile, machine) in machines() {
        let nodes: BTreeSet<_> = nodes(machine).map(|row| row.native).collect();
        for step in machine.moves {
            for word in [step.from, step.to].into_iter().flatten() {
                assert!(nodes.contains(word), "{}: {word}", name(profile, machine));
            }
            assert_ne!(step.from, step.to, "{}", name(profile, machine));
        }
    }
}

#[test]
fn operations_are_listed_and_have_an_actor_and_nothing_else_has() {
    for (profile, machine) in machines() {
        for step in machine.moves {
            let name = format!("{}: {}", name(profile, machine), step.on.words());
            match step.on {
                Trigger::Operation(operation) => {
                    assert!(profile.words.operation(operation).is_some(), "{name}");
                    assert_ne!(step.by, Actor::Provider, "{name}");
                }
                Trigger::Order | Trigger::Payment => assert_eq!(step.by, Actor::Owner, "{name}"),
                _ => assert_eq!(step.by, Actor::Provider, "{name}"),
            }
        }
    }
}

#[test]
fn every_state_is_reachable() {
    for (profile, machine) in machines() {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<Option<&str>> = vec![None];
        while let Some(from) = open.pop() {
            for to in machine.moves_from(from).filter_map(|step| step.to) {
                if reached.insert(to) {
                    open.push(Some(to));
                }
            }
        }
        for row in nodes(machine) {
            assert!(
                reached.contains(row.native),
                "{}: {}",
                name(profile, machine),
                row.native
            );
        }
    }
}

#[test]
fn only_ends_are_dead_ends() {
    for (profile, machine) in machines() {
        for row in nodes(machine) {
            let name = format!("{}: {}", name(profile, machine), row.native);
            let mut exits = machine.moves_from(Some(row.native));
            if row.terminal {
                let deletes = |step: &Move| {
                    let to = step.to.and_then(|word| machine.state(word));
                    to.is_none_or(|to| matches!(to.phase, Phase::Deleting | Phase::Deleted))
                };
                assert!(exits.all(deletes), "{name}: left by a deletion only");
            } else {
                assert!(exits.next().is_some(), "{name}: a dead end");
            }
        }
    }
}

#[test]
fn ends_are_terminal_by_meaning_and_not_otherwise() {
    // An accepted proposal is done with, though nothing went wrong.
    let done = |row: &StateRow| row.native == "accepted" && row.phase == Phase::Active;
    // They can be brought back, or tried again, or go on by themselves.
    let lasting = |machine: &Machine, row: &StateRow| {
        machine.moves_from(Some(row.native)).next().is_some() || row.wildcard
    };
    for (profile, machine) in machines() {
        for row in machine.states {
            let name = format!("{}: {}", name(profile, machine), row.native);
            if row.terminal {
                assert!(row.phase.is_terminal() || done(row), "{name}");
                assert!(!row.carries_traffic, "{name}");
            } else if row.phase.is_terminal() {
                assert!(lasting(machine, row), "{name}");
            }
            assert!(
                row.terminal || row.visible.is_empty(),
                "{name}: only what has ended fades"
            );
            let windows: BTreeSet<_> = row
                .visible
                .iter()
                .map(|window| (window.viewer, window.when))
                .collect();
            assert_eq!(windows.len(), row.visible.len(), "{name}");
        }
    }
}

#[test]
fn one_outcome_for_one_state_trigger_actor_and_condition() {
    for (profile, machine) in machines() {
        let keys: BTreeSet<_> = machine
            .moves
            .iter()
            .map(|step| (step.from, step.on, step.by, step.when))
            .collect();
        assert_eq!(
            keys.len(),
            machine.moves.len(),
            "{}",
            name(profile, machine)
        );
    }
}

#[test]
fn second_words_mean_the_same() {
    for (profile, machine) in machines() {
        for row in machine.states {
            let Some(word) = row.same_as else { continue };
            let same = machine.state(word).unwrap();
            assert_eq!(same.same_as, None, "{}", name(profile, machine));
            assert_eq!(
                (same.phase, same.carries_traffic, same.terminal),
                (row.phase, row.carries_traffic, row.terminal),
                "{}: {}",
                name(profile, machine),
                row.native
            );
        }
    }
}

#[test]
fn operations_and_limits_are_listed_once() {
    for profile in PROFILES {
        let operations: BTreeSet<_> = profile
            .words
            .operations
            .iter()
            .map(|operation| operation.name)
            .collect();
        assert_eq!(operations.len(), profile.words.operations.len());
        let limits: BTreeSet<_> = profile
            .limits
            .iter()
            .map(|limit| (limit.what, limit.per))
            .collect();
        assert_eq!(limits.len(), profile.limits.len());
        for limit in profile.limits {
            let (default, highest) = (limit.default.get(), limit.highest.get());
            assert!(
                highest.is_none_or(|most| default.is_some_and(|usual| usual <= most)),
                "{} {:?} {:?}",
                profile.provider,
                limit.what,
                limit.per
            );
        }
    }
}

#[test]
fn sources_have_a_title_and_a_plausible_address() {
    let check = |from: &Reference| {
        assert!(!from.title.is_empty());
        assert!(
            from.url.is_empty() || from.url.starts_with("https://"),
            "{}",
            from.url
        );
        assert!(
            from.read.is_empty() || from.read.starts_with("20"),
            "{}",
            from.read
        );
    };
    for (_, machine) in machines() {
        machine.states.iter().for_each(|row| check(row.from));
        machine.moves.iter().for_each(|step| check(step.source));
    }
    for profile in PROFILES {
        let limits = profile.limits.iter();
        limits
            .filter_map(|limit| limit.default.from())
            .for_each(check);
    }
}

/// One value of every provider, in the order of the table.
fn of_all<T>(value: impl Fn(&Profile) -> T) -> Vec<T> {
    PROFILES.iter().map(|profile| value(profile)).collect()
}

#[test]
fn the_providers_compared() {
    let addresses = |allowed: fn(&Profile) -> bool| of_all(allowed);
    let network =
        |length| of_all(|profile| profile.addresses.network_ipv4.get().unwrap().allows(length));
    assert_eq!(network(8), [false, false, true, true]);
    assert_eq!(network(16), [true, true, true, true]);
    assert_eq!(network(24), [true, true, true, true]);
    assert_eq!(network(28), [true, true, true, false]);
    assert_eq!(network(29), [false, false, false, false]);
    let subnet =
        |length| of_all(|profile| profile.addresses.subnet_ipv4.get().unwrap().allows(length));
    assert_eq!(subnet(28), [true, true, true, true]);
    assert_eq!(subnet(29), [false, true, false, false]);
    assert_eq!(
        of_all(|profile| profile.addresses.subnet_ipv4_disputed.get()),
        [None, None, None, Some(29)]
    );
    assert_eq!(
        addresses(|profile| profile.addresses.range_optional.get().unwrap()),
        [false, false, true, true]
    );
    assert_eq!(
        addresses(|profile| profile.addresses.secondary.get().unwrap()),
        [true, false, true, true]
    );
    assert_eq!(
        of_all(|profile| profile.addresses.reserved_addresses.get().unwrap().total()),
        [5, 5, 5, 5]
    );
    assert_eq!(
        of_all(|profile| profile.routing.local_routes.get().unwrap()),
        [
            LocalScope::Network,
            LocalScope::Network,
            LocalScope::Subnets,
            LocalScope::Subnets
        ]
    );
}

#[test]
fn peerings_compared() {
    assert_eq!(
        of_all(|profile| profile.peering.overlap.get().unwrap()),
        [
            Overlap::Fails,
            Overlap::Fails,
            Overlap::PerSubnet,
            Overlap::PerSubnet
        ]
    );
    assert_eq!(
        of_all(|profile| profile.peering.same_account.get().unwrap()),
        [
            SameAccount::Manual,
            SameAccount::ManualByApi,
            SameAccount::Automatic,
            SameAccount::Automatic
        ]
    );
    let week = Some(Seconds(604_800));
    assert_eq!(
        of_all(|profile| profile.peering.lifetime.get()),
        [week, week, None, None]
    );
    assert_eq!(
        of_all(|profile| profile.peering.across_regions.get().unwrap()),
        [true, false, false, false]
    );
    assert_eq!(
        of_all(|profile| profile.peering.ingress.get()),
        [
            Some(Ingress::Drop),
            Some(Ingress::Drop),
            Some(Ingress::DefaultTable),
            None
        ]
    );
    let limit = |what, per| {
        of_all(|profile| {
            profile
                .limit(what, per)
                .and_then(|limit| limit.default.get())
        })
    };
    assert_eq!(
        limit(Counted::Peerings, Per::AccountAndRegion),
        [None, None, Some(50), Some(50)]
    );
    assert_eq!(
        limit(Counted::RouteTables, Per::Network),
        [Some(200), None, Some(5), Some(10)]
    );
    assert_eq!(
        limit(Counted::VirtualGateways, Per::Network),
        [Some(1), None, Some(1), Some(1)]
    );
}

#[test]
fn interfaces_compared() {
    let vlan = |vlan| of_all(|profile| profile.interfaces.vlan.get().unwrap().allows(vlan));
    assert_eq!(vlan(0), [false, false, true, true]);
    assert_eq!(vlan(1), [true, false, true, true]);
    assert_eq!(vlan(3999), [true, true, true, true]);
    assert_eq!(vlan(4000), [true, true, false, true]);
    assert_eq!(vlan(4064), [true, true, false, false]);
    assert_eq!(vlan(4095), [false, false, false, false]);
    let mtu = |mtu| {
        of_all(|profile| {
            let known = profile.interfaces.mtus.is_known();
            known.then(|| {
                profile
                    .interfaces
                    .mtu(InterfaceType::Private, mtu)
                    .is_some()
            })
        })
    };
    assert_eq!(mtu(1500), [Some(true), Some(true), None, None]);
    assert_eq!(mtu(8500), [Some(true), Some(false), None, None]);
    let most = |profile: &Profile| profile.interfaces.sessions.get().unwrap().most;
    assert_eq!(of_all(most), [None, Some(1), Some(2), Some(1)]);
    let asn = |number| of_all(|p| p.bgp.asn(AsnField::Customer).unwrap().takes(number));
    assert_eq!(asn(0), [Takes::No, Takes::No, Takes::No, Takes::No]);
    assert_eq!(
        asn(4_294_967_295),
        [Takes::Disputed, Takes::Yes, Takes::Yes, Takes::Yes]
    );
    let taken = |number, region| {
        of_all(|profile| {
            let bgp = &profile.bgp;
            bgp.taken(AsnField::Customer, number, region, false)
                .is_some()
        })
    };
    assert_eq!(taken(53_306, None), [false, true, false, false]);
    assert_eq!(taken(64_512, None), [false, false, true, false]);
    assert_eq!(taken(64_512, Some("eu-nl")), [false, false, true, true]);
    assert_eq!(taken(65_146, Some("eu-de")), [false, false, false, true]);
}

#[test]
fn words_compared() {
    assert_eq!(
        of_all(|profile| profile.word(Kind::Network).with_article()),
        ["a VPC", "a Net", "a VPC", "a VPC"]
    );
    assert_eq!(
        of_all(|profile| profile.word(Kind::Peering).many),
        [
            "VPC peering connections",
            "Net peerings",
            "VPC peering connections",
            "VPC peering connections"
        ]
    );
    assert_eq!(
        of_all(|profile| profile.word(Kind::VirtualInterface).one),
        [
            "virtual interface",
            "DirectLink interface",
            "virtual interface",
            "virtual interface"
        ]
    );
    assert_eq!(
        of_all(|profile| profile.word(Kind::TransitGateway).with_article()),
        [
            "a transit gateway",
            "a transit gateway",
            "an enterprise router",
            "an enterprise router"
        ]
    );
    assert_eq!(
        of_all(|profile| profile.working(Kind::Peering).unwrap()),
        ["active", "active", "ACTIVE", "ACTIVE"]
    );
}
