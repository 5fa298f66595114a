//! References lead to elements, outside, or nowhere.

use super::*;
use crate::import::builder::merge;
use crate::import::resolve::{Unresolved, Why, resolve};
use crate::model::gateway::NetworkAttachment;

/// A subnet of account 111 in eu-west-1 that names `network`, beside the listings.
fn subnet_of(network: &str, listings: Vec<Listing>) -> Design {
    let subnet = Subnet {
        head: head(0, 1, "subnet-1", "111", Some("111")),
        network: Link::unresolved(text(network, span(0, 2))),
        ..Subnet::default()
    };
    let known = Network {
        head: head(0, 3, "vpc-1", "111", Some("111")),
        ..Network::default()
    };
    let mut design = Design {
        subnets: vec![subnet].into(),
        networks: vec![known].into(),
        ..Design::default()
    };
    design.about.listings = listings;
    design
}

fn why(design: &mut Design) -> Vec<Why> {
    resolve(design, &none()).iter().map(|u| u.why).collect()
}

#[test]
fn a_reference_leads_to_its_element_outside_or_nowhere() {
    let network = |design: &Design| design.subnets.as_slice()[0].network.target;
    let mut design = subnet_of("vpc-1", Vec::new());
    assert_eq!(why(&mut design), []);
    assert!(matches!(network(&design), Target::To(id) if id.index() == 0));

    let complete = listing(ElementKind::Network, "111", "eu-west-1", false);
    let cases = [
        (vec![], Why::NotGiven),
        (vec![complete.clone()], Why::Missing),
        (
            vec![listing(ElementKind::Network, "111", "eu-west-1", true)],
            Why::NotGiven,
        ),
        (
            vec![
                listing(ElementKind::Network, "111", "eu-west-1", true),
                complete.clone(),
            ],
            Why::Missing,
        ),
        (
            vec![listing(ElementKind::Network, "222", "eu-west-1", false)],
            Why::NotGiven,
        ),
        (
            vec![listing(ElementKind::Network, "111", "us-east-1", false)],
            Why::NotGiven,
        ),
        (
            vec![listing(ElementKind::Subnet, "111", "eu-west-1", false)],
            Why::NotGiven,
        ),
    ];
    for (listings, expected) in cases {
        let mut design = subnet_of("vpc-9", listings.clone());
        assert_eq!(why(&mut design), [expected], "{listings:?}");
        let dangling = matches!(network(&design), Target::Dangling);
        assert_eq!(dangling, expected == Why::Missing, "{listings:?}");
    }

    // Refused elements are there; they could only not be read.
    let mut design = subnet_of("vpc-9", vec![complete.clone()]);
    let refused = FxHashSet::from_iter([(ElementKind::Network, Text::new("vpc-9"))]);
    assert_eq!(resolve(&mut design, &refused)[0].why, Why::Refused);
    assert!(matches!(network(&design), Target::Outside));

    // A deleted subnet's network may be gone as well.
    let mut design = subnet_of("vpc-9", vec![complete]);
    design.subnets.as_mut_slice()[0].head.state.phase = Phase::Deleted;
    assert_eq!(why(&mut design), [Why::NotGiven]);
}

#[test]
fn lists_without_a_name_are_those_of_the_owners_in_them() {
    let mut unnamed = listing(ElementKind::Network, "", "", false);
    unnamed.account = None;
    unnamed.region = None;
    let with = |owner: &str, region: bool| {
        let mut design = subnet_of("vpc-9", vec![unnamed.clone()]);
        for head in [
            &mut design.subnets.as_mut_slice()[0].head,
            &mut design.networks.as_mut_slice()[0].head,
        ] {
            head.exporter = None;
            if !region {
                head.region = Field::Absent;
            }
        }
        design.subnets.as_mut_slice()[0].head.account = text(owner, span(0, 4));
        why(&mut design)
    };
    assert_eq!(with("111", false), [Why::Missing]);
    assert_eq!(with("111", true), [Why::Missing]);
    assert_eq!(with("222", false), [Why::NotGiven]);
}

