//! Behaviour that a scenario chooses: the switches of its `switches`.

use super::mistake::Mistake;
use crate::finding::Reference;
use crate::model::Seconds;
use crate::profile::{
    Fact, Ingress, LocalScope, Overlap, PeeringRules, SameAccount, SecondRequest,
};
use crate::routing::Switches;
use crate::source::tree::{Data, Node};
use crate::source::{FileId, Scalar, Span};

static SCENARIO: Reference = Reference {
    title: "The switches of the scenario",
    url: "",
    read: "",
};

/// What a second request for a pair does while the first one waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DuplicatePending {
    /// As the provider's facts say.
    #[default]
    Provider,
    /// Both wait; only one can be accepted.
    Coexist,
    /// It is refused.
    Error,
    /// It answers with the first one.
    Idempotent,
}

/// The chosen behaviour; what is not chosen is the provider's.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Sessions come back by themselves when what carries them does.
    pub auto_recover: bool,
    /// What a second waiting request does.
    pub duplicate_pending: DuplicatePending,
    /// Networks must hold a machine before they are peered.
    pub requires_vm: bool,
    /// Public AS numbers that the customer may use on public virtual interfaces; `None`: not known.
    pub allowed_public_asns: Option<Vec<u64>>,
    overlap: Option<Overlap>,
    same_account: Option<SameAccount>,
    lifetime: Option<Option<Seconds>>,
    second_request: Option<SecondRequest>,
    across_regions: Option<bool>,
    ingress: Option<Ingress>,
    local_scope: Option<LocalScope>,
    local_beats: Option<bool>,
}

/// A switch.
struct Row {
    name: &'static str,
    expected: &'static str,
    set: fn(&mut Chosen, &str) -> Option<()>,
}

fn flag(text: &str) -> Option<bool> {
    bool::parse(text)
}

static SWITCHES: &[Row] = &[
    Row {
        name: "auto_recover",
        expected: "true or false",
        set: |chosen, text| {
            chosen.auto_recover = flag(text)?;
            Some(())
        },
    },
    Row {
        name: "duplicate_pending",
        expected: "coexist, error or idempotent",
        set: |chosen, text| {
            chosen.duplicate_pending = match text {
                "coexist" => DuplicatePending::Coexist,
                "error" => DuplicatePending::Error,
                "idempotent" => DuplicatePending::Idempotent,
                _ => return None,
            };
            Some(())
        },
    },
    Row {
        name: "peering.requires_vm",
        expected: "true or false",
        set: |chosen, text| {
            chosen.requires_vm = flag(text)?;
            Some(())
        },
    },
    Row {
        name: "allowed_public_asns",
        expected: "a list of AS numbers",
        set: |chosen, text| {
            let numbers = text.split(',').map(str::trim);
            let numbers = numbers.filter(|text| !text.is_empty());
            let read: Option<Vec<u64>> = numbers.map(|text| text.parse().ok()).collect();
            chosen.allowed_public_asns = Some(read?);
            Some(())
        },
    },
    Row {
        name: "peering.same_account_create",
        expected: "pending-acceptance or active",
        set: |chosen, text| {
            chosen.same_account = Some(match text {
                "pending-acceptance" => SameAccount::Manual,
                "active" => SameAccount::Automatic,
                _ => return None,
            });
            Some(())
        },
    },
    Row {
        name: "peering.overlap_on_create",
        expected: "failed or allowed",
        set: |chosen, text| {
            chosen.overlap = Some(match text {
                "failed" => Overlap::Fails,
                "allowed" => Overlap::PerSubnet,
                _ => return None,
            });
            Some(())
        },
    },
    Row {
        name: "peering.ttl",
        expected: "a time span such as 7d, or never",
        set: |chosen, text| {
            chosen.lifetime = Some(match text {
                "never" => None,
                text => Some(Seconds::parse(text)?),
            });
            Some(())
        },
    },
    Row {
        name: "peering.reverse_request",
        expected: "coexist, rejected or error",
        set: |chosen, text| {
            chosen.second_request = Some(match text {
                "coexist" => SecondRequest::Coexists,
                "rejected" => SecondRequest::Rejected,
                "error" => SecondRequest::Refused,
                _ => return None,
            });
            Some(())
        },
    },
    Row {
        name: "peering.cross_region",
        expected: "true or false",
        set: |chosen, text| {
            chosen.across_regions = Some(flag(text)?);
            Some(())
        },
    },
    Row {
        name: "peering.ingress",
        expected: "drop or default_table",
        set: |chosen, text| {
            chosen.ingress = Some(match text {
                "drop" => Ingress::Drop,
                "default_table" => Ingress::DefaultTable,
                _ => return None,
            });
            Some(())
        },
    },
    Row {
        name: "local_route.scope",
        expected: "network or subnet",
        set: |chosen, text| {
            chosen.local_scope = Some(match text {
                "network" => LocalScope::Network,
                "subnet" => LocalScope::Subnets,
                _ => return None,
            });
            Some(())
        },
    },
    Row {
        name: "local_route.beats_more_specific_propagated",
        expected: "true or false",
        set: |chosen, text| {
            chosen.local_beats = Some(flag(text)?);
            Some(())
        },
    },
];

