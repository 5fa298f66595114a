use super::{around, at, batch, place, show};
use crate::finding::Reference;
use crate::import::yaml::{defaults, read_tree};
use crate::model::{Design, ElementKind, Family, Mode, Phase, ProviderId};
use crate::profile::{GENERIC, Machine, MachineOf, Profile, Profiles, StateRow};
use crate::source::{FileId, Limits, yaml};

static PAGE: Reference = Reference {
    title: "",
    url: "",
    read: "",
};

/// A provider with words of its own.
static CLOUD: Profile = Profile {
    provider: ProviderId("cloud"),
    machines: &[
        Machine {
            of: MachineOf::Element(ElementKind::Peering),
            states: &[
                StateRow::new("WAITING", Phase::AwaitingAcceptance, &PAGE),
                StateRow::new("ACTIVE", Phase::Active, &PAGE),
                StateRow::new("GONE", Phase::Deleted, &PAGE),
            ],
            moves: &[],
        },
        Machine {
            of: MachineOf::NetworkBlock,
            states: &[StateRow::new("HELD", Phase::Active, &PAGE)],
            moves: &[],
        },
        Machine {
            of: MachineOf::Element(ElementKind::BgpPeer),
            states: &[
                StateRow::new("READY", Phase::Active, &PAGE),
                StateRow::new("BUILD", Phase::Provisioning, &PAGE),
            ],
            moves: &[],
        },
    ],
    ..GENERIC
};
static PROFILES: Profiles = Profiles::new(&[&CLOUD]);

fn filled(text: &str) -> Design {
    let mut design = batch(text).elements;
    assert_eq!(defaults::apply(&mut design, &PROFILES), []);
    design
}

#[test]
fn owner_and_region_are_those_of_the_design() {
    let text = "
account: 012345678901
region: eu-west-1
networks:
  n: {subnets: {s: {}}}
  own: {account: '2', region: us-east-1, subnets: {t: {}}}
direct_connect_gateways: {dxgw: {}}
sites: {hq: {routers: {r: {}}}}
connections: {c: {}}
";
    let design = filled(text);
    let owners: Vec<String> = design
        .all()
        .map(|id| {
            let head = design.head(id);
            format!(
                "{} {} {}",
                show(&head.name),
                show(&head.account),
                show(&head.region)
            )
        })
        .collect();
    assert_eq!(
        owners,
        [
            "n 012345678901 eu-west-1",
            "own 2 us-east-1",
            "n/s 012345678901 eu-west-1",
            "own/t 2 us-east-1",
            // Global, and the customer's own.
            "dxgw 012345678901 -",
            "c 012345678901 eu-west-1",
            "hq - -",
            "hq/r - -",
        ]
    );
    assert_eq!(
        place(text, &design.networks.as_slice()[0].head.account),
        "012345678901"
    );
}

#[test]
fn options_and_folders_say_what_the_design_does_not() {
    let text = "netvet: 1\nregion: eu-west-1\nnetworks: {n: {}}\n";
    let yaml = yaml::parse(FileId(0), text, &Limits::default()).unwrap();
    let mut outside = around();
    outside.provider = Some(ProviderId("cloud"));
    outside.account = Some("7".into());
    outside.region = Some("us-east-1".into());
    let mut design = read_tree(FileId(0), &yaml.documents[0], &outside).elements;
    defaults::apply(&mut design, &PROFILES);
    let head = &design.networks.as_slice()[0].head;
    assert_eq!(head.provider, ProviderId("cloud"));
    assert_eq!([&head.account, &head.region].map(show), ["7", "eu-west-1"]);
    assert_eq!(
        design.about.design_files,
        [(FileId(0), ProviderId("cloud"))]
    );
}