#[test]
fn sides_of_a_peering_and_what_may_be_foreign() {
    let (accepter, requester) = peering_views();
    let mut design = merge(vec![accepter, requester]).design;
    design.about.listings = vec![listing(ElementKind::Network, "111", "eu-west-1", false)];
    let peering = &mut design.peerings.as_mut_slice()[0];
    peering.requester.region = text("eu-west-1", span(2, 11));
    peering.accepter.region = text("eu-west-1", span(2, 12));
    let found: Vec<Unresolved> = resolve(&mut design, &none());
    let seen: Vec<_> = found
        .iter()
        .map(|u| (u.id.as_str(), u.account.map(Text::as_str), u.why))
        .collect();
    assert_eq!(
        seen,
        [
            ("vpc-1", Some("111"), Why::Missing),
            ("vpc-2", Some("222"), Why::NotGiven)
        ]
    );

    // A hosted interface runs on a connection of another account.
    let mut design = Design::default();
    design.virtual_interfaces.push(VirtualInterface {
        head: head(0, 1, "dxvif-1", "111", Some("111")),
        connection: AnyLink::unresolved(text("dxcon-9", span(0, 2)), &[ElementKind::Connection]),
        ..VirtualInterface::default()
    });
    assert_eq!(why(&mut design.clone()), [Why::NotGiven]);
    design.about.listings = vec![listing(ElementKind::Connection, "111", "eu-west-1", false)];
    assert_eq!(why(&mut design), [Why::MayBeForeign]);
    assert!(matches!(
        design.virtual_interfaces.as_slice()[0].connection.target,
        Target::Outside
    ));
}

#[test]
fn a_detached_network_is_not_missed() {
    let gateway = |phase| {
        let attachment = NetworkAttachment {
            network: Link::unresolved(text("vpc-9", span(0, 2))),
            state: State {
                native: Field::Absent,
                phase,
            },
        };
        let gateway = VirtualGateway {
            head: head(0, 1, "vgw-1", "111", Some("111")),
            attachments: Some(vec![attachment]),
            ..VirtualGateway::default()
        };
        let mut design = Design {
            virtual_gateways: vec![gateway].into(),
            ..Design::default()
        };
        design.about.listings = vec![listing(ElementKind::Network, "111", "eu-west-1", false)];
        why(&mut design)
    };
    assert_eq!(gateway(Phase::Active), [Why::Missing]);
    assert_eq!(gateway(Phase::Deleted), [Why::NotGiven]);
}

/// Elements of a design file, number 9.
fn planned(at: u32, name: &str) -> Head {
    Head {
        provider: AWS,
        mode: Mode::Design,
        name: text(name, span(9, at)),
        origins: vec![span(9, at)],
        ..Head::default()
    }
}

fn written<T>(at: u32, reference: &str) -> Link<T> {
    Link::unresolved(text(reference, span(9, at)))
}

#[test]
fn names_count_in_designs() {
    let mut design = Design::default();
    design.about.design_files.push((FileId(9), AWS));
    for (at, name) in (0..).zip(["prod", "shared"]) {
        design.networks.push(Network {
            head: planned(at, name),
            ..Network::default()
        });
    }
    // Both networks have a subnet `app`; a table means the one of its network.
    for (at, (name, network)) in (0..).zip([("shared/app", "shared"), ("prod/app", "prod")]) {
        design.subnets.push(Subnet {
            head: planned(10 + at, name),
            network: written(20 + at, network),
            ..Subnet::default()
        });
    }
    let by = |reference: &str, at| TableAssociation {
        subnet: written(at, reference),
        ..TableAssociation::default()
    };
    design.route_tables.push(RouteTable {
        head: planned(30, "main"),
        network: written(31, "network/prod"),
        associations: vec![by("app", 32), by("subnet/shared/app", 33), by("nope", 34)],
        ..RouteTable::default()
    });
    let unresolved = resolve(&mut design, &none());
    let table = &design.route_tables.as_slice()[0];
    let to: Vec<_> = table
        .associations
        .iter()
        .map(|a| a.subnet.get().map(Id::index))
        .collect();
    assert_eq!(table.network.get().map(Id::index), Some(0));
    assert_eq!(to, [Some(1), Some(0), None]);
    let seen: Vec<_> = unresolved
        .iter()
        .map(|u| (u.id.as_str(), u.kind, u.why))
        .collect();
    assert_eq!(seen, [("nope", ElementKind::Subnet, Why::Missing)]);
    assert!(matches!(
        table.associations[2].subnet.target,
        Target::Dangling
    ));
}

