//! What a scene shows, and what options change about it.

use std::collections::BTreeSet;

use netvet::diagram::scene::{Arrow, EdgeKind, NodeKind};
use netvet::diagram::{DrawError, Focus, Level, Options, Scene, View, dot, scene};
use netvet::finding::{
    Code, Confidence, Draft, Finding, Group, RuleInfo, Scope, Severity, Sink, Status, Subject,
};
use netvet::model::*;
use netvet::source::Text;

use super::estate::{self, estate, head, network, peer, side, span, state};
use super::parsed::assert_same;

pub(super) fn picture(design: &Design, options: &Options) -> Scene {
    let scene = scene(design, &[], options).unwrap();
    assert_same(&dot::write(&scene), &scene);
    scene
}

fn node<'a>(scene: &'a Scene, key: &str) -> &'a netvet::diagram::scene::Node {
    let found = scene.nodes.iter().find(|node| node.key == key);
    found.unwrap_or_else(|| panic!("no node {key} among {:?}", keys(scene)))
}

fn keys(scene: &Scene) -> Vec<&str> {
    scene.nodes.iter().map(|node| node.key.as_str()).collect()
}

fn edge<'a>(scene: &'a Scene, item: &str) -> &'a netvet::diagram::scene::Edge {
    let found = scene
        .edges
        .iter()
        .find(|edge| edge.items.iter().any(|i| i.key == item));
    found.unwrap_or_else(|| panic!("no edge of {item}"))
}

/// Titles of the groups around a node, from the outside.
fn around(scene: &Scene, key: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let mut at = node(scene, key).group;
    while let Some(index) = at {
        titles.insert(0, scene.groups[index].title.clone());
        at = scene.groups[index].parent;
    }
    titles
}

fn only(kinds: &[ElementKind]) -> Options {
    Options {
        only: Some(kinds.iter().copied().collect()),
        ..Options::default()
    }
}

#[test]
fn groups_nest_from_provider_to_network_and_device() {
    let scene = picture(&estate(), &Options::default());
    assert_eq!(
        around(&scene, "network/vpc-0a1"),
        ["aws", "111111111111", "eu-west-1", "prod"]
    );
    assert_eq!(
        around(&scene, "virtual-gateway/vgw-1"),
        ["aws", "111111111111", "eu-west-1", "prod"]
    );
    assert_eq!(
        around(&scene, "connection/dxcon-1"),
        ["aws", "111111111111", "eu-west-1", "EqDB2", "EqDB2-7"]
    );
    // A gateway of all regions stands beside them.
    assert_eq!(
        around(&scene, "direct-connect-gateway/dxgw-1"),
        ["aws", "111111111111"]
    );
    assert_eq!(around(&scene, "site/hq"), ["customer's side"]);
}

#[test]
fn every_element_is_shown_or_left_out_for_a_reason() {
    let design = estate();
    let scene = picture(&design, &Options::default());
    let mut shown = BTreeSet::new();
    for node in &scene.nodes {
        shown.extend(node.items.iter().map(|item| item.key.clone()));
        shown.extend(node.rows.iter().map(|row| row.item.key.clone()));
    }
    for edge in &scene.edges {
        shown.extend(edge.items.iter().map(|item| item.key.clone()));
    }
    for id in design.all() {
        let key = format!("{}/{}", id.kind().word(), design.head(id).printed_id());
        let left_out = match id.kind() {
            ElementKind::RouteTable | ElementKind::PrefixList => true,
            // Drawn as a remark on its members.
            ElementKind::SharedRisk => true,
            // Not an appliance.
            ElementKind::Interface => key == "interface/eni-other",
            _ => false,
        };
        assert_eq!(shown.contains(&key), !left_out, "{key}");
    }
}

