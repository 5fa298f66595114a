//! Everything that is special to one provider: its facts, how its exports are read, what a synthetic one looks like.

pub mod aws;
pub mod outscale;

use crate::import::Reader;
use crate::profile::Profile;

/// How exports are read, in the order in which providers are preferred for shapes that several have.
pub static READERS: &[&Reader] = &[&aws::READER];

/// Keys whose values are secrets, of all providers and of designs; casing and underscores do not count.
pub static SECRET_KEYS: &[&str] = &[
    "authKey",
    "auth_key",
    "BgpKey",
    "bgp_md5",
    "PreSharedKey",
    "pre_shared_key",
    "psk",
    "customerRouterConfig",
    "CustomerGatewayConfiguration",
    "ClientGatewayConfiguration",
];

/// The facts of all providers, in the order of tables.
pub static PROFILES: &[&Profile] = &[&aws::PROFILE, &outscale::PROFILE];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::PROFILES;
    use crate::profile::{Machine, Profile, Trigger};

    fn machines() -> impl Iterator<Item = (&'static Profile, &'static Machine)> {
        PROFILES.iter().flat_map(|profile| {
            profile
                .machines
                .iter()
                .map(move |machine| (*profile, machine))
        })
    }

    #[test]
    fn one_machine_of_a_kind_and_one_row_of_a_word() {
        for profile in PROFILES {
            let mut kinds: Vec<_> = profile.machines.iter().map(|machine| machine.of).collect();
            kinds.sort_unstable();
            kinds.dedup();
            assert_eq!(kinds.len(), profile.machines.len(), "{}", profile.provider);
        }
        for (profile, machine) in machines() {
            let words: BTreeSet<_> = machine.states.iter().map(|row| row.native).collect();
            assert_eq!(
                words.len(),
                machine.states.len(),
                "{} {}",
                profile.provider,
                machine.of.word()
            );
            assert!(machine.working().is_some(), "{}", machine.of.word());
        }
    }

    #[test]
    fn moves_lead_between_listed_states_by_listed_operations() {
        for (profile, machine) in machines() {
            for step in machine.moves {
                for word in [step.from, step.to].into_iter().flatten() {
                    assert!(
                        machine.state(word).is_some_and(|row| !row.wildcard),
                        "{} {}: {word}",
                        profile.provider,
                        machine.of.word()
                    );
                }
                if let Trigger::Operation(name) = step.on {
                    assert!(
                        profile.words.operation(name).is_some(),
                        "{}: {name}",
                        profile.provider
                    );
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
            for row in machine.states.iter().filter(|row| !row.wildcard) {
                assert!(
                    reached.contains(row.native),
                    "{} {}: {}",
                    profile.provider,
                    machine.of.word(),
                    row.native
                );
            }
        }
    }

    #[test]
    fn only_ends_are_dead_ends() {
        for (profile, machine) in machines() {
            for row in machine.states.iter().filter(|row| !row.wildcard) {
                let name = format!("{} {}: {}", profile.provider, machine.of.word(), row.native);
                let mut exits = machine.moves_from(Some(row.native));
                if row.terminal {
                    assert!(
                        exits
                            .all(|step| matches!(step.on, Trigger::Operation(_))
                                || step.to.is_none()),
                        "{name}: an end is left by a deletion only"
                    );
                } else {
                    assert!(exits.next().is_some(), "{name}: a dead end");
                }
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
                "{} {}",
                profile.provider,
                machine.of.word()
            );
        }
    }

    #[test]
    fn operations_are_listed_once() {
        for profile in PROFILES {
            let names: BTreeSet<_> = profile
                .words
                .operations
                .iter()
                .map(|operation| operation.name)
                .collect();
            assert_eq!(names.len(), profile.words.operations.len());
        }
    }
}
