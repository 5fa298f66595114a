//! What holds for every sequence of steps.

use std::fmt::Write as _;

use netvet::app::{PROFILES, Profiles, ProviderId, Time};
use netvet::finding::Subject;
use netvet::import::builder::merge;
use netvet::import::resolve::resolve;
use netvet::import::{Surroundings, yaml};
use netvet::model::{AnyId, Design, ElementKind, Step};
use netvet::simulate::trace::Traced;
use netvet::simulate::{Answer, Chosen, Principals, Setup, Simulation, mistakes};
use netvet::source::{FileId, Limits, Text, yaml as text};
use proptest::prelude::*;

const OWNERS: [&str; 3] = ["111111111111", "222222222222", "333333333333"];

/// A small world of a provider: three accounts, five networks of which two overlap.
fn design(provider: &str) -> Design {
    let source = format!(
        "netvet: 1\nprovider: {provider}\nregion: r1\nnetworks:\n\
         \x20 n0: {{id: vpc-0, cidrs: [10.0.0.0/16], account: \"{0}\"}}\n\
         \x20 n1: {{id: vpc-1, cidrs: [10.1.0.0/16], account: \"{0}\"}}\n\
         \x20 n2: {{id: vpc-2, cidrs: [10.2.0.0/16], account: \"{1}\"}}\n\
         \x20 n3: {{id: vpc-3, cidrs: [10.2.8.0/24], account: \"{1}\"}}\n\
         \x20 n4: {{id: vpc-4, cidrs: [10.4.0.0/16], account: \"{2}\", region: r2}}\n\
         route_tables:\n\
         \x20 t0: {{id: rtb-0, network: n0, main: true, routes: []}}\n",
        OWNERS[0], OWNERS[1], OWNERS[2]
    );
    built(&source)
}

/// A design from its text.
pub(super) fn built(source: &str) -> Design {
    let around = Surroundings {
        file: FileId(0),
        path: String::new(),
        provider: None,
        account: None,
        region: None,
        context: Vec::new(),
    };
    let parsed = text::parse(FileId(0), source, &Limits::default()).unwrap();
    let batch = yaml::read_tree(FileId(0), &parsed.documents[0], &around);
    let mut design = merge(vec![batch.elements]).design;
    let complaints = yaml::defaults::apply(&mut design, &Profiles::new(PROFILES));
    assert!(complaints.is_empty());
    resolve(&mut design, &Default::default());
    design
}

/// A step, in numbers that name its parts.
#[derive(Clone, Debug)]
enum Deed {
    Create { by: usize, from: usize, to: usize },
    Accept { by: usize, which: usize },
    Reject { by: usize, which: usize },
    Delete { by: usize, which: usize },
    DeleteNetwork { by: usize, which: usize },
    Route { which: usize },
    Advance { seconds: i64 },
    Settle,
}

fn deed() -> impl Strategy<Value = Deed> {
    let by = 0..OWNERS.len();
    let which = 1..6_usize;
    prop_oneof![
        5 => (by.clone(), 0..5_usize, 0..5_usize).prop_map(|(by, from, to)| Deed::Create { by, from, to }),
        4 => (by.clone(), which.clone()).prop_map(|(by, which)| Deed::Accept { by, which }),
        2 => (by.clone(), which.clone()).prop_map(|(by, which)| Deed::Reject { by, which }),
        3 => (by.clone(), which.clone()).prop_map(|(by, which)| Deed::Delete { by, which }),
        1 => (by, 0..5_usize).prop_map(|(by, which)| Deed::DeleteNetwork { by, which }),
        1 => which.prop_map(|which| Deed::Route { which }),
        2 => (0..800_000_i64).prop_map(|seconds| Deed::Advance { seconds }),
        1 => Just(Deed::Settle),
    ]
}

/// Who owns each network.
fn owner(network: usize) -> &'static str {
    OWNERS[[0, 0, 1, 1, 2][network]]
}

