//! What holds for every sequence of calls and events about virtual interfaces.

use std::fmt::Write as _;

use netvet::app::{PROFILES, Profiles, ProviderId, Time};
use netvet::model::{AnyId, ElementKind, Phase};
use netvet::simulate::{Answer, Chosen, Principals, Setup, Simulation, World};
use proptest::prelude::*;

use super::properties::{built, nobody, steps};

const PARTNER: &str = "111111111111";
const OWNER: &str = "222222222222";

const DESIGN: &str = "netvet: 1\nprovider: aws\naccount: \"222222222222\"\nregion: r1\n\
networks: {n: {id: vpc-n, cidrs: [10.0.0.0/16]}}\n\
virtual_gateways: {g: {id: vgw-g, network: n, asn: 64513}}\n\
connections:\n\
\x20 c0: {id: dxcon-0, account: \"111111111111\", location: L}\n\
\x20 c1: {id: dxcon-1, account: \"111111111111\", location: L}\n\
\x20 c2: {id: dxcon-2, account: \"111111111111\", location: L}\n\
lags: {lag: {id: dxlag-0, account: \"111111111111\", connections: [c1, c2], minimum_links: 2}}\n";

/// The connection or group of the first interfaces, one after the other.
const CARRIERS: [&str; 2] = ["dxcon-0", "dxlag-0"];

#[derive(Clone, Debug)]
enum Deed {
    Allocate {
        carrier: usize,
        vlan: usize,
        public: bool,
    },
    Confirm {
        by: usize,
        which: usize,
        public: bool,
    },
    Approve {
        which: usize,
    },
    Delete {
        by: usize,
        which: usize,
    },
    Peer {
        which: usize,
    },
    DropPeer {
        which: usize,
        peer: usize,
    },
    Bgp {
        peer: usize,
        up: bool,
    },
    Line {
        which: usize,
        up: bool,
    },
    Test {
        which: usize,
        start: bool,
    },
    Advance {
        minutes: i64,
    },
    Settle,
}

fn deed() -> impl Strategy<Value = Deed> {
    let which = 1..4_usize;
    let peer = 1..7_usize;
    prop_oneof![
        3 => (0..2_usize, 1..3_usize, any::<bool>())
            .prop_map(|(carrier, vlan, public)| Deed::Allocate { carrier, vlan, public }),
        4 => (0..2_usize, which.clone(), any::<bool>())
            .prop_map(|(by, which, public)| Deed::Confirm { by, which, public }),
        2 => which.clone().prop_map(|which| Deed::Approve { which }),
        1 => (0..2_usize, which.clone()).prop_map(|(by, which)| Deed::Delete { by, which }),
        2 => which.clone().prop_map(|which| Deed::Peer { which }),
        2 => (which.clone(), peer.clone()).prop_map(|(which, peer)| Deed::DropPeer { which, peer }),
        5 => (peer, any::<bool>()).prop_map(|(peer, up)| Deed::Bgp { peer, up }),
        3 => (0..3_usize, any::<bool>()).prop_map(|(which, up)| Deed::Line { which, up }),
        2 => (which, any::<bool>()).prop_map(|(which, start)| Deed::Test { which, start }),
        2 => (0..20_i64).prop_map(|minutes| Deed::Advance { minutes }),
        3 => Just(Deed::Settle),
    ]
}

fn line(deed: &Deed) -> String {
    let who = |by: usize| [PARTNER, OWNER][by];
    let op = |name: &str, by: &str, with: String| {
        format!("{{op: directconnect.{name}, as: \"{by}\", with: {{{with}}}}}")
    };
    match deed {
        Deed::Allocate {
            carrier,
            vlan,
            public,
        } => {
            let (kind, more) = if *public {
                (
                    "Public",
                    ", amazonAddress: 203.0.113.1/30, customerAddress: 203.0.113.2/30, routeFilterPrefixes: [{cidr: 198.51.100.0/24}]",
                )
            } else {
                ("Private", "")
            };
            op(
                &format!("Allocate{kind}VirtualInterface"),
                PARTNER,
                format!(
                    "connectionId: {}, ownerAccount: \"{OWNER}\", new{kind}VirtualInterfaceAllocation: {{virtualInterfaceName: x, vlan: {vlan}, asn: 65001{more}}}",
                    CARRIERS[*carrier]
                ),
            )
        }
        Deed::Confirm { by, which, public } => {
            let (name, more) = if *public {
                ("ConfirmPublicVirtualInterface", "")
            } else {
                (
                    "ConfirmPrivateVirtualInterface",
                    ", virtualGatewayId: vgw-g",
                )
            };
            op(
                name,
                who(*by),
                format!("virtualInterfaceId: dxvif-{which}{more}"),
            )
        }
        Deed::Delete { by, which } => op(
            "DeleteVirtualInterface",
            who(*by),
            format!("virtualInterfaceId: dxvif-{which}"),
        ),
        Deed::Peer { which } => op(
            "CreateBGPPeer",
            OWNER,
            format!(
                "virtualInterfaceId: dxvif-{which}, newBGPPeer: {{asn: 65001, addressFamily: ipv6}}"
            ),
        ),
        Deed::DropPeer { which, peer } => op(
            "DeleteBGPPeer",
            OWNER,
            format!("virtualInterfaceId: dxvif-{which}, bgpPeerId: dxpeer-{peer}"),
        ),
        Deed::Test { which, start: true } => op(
            "StartBgpFailoverTest",
            OWNER,
            format!("virtualInterfaceId: dxvif-{which}, testDurationInMinutes: 10"),
        ),
        Deed::Test {
            which,
            start: false,
        } => op(
            "StopBgpFailoverTest",
            OWNER,
            format!("virtualInterfaceId: dxvif-{which}"),
        ),
        Deed::Approve { which } => format!("{{event: approve_public_vif, of: dxvif-{which}}}"),
        Deed::Bgp { peer, up } => {
            let word = if *up { "up" } else { "down" };
            format!("{{event: bgp_{word}, of: dxpeer-{peer}}}")
        }
        Deed::Line { which, up } => {
            let word = if *up { "up" } else { "down" };
            format!("{{event: connection_{word}, of: dxcon-{which}}}")
        }
        Deed::Advance { minutes } => format!("{{advance: {minutes}m}}"),
        Deed::Settle => "{settle: true}".to_owned(),
    }
}