#[test]
fn sessions_say_vlan_numbers_addresses_and_state() {
    let scene = picture(&estate(), &Options::default());
    let interface = node(&scene, "virtual-interface/dxvif-1");
    assert_eq!(interface.title, "vif-1");
    assert!(
        interface
            .lines
            .contains(&"private · VLAN 101 · MTU 1500".to_owned())
    );
    let texts: Vec<String> = interface
        .rows
        .iter()
        .map(|row| row.cells.concat().join(" | "))
        .collect();
    assert_eq!(
        texts,
        [
            "IPv4 session dxpeer-1 | customer AS 65001 | 192.168.1.2/30 | provider AS 64600 | 192.168.1.1/30 | available | BGP up",
            "IPv6 session dxpeer-2 | customer AS 65001 | 2001:db8::2/125 | provider AS 64600 | 2001:db8::1/125 | available | BGP down",
        ]
    );
    let down = edge(&scene, "bgp-peer/dxpeer-2");
    assert_eq!(down.phase, Phase::Degraded);
    assert_eq!(down.lines, ["IPv6 · down"]);
    assert_eq!(scene.nodes[down.from.node].key, "site/hq");
    assert_eq!(down.from.row, Some(0));
    // Where no site is known the AS number stands for the customer's side.
    let other = edge(&scene, "bgp-peer/dxpeer-3");
    assert_eq!(scene.nodes[other.from.node].kind, NodeKind::CustomerAs);
    assert_eq!(scene.nodes[other.from.node].title, "AS 65003");
}

#[test]
fn what_only_references_name_is_drawn_as_outside() {
    let scene = picture(&estate(), &Options::default());
    let partner = node(&scene, "outside/network/vpc-partner");
    assert!(partner.outside);
    assert_eq!(partner.lines, ["172.16.0.0/16, as a peering says"]);
    assert_eq!(
        around(&scene, "outside/network/vpc-partner"),
        ["aws", "444444444444", "eu-west-1"]
    );
    let lent = node(&scene, "outside/network/vpc-far");
    assert_eq!(lent.rows.len(), 1);
    // A side without a network is a box of its own, and a region without an owner is no place.
    assert_eq!(
        around(&scene, "outside/network/accepter%20of%20pcx-7"),
        ["aws"]
    );
    assert_eq!(around(&scene, "outside/connection/dxcon-partner"), ["aws"]);
}

#[test]
fn parallel_lines_become_one_that_says_each_state() {
    let design = estate();
    let merged = picture(&design, &Options::default());
    let line = edge(&merged, "peering/pcx-1");
    assert_eq!((line.count, line.phase), (3, Phase::Active));
    assert_eq!(
        line.lines,
        [
            "peering core",
            "pcx-1 · active",
            "peering core-2",
            "pcx-2 · active",
            "peering again",
            "pcx-3 · rejected"
        ]
    );
    let options = Options {
        merge_parallel: false,
        ..Options::default()
    };
    let apart = picture(&design, &options);
    let count = |scene: &Scene, kind| scene.edges.iter().filter(|e| e.kind == kind).count();
    assert_eq!(count(&merged, EdgeKind::Peering), 5);
    assert_eq!(count(&apart, EdgeKind::Peering), 7);
    assert_eq!(edge(&apart, "peering/pcx-3").phase, Phase::Refused);
}

#[test]
fn many_parallel_lines_are_counted_by_state() {
    let mut design = Design::default();
    let a = network(&mut design, head("vpc-a", "", "1", "r"), &["10.0.0.0/16"]);
    let b = network(&mut design, head("vpc-b", "", "1", "r"), &["10.1.0.0/16"]);
    for n in 0..5 {
        let mut head = head(&format!("pcx-{n}"), "", "1", "r");
        head.state = if n == 0 {
            state("deleted", Phase::Deleted)
        } else {
            state("active", Phase::Active)
        };
        let (one, two) = (estate::link(&design, a), estate::link(&design, b));
        let (from, to) = if n < 4 { (one, two) } else { (two, one) };
        peer(
            &mut design,
            head,
            side(from, "1", "r", &[]),
            side(to, "1", "r", &[]),
        );
    }
    let scene = picture(&design, &Options::default());
    assert_eq!(scene.edges.len(), 1);
    assert_eq!(scene.edges[0].lines, ["5 peerings · 4 active, 1 deleted"]);
    assert_eq!(scene.edges[0].arrow, Arrow::Both);
    assert_eq!(scene.edges[0].count, 5);
}

#[test]
fn a_network_peered_with_itself_keeps_its_loop() {
    let mut design = Design::default();
    let a = network(&mut design, head("vpc-a", "", "1", "r"), &["10.0.0.0/16"]);
    let link = estate::link(&design, a);
    peer(
        &mut design,
        head("pcx-1", "", "1", "r"),
        side(link, "1", "r", &[]),
        side(link, "1", "r", &[]),
    );
    let scene = picture(&design, &Options::default());
    assert_eq!(scene.edges.len(), 1);
    assert_eq!(scene.edges[0].from, scene.edges[0].to);
}

