//! What becomes of packets: a closed list of classes, where they end, and over what.

use rustc_hash::FxHashMap;

use super::elements::Elem;
use super::missing::MissingId;
use super::num::id32;
use super::topology::{NetId, SiteId};

/// An outcome, interned.
pub type OutcomeId = u32;

/// What becomes of a packet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OutcomeClass {
    /// Delivered in a network.
    Delivered,
    /// Left the model through a live session or an internet gateway.
    External,
    /// Handed to an interface that is not said to send on.
    DeliveredAppliance,
    /// No entry at a look-up.
    NoRoute,
    /// The entry that matched drops.
    Blackhole,
    /// The provider does not carry it.
    EdgeToEdge,
    /// The attachment has no table.
    NoAssociation,
    /// The hub has no attachment in the zone of the sender.
    NoAttachmentInAz,
    /// No route forwards this address.
    Reserved,
    /// It comes back to a look-up that it passed.
    Loop,
    /// Some of several equal paths deliver.
    PartialEcmp,
    /// The control plane does not settle.
    Unstable,
    /// One of several paths is used, they differ, and which is not known.
    Ambiguous,
    /// A fact is missing.
    Unknown,
    /// Delivered, but in another network than the intended one that owns the address too.
    OverlapMisdelivered,
}

impl OutcomeClass {
    /// All classes.
    pub const ALL: [OutcomeClass; 15] = [
        OutcomeClass::Delivered,
        OutcomeClass::External,
        OutcomeClass::DeliveredAppliance,
        OutcomeClass::NoRoute,
        OutcomeClass::Blackhole,
        OutcomeClass::EdgeToEdge,
        OutcomeClass::NoAssociation,
        OutcomeClass::NoAttachmentInAz,
        OutcomeClass::Reserved,
        OutcomeClass::Loop,
        OutcomeClass::PartialEcmp,
        OutcomeClass::Unstable,
        OutcomeClass::Ambiguous,
        OutcomeClass::Unknown,
        OutcomeClass::OverlapMisdelivered,
    ];

    /// The word for it in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            OutcomeClass::Delivered => "DELIVERED",
            OutcomeClass::External => "EXTERNAL",
            OutcomeClass::DeliveredAppliance => "DELIVERED_APPLIANCE",
            OutcomeClass::NoRoute => "NO_ROUTE",
            OutcomeClass::Blackhole => "BLACKHOLE",
            OutcomeClass::EdgeToEdge => "EDGE_TO_EDGE",
            OutcomeClass::NoAssociation => "NO_ASSOCIATION",
            OutcomeClass::NoAttachmentInAz => "NO_ATTACHMENT_IN_AZ",
            OutcomeClass::Reserved => "RESERVED",
            OutcomeClass::Loop => "LOOP",
            OutcomeClass::PartialEcmp => "PARTIAL_ECMP",
            OutcomeClass::Unstable => "UNSTABLE",
            OutcomeClass::Ambiguous => "AMBIGUOUS",
            OutcomeClass::Unknown => "UNKNOWN",
            OutcomeClass::OverlapMisdelivered => "OVERLAP_MISDELIVERED",
        }
    }

    /// The class of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }
}

/// Where a packet ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum At {
    /// In a network.
    Net(NetId),
    /// At a site.
    Site(SiteId),
    /// At a gateway.
    Elem(Elem),
    /// In the internet.
    Internet,
}

/// Remarks on an outcome.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Flags(u8);

impl Flags {
    /// The Direct Connect endpoint turned the packet round because a supernet was announced there.
    pub const HAIRPIN: Flags = Flags(1);
    /// An interface sent it on.
    pub const APPLIANCE: Flags = Flags(2);
    /// A route is used that a route server kept after its sessions went down.
    pub const STALE: Flags = Flags(4);
    /// The address lies in no subnet.
    pub const NO_SUBNET: Flags = Flags(8);
    /// The table where it was dropped has a route for it.
    pub const WOULD_TRANSIT: Flags = Flags(16);
    /// The network where it was dropped neither owns the address nor has a route for it.
    pub const NOT_LOCAL: Flags = Flags(32);

    /// Both.
    #[must_use]
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// Whether all of `other` are set.
    #[must_use]
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Their words.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        [
            (Flags::HAIRPIN, "SUPERNET_HAIRPIN"),
            (Flags::APPLIANCE, "VIA_APPLIANCE"),
            (Flags::STALE, "STALE"),
            (Flags::NO_SUBNET, "NO_SUBNET"),
            (Flags::WOULD_TRANSIT, "would_transit"),
            (Flags::NOT_LOCAL, "not_local"),
        ]
        .into_iter()
        .filter(|(flag, _)| self.has(*flag))
        .map(|(_, word)| word)
        .collect()
    }
}

/// How several paths are used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Spread {
    /// All at once.
    Equal,
    /// One; they tie.
    Tie,
    /// One; the site's preferences are not known.
    Egress,
    /// One; several states of the control plane are stable.
    MultiStable,
}

impl Spread {
    /// The word for it in answers, where only one path is used.
    #[must_use]
    pub const fn ambiguity(self) -> Option<&'static str> {
        match self {
            Spread::Equal => None,
            Spread::Tie => Some("tie"),
            Spread::Egress => Some("egress"),
            Spread::MultiStable => Some("multi_stable"),
        }
    }
}

