//! Views of one object become one element.

use super::*;
use crate::import::builder::{Merged, merge};

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
fn a_design_without_a_provider_lies_over_any() {
    let of = |provider, mode, file| {
        let mut head = head(file, 1, "vpc-1", "111", None);
        head.provider = provider;
        head.mode = mode;
        let network = Network {
            head,
            ..Network::default()
        };
        Design {
            networks: vec![network].into(),
            ..Design::default()
        }
    };
    let planned = || of(ProviderId::GENERIC, Mode::Design, 9);
    let shown = || of(AWS, Mode::Export, 0);
    for parts in [vec![planned(), shown()], vec![shown(), planned()]] {
        let design = merge(parts).design;
        let [network] = design.networks.as_slice() else {
            panic!("{:?}", design.networks)
        };
        assert_eq!(
            (network.head.provider, network.head.mode),
            (AWS, Mode::Export)
        );
    }
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