#[test]
fn what_lies_inside_is_named_after_it() {
    let mut design = Design::default();
    design.about.design_files.push((FileId(9), AWS));
    design.sites.push(Site {
        head: planned(1, "hq"),
        ..Site::default()
    });
    for (at, name) in (0..).zip(["hq/r1", "lab/r1"]) {
        design.site_routers.push(SiteRouter {
            head: planned(2 + at, name),
            ..SiteRouter::default()
        });
    }
    let session = |at: u32, name: &str, family, phase| {
        let mut head = planned(at, name);
        head.state.phase = phase;
        BgpPeer {
            head,
            virtual_interface: written(at + 1, "vif-1"),
            family: Field::at(family, span(9, at + 2)),
            site: written(at + 3, "hq"),
            router: written(at + 4, "r1"),
            ..BgpPeer::default()
        }
    };
    design.virtual_interfaces.push(VirtualInterface {
        head: planned(5, "vif-1"),
        ..VirtualInterface::default()
    });
    design
        .bgp_peers
        .push(session(10, "vif-1/old", Family::Ipv4, Phase::Deleted));
    design
        .bgp_peers
        .push(session(20, "vif-1/v4", Family::Ipv4, Phase::Active));
    design
        .bgp_peers
        .push(session(30, "vif-1/a6", Family::Ipv6, Phase::Active));
    design
        .bgp_peers
        .push(session(40, "vif-1/b6", Family::Ipv6, Phase::Active));
    design.transit_gateways.push(TransitGateway {
        head: planned(50, "tgw"),
        ..TransitGateway::default()
    });
    let mut attachment = TransitGatewayAttachment {
        head: planned(51, "tgw/a-prod"),
        ..Default::default()
    };
    attachment.gateway = written(52, "tgw");
    design.transit_gateway_attachments.push(attachment);
    design
        .transit_gateway_route_tables
        .push(TransitGatewayRouteTable {
            head: planned(53, "tgw/spokes"),
            gateway: written(54, "tgw"),
            associations: Some(vec![AttachmentEntry {
                attachment: written(55, "a-prod"),
                ..AttachmentEntry::default()
            }]),
            ..TransitGatewayRouteTable::default()
        });
    let kinds: &'static [ElementKind] = &[
        ElementKind::BgpPeer,
        ElementKind::VpnConnection,
        ElementKind::RouteServerPeer,
    ];
    for (at, session) in (0..).zip(["vif-1/v4", "vif-1/ipv4", "bgp-peer/vif-1/old", "vif-1/ipv6"]) {
        design.about.advertise.push(Advertisement {
            span: span(9, 60),
            session: AnyLink::unresolved(text(session, span(9, 61 + at)), kinds),
            site: Link::default(),
            router: written(70 + at, "r1"),
            prefixes: Vec::new(),
            as_path: None,
            communities: Vec::new(),
            med: Field::Absent,
        });
    }
    let unresolved = resolve(&mut design, &none());
    let sessions: Vec<_> = design
        .about
        .advertise
        .iter()
        .map(|a| a.session.get())
        .collect();
    let peer = |at| Some(AnyId::BgpPeer(Id::new(at)));
    assert_eq!(sessions, [peer(1), peer(1), peer(0), None]);
    // A router without a site is that of the session's site.
    assert_eq!(
        design.about.advertise[0].router.get().map(Id::index),
        Some(0)
    );
    assert_eq!(
        design.bgp_peers.as_slice()[1].router.get().map(Id::index),
        Some(0)
    );
    let table = &design.transit_gateway_route_tables.as_slice()[0];
    assert_eq!(
        table.associations.as_ref().unwrap()[0]
            .attachment
            .get()
            .map(Id::index),
        Some(0)
    );
    let seen: Vec<_> = unresolved.iter().map(|u| (u.id.as_str(), u.why)).collect();
    // Two live sessions of one family: the name is nobody's alone. Without its session a short router name is ambiguous too.
    assert_eq!(
        seen,
        [("vif-1/ipv6", Why::Ambiguous), ("r1", Why::Ambiguous)]
    );
}

#[test]
fn exports_are_resolved_by_id_alone() {
    let mut design = subnet_of("prod", Vec::new());
    design.networks.as_mut_slice()[0].head.name = text("prod", span(0, 9));
    assert_eq!(why(&mut design), [Why::NotGiven]);
}
