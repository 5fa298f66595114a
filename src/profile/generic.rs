//! The profile of a design that names no provider: no facts, and plain words for states.

use super::{
    AddressRules, BgpRules, InterfaceRules, Machine, MachineOf, NamingRules, PeeringRules, Profile,
    RoutingRules, StateRow, TunnelRules, Word, Words,
};
use crate::finding::Reference;
use crate::model::{ElementKind, Phase, ProviderId};

static DESIGN_FORMAT: Reference = Reference {
    title: "The design format of this program",
    url: "",
    read: "",
};

const fn row(native: &'static str, phase: Phase) -> StateRow {
    StateRow::new(native, phase, &DESIGN_FORMAT).wildcard()
}

/// Words whose meaning is the same wherever they occur; nothing is said about changes between them.
static STATES: &[StateRow] = &[
    row("available", Phase::Active).carries(),
    row("active", Phase::Active).carries(),
    row("associated", Phase::Active).carries(),
    row("attached", Phase::Active).carries(),
    row("enabled", Phase::Active).carries(),
    row("requested", Phase::Requested),
    row("pending-acceptance", Phase::AwaitingAcceptance),
    row("pending", Phase::Provisioning),
    row("provisioning", Phase::Provisioning),
    row("down", Phase::Degraded),
    row("blackhole", Phase::Degraded),
    row("failed", Phase::Failed),
    row("rejected", Phase::Refused),
    row("expired", Phase::Expired),
    row("deleting", Phase::Deleting),
    row("deleted", Phase::Deleted),
];

const KINDS: usize = ElementKind::ALL.len();

static MACHINES: [Machine; KINDS + MachineOf::PARTS.len()] = {
    let mut machines = [Machine {
        of: MachineOf::Route,
        states: STATES,
        moves: &[],
    }; KINDS + MachineOf::PARTS.len()];
    let mut at = 0;
    while at < machines.len() {
        machines[at].of = if at < KINDS {
            MachineOf::Element(ElementKind::ALL[at])
        } else {
            MachineOf::PARTS[at - KINDS]
        };
        at += 1;
    }
    machines
};

/// The profile of a design that names no provider. It knows no facts, so every rule that needs one is silent.
pub static GENERIC: Profile = Profile {
    provider: ProviderId::GENERIC,
    words: Words {
        provider: "the provider",
        account: Word::an("account", "accounts"),
        elements: &[],
        operations: &[],
    },
    naming: NamingRules::UNKNOWN,
    addresses: AddressRules::UNKNOWN,
    peering: PeeringRules::UNKNOWN,
    interfaces: InterfaceRules::UNKNOWN,
    bgp: BgpRules::UNKNOWN,
    tunnels: TunnelRules::UNKNOWN,
    routing: RoutingRules::UNKNOWN,
    limits: &[],
    machines: &MACHINES,
    refusals: &[],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Counted, Per, Profiles};

    #[test]
    fn a_provider_without_profile_gets_the_one_that_knows_nothing() {
        let profile = Profiles::new(&[]).get(ProviderId("elsewhere"));
        assert_eq!(profile.provider, ProviderId::GENERIC);
        assert_eq!(profile.addresses.network_ipv4.get(), None);
        assert_eq!(profile.limit(Counted::Networks, Per::Account), None);
        assert_eq!(
            profile.word(ElementKind::InternetGateway).with_article(),
            "an internet gateway"
        );
        assert_eq!(profile.word(ElementKind::Network).counted(2), "2 networks");
    }

    #[test]
    fn plain_state_words_have_a_meaning_and_others_none() {
        assert_eq!(GENERIC.phase(ElementKind::Peering, "active"), Phase::Active);
        assert_eq!(
            GENERIC.phase(ElementKind::Peering, "Active"),
            Phase::Unknown
        );
        assert_eq!(
            GENERIC.phase(MachineOf::NetworkBlock, "associated"),
            Phase::Active
        );
    }
}
