//! Pictures drawn here: where things are, and what their text holds.

use netvet::diagram::layout::{Layout, Rect, layout};
use netvet::diagram::{Options, Scene, View, d2, mermaid, scene, svg};
use netvet::model::*;
use proptest::prelude::*;

use super::estate::{self, any, estate, head, network, peer, side, subnet, text};
use super::formats::{HOSTILE, named};

/// All groups around a node or group.
fn around(scene: &Scene, mut group: Option<usize>) -> Vec<usize> {
    let mut list = Vec::new();
    while let Some(index) = group {
        list.push(index);
        group = scene.groups[index].parent;
    }
    list
}

/// Boxes lie in their groups, and none overlaps another that is not around it.
fn assert_tidy(scene: &Scene, places: &Layout) {
    let picture = Rect {
        x: 0.0,
        y: 0.0,
        w: places.width,
        h: places.height,
    };
    let mut boxes: Vec<(String, Rect, Vec<usize>, Option<usize>)> = Vec::new();
    for (index, group) in scene.groups.iter().enumerate() {
        let list = around(scene, group.parent);
        boxes.push((group.key.clone(), places.groups[index], list, Some(index)));
    }
    for (index, node) in scene.nodes.iter().enumerate() {
        let list = around(scene, node.group);
        boxes.push((node.key.clone(), places.nodes[index], list, None));
    }
    for (key, rect, list, _) in &boxes {
        assert!(picture.holds(rect), "{key} is outside of the picture");
        for group in list {
            assert!(places.groups[*group].holds(rect), "{key} sticks out");
        }
    }
    for (at, (key, rect, list, own)) in boxes.iter().enumerate() {
        for (other_key, other, other_list, other_own) in &boxes[..at] {
            let inside = own.is_some_and(|own| other_list.contains(&own))
                || other_own.is_some_and(|own| list.contains(&own));
            assert!(inside || !rect.overlaps(other), "{key} and {other_key}");
        }
    }
    let texts: Vec<&Rect> = places.labels.iter().flatten().collect();
    for (at, text) in texts.iter().enumerate() {
        for node in &places.nodes {
            assert!(!text.overlaps(node), "a text lies on a node");
        }
        for other in &texts[..at] {
            assert!(!text.overlaps(other), "a text lies on another");
        }
    }
}

/// Every line leads from box to box and through no other box or text.
fn assert_free(scene: &Scene, places: &Layout) {
    for (index, edge) in scene.edges.iter().enumerate() {
        let points = &places.edges[index];
        assert!(points.len() >= 2, "{} has no line", edge.key);
        for (end, point) in [(edge.from, points[0]), (edge.to, points[points.len() - 1])] {
            let rect = places.nodes[end.node];
            let (x, y) = point;
            let on = |a: f64, b: f64| (a - b).abs() < 0.6;
            let at_side =
                (on(x, rect.x) || on(x, rect.x + rect.w)) && y >= rect.y && y <= rect.y + rect.h;
            let at_edge =
                (on(y, rect.y) || on(y, rect.y + rect.h)) && x >= rect.x && x <= rect.x + rect.w;
            assert!(at_side || at_edge, "{} does not touch its box", edge.key);
        }
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let piece = Rect {
                x: a.0.min(b.0),
                y: a.1.min(b.1),
                w: (a.0 - b.0).abs(),
                h: (a.1 - b.1).abs(),
            };
            let own = places.labels[index];
            for (node, rect) in places.nodes.iter().enumerate() {
                assert!(
                    !crosses(&piece, rect),
                    "{} crosses {}",
                    edge.key,
                    scene.nodes[node].key
                );
            }
            for (other, rect) in places.labels.iter().enumerate() {
                if let Some(rect) = rect.filter(|_| other != index && own.is_some()) {
                    assert!(!crosses(&piece, &rect), "{} crosses a text", edge.key);
                }
            }
        }
    }
}