#[test]
fn views_show_their_kinds() {
    let design = estate();
    for view in View::ALL {
        let options = Options {
            view,
            ..Options::default()
        };
        let scene = picture(&design, &options);
        let kinds = view.kinds();
        for node in &scene.nodes {
            for row in &node.rows {
                assert!(kinds.contains(&row.item.kind), "{view:?} {:?}", row.item);
            }
        }
        for edge in &scene.edges {
            for item in &edge.items {
                assert!(kinds.contains(&item.kind), "{view:?} {item:?}");
            }
        }
        let peerings = scene
            .edges
            .iter()
            .any(|edge| edge.kind == EdgeKind::Peering);
        assert_eq!(
            peerings,
            matches!(view, View::Peering | View::All),
            "{view:?}"
        );
    }
}

#[test]
fn only_and_exclude_choose_kinds() {
    let design = estate();
    let networks = picture(&design, &only(&[ElementKind::Network]));
    assert_eq!(
        keys(&networks),
        [
            "network/vpc-0a2",
            "network/vpc-0a1",
            "network/vpc-0c1",
            "network/vpc-0b1"
        ]
    );
    assert!(networks.edges.is_empty());
    // An edge brings its ends along.
    let peerings = picture(&design, &only(&[ElementKind::Peering]));
    assert_eq!(peerings.edges.len(), 5);
    assert!(node(&peerings, "network/vpc-0a1").rows.is_empty());
    // A row brings its box along.
    let subnets = picture(&design, &only(&[ElementKind::Subnet]));
    assert_eq!(node(&subnets, "network/vpc-0a1").rows.len(), 2);
    // What is excluded goes with its lines.
    let options = Options {
        exclude: [ElementKind::TransitGateway, ElementKind::Subnet].into(),
        ..Options::default()
    };
    let scene = picture(&design, &options);
    assert!(
        !scene
            .edges
            .iter()
            .any(|edge| edge.kind == EdgeKind::TransitAttachment)
    );
    assert!(!keys(&scene).contains(&"transit-gateway/tgw-1"));
    // Tables come where they are asked for by name.
    let tables = picture(&design, &only(&[ElementKind::RouteTable]));
    assert_eq!(
        node(&tables, "route-table/rtb-1").lines,
        [
            "rtb-1 · available",
            "main table",
            "10.2.0.0/16 → peering core · blackhole"
        ]
    );
}

fn reference(design: &Design, kind: ElementKind, id: &str) -> AnyId {
    let found = design
        .all()
        .find(|any| any.kind() == kind && design.head(*any).printed_id() == id);
    found.unwrap()
}

#[test]
fn focus_shows_what_lies_around() {
    let design = estate();
    let vif = reference(&design, ElementKind::VirtualInterface, "dxvif-1");
    let around_vif = |depth| {
        let options = Options {
            focus: vec![Focus::Element(vif)],
            depth,
            ..Options::default()
        };
        picture(&design, &options)
    };
    let none = around_vif(0);
    assert_eq!(keys(&none), ["virtual-interface/dxvif-1"]);
    assert!(none.nodes[0].focus);
    // Two sessions, the connection and the gateway.
    assert_eq!(none.nodes[0].hidden, 4);
    let one = around_vif(1);
    let mut near = keys(&one);
    near.sort_unstable();
    assert_eq!(
        near,
        [
            "connection/dxcon-1",
            "direct-connect-gateway/dxgw-1",
            "site/hq",
            "virtual-interface/dxvif-1"
        ]
    );
    // An edge as focus: both ends.
    let peering = reference(&design, ElementKind::Peering, "pcx-4");
    let options = Options {
        focus: vec![Focus::Element(peering)],
        depth: 0,
        ..Options::default()
    };
    assert_eq!(
        keys(&picture(&design, &options)),
        ["network/vpc-0a1", "network/vpc-0b1"]
    );
    // A row as focus: its node. A device: what is in it.
    let options = Options {
        focus: vec![Focus::Element(reference(
            &design,
            ElementKind::Subnet,
            "subnet-1",
        ))],
        depth: 0,
        ..Options::default()
    };
    assert_eq!(keys(&picture(&design, &options)), ["network/vpc-0a1"]);
    let options = Options {
        focus: vec![Focus::Named(
            Some(ElementKind::Device),
            "EqDB2-8".to_owned(),
        )],
        depth: 0,
        ..Options::default()
    };
    assert_eq!(
        keys(&picture(&design, &options)),
        ["connection/dxcon-2", "connection/dxcon-3", "lag/dxlag-1"]
    );
    // What the view leaves out cannot be its middle.
    let options = Options {
        view: View::Addressing,
        focus: vec![Focus::Element(vif)],
        ..Options::default()
    };
    assert_eq!(
        scene(&design, &[], &options),
        Err(DrawError::FocusNotShown(
            "virtual-interface/dxvif-1".to_owned()
        ))
    );
}

