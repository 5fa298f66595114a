//! Merging and resolving of hand-built elements; expected values are those of the documents on identity and coverage.

use rustc_hash::FxHashSet;

use super::builder::{Merged, merge};
use super::resolve::{Unresolved, Why, resolve};
use crate::model::gateway::NetworkAttachment;
use crate::model::*;
use crate::source::{Field, FileId, Span, Text};

const AWS: ProviderId = ProviderId("aws");

/// A place that no other call gives for the same file and number.
fn span(file: u32, at: u32) -> Span {
    Span::new(FileId(file), at * 10, at * 10 + 5)
}

fn text(value: &str, span: Span) -> Field<Text> {
    Field::at(Text::new(value), span)
}

fn head(file: u32, at: u32, id: &str, owner: &str, exporter: Option<&str>) -> Head {
    let place = span(file, at);
    Head {
        provider: AWS,
        id: text(id, place),
        account: text(owner, place),
        exporter: exporter.map(Text::new),
        region: Field::at(Text::new("eu-west-1"), Span::file(FileId(file))),
        origins: vec![place],
        ..Head::default()
    }
}

fn listing(kind: ElementKind, account: &str, region: &str, truncated: bool) -> Listing {
    Listing {
        kind,
        provider: AWS,
        account: Some(Text::new(account)),
        region: Some(Text::new(region)),
        truncated,
        span: Span::file(FileId(0)),
    }
}

fn none() -> FxHashSet<(ElementKind, Text)> {
    FxHashSet::default()
}

fn words(tags: &[Tag]) -> Vec<&'static str> {
    tags.iter()
        .filter_map(|tag| tag.value.get())
        .map(Text::as_str)
        .collect()
}

fn tag(value: &str, span: Span) -> Tag {
    Tag {
        key: text("Name", span),
        value: text(value, span),
    }
}

/// A peering in the exports of its requester (111) and its accepter (222).
fn peering_views() -> (Design, Design) {
    let view = |file: u32, exporter: &str, state: &str| {
        let mut peering = Peering {
            head: head(file, 1, "pcx-1", "111", Some(exporter)),
            ..Peering::default()
        };
        peering.head.state = State {
            native: text(state, span(file, 2)),
            phase: Phase::Active,
        };
        peering.head.tags = vec![tag(exporter, span(file, 3))];
        peering.requester.owner = text("111", span(file, 4));
        peering.accepter.owner = text("222", span(file, 5));
        peering.requester.network = Link::unresolved(text("vpc-1", span(file, 6)));
        peering.accepter.network = Link::unresolved(text("vpc-2", span(file, 7)));
        peering
    };
    let mut requester = view(2, "111", "active");
    requester.requester.dns = Field::at(true, span(2, 8));
    let mut accepter = view(1, "222", "active");
    // The accepter's export shows the other side's option as it is without a word of the owner.
    accepter.requester.dns = Field::at(false, span(1, 8));
    accepter.accepter.dns = Field::at(true, span(1, 9));
    accepter.expires = Field::at(Time(7), span(1, 10));
    let one = |peering| Design {
        peerings: vec![peering].into(),
        ..Design::default()
    };
    (one(accepter), one(requester))
}

#[test]
fn two_views_of_a_peering_are_one_and_each_side_speaks_for_itself() {
    let (accepter, requester) = peering_views();
    let Merged {
        design,
        contradictions,
        ..
    } = merge(vec![accepter, requester]);
    let [peering] = design.peerings.as_slice() else {
        panic!("{:?}", design.peerings)
    };
    // The owner's view is the base, though it comes second; the other fills.
    assert_eq!(words(&peering.head.tags), ["111"]);
    assert_eq!(peering.requester.dns.get(), Some(true));
    assert_eq!(peering.accepter.dns.get(), Some(true));
    assert_eq!(peering.expires.get(), Some(Time(7)));
    assert_eq!(peering.head.origins, [span(2, 1), span(1, 1)]);
    // Tags, options and absent members differ by nature.
    assert_eq!(contradictions, []);
}