#[test]
fn states_are_the_providers_working_ones() {
    let text = "
provider: cloud
networks: {n: {cidrs: [10.0.0.0/16, {cidr: 10.1.0.0/16, state: LOST}]}}
peerings:
  works: {}
  waits: {state: WAITING}
  gone: {state: GONE}
  odd: {state: odd}
  plain: {provider: generic}
route_tables: {t: {}}
";
    let design = filled(text);
    let states: Vec<(&str, Phase)> = design
        .peerings
        .iter()
        .map(|(_, p)| (p.head.state.word(), p.head.state.phase))
        .collect();
    assert_eq!(
        states,
        [
            ("ACTIVE", Phase::Active),
            ("WAITING", Phase::AwaitingAcceptance),
            ("GONE", Phase::Deleted),
            ("odd", Phase::Unknown),
            ("active", Phase::Active),
        ]
    );
    let first = &design.peerings.as_slice()[0].head.state.native;
    assert_eq!(place(text, first), "works");
    let network = &design.networks.as_slice()[0];
    // The provider's facts do not tell what a network's working state is called.
    assert_eq!(
        (network.head.state.word(), network.head.state.phase),
        ("", Phase::Unstated)
    );
    let blocks: Vec<(&str, Phase)> = network
        .cidrs
        .iter()
        .map(|b| (b.state.word(), b.state.phase))
        .collect();
    assert_eq!(blocks, [("HELD", Phase::Active), ("LOST", Phase::Unknown)]);
    assert_eq!(
        design.route_tables.as_slice()[0].head.state.phase,
        Phase::Unstated
    );
}

#[test]
fn what_has_ties_has_their_working_states() {
    let design = filled(
        "
networks: {n: {subnets: {s: {cidrs: 10.0.0.0/24}}}}
virtual_gateways: {v: {network: n}}
internet_gateways: {i: {network: n}}
egress_only_internet_gateways: {e: {network: n}}
route_tables: {t: {subnets: [s]}}
route_servers: {rs: {network: n, propagate: [t]}}
direct_connect_gateway_associations: {a: {}}
transit_gateways:
  tgw:
    attachments: {a: {association: r}, b: {}}
    route_tables: {r: {associate: [a], propagate: [a], routes: [{to: 10.0.0.0/8, via: a}, {to: 11.0.0.0/8, via: blackhole}]}}
",
    );
    assert_eq!(
        design.subnets.as_slice()[0].cidrs[0].state.word(),
        "associated"
    );
    assert_eq!(
        design.virtual_gateways.as_slice()[0]
            .attachments
            .as_ref()
            .unwrap()[0]
            .state
            .word(),
        "attached"
    );
    assert_eq!(
        design.internet_gateways.as_slice()[0]
            .attachments
            .as_ref()
            .unwrap()[0]
            .state
            .word(),
        "attached"
    );
    assert_eq!(
        design.egress_only_internet_gateways.as_slice()[0]
            .attachments
            .as_ref()
            .unwrap()[0]
            .state
            .phase,
        Phase::Active
    );
    assert_eq!(
        design.route_tables.as_slice()[0].associations[0]
            .state
            .word(),
        "associated"
    );
    let server = &design.route_servers.as_slice()[0];
    assert_eq!(
        server.associations.as_ref().unwrap()[0].state.word(),
        "associated"
    );
    assert_eq!(
        server.propagations.as_ref().unwrap()[0].state.phase,
        Phase::Active
    );
    assert_eq!(
        design.direct_connect_gateway_associations.as_slice()[0]
            .head
            .state
            .word(),
        "associated"
    );
    let attachments = design.transit_gateway_attachments.as_slice();
    assert_eq!(attachments[0].association_state.word(), "associated");
    assert_eq!(attachments[1].association_state.word(), "");
    let table = &design.transit_gateway_route_tables.as_slice()[0];
    assert_eq!(
        table.associations.as_ref().unwrap()[0].state.word(),
        "associated"
    );
    assert_eq!(
        table.propagations.as_ref().unwrap()[0].state.word(),
        "enabled"
    );
    let routes: Vec<&str> = table
        .routes
        .iter()
        .flatten()
        .map(|r| r.state.word())
        .collect();
    assert_eq!(routes, ["active", "blackhole"]);
}

