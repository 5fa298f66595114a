//! What formats of plain nodes share: the walk over groups in groups, and the text of a thing in lines.

use super::scene::{Group, Mark, Node, Scene};
use super::style::{self, LegendRow};
use super::text::joined;

/// A step of the walk; indices into the scene.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    /// A group begins.
    Open(usize, &'a Group),
    /// A node of the innermost open group.
    Node(usize, &'a Node),
    /// The innermost open group ends.
    Close,
}

/// Every group with what it holds, its nodes before its groups, in the order of the scene.
pub(super) fn walk(scene: &Scene) -> Vec<Step<'_>> {
    let slot = |group: Option<usize>| group.map_or(0, |group| group + 1);
    let mut nodes: Vec<Vec<Step<'_>>> = vec![Vec::new(); scene.groups.len() + 1];
    for (index, node) in scene.nodes.iter().enumerate() {
        if let Some(list) = nodes.get_mut(slot(node.group)) {
            list.push(Step::Node(index, node));
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); scene.groups.len() + 1];
    for (index, group) in scene.groups.iter().enumerate() {
        let parent = group.parent.filter(|parent| *parent < index);
        if let Some(list) = groups.get_mut(slot(parent)) {
            list.push(index);
        }
    }
    let mut steps = Vec::new();
    enter(scene, None, &nodes, &groups, &mut steps);
    steps
}

fn enter<'a>(
    scene: &'a Scene,
    group: Option<usize>,
    nodes: &[Vec<Step<'a>>],
    groups: &[Vec<usize>],
    steps: &mut Vec<Step<'a>>,
) {
    let slot = group.map_or(0, |group| group + 1);
    steps.extend(nodes.get(slot).into_iter().flatten());
    for index in groups.get(slot).into_iter().flatten() {
        if let Some(group) = scene.groups.get(*index) {
            steps.push(Step::Open(*index, group));
            enter(scene, Some(*index), nodes, groups, steps);
            steps.push(Step::Close);
        }
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