fn written(provider: &str, deeds: &[Deed]) -> String {
    let mut out = String::from("scenario: drawn\nsteps:\n");
    let prefix = if provider == "huawei" {
        "peering-"
    } else {
        "pcx-"
    };
    for deed in deeds {
        let line = match (provider, deed) {
            (_, Deed::Advance { seconds }) => format!("{{advance: {seconds}s}}"),
            (_, Deed::Settle) => "{settle: true}".to_owned(),
            ("aws", Deed::Create { by, from, to }) => format!(
                "{{op: ec2.CreateVpcPeeringConnection, as: \"{}\", with: {{VpcId: vpc-{from}, PeerVpcId: vpc-{to}, PeerOwnerId: \"{}\", PeerRegion: {}}}}}",
                OWNERS[*by],
                owner(*to),
                if *to == 4 { "r2" } else { "r1" },
            ),
            ("outscale", Deed::Create { by, from, to }) => format!(
                "{{op: outscale.CreateNetPeering, as: \"{}\", with: {{SourceNetId: vpc-{from}, AccepterNetId: vpc-{to}, AccepterOwnerId: \"{}\"}}}}",
                OWNERS[*by],
                owner(*to),
            ),
            (_, Deed::Create { by, from, to }) => format!(
                "{{op: huawei.CreateVpcPeering, as: \"{}\", with: {{name: x, request_vpc_info: {{vpc_id: vpc-{from}}}, accept_vpc_info: {{vpc_id: vpc-{to}, tenant_id: \"{}\"}}}}}}",
                OWNERS[*by],
                owner(*to),
            ),
            ("aws", Deed::DeleteNetwork { by, which }) => format!(
                "{{op: ec2.DeleteVpc, as: \"{}\", with: {{VpcId: vpc-{which}}}}}",
                OWNERS[*by]
            ),
            ("aws", Deed::Route { which }) => format!(
                "{{op: ec2.CreateRoute, with: {{RouteTableId: rtb-0, DestinationCidrBlock: 10.{which}.0.0/16, VpcPeeringConnectionId: {prefix}{which}}}}}"
            ),
            (_, Deed::DeleteNetwork { .. } | Deed::Route { .. }) => continue,
            (
                _,
                Deed::Accept { by, which }
                | Deed::Reject { by, which }
                | Deed::Delete { by, which },
            ) => {
                let verb = match deed {
                    Deed::Accept { .. } => "Accept",
                    Deed::Reject { .. } => "Reject",
                    _ => "Delete",
                };
                let (service, noun, key) = match provider {
                    "aws" => ("ec2", "VpcPeeringConnection", "VpcPeeringConnectionId"),
                    "outscale" => ("outscale", "NetPeering", "NetPeeringId"),
                    _ => ("huawei", "VpcPeering", "peering_id"),
                };
                format!(
                    "{{op: {service}.{verb}{noun}, as: \"{}\", with: {{{key}: {prefix}{which}}}}}",
                    OWNERS[*by]
                )
            }
        };
        writeln!(out, "  - {line}").unwrap();
    }
    out
}

pub(super) fn steps(source: &str) -> Vec<Step> {
    let parsed = text::parse(FileId(0), source, &Limits::default()).unwrap();
    let read = yaml::scenario::read(FileId(0), &parsed.documents[0]);
    assert!(read.unreadable.is_empty(), "{:?}", read.unreadable);
    let steps = read.scenario.steps;
    let wrong = mistakes(&steps);
    assert!(wrong.is_empty(), "{wrong:?}");
    steps
}

pub(super) fn nobody(_: &Design, _: Time) -> Vec<(&'static str, Vec<Subject>)> {
    Vec::new()
}

fn begin(provider: &'static str, manual: bool) -> Simulation<'static> {
    Simulation::new(Setup {
        design: design(provider),
        profiles: Profiles::new(PROFILES),
        provider: ProviderId(provider),
        clock: Time(1_000_000_000),
        manual,
        chosen: Chosen::default(),
        principals: Principals::new(),
        findings: &nobody,
    })
}

/// Every change of a peering is a move of its machine; a refused step changes nothing.
fn checked(provider: &'static str, manual: bool, deeds: &[Deed]) -> Vec<Traced> {
    let profiles = Profiles::new(PROFILES);
    let machine = profiles
        .get(ProviderId(provider))
        .machine(ElementKind::Peering)
        .unwrap();
    let mut run = begin(provider, manual);
    let mut all = Vec::new();
    for step in steps(&written(provider, deeds)) {
        let before = run.world().fingerprint();
        let traced = run.step(&step).unwrap();
        if matches!(traced.answer, Some(Answer::Error(_))) {
            assert_eq!(before, run.world().fingerprint(), "{traced:?}");
            assert!(traced.changes.is_empty(), "{traced:?}");
        }
        for change in &traced.changes {
            if change.subject.kind != "peering" || change.field.is_some() {
                continue;
            }
            let to = change.to.unwrap();
            let legal = match change.from {
                // Kept transient states show every single move.
                Some(from) if manual => machine
                    .moves_from(Some(&from))
                    .any(|step| step.to == Some(to.as_str())),
                Some(from) => machine.path(&from, &to).is_some(),
                None => machine.path_into_being(&to).is_some(),
            };
            assert!(legal, "{provider}: {change:?}");
        }
        all.push(traced);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_sequence_leaves_the_machine(
        deeds in prop::collection::vec(deed(), 1..40),
        manual: bool,
        provider in prop::sample::select(vec!["aws", "outscale", "huawei"]),
    ) {
        let first = checked(provider, manual, &deeds);
        prop_assert_eq!(first, checked(provider, manual, &deeds));
    }

    #[test]
    fn time_passes_the_same_in_parts(
        deeds in prop::collection::vec(deed(), 1..20),
        one in 0..900_000_i64,
        other in 0..900_000_i64,
    ) {
        let whole = [Deed::Advance { seconds: one + other }];
        let parts = [Deed::Advance { seconds: one }, Deed::Advance { seconds: other }];
        let after = |last: &[Deed]| {
            let mut run = begin("aws", false);
            let all: Vec<Deed> = deeds.iter().chain(last).cloned().collect();
            let mut changes = Vec::new();
            for (at, step) in steps(&written("aws", &all)).iter().enumerate() {
                let traced = run.step(step).unwrap();
                if at >= all.len() - last.len() {
                    changes.extend(traced.changes);
                }
            }
            let world = run.world();
            let seen: Vec<(String, [bool; 3])> = world
                .design
                .peerings
                .iter()
                .map(|(id, peering)| {
                    let state = peering.head.state.word().to_owned();
                    let sees = OWNERS.map(|who| world.sees(Some(Text::new(who)), AnyId::Peering(id)));
                    (state, sees)
                })
                .collect();
            (world.now, changes, seen)
        };
        prop_assert_eq!(after(&whole), after(&parts));
    }
}
