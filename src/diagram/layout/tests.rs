//! Properties of places in scenes of any shape.

use proptest::prelude::*;

use super::*;
use crate::diagram::scene::{Arrow, Edge, EdgeKind, End, Group, Level, Light, Node, NodeKind, Row};
use crate::model::{ElementKind, Phase};

fn group(index: usize, parent: Option<usize>) -> Group {
    Group {
        key: format!("group-{index}"),
        parent,
        level: Level::Region,
        title: format!("a group with number {index}"),
        lines: Vec::new(),
        item: None,
        phase: Phase::Unstated,
        mark: None,
        light: Light::Plain,
        url: String::new(),
    }
}

fn node(index: usize, group: Option<usize>, rows: usize) -> Node {
    let item = crate::diagram::scene::Item {
        key: format!("row-{index}"),
        kind: ElementKind::Subnet,
        id: format!("row-{index}"),
        name: None,
        provider: "aws",
        account: None,
        region: None,
        state: String::new(),
        tags: Vec::new(),
    };
    let row = |row: usize| Row {
        cells: vec![vec![format!("row {row}")], vec!["10.0.0.0/16".to_owned()]],
        item: item.clone(),
        phase: Phase::Active,
        mark: None,
        light: Light::Plain,
        url: String::new(),
    };
    Node {
        key: format!("node-{index}"),
        group,
        kind: NodeKind::Element(ElementKind::Network),
        title: format!("node {index}"),
        lines: Vec::new(),
        rows: (0..rows).map(row).collect(),
        items: Vec::new(),
        phase: Phase::Active,
        outside: false,
        mark: None,
        light: Light::Plain,
        focus: false,
        hidden: 0,
        url: String::new(),
    }
}

fn edge(index: usize, from: End, to: End, lines: usize, phase: Phase) -> Edge {
    Edge {
        key: format!("edge-{index}"),
        from,
        to,
        kind: EdgeKind::Peering,
        lines: vec![format!("text of edge {index}"); lines],
        items: Vec::new(),
        arrow: Arrow::Forward,
        count: 1,
        phase,
        mark: None,
        light: Light::Plain,
        url: String::new(),
    }
}

fn slots(scene: &Scene, node: usize) -> Vec<usize> {
    let mut list = Vec::new();
    let mut at = scene.nodes[node].group;
    while let Some(group) = at {
        list.push(group);
        at = scene.groups[group].parent;
    }
    list
}

/// Whether a straight line runs through the inside of a box.
fn crosses(a: (f64, f64), b: (f64, f64), rect: &Rect) -> bool {
    let (low, high) = ((a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1)));
    low.0 < rect.right() - 1.0
        && high.0 > rect.x + 1.0
        && low.1 < rect.bottom() - 1.0
        && high.1 > rect.y + 1.0
}

fn touches((x, y): (f64, f64), rect: &Rect) -> bool {
    let on = |a: f64, b: f64| (a - b).abs() < 0.6;
    let beside = (on(x, rect.x) || on(x, rect.right())) && rect.y <= y && y <= rect.bottom();
    let above = (on(y, rect.y) || on(y, rect.bottom())) && rect.x <= x && x <= rect.right();
    beside || above
}