fn written<'a>(deeds: impl Iterator<Item = &'a Deed>) -> String {
    let mut out = String::from("scenario: drawn\nsteps:\n");
    for deed in deeds {
        writeln!(out, "  - {}", line(deed)).unwrap();
    }
    out
}

fn begin(manual: bool) -> Simulation<'static> {
    Simulation::new(Setup {
        design: built(DESIGN),
        profiles: Profiles::new(PROFILES),
        provider: ProviderId("aws"),
        clock: Time(1_000_000_000),
        manual,
        chosen: Chosen::default(),
        principals: Principals::new(),
        findings: &nobody,
    })
}

/// An interface that has left `pending` is available if its connection is up and one of its sessions is, else it is down.
fn states_follow(world: &World) {
    let design = &world.design;
    let works = |id: AnyId| matches!(world.phase(id), Phase::Active | Phase::Unstated);
    for (id, interface) in design.virtual_interfaces.iter() {
        let word = interface.head.state.word();
        if !matches!(word, "available" | "down") {
            continue;
        }
        let session = design.bgp_peers.iter().any(|(peer, known)| {
            known.virtual_interface.get() == Some(id)
                && works(AnyId::BgpPeer(peer))
                && known.is_up() == Some(true)
        });
        let up = session && works(interface.connection.get().unwrap());
        assert_eq!(word == "available", up, "{}", interface.head.printed_id());
    }
    // Both ports of the group are needed.
    for (id, lag) in design.lags.iter() {
        let ports = lag.connections.iter().flatten().filter_map(|c| c.get());
        let up = ports.filter(|c| works(AnyId::Connection(*c))).count();
        assert_eq!(works(AnyId::Lag(id)), up >= 2);
    }
    // No two live interfaces of a connection share a VLAN, and each has a live session.
    let live: Vec<_> = design
        .virtual_interfaces
        .iter()
        .filter(|(_, interface)| interface.head.state.is_live())
        .collect();
    for (at, (id, one)) in live.iter().enumerate() {
        for (_, other) in &live[at + 1..] {
            let same = one.connection.get() == other.connection.get();
            assert!(!same || one.vlan.get() != other.vlan.get());
        }
        assert!(design.bgp_peers.iter().any(|(_, peer)| {
            peer.virtual_interface.get() == Some(*id) && peer.head.state.is_live()
        }));
    }
}

/// Runs the steps; what names something that is not there is left out.
fn checked(manual: bool, deeds: &[Deed]) {
    let profiles = Profiles::new(PROFILES);
    let profile = profiles.get(ProviderId("aws"));
    let mut run = begin(manual);
    for step in steps(&written(deeds.iter())) {
        let before = run.world().fingerprint();
        let Ok(traced) = run.step(&step) else {
            assert_eq!(before, run.world().fingerprint());
            continue;
        };
        if matches!(traced.answer, Some(Answer::Error(_))) {
            assert_eq!(before, run.world().fingerprint(), "{traced:?}");
            assert!(traced.changes.is_empty(), "{traced:?}");
        }
        for change in &traced.changes {
            let kind = ElementKind::from_word(change.subject.kind).unwrap();
            let judged = [
                ElementKind::VirtualInterface,
                ElementKind::BgpPeer,
                ElementKind::Connection,
                ElementKind::Lag,
            ];
            if change.field.is_some() || !judged.contains(&kind) {
                continue;
            }
            let machine = profile.machine(kind).unwrap();
            let to = change.to.unwrap();
            let legal = match change.from {
                Some(from) if manual => machine
                    .moves_from(Some(&from))
                    .any(|row| row.to == Some(to.as_str())),
                Some(from) => machine.path(&from, &to).is_some(),
                None => machine.path_into_being(&to).is_some(),
            };
            assert!(legal, "{change:?}");
        }
        states_follow(run.world());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn states_of_interfaces_follow_from_what_they_run_on(
        deeds in proptest::collection::vec(deed(), 1..60),
        manual in any::<bool>(),
    ) {
        checked(manual, &deeds);
    }
}