/// What becomes of packets of an atom.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Outcome {
    /// The class.
    pub class: OutcomeClass,
    /// Where they end.
    pub at: At,
    /// What they pass, in travel order; of several paths the one with the lowest name.
    pub via: Box<[Elem]>,
    /// Remarks.
    pub flags: Flags,
    /// Several paths, and how they are used.
    pub members: Option<(Spread, Box<[OutcomeId]>)>,
    /// The missing fact of an unknown.
    pub missing: Option<MissingId>,
}

/// All outcomes, each once.
#[derive(Clone, Debug, Default)]
pub struct Outcomes {
    list: Vec<Outcome>,
    ids: FxHashMap<Outcome, OutcomeId>,
}

impl Outcomes {
    /// The number of an outcome.
    pub fn id(&mut self, outcome: Outcome) -> OutcomeId {
        if let Some(id) = self.ids.get(&outcome) {
            return *id;
        }
        let id = id32(self.list.len());
        self.list.push(outcome.clone());
        self.ids.insert(outcome, id);
        id
    }

    /// The outcome of a number.
    #[must_use]
    pub fn get(&self, id: OutcomeId) -> &Outcome {
        &self.list[id as usize]
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Takes over the outcomes of another set; gives their numbers here.
    pub fn absorb(&mut self, other: Outcomes) -> Vec<OutcomeId> {
        let mut map: Vec<OutcomeId> = Vec::with_capacity(other.list.len());
        for mut outcome in other.list {
            if let Some((_, members)) = &mut outcome.members {
                for member in members.iter_mut() {
                    *member = map[*member as usize];
                }
            }
            map.push(self.id(outcome));
        }
        map
    }

    /// All single paths of an outcome, in the order of its members.
    #[must_use]
    pub fn leaves(&self, id: OutcomeId) -> Vec<OutcomeId> {
        match &self.get(id).members {
            None => vec![id],
            Some((_, members)) => {
                let mut leaves: Vec<OutcomeId> = Vec::new();
                for leaf in members.iter().flat_map(|m| self.leaves(*m)) {
                    if !leaves.contains(&leaf) {
                        leaves.push(leaf);
                    }
                }
                leaves
            }
        }
    }

    /// Whether only one of several paths is used and which is not known.
    #[must_use]
    pub fn ambiguity(&self, id: OutcomeId) -> Option<Spread> {
        let (spread, members) = self.get(id).members.as_ref()?;
        if *spread != Spread::Equal {
            return Some(*spread);
        }
        members.iter().find_map(|m| self.ambiguity(*m))
    }

    /// One outcome of several paths.
    pub fn combine(&mut self, mut members: Vec<OutcomeId>, spread: Spread) -> Option<OutcomeId> {
        let mut seen = Vec::new();
        members.retain(|m| {
            let new = !seen.contains(m);
            seen.push(*m);
            new
        });
        let first = *members.first()?;
        if members.len() == 1 {
            return Some(first);
        }
        let of = |id: &OutcomeId| self.get(*id);
        let same = members.iter().all(|m| of(m).class == of(&first).class);
        let missing = members.iter().find_map(|m| of(m).missing);
        let any = |class: OutcomeClass| members.iter().any(|m| of(m).class == class);
        let class = match spread {
            _ if same => of(&first).class,
            _ if any(OutcomeClass::Unstable) => OutcomeClass::Unstable,
            _ if any(OutcomeClass::Unknown) => OutcomeClass::Unknown,
            Spread::Equal if any(OutcomeClass::Ambiguous) => OutcomeClass::Ambiguous,
            Spread::Equal => OutcomeClass::PartialEcmp,
            _ => OutcomeClass::Ambiguous,
        };
        let head = of(&first).clone();
        Some(self.id(Outcome {
            class,
            at: head.at,
            via: head.via,
            flags: head.flags,
            members: Some((spread, members.into())),
            missing,
        }))
    }
}

/// Whether packets arrived where they should.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Arrival {
    /// All.
    Yes,
    /// Those on some of several equal paths.
    Partly,
    /// None.
    No,
    /// It cannot be told.
    Unknown,
}

/// Who should get packets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Owner {
    /// One of these networks.
    Nets(Vec<NetId>),
    /// One of these sites.
    Sites(Vec<SiteId>),
    /// Nobody in the model: any delivery will do.
    Nobody,
}

impl Outcomes {
    /// Whether an outcome is arrival at the owner.
    #[must_use]
    pub fn arrival(&self, id: OutcomeId, owner: &Owner) -> Arrival {
        let outcome = self.get(id);
        if let Some((spread, members)) = &outcome.members {
            let all: Vec<Arrival> = members.iter().map(|m| self.arrival(*m, owner)).collect();
            return match spread {
                _ if all.iter().all(|a| *a == Arrival::Yes) => Arrival::Yes,
                _ if all.iter().all(|a| *a == Arrival::No) => Arrival::No,
                Spread::Equal if !all.contains(&Arrival::Unknown) => Arrival::Partly,
                _ => Arrival::Unknown,
            };
        }
        let arrived = match (outcome.class, owner) {
            (OutcomeClass::Unknown | OutcomeClass::Unstable | OutcomeClass::Ambiguous, _) => {
                return Arrival::Unknown;
            }
            (OutcomeClass::Delivered, Owner::Nets(nets)) => {
                nets.iter().any(|n| outcome.at == At::Net(*n))
            }
            (OutcomeClass::External, Owner::Sites(sites)) => {
                sites.iter().any(|s| outcome.at == At::Site(*s))
            }
            (
                OutcomeClass::Delivered | OutcomeClass::External | OutcomeClass::DeliveredAppliance,
                Owner::Nobody,
            ) => true,
            _ => false,
        };
        if arrived { Arrival::Yes } else { Arrival::No }
    }
}