#[test]
fn what_two_views_say_differently_is_noted_once() {
    let (mut accepter, requester) = peering_views();
    let peering = &mut accepter.peerings.as_mut_slice()[0];
    peering.head.state.native = text("deleted", span(1, 2));
    peering.accepter.network = Link::unresolved(text("vpc-3", span(1, 7)));
    let merged = merge(vec![accepter, requester]);
    let [noted] = merged.contradictions.as_slice() else {
        panic!("{:?}", merged.contradictions)
    };
    assert_eq!(
        (noted.member, noted.held, noted.other),
        ("state", span(2, 2), span(1, 2))
    );
    assert_eq!(
        merged.design.peerings.as_slice()[0].head.state.word(),
        "active"
    );
}

#[test]
fn a_region_from_a_folder_yields_and_contradicts_nothing() {
    let view = |file, region| {
        let mut head = head(file, 1, "dxcon-1", "111", None);
        head.region = region;
        Design {
            connections: vec![Connection {
                head,
                ..Connection::default()
            }]
            .into(),
            ..Design::default()
        }
    };
    let from_folder = Field::at(Text::new("us-east-1"), Span::file(FileId(0)));
    let said = text("eu-west-1", span(1, 2));
    let merged = merge(vec![view(0, from_folder), view(1, said)]);
    assert_eq!(merged.design.connections.as_slice()[0].head.region, said);
    assert_eq!(merged.contradictions, []);
}

#[test]
fn providers_do_not_share_ids_and_elements_without_id_stay_apart() {
    let of = |provider, id| {
        let mut head = head(0, 1, "vpc-1", "111", None);
        head.provider = provider;
        head.id = id;
        Network {
            head,
            ..Network::default()
        }
    };
    let id = text("vpc-1", span(0, 1));
    let nets = vec![
        of(AWS, id),
        of(ProviderId("outscale"), id),
        of(AWS, Field::Absent),
        of(AWS, Field::Absent),
    ];
    let merged = merge(vec![Design {
        networks: nets.into(),
        ..Design::default()
    }]);
    assert_eq!(merged.design.networks.len(), 4);
}

#[test]
fn sessions_without_id_of_two_views_are_paired_in_their_order() {
    let peer = |file: u32, family| {
        let mut head = head(file, 1, "", "111", None);
        head.id = Field::Absent;
        BgpPeer {
            head,
            virtual_interface: Link::unresolved(text("dxvif-1", span(file, 2))),
            family: Field::at(family, span(file, 3)),
            ..BgpPeer::default()
        }
    };
    let view = |file| {
        let peers = vec![
            peer(file, Family::Ipv4),
            peer(file, Family::Ipv4),
            peer(file, Family::Ipv6),
        ];
        Design {
            bgp_peers: peers.into(),
            ..Design::default()
        }
    };
    // Two of one family in one view are two; those of the other view are the same two.
    assert_eq!(merge(vec![view(0), view(1)]).design.bgp_peers.len(), 3);
}

#[test]
fn a_session_inside_an_interface_is_the_listed_one_of_its_family() {
    let interface = |listed| VirtualInterface {
        head: head(0, 1, "dxvif-1", "111", None),
        peers_listed: listed,
        ..VirtualInterface::default()
    };
    let peer = |id: Option<&str>, family| {
        let mut head = head(0, 2, id.unwrap_or(""), "111", None);
        if id.is_none() {
            head.id = Field::Absent;
        }
        BgpPeer {
            head,
            virtual_interface: Link::unresolved(text("dxvif-1", span(0, 3))),
            family: Field::at(family, span(0, 4)),
            from_interface: id.is_none(),
            ..BgpPeer::default()
        }
    };
    let view = |listed, peers: Vec<BgpPeer>| Design {
        virtual_interfaces: vec![interface(listed)].into(),
        bgp_peers: peers.into(),
        ..Design::default()
    };
    let old = view(
        false,
        vec![peer(None, Family::Ipv4), peer(None, Family::Ipv6)],
    );
    let new = view(true, vec![peer(Some("dxpeer-1"), Family::Ipv4)]);
    let merged = merge(vec![old, new]);
    let left: Vec<_> = merged
        .design
        .bgp_peers
        .iter()
        .map(|(_, p)| (p.head.id.is_absent(), p.family.get()))
        .collect();
    assert_eq!(
        left,
        [(true, Some(Family::Ipv6)), (false, Some(Family::Ipv4))]
    );
}

