//! A large world and many calls.

use std::fmt::Write as _;

use netvet::app::{PROFILES, Profiles, ProviderId, Time};
use netvet::finding::Subject;
use netvet::import::builder::merge;
use netvet::import::resolve::resolve;
use netvet::import::{Surroundings, yaml};
use netvet::model::{Design, Step};
use netvet::simulate::{Chosen, Principals, Setup, Simulation};
use netvet::source::{FileId, Limits, yaml as text};

fn tree(source: &str) -> netvet::source::tree::Node {
    let mut parsed = text::parse(FileId(0), source, &Limits::default()).unwrap();
    parsed.documents.remove(0)
}

/// Networks in a ring, each peered with the five that follow.
#[must_use]
pub(super) fn design(networks: usize) -> Design {
    let mut out = String::from(
        "netvet: 1\nprovider: aws\naccount: \"111111111111\"\nregion: eu-west-1\nnetworks:\n",
    );
    for n in 0..networks {
        let (second, third) = (n / 64, n % 64 * 4);
        writeln!(
            out,
            "  n{n}: {{id: vpc-{n}, cidrs: [10.{second}.{third}.0/22]}}"
        )
        .unwrap();
    }
    out.push_str("peerings:\n");
    for n in 0..networks {
        for step in 1..=5 {
            let other = (n + step) % networks;
            writeln!(
                out,
                "  p{n}-{step}: {{id: pcx-x{n}x{step}, requester: n{n}, accepter: n{other}}}"
            )
            .unwrap();
        }
    }
    let around = Surroundings {
        file: FileId(0),
        path: String::new(),
        provider: None,
        account: None,
        region: None,
        context: Vec::new(),
    };
    let batch = yaml::read_tree(FileId(0), &tree(&out), &around);
    let mut design = merge(vec![batch.elements]).design;
    yaml::defaults::apply(&mut design, &Profiles::new(PROFILES));
    resolve(&mut design, &Default::default());
    design
}

/// So many calls: requests between networks that have none, accepted and deleted again.
#[must_use]
pub(super) fn steps(networks: usize, calls: usize) -> Vec<Step> {
    let mut out = String::from("scenario: many\nsteps:\n");
    for call in 0..calls {
        let made = call / 3;
        let (from, to) = (made % networks, (made + networks / 2 + 1) % networks);
        let id = made + 1;
        let line = match call % 3 {
            0 => format!(
                "{{op: ec2.CreateVpcPeeringConnection, with: {{VpcId: vpc-{from}, PeerVpcId: vpc-{to}}}}}"
            ),
            1 => format!(
                "{{op: ec2.AcceptVpcPeeringConnection, with: {{VpcPeeringConnectionId: pcx-{id}}}}}"
            ),
            _ => format!(
                "{{op: ec2.DeleteVpcPeeringConnection, with: {{VpcPeeringConnectionId: pcx-{id}}}}}"
            ),
        };
        writeln!(out, "  - {line}").unwrap();
    }
    yaml::scenario::read(FileId(0), &tree(&out)).scenario.steps
}

fn nobody(_: &Design, _: Time) -> Vec<(&'static str, Vec<Subject>)> {
    Vec::new()
}

/// A run on a design.
#[must_use]
pub(super) fn begin(design: Design) -> Simulation<'static> {
    Simulation::new(Setup {
        design,
        profiles: Profiles::new(PROFILES),
        provider: ProviderId("aws"),
        clock: Time(0),
        manual: false,
        chosen: Chosen::default(),
        principals: Principals::new(),
        findings: &nobody,
    })
}

/// Runs all steps; how many were refused.
pub(super) fn run(simulation: &mut Simulation<'_>, steps: &[Step]) -> usize {
    let refused = steps.iter().filter(|step| {
        let traced = simulation.step(step).unwrap();
        !matches!(traced.answer, Some(netvet::simulate::Answer::Ok(_)))
    });
    refused.count()
}