impl Chosen {
    /// Reads the switches of a scenario: `peering.ttl: 1d`, or nested.
    #[must_use]
    pub fn read(node: Option<&Node>, file: FileId) -> (Self, Vec<Mistake>) {
        let mut chosen = Self::default();
        let mut mistakes = Vec::new();
        if let Some(node) = node {
            chosen.take(node, "", file, &mut mistakes);
        }
        (chosen, mistakes)
    }

    fn take(&mut self, node: &Node, prefix: &str, file: FileId, mistakes: &mut Vec<Mistake>) {
        let Data::Map(entries) = &node.data else {
            return;
        };
        for entry in entries.iter().filter(|entry| !entry.shadowed) {
            let name = format!("{prefix}{}", entry.key);
            let span = Span::new(file, entry.key_start, entry.key_end);
            let row = SWITCHES.iter().find(|row| row.name == name);
            match (&entry.value.data, row) {
                (Data::Map(_), None) => {
                    self.take(&entry.value, &format!("{name}."), file, mistakes);
                }
                (Data::Scalar { text, .. }, Some(row)) => {
                    if (row.set)(self, text).is_none() {
                        let span = Span::new(file, entry.value.start, entry.value.end);
                        mistakes.push(Mistake::new(span, format!("expected {}", row.expected)));
                    }
                }
                (Data::List(items), Some(row)) => {
                    let texts = items.iter().map(|item| match &item.data {
                        Data::Scalar { text, .. } => Some(text.to_string()),
                        _ => None,
                    });
                    let texts: Option<Vec<String>> = texts.collect();
                    let set = texts.and_then(|texts| (row.set)(self, &texts.join(",")));
                    if set.is_none() {
                        let span = Span::new(file, entry.value.start, entry.value.end);
                        mistakes.push(Mistake::new(span, format!("expected {}", row.expected)));
                    }
                }
                (_, Some(row)) => {
                    mistakes.push(Mistake::new(span, format!("expected {}", row.expected)));
                }
                (_, None) => {
                    let known = SWITCHES.iter().map(|row| row.name);
                    mistakes.push(Mistake::unknown(span, "switch", &name, known));
                }
            }
        }
    }

    /// The rules for peerings with what was chosen.
    #[must_use]
    pub fn peering(&self, mut rules: PeeringRules) -> PeeringRules {
        fn put<T: Copy>(fact: &mut Fact<T>, value: Option<T>) {
            if let Some(value) = value {
                *fact = Fact::known(value, &SCENARIO);
            }
        }
        put(&mut rules.overlap, self.overlap);
        put(&mut rules.same_account, self.same_account);
        put(&mut rules.second_request, self.second_request);
        put(&mut rules.across_regions, self.across_regions);
        put(&mut rules.ingress, self.ingress);
        match self.lifetime {
            None => {}
            Some(None) => rules.lifetime = Fact::Unknown,
            Some(Some(time)) => rules.lifetime = Fact::known(time, &SCENARIO),
        }
        rules
    }

    /// The rules for routing with what was chosen.
    #[must_use]
    pub fn routing(&self, mut switches: Switches) -> Switches {
        if self.ingress.is_some() {
            switches.peering_ingress = self.ingress;
        }
        if let Some(scope) = self.local_scope {
            switches.local_scope = scope;
        }
        if let Some(beats) = self.local_beats {
            switches.local_beats_propagated = beats;
        }
        switches
    }
}
