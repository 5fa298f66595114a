//! What text formats share: the walk over groups in groups, indented lines, and the text of a thing in lines.

use super::scene::{Group, Mark, Node, Scene};
use super::style::{self, LegendRow};
use super::text::joined;

/// A format that writes groups around what they hold.
pub(super) trait Outline {
    /// A group begins; indices are those of the scene.
    fn open(&mut self, index: usize, group: &Group);
    /// A node of the innermost open group.
    fn node(&mut self, index: usize, node: &Node);
    /// The innermost open group ends.
    fn close(&mut self);
}

/// Writes every group with what it holds, its nodes before its groups, in the order of the scene.
pub(super) fn walk(scene: &Scene, out: &mut impl Outline) {
    // In front what lies in no group; a group that is not there, or that would hold itself, counts as none.
    let mut held: Vec<(Vec<usize>, Vec<usize>)> = vec![Default::default(); scene.groups.len() + 1];
    let slot = |group: Option<usize>, end: usize| match group {
        Some(group) if group < end => group + 1,
        _ => 0,
    };
    for (index, node) in scene.nodes.iter().enumerate() {
        held[slot(node.group, scene.groups.len())].0.push(index);
    }
    for (index, group) in scene.groups.iter().enumerate() {
        held[slot(group.parent, index)].1.push(index);
    }
    enter(scene, 0, &held, out);
}

fn enter(scene: &Scene, slot: usize, held: &[(Vec<usize>, Vec<usize>)], out: &mut impl Outline) {
    let (nodes, groups) = &held[slot];
    for index in nodes {
        out.node(*index, &scene.nodes[*index]);
    }
    for index in groups {
        out.open(*index, &scene.groups[*index]);
        enter(scene, index + 1, held, out);
        out.close();
    }
}

/// Text in lines, two blanks deeper inside whatever is open.
#[derive(Debug, Default)]
pub(super) struct Indented {
    pub(super) text: String,
    depth: usize,
}

impl Indented {
    pub(super) fn line(&mut self, line: &str) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line after which it goes on deeper.
    pub(super) fn open(&mut self, line: &str) {
        self.line(line);
        self.depth += 1;
    }

    /// Ends what was opened last.
    pub(super) fn close(&mut self, line: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.line(line);
    }
}

fn marked(lines: &mut Vec<String>, mark: Option<&Mark>) {
    lines.extend(mark.map(Mark::text));
}

/// All that a node says, its rows in a line each.
pub(super) fn node_lines(node: &Node) -> Vec<String> {
    let mut lines = Vec::new();
    if !node.title.is_empty() {
        lines.extend([node.kind.caption().to_owned(), node.title.clone()]);
    }
    lines.extend(node.all_lines());
    marked(&mut lines, node.mark.as_ref());
    for row in &node.rows {
        let cells: Vec<String> = row.cells.iter().map(|lines| lines.join(" ")).collect();
        lines.push(joined(cells.iter().map(String::as_str)));
        marked(&mut lines, row.mark.as_ref());
    }
    lines
}

/// All that a group says: its level, its title and what else there is.
pub(super) fn group_lines(group: &Group) -> Vec<String> {
    let mut lines = vec![group.level.word().to_owned(), group.title.clone()];
    lines.extend(group.lines.iter().cloned());
    marked(&mut lines, group.mark.as_ref());
    lines
}

/// The legend in lines; none where nothing needs one.
pub(super) fn legend_lines(scene: &Scene) -> Vec<String> {
    let rows = style::legend(scene).into_iter();
    rows.map(|row| match row {
        LegendRow::Line(line, meaning) => format!("{} {meaning}", line.stroke.sample()),
        LegendRow::Mark(severity) => {
            format!("{} finding: {}", style::sign(severity), severity.word())
        }
        LegendRow::Text(sample, meaning) => format!("{sample} {meaning}"),
        LegendRow::Note(note) => format!("note: {note}"),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::scene::{Level, Light, NodeKind};
    use crate::model::Phase;

    /// What is written, in a line.
    #[derive(Default)]
    struct Trace(String);

    impl Outline for Trace {
        fn open(&mut self, index: usize, _: &Group) {
            self.0.push_str(&format!("g{index}( "));
        }

        fn node(&mut self, index: usize, _: &Node) {
            self.0.push_str(&format!("n{index} "));
        }

        fn close(&mut self) {
            self.0.push_str(") ");
        }
    }

    fn group(parent: Option<usize>) -> Group {
        Group {
            key: String::new(),
            parent,
            level: Level::Region,
            title: String::new(),
            lines: Vec::new(),
            item: None,
            phase: Phase::Active,
            mark: None,
            light: Light::default(),
            url: String::new(),
        }
    }

    fn node(group: Option<usize>) -> Node {
        Node {
            key: String::new(),
            group,
            kind: NodeKind::CustomerAs,
            title: String::new(),
            lines: Vec::new(),
            rows: Vec::new(),
            items: Vec::new(),
            phase: Phase::Active,
            outside: false,
            mark: None,
            light: Light::default(),
            focus: false,
            hidden: 0,
            url: String::new(),
        }
    }

    fn trace(groups: &[Option<usize>], nodes: &[Option<usize>]) -> String {
        let mut out = Trace::default();
        let scene = Scene {
            groups: groups.iter().map(|parent| group(*parent)).collect(),
            nodes: nodes.iter().map(|group| node(*group)).collect(),
            ..Scene::default()
        };
        walk(&scene, &mut out);
        out.0
    }

    #[test]
    fn nodes_come_before_groups_in_the_order_of_the_scene() {
        let groups = [None, Some(0), None, Some(0), Some(1)];
        let nodes = [Some(1), None, Some(0), Some(4), Some(0)];
        assert_eq!(
            trace(&groups, &nodes),
            "n1 g0( n2 n4 g1( n0 g4( n3 ) ) g3( ) ) g2( ) "
        );
    }

    #[test]
    fn what_lies_in_no_group_that_is_there_is_not_lost() {
        // In one that is not there, in itself, in one that comes later.
        let groups = [Some(7), Some(1), Some(3), None];
        assert_eq!(
            trace(&groups, &[Some(9), Some(1)]),
            "n0 g0( ) g1( n1 ) g2( ) g3( ) "
        );
    }

    #[test]
    fn lines_go_deeper_and_back() {
        let mut out = Indented::default();
        out.open("a {");
        out.line("b");
        out.open("c {");
        out.line("d");
        out.close("}");
        out.close("}");
        assert_eq!(out.text, "a {\n  b\n  c {\n    d\n  }\n}\n");
    }
}