fn hold(scene: &Scene) {
    let places = layout(scene);
    assert_eq!(layout(scene), places);
    let boxes: Vec<(Rect, Vec<usize>)> = (0..scene.nodes.len())
        .map(|node| (places.nodes[node], slots(scene, node)))
        .collect();
    for (at, (rect, groups)) in boxes.iter().enumerate() {
        for (other, _) in &boxes[..at] {
            assert!(!rect.overlaps(other), "two nodes lie on each other");
        }
        for (group, around) in places.groups.iter().enumerate() {
            let inside = groups.contains(&group);
            assert!(
                inside || !rect.overlaps(around),
                "a node lies in a foreign group"
            );
            assert!(
                !inside || around.holds(rect),
                "a node sticks out of its group"
            );
        }
    }
    for (index, edge) in scene.edges.iter().enumerate() {
        let points = &places.edges[index];
        assert!(points.len() >= 2, "{} has no line", edge.key);
        let last = points[points.len() - 1];
        assert!(
            touches(points[0], &places.nodes[edge.from.node]),
            "{}",
            edge.key
        );
        assert!(touches(last, &places.nodes[edge.to.node]), "{}", edge.key);
        let homes = [slots(scene, edge.from.node), slots(scene, edge.to.node)].concat();
        if let Some(text) = &places.labels[index] {
            let through = points
                .windows(2)
                .any(|pair| crosses(pair[0], pair[1], text));
            assert!(through, "{} does not run through its text", edge.key);
        }
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let straight = (a.0 - b.0).abs() < 0.05 || (a.1 - b.1).abs() < 0.05;
            let own =
                places.labels[index].is_some_and(|text| touches(a, &text) && touches(b, &text));
            assert!(straight || own, "{} is not straight: {a:?} {b:?}", edge.key);
            for rect in &places.nodes {
                assert!(!crosses(a, b, rect), "{} crosses a node", edge.key);
            }
            for (other, text) in places.labels.iter().enumerate() {
                if let Some(text) = text.filter(|_| other != index) {
                    assert!(
                        !crosses(a, b, &text),
                        "{} crosses the text of {other}",
                        edge.key
                    );
                }
            }
            for (group, rect) in places.groups.iter().enumerate() {
                let foreign = !homes.contains(&group);
                assert!(
                    !foreign || !crosses(a, b, rect),
                    "{} enters group {group}",
                    edge.key
                );
                let head = Rect {
                    x: rect.x,
                    y: rect.y,
                    w: places.heads[group].w,
                    h: places.heads[group].h,
                };
                assert!(!crosses(a, b, &head), "{} crosses a heading", edge.key);
            }
        }
    }
}

type Ends = ((usize, usize), (usize, usize), usize, bool);

fn scene_of(parents: &[usize], nodes: &[(usize, usize)], edges: &[Ends]) -> Scene {
    let mut scene = Scene::default();
    for (index, parent) in parents.iter().enumerate() {
        let parent = (parent % (index + 1)).checked_sub(1);
        scene.groups.push(group(index, parent));
    }
    for (index, (home, rows)) in nodes.iter().enumerate() {
        let home = (home % (parents.len() + 1)).checked_sub(1);
        scene.nodes.push(node(index, home, *rows));
    }
    for (index, (from, to, lines, works)) in edges.iter().enumerate() {
        let end = |(node, row): (usize, usize)| {
            let node = node % nodes.len();
            let rows = scene.nodes[node].rows.len();
            End {
                node,
                row: (row % (rows + 1)).checked_sub(1),
            }
        };
        let (from, to) = (end(*from), end(*to));
        let phase = if *works {
            Phase::Active
        } else {
            Phase::Deleted
        };
        if from.node != to.node {
            let edge = edge(index, from, to, *lines, phase);
            scene.edges.push(edge);
        }
    }
    scene
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places_of_any_scene_are_tidy_and_lines_free(
        parents in proptest::collection::vec(0usize..8, 0..7),
        nodes in proptest::collection::vec((0usize..8, 0usize..5), 1..14),
        edges in proptest::collection::vec(
            ((0usize..14, 0usize..5), (0usize..14, 0usize..5), 0usize..4, proptest::bool::ANY),
            0..24,
        ),
    ) {
        hold(&scene_of(&parents, &nodes, &edges));
    }
}

#[test]
fn lines_that_end_at_one_side_are_apart() {
    // Four things, each with a line of its own look or net, to one thing in the middle.
    let mut scene = scene_of(&[], &[(0, 0); 5], &[]);
    scene.nodes[4].lines = vec!["tall".to_owned(); 8];
    for from in 0..4 {
        let end = |node| End { node, row: None };
        let phase = [Phase::Active, Phase::Deleted, Phase::Failed, Phase::Unknown][from];
        scene.edges.push(edge(from, end(from), end(4), 0, phase));
    }
    let places = layout(&scene);
    let mut ends: Vec<(f64, f64)> = places
        .edges
        .iter()
        .map(|line| line[line.len() - 1])
        .collect();
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    // Those at the left side have only the other coordinate to be apart.
    let left = places.nodes[4].x;
    ends.retain(|end| (end.0 - left).abs() < 0.05);
    assert!(ends.len() >= 2, "{ends:?}");
    for pair in ends.windows(2) {
        assert!(pair[1].1 - pair[0].1 >= 6.0, "{ends:?}");
    }
}