#[test]
fn sessions_are_up_and_take_after_their_addresses() {
    let text = "
provider: cloud
virtual_interfaces:
  v:
    device: d
    bgp_peers:
      a: {customer_address: 192.168.1.2/30, device: d}
      b: {provider_address: 'fd00::1/126', logical_device: l, device: d}
      c: {state: BUILD}
      d: {status: down, family: ipv6, customer_address: 10.0.0.1}
connections: {c: {device: d}, own: {device: d, logical_device: l}}
lags: {g: {device: d}}
route_servers: {rs: {peers: {p: {}, q: {liveness: bfd, status: down, bfd_status: down}}}}
vpn_connections:
  w: {tunnels: {t: {}, u: {status: down}}}
  x: {status: down, tunnels: {t: {}}, static_routes: [10.0.0.0/8]}
transit_gateways: {tgw: {connect_peers: {c: {sessions: [{peer_asn: 1}, {status: down}]}}}}
";
    let design = filled(text);
    let peers: Vec<String> = design
        .bgp_peers
        .iter()
        .map(|(_, p)| {
            format!(
                "{} {} {}",
                p.family.get().map_or("-", Family::word),
                show(&p.status),
                show(&p.logical_device)
            )
        })
        .collect();
    // A session that is not ready says nothing about being up.
    assert_eq!(peers, ["ipv4 up d", "ipv6 up l", "- - -", "ipv6 down -"]);
    assert_eq!(
        place(text, &design.bgp_peers.as_slice()[0].family),
        "192.168.1.2/30"
    );
    let logical: Vec<String> = design
        .connections
        .iter()
        .map(|(_, c)| show(&c.logical_device))
        .collect();
    assert_eq!(logical, ["d", "l"]);
    assert_eq!(show(&design.lags.as_slice()[0].logical_device), "d");
    assert_eq!(
        show(&design.virtual_interfaces.as_slice()[0].logical_device),
        "d"
    );
    let servers: Vec<String> = design
        .route_server_peers
        .iter()
        .map(|(_, p)| {
            format!(
                "{} {} {}",
                show(&p.liveness),
                show(&p.bgp_status),
                show(&p.bfd_status)
            )
        })
        .collect();
    assert_eq!(servers, ["bgp-keepalive up up", "bfd down down"]);
    let vpns: Vec<String> = design
        .vpn_connections
        .iter()
        .map(|(_, v)| format!("{} {}", show(&v.status), show(&v.static_only)))
        .collect();
    assert_eq!(vpns, ["up false", "down true"]);
    let tunnels: Vec<String> = design
        .vpn_tunnels
        .iter()
        .map(|(_, t)| show(&t.status))
        .collect();
    assert_eq!(tunnels, ["up", "down", "down"]);
    let sessions: Vec<String> = design.transit_gateway_connect_peers.as_slice()[0]
        .sessions
        .iter()
        .map(|s| show(&s.status))
        .collect();
    assert_eq!(sessions, ["up", "down"]);
}

#[test]
fn the_customers_side() {
    let text = "
sites: {hq: {}, lab: {}}
site_links: {l: {from: hq, to: lab}, m: {local_pref: 50, status: down}}
advertise: [{session: v, prefix: 10.0.0.0/8}]
prefer: [{site: hq, session: v}]
";
    let design = filled(text);
    let links: Vec<String> = design
        .site_links
        .iter()
        .map(|(_, l)| format!("{} {}", show(&l.local_pref), show(&l.status)))
        .collect();
    assert_eq!(links, ["100 up", "50 down"]);
    assert_eq!(design.about.advertise[0].med.get(), Some(0));
    assert_eq!(place(text, &design.about.advertise[0].med), "v");
    assert_eq!(design.about.prefer[0].local_pref.get(), Some(100));
    assert_eq!(design.sites.as_slice()[0].head.state.phase, Phase::Unstated);
}

#[test]
fn what_an_export_shows_is_not_overruled() {
    let mut design = batch(
        "provider: cloud\naccount: '1'\npeerings: {p: {id: pcx-1, state: GONE}, q: {id: pcx-2}}\n",
    )
    .elements;
    // As if both had been merged with exported views.
    for peering in design.peerings.as_mut_slice() {
        peering.head.mode = Mode::Export;
    }
    defaults::apply(&mut design, &PROFILES);
    let heads: Vec<_> = design.peerings.iter().map(|(_, p)| &p.head).collect();
    assert_eq!(
        (heads[0].state.word(), heads[0].state.phase),
        ("GONE", Phase::Deleted)
    );
    assert_eq!(
        (heads[1].state.word(), heads[1].state.phase),
        ("", Phase::Unstated)
    );
    assert_eq!(show(&heads[1].account), "-");
}

#[test]
fn unknown_providers_are_told() {
    let text = "
provider: clod
networks: {a: {}, b: {provider: clout}, c: {provider: cloud}, d: {provider: generic}}
";
    let mut design = batch(text).elements;
    let told = defaults::apply(&mut design, &PROFILES);
    let places: Vec<&str> = told.iter().map(|u| at(text, u.span)).collect();
    assert_eq!(places, ["clod", "b"]);
    assert_eq!(told[0].expected, "a provider (cloud)");
}