#[test]
fn collapsed_groups_keep_their_lines_outwards() {
    let design = estate();
    let collapsed = |level| {
        let options = Options {
            collapse: Some(level),
            ..Options::default()
        };
        picture(&design, &options)
    };
    let networks = collapsed(Level::Network);
    let prod = node(&networks, "network/vpc-0a1");
    assert_eq!(prod.title, "prod");
    assert!(prod.rows.is_empty());
    assert_eq!(
        prod.lines[..3],
        ["vpc-0a1 · available", "10.0.0.0/16", "2001:db8:a::/56"]
    );
    assert_eq!(
        prod.lines[3..].concat(),
        "2 subnets, 1 virtual gateway, 1 route server, 1 route server endpoint, \
         1 route server peer, 1 internet gateway, 1 NAT gateway, 1 interface"
    );
    // The association that led to the virtual gateway inside now leads to the network.
    let association = edge(&networks, "direct-connect-gateway-association/assoc-1");
    assert_eq!(networks.nodes[association.to.node].key, "network/vpc-0a1");

    let accounts = collapsed(Level::Account);
    let titles: Vec<&str> = accounts
        .nodes
        .iter()
        .filter(|node| matches!(node.kind, NodeKind::Summary(_)))
        .map(|node| node.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "111111111111",
            "222222222222",
            "333333333333",
            "444444444444"
        ]
    );
    let pending = edge(&accounts, "peering/pcx-4");
    assert_eq!(
        (
            accounts.nodes[pending.from.node].title.as_str(),
            accounts.nodes[pending.to.node].title.as_str()
        ),
        ("111111111111", "222222222222")
    );
    // The account of the partner holds nothing that was read.
    let partner = accounts
        .nodes
        .iter()
        .find(|n| n.title == "444444444444")
        .unwrap();
    assert_eq!(partner.lines, ["2 not in the input"]);

    let options = Options {
        collapse: Some(Level::Region),
        group_by: vec![Level::Account],
        ..Options::default()
    };
    assert_eq!(
        scene(&design, &[], &options),
        Err(DrawError::NotGrouped("region"))
    );
}

#[test]
fn grouping_follows_the_asked_levels() {
    let options = Options {
        group_by: vec![Level::Region, Level::Account],
        ..Options::default()
    };
    let scene = picture(&estate(), &options);
    assert_eq!(
        around(&scene, "network/vpc-0b1"),
        ["eu-west-1", "222222222222", "shared"]
    );
    let options = Options {
        group_by: Vec::new(),
        ..Options::default()
    };
    assert_eq!(
        around(&picture(&estate(), &options), "network/vpc-0b1"),
        ["shared"]
    );
}

#[test]
fn too_many_boxes_are_collapsed_with_a_note_or_refused() {
    let design = estate();
    let limited = |max_nodes| {
        let options = Options {
            max_nodes,
            ..Options::default()
        };
        scene(&design, &[], &options)
    };
    let all = limited(600).unwrap().nodes.len();
    // Networks collapse the virtual gateway and the route server away.
    let fewer = limited(all - 1).unwrap();
    assert_eq!(fewer.nodes.len(), all - 2);
    assert!(
        fewer
            .notes
            .iter()
            .any(|note| note.contains("each network is drawn as one box"))
    );
    assert!(matches!(
        limited(2),
        Err(DrawError::TooMany { limit: 2, .. })
    ));
}

#[test]
fn the_order_of_the_input_changes_no_byte() {
    let mut one = Design::default();
    let mut two = Design::default();
    let mut names = ["app-2", "app-10", "app-1", "db"];
    for name in names {
        let head = head(&format!("vpc-{name}"), name, "1", "r");
        network(&mut one, head, &["10.0.0.0/16"]);
    }
    names.reverse();
    for name in names {
        let head = head(&format!("vpc-{name}"), name, "1", "r");
        network(&mut two, head, &["10.0.0.0/16"]);
    }
    let options = Options::default();
    let scene = picture(&one, &options);
    assert_eq!(dot::write(&scene), dot::write(&picture(&two, &options)));
    let titles: Vec<&str> = scene
        .groups
        .iter()
        .filter(|group| group.level == Level::Network)
        .map(|group| group.title.as_str())
        .collect();
    assert_eq!(titles, ["app-1", "app-2", "app-10", "db"]);
}