#[test]
fn a_group_turns_towards_what_it_is_joined_with() {
    // Two groups side by side, each with a chain to the right; the ends of the chains are joined.
    let chain = |first: usize| {
        [
            ((first, 0), (first + 1, 0), 1, true),
            ((first + 1, 0), (first + 2, 0), 1, true),
        ]
    };
    let mut edges: Vec<Ends> = [chain(0), chain(3)].concat();
    edges.push(((2, 0), (5, 0), 1, true));
    let nodes: Vec<(usize, usize)> = [(1, 0); 3].into_iter().chain([(2, 0); 3]).collect();
    let scene = scene_of(&[0, 0], &nodes, &edges);
    let places = layout(&scene);
    let (one, two) = (&places.groups[0], &places.groups[1]);
    assert!(one.right() < two.x, "side by side");
    assert!(
        places.nodes[2].x > places.nodes[0].x,
        "towards the other group"
    );
    assert!(
        places.nodes[5].x < places.nodes[3].x,
        "towards the other group"
    );
}

/// The end of a line moves by just as much as one of its pieces is long.
#[test]
fn a_piece_of_which_nothing_is_left_moves_with_its_neighbours() {
    let nodes = [(0, 0), (0, 0), (0, 0), (0, 4), (0, 0), (0, 3)];
    let edges = [
        ((3, 0), (5, 0), 0, false),
        ((6, 0), (10, 0), 1, false),
        ((8, 0), (13, 0), 2, false),
        ((0, 0), (3, 0), 1, false),
        ((6, 0), (3, 0), 1, false),
        ((7, 0), (9, 0), 3, false),
        ((3, 2), (3, 0), 0, false),
        ((8, 0), (5, 0), 1, false),
        ((1, 0), (3, 0), 2, false),
        ((5, 2), (10, 2), 0, false),
        ((1, 2), (12, 3), 3, true),
        ((8, 2), (0, 2), 3, false),
        ((9, 0), (12, 0), 1, false),
        ((2, 3), (13, 3), 2, true),
        ((11, 0), (4, 2), 2, false),
        ((1, 1), (2, 3), 3, false),
        ((13, 1), (3, 2), 3, false),
        ((1, 2), (12, 3), 1, true),
        ((3, 0), (1, 3), 2, true),
    ];
    hold(&scene_of(&[], &nodes, &edges));
}

/// A line that is moved along the side of its box and then in its lane stays at the box.
#[test]
fn an_end_is_not_moved_beyond_its_side_in_two_steps() {
    let nodes = [(0, 0), (3, 0), (5, 0), (4, 0)];
    let edges = [
        ((5, 0), (4, 0), 3, false),
        ((9, 0), (11, 0), 3, false),
        ((9, 0), (0, 0), 1, false),
        ((2, 0), (4, 0), 1, false),
        ((4, 0), (3, 0), 0, false),
        ((6, 0), (11, 0), 1, true),
        ((3, 0), (4, 0), 1, false),
        ((12, 0), (5, 0), 1, false),
        ((3, 0), (6, 0), 1, false),
        ((1, 0), (12, 0), 0, false),
        ((13, 0), (6, 0), 1, false),
        ((12, 0), (10, 0), 2, false),
        ((4, 0), (2, 0), 3, false),
        ((2, 0), (12, 0), 1, false),
        ((6, 0), (13, 0), 0, false),
    ];
    hold(&scene_of(&[0, 2, 2, 0], &nodes, &edges));
}

/// Many that go straight on leave no room for those that turn.
#[test]
fn an_end_stays_at_its_row_beside_many_straight_lines() {
    let edges = [
        ((5, 2), (2, 2), 0, false),
        ((2, 1), (1, 1), 0, false),
        ((2, 0), (2, 0), 0, false),
        ((0, 0), (2, 0), 0, false),
        ((2, 0), (5, 1), 0, false),
        ((1, 1), (2, 1), 1, false),
        ((0, 0), (0, 0), 0, false),
        ((0, 0), (0, 0), 0, false),
        ((2, 0), (0, 0), 0, false),
        ((1, 0), (1, 0), 0, false),
        ((1, 1), (6, 1), 1, true),
        ((0, 0), (2, 0), 0, false),
        ((5, 1), (6, 1), 1, true),
        ((5, 1), (8, 2), 2, false),
        ((2, 2), (5, 2), 0, false),
        ((7, 1), (0, 0), 1, false),
    ];
    hold(&scene_of(&[0, 1], &[(0, 1), (4, 1)], &edges));
}