#[test]
fn pieces_of_a_table_are_put_together_without_doubles() {
    let entry = |id: &str, state: &str| AttachmentEntry {
        attachment: Link::unresolved(text(id, span(0, 5))),
        state: State {
            native: text(state, span(0, 6)),
            phase: Phase::Active,
        },
        ..AttachmentEntry::default()
    };
    let piece = |file, presence, associations| {
        let mut head = head(file, 1, "tgw-rtb-1", "111", Some("111"));
        head.presence = presence;
        let table = TransitGatewayRouteTable {
            head,
            associations,
            ..TransitGatewayRouteTable::default()
        };
        Design {
            transit_gateway_route_tables: vec![table].into(),
            ..Design::default()
        }
    };
    let merged = merge(vec![
        piece(
            0,
            Presence::Mentioned,
            Some(vec![entry("a", "associated"), entry("b", "associated")]),
        ),
        piece(
            1,
            Presence::Mentioned,
            Some(vec![entry("b", "associating"), entry("c", "associated")]),
        ),
        piece(2, Presence::Listed, None),
    ]);
    let [table] = merged.design.transit_gateway_route_tables.as_slice() else {
        panic!()
    };
    let ids: Vec<_> = table
        .associations
        .iter()
        .flatten()
        .filter_map(|e| e.attachment.id.get())
        .map(Text::as_str)
        .collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(table.head.presence, Presence::Listed);
    assert_eq!(merged.contradictions, []);
}

#[test]
fn a_network_takes_its_blocks_from_the_view_that_lists_them() {
    let block = |cidr: &str, primary| CidrBlock {
        cidr: Field::at(crate::source::Scalar::parse(cidr).unwrap(), span(0, 3)),
        primary,
        ..CidrBlock::default()
    };
    let view = |exporter: &str, cidrs: Vec<CidrBlock>, listed| {
        let network = Network {
            head: head(0, 1, "vpc-1", "111", Some(exporter)),
            cidrs,
            ipv4_listed: listed,
            ..Network::default()
        };
        Design {
            networks: vec![network].into(),
            ..Design::default()
        }
    };
    let merged = merge(vec![
        view("111", vec![block("10.0.0.0/16", true)], false),
        view(
            "222",
            vec![block("10.0.0.0/16", true), block("10.1.0.0/16", false)],
            true,
        ),
    ]);
    let network = &merged.design.networks.as_slice()[0];
    let blocks: Vec<String> = network
        .cidrs
        .iter()
        .filter_map(|b| b.cidr.get())
        .map(|c| c.to_string())
        .collect();
    assert_eq!(blocks, ["10.0.0.0/16", "10.1.0.0/16"]);
    assert!(network.ipv4_listed);
}