/// Whether a straight piece runs through the inside of a box.
fn crosses(piece: &Rect, rect: &Rect) -> bool {
    let inner = Rect {
        x: rect.x + 1.0,
        y: rect.y + 1.0,
        w: rect.w - 2.0,
        h: rect.h - 2.0,
    };
    piece.x < inner.x + inner.w
        && inner.x < piece.x + piece.w
        && piece.y < inner.y + inner.h
        && inner.y < piece.y + piece.h
        || (piece.w == 0.0
            && inner.x < piece.x
            && piece.x < inner.x + inner.w
            && piece.y < inner.y + inner.h
            && inner.y < piece.y + piece.h)
        || (piece.h == 0.0
            && inner.y < piece.y
            && piece.y < inner.y + inner.h
            && piece.x < inner.x + inner.w
            && inner.x < piece.x + piece.w)
}

fn drawn(design: &Design, options: &Options) -> Scene {
    let scene = scene(design, &[], options).unwrap();
    let places = layout(&scene);
    assert_tidy(&scene, &places);
    assert_free(&scene, &places);
    assert_eq!(layout(&scene), places);
    scene
}

#[test]
fn boxes_and_lines_of_every_view_are_free() {
    let design = estate();
    for view in View::ALL {
        for merge_parallel in [true, false] {
            drawn(
                &design,
                &Options {
                    view,
                    merge_parallel,
                    ..Options::default()
                },
            );
        }
    }
}

#[test]
fn pictures_without_anything_and_with_one_thing_are_drawn() {
    let mut design = Design::default();
    let empty = drawn(&design, &Options::default());
    assert!(svg::write(&empty).ends_with("</svg>\n"));
    network(&mut design, head("vpc-1", "", "", ""), &["10.0.0.0/16"]);
    drawn(&design, &Options::default());
}

/// Networks in accounts, some on a hub, with peerings between the pairs.
fn mesh(networks: usize, pairs: &[(usize, usize)], hub: bool) -> Design {
    let mut design = Design::default();
    let ids: Vec<Id<Network>> = (0..networks)
        .map(|n| {
            let account = format!("{:012}", n % 3);
            let own = head(&format!("vpc-{n}"), "", &account, "eu-west-1");
            let id = network(&mut design, own.clone(), &["10.0.0.0/16"]);
            for s in 0..n % 9 {
                let own = head(&format!("subnet-{n}-{s}"), "", &account, "eu-west-1");
                subnet(&mut design, own, id, "10.0.0.0/24");
            }
            id
        })
        .collect();
    if hub {
        let own = head("tgw-1", "", "000000000000", "eu-west-1");
        design.transit_gateways.push(TransitGateway {
            head: own,
            ..TransitGateway::default()
        });
        for (n, id) in ids.iter().enumerate() {
            let attachment = TransitGatewayAttachment {
                head: head(&format!("tgw-attach-{n}"), "", "", "eu-west-1"),
                gateway: estate::to(Id::new(0), "tgw-1"),
                resource_type: text("vpc"),
                resource: any(AnyId::Network(*id), "vpc"),
                ..TransitGatewayAttachment::default()
            };
            design.transit_gateway_attachments.push(attachment);
        }
    }
    for (n, (a, b)) in pairs.iter().enumerate() {
        let (a, b) = (ids[a % networks], ids[b % networks]);
        let (a, b) = (estate::link(&design, a), estate::link(&design, b));
        let mut own = head(&format!("pcx-{n}"), "", "", "");
        own.state = estate::state("active", [Phase::Active, Phase::Failed][n % 2]);
        peer(&mut design, own, side(a, "", "", &[]), side(b, "", "", &[]));
    }
    design
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mesh_is_tidy(
        networks in 1usize..14,
        pairs in proptest::collection::vec((0usize..14, 0usize..14), 0..20),
        hub in any_bool(),
        merge_parallel in any_bool(),
    ) {
        let design = mesh(networks, &pairs, hub);
        drawn(&design, &Options { merge_parallel, ..Options::default() });
    }
}

fn any_bool() -> impl Strategy<Value = bool> {
    proptest::bool::ANY
}