#[test]
fn equal_ids_in_two_accounts_are_two_boxes() {
    let mut design = Design::default();
    network(&mut design, head("vpc-1", "a", "1", "r"), &["10.0.0.0/16"]);
    network(&mut design, head("vpc-1", "b", "2", "r"), &["10.0.0.0/16"]);
    network(&mut design, head("vpc-1", "c", "2", "r"), &["10.0.0.0/16"]);
    let scene = picture(&design, &Options::default());
    assert_eq!(
        keys(&scene),
        [
            "network/vpc-1@1/r",
            "network/vpc-1@2/r",
            "network/vpc-1@2/r~2"
        ]
    );
}

static RULE: RuleInfo = RuleInfo {
    code: Code::new(Group::Peering, 1),
    name: "peering-test",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    status: Status::Stable,
    since: "0.1.0",
    scope: Scope::All,
    summary: "a test",
    rationale: "",
    remedy: "",
    references: &[],
    example: None,
};

pub(crate) fn finding(severity: Severity, subjects: &[(&'static str, &str)]) -> Finding {
    let mut draft = Draft::at(span(), "the message").lowered(severity);
    for (kind, id) in subjects {
        draft = draft.about(Subject {
            kind,
            id: Text::new(id),
            name: None,
            provider: "aws",
            account: Some(Text::new("111111111111")),
            region: Some(Text::new("eu-west-1")),
        });
    }
    let mut sink = Sink::new(&RULE);
    sink.push(draft);
    sink.into_findings().remove(0)
}

#[test]
fn findings_mark_what_they_are_about() {
    let design = estate();
    let mut ignored = finding(Severity::Error, &[("network", "vpc-0a2")]);
    ignored.ignored = Some(netvet::finding::Ignored::Baseline);
    let findings = [
        finding(
            Severity::Warning,
            &[("peering", "pcx-4"), ("network", "vpc-0a1")],
        ),
        finding(Severity::Error, &[("peering", "pcx-4")]),
        finding(Severity::Info, &[("subnet", "subnet-1")]),
        // Not drawn itself: the network around it carries the mark.
        finding(Severity::Error, &[("route-table", "rtb-1")]),
        finding(Severity::Error, &[("device", "EqDB2-7")]),
        finding(Severity::Error, &[("network", "vpc-nowhere")]),
        ignored,
    ];
    let scene = scene(&design, &findings, &Options::default()).unwrap();
    let text = dot::write(&scene);
    assert_same(&text, &scene);
    let peering = edge(&scene, "peering/pcx-4");
    assert_eq!(peering.mark.as_ref().unwrap().text(), "✖ error PEER001 ×2");
    let prod = node(&scene, "network/vpc-0a1");
    assert_eq!(prod.rows[0].mark.as_ref().unwrap().text(), "● info PEER001");
    assert_eq!(prod.mark.as_ref().unwrap().text(), "✖ error PEER001");
    let device = scene
        .groups
        .iter()
        .find(|group| group.title == "EqDB2-7")
        .unwrap();
    assert!(device.mark.is_some());
    assert!(
        scene
            .notes
            .contains(&"1 finding on elements that this picture does not show".to_owned())
    );
    let marked = scene
        .nodes
        .iter()
        .filter(|node| node.mark.is_some())
        .count();
    assert_eq!(marked, 1);
    assert!(text.contains("error PEER001: the message"));

    // Collapsed, the marks of what is inside stay visible.
    let options = Options {
        collapse: Some(Level::Account),
        ..Options::default()
    };
    let collapsed = netvet::diagram::scene(&design, &findings, &options).unwrap();
    let account = collapsed
        .nodes
        .iter()
        .find(|n| n.title == "111111111111")
        .unwrap();
    assert_eq!(account.mark.as_ref().unwrap().findings.len(), 3);
}

#[test]
fn links_follow_the_template() {
    let options = Options {
        link: Some("https://example.net/{account}/{region}/{kind}?id={id}".to_owned()),
        ..Options::default()
    };
    let scene = picture(&estate(), &options);
    assert_eq!(
        node(&scene, "transit-gateway/tgw-1").url,
        "https://example.net/111111111111/eu-west-1/transit-gateway?id=tgw-1"
    );
}

#[test]
fn an_empty_design_is_an_empty_picture() {
    let scene = picture(&Design::default(), &Options::default());
    assert_eq!(scene, Scene::default());
}