#[test]
fn both_ends_of_a_hub_peering_are_one_attachment_seen_by_the_requester() {
    let general = |file: u32, own: &str, other: &str, table: &str| TransitGatewayAttachment {
        head: head(file, 1, "tgw-attach-1", other, Some(own)),
        gateway: Link::unresolved(text(&format!("tgw-{own}"), span(file, 2))),
        resource: AnyLink::unresolved(
            text(&format!("tgw-{other}"), span(file, 3)),
            &[ElementKind::TransitGateway],
        ),
        association: Link::unresolved(text(table, span(file, 4))),
        ..TransitGatewayAttachment::default()
    };
    let mut peering = TransitGatewayAttachment {
        head: head(2, 1, "tgw-attach-1", "111", Some("111")),
        ..Default::default()
    };
    peering.requester.gateway = Link::unresolved(text("tgw-111", span(2, 2)));
    peering.accepter.gateway = Link::unresolved(text("tgw-222", span(2, 3)));
    let one = |a| Design {
        transit_gateway_attachments: vec![a].into(),
        ..Design::default()
    };
    let accepter = one(general(0, "222", "111", "tgw-rtb-2"));
    let requester = one(general(1, "111", "222", "tgw-rtb-1"));
    let merged = merge(vec![accepter, requester, one(peering)]);
    let [attachment] = merged.design.transit_gateway_attachments.as_slice() else {
        panic!()
    };
    assert_eq!(
        attachment.gateway.id.get().map(Text::as_str),
        Some("tgw-111")
    );
    assert_eq!(
        attachment.resource.id.get().map(Text::as_str),
        Some("tgw-222")
    );
    assert_eq!(
        attachment.association.id.get().map(Text::as_str),
        Some("tgw-rtb-1")
    );
    assert_eq!(
        attachment.accepter_association.id.get().map(Text::as_str),
        Some("tgw-rtb-2")
    );
    assert_eq!(merged.contradictions, []);
}

#[test]
fn a_design_lies_over_an_export_which_stays_one() {
    let mut planned = head(9, 1, "vpc-1", "111", None);
    planned.mode = Mode::Design;
    planned.name = text("prod", span(9, 2));
    planned.state = State {
        native: Field::Absent,
        phase: Phase::Active,
    };
    let mut shown = head(0, 1, "vpc-1", "111", Some("111"));
    shown.name = text("old name", span(0, 2));
    shown.state = State {
        native: text("pending", span(0, 3)),
        phase: Phase::Provisioning,
    };
    let one = |head| Design {
        networks: vec![Network {
            head,
            ..Network::default()
        }]
        .into(),
        ..Design::default()
    };
    let merged = merge(vec![one(shown), one(planned)]);
    let head = &merged.design.networks.as_slice()[0].head;
    assert_eq!(
        (head.name.get().unwrap().as_str(), head.mode),
        ("prod", Mode::Export)
    );
    // The default state of a design says nothing against an exported word.
    assert_eq!(
        (head.state.word(), head.state.phase),
        ("pending", Phase::Provisioning)
    );
    assert_eq!(merged.contradictions, []);
}

#[test]
fn the_same_name_twice_in_designs_names_both() {
    let named = |file| {
        let mut head = Head {
            name: text("prod", span(file, 1)),
            mode: Mode::Design,
            ..Head::default()
        };
        head.origins = vec![span(file, 1)];
        Design {
            networks: vec![Network {
                head,
                ..Network::default()
            }]
            .into(),
            ..Design::default()
        }
    };
    let merged = merge(vec![named(0), named(1)]);
    assert_eq!(merged.design.networks.len(), 2);
    let [same] = merged.same_names.as_slice() else {
        panic!()
    };
    assert_eq!((same.held.index(), same.other.index()), (0, 1));
}

#[test]
fn one_large_list_is_not_copied_and_keeps_its_order() {
    let networks: Vec<Network> = (0..1000)
        .map(|n| Network {
            head: head(0, n, &format!("vpc-{n}"), "111", None),
            ..Network::default()
        })
        .collect();
    let first = networks.as_ptr();
    let merged = merge(vec![Design {
        networks: networks.into(),
        ..Design::default()
    }]);
    assert_eq!(merged.design.networks.as_slice().as_ptr(), first);
    assert_eq!(
        merged.design.networks.as_slice()[999]
            .head
            .id
            .get()
            .unwrap(),
        "vpc-999"
    );
}

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