#[test]
fn hostile_names_stay_text_in_svg() {
    for name in HOSTILE {
        let scene = scene(&named(name), &[], &Options::default()).unwrap();
        let text = svg::write(&scene);
        assert!(
            !text.chars().any(|c| c.is_control() && c != '\n'),
            "{name:?}"
        );
        // Tags are ours alone.
        for tag in text.split('<').skip(1) {
            let word: String = tag
                .trim_start_matches('/')
                .chars()
                .take_while(char::is_ascii_alphabetic)
                .collect();
            let known = ["svg", "style", "rect", "g", "title", "text", "path"];
            assert!(known.contains(&word.as_str()), "{name:?}: <{tag}");
            assert_eq!(tag.matches('"').count() % 2, 0, "{name:?}: <{tag}");
        }
        let shown = netvet::diagram::text::wrap(&netvet::diagram::text::clean(name));
        for line in shown {
            let line = line
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;")
                .replace('\'', "&#39;");
            assert!(
                text.contains(&format!(">{line}</text>")),
                "{name:?}: {line}"
            );
        }
    }
}

#[cfg(feature = "png")]
#[test]
fn png_is_drawn_with_every_name() {
    for name in [HOSTILE[3], HOSTILE[11], "hub"] {
        let scene = scene(&named(name), &[], &Options::default()).unwrap();
        let bytes = netvet::diagram::png::write(&scene).unwrap();
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_eq!(netvet::diagram::png::write(&scene).unwrap(), bytes);
    }
}

#[test]
fn mermaid_text_holds_no_syntax_of_names() {
    // Read back by mermaid 11: `#35;` and the like are shown as the character.
    assert_eq!(mermaid::escape("a\"b#c;"), "a#34;b#35;c#59;");
    assert_eq!(
        mermaid::escape("`**x**` <b>"),
        "#96;#42;#42;x#42;#42;#96; #60;b#62;"
    );
    assert_eq!(
        mermaid::escape("--- %%{init}"),
        "#45;-- #37;#37;#123;init#125;"
    );
    assert_eq!(mermaid::escape("style a:b"), "style a#58;b");
    for name in HOSTILE {
        let scene = scene(&named(name), &[], &Options::default()).unwrap();
        let text = mermaid::write(&scene).unwrap();
        for line in text.lines() {
            assert!(line.matches('"').count() % 2 == 0, "{line}");
            for quoted in line.split('"').skip(1).step_by(2) {
                let quoted = quoted.replace("<br/>", "");
                assert!(
                    !quoted.contains(['<', '>', '`', '%', '[', ']', '|', '\\']),
                    "{line}"
                );
            }
        }
    }
}

#[test]
fn d2_text_holds_no_syntax_of_names() {
    let one = |text: &str| d2::quoted(&[text.to_owned()]);
    assert_eq!(one("a\"b"), "\"a\\\"b\"");
    assert_eq!(one("end\\"), "\"end\\\\\"");
    assert_eq!(one("${x}"), "\"\\${x}\"");
    assert_eq!(d2::quoted(&["a".to_owned(), "b".to_owned()]), "\"a\\nb\"");
}

#[test]
fn every_text_format_says_what_the_scene_says() {
    let design = estate();
    let scene = scene(&design, &[], &Options::default()).unwrap();
    let mermaid = mermaid::write(&scene).unwrap();
    let d2 = d2::write(&scene);
    let svg = svg::write(&scene);
    for node in &scene.nodes {
        for line in node.lines.iter().chain([&node.title]) {
            assert!(mermaid.contains(&mermaid::escape(line)), "{line}");
            let quoted = d2::quoted(std::slice::from_ref(line));
            assert!(d2.contains(quoted.trim_matches('"')), "{line}");
            if !line.is_empty() {
                assert!(svg.contains(&format!(">{line}</text>")), "{line}");
            }
        }
        assert!(svg.contains(&format!(" id=\"{}\"", node.key)));
    }
    assert!(mermaid.matches(" n").count() > scene.nodes.len());
    assert_eq!(
        mermaid
            .lines()
            .filter(|line| line.contains("linkStyle"))
            .count(),
        scene.edges.len()
    );
}
