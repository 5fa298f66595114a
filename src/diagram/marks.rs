//! Lays findings over a scene: each marks the nearest thing shown of its first subject that is shown.

use std::collections::BTreeMap;

use crate::finding::{Finding, Subject};
use crate::model::{AnyId, Design};

use super::build::parent;
use super::scene::{Mark, Scene};
use super::text::{clean, count, encode};

/// Finds elements in a scene.
pub(super) struct Keys<'a> {
    design: &'a Design,
    pub(super) keys: BTreeMap<AnyId, String>,
    by_words: BTreeMap<(&'static str, &'static str), Vec<AnyId>>,
}

/// A thing that can carry a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spot {
    Group(usize),
    Node(usize),
    Row(usize, usize),
    Edge(usize),
}

impl<'a> Keys<'a> {
    pub(super) fn new(design: &'a Design, keys: BTreeMap<AnyId, String>) -> Self {
        let mut by_words: BTreeMap<_, Vec<AnyId>> = BTreeMap::new();
        for id in design.all() {
            let printed = design.head(id).printed_id().as_str();
            by_words
                .entry((id.kind().word(), printed))
                .or_default()
                .push(id);
        }
        Self {
            design,
            keys,
            by_words,
        }
    }

    /// Where an element is shown; else where the element around it is.
    pub(super) fn spot(&self, spots: &BTreeMap<String, Spot>, id: AnyId) -> Option<Spot> {
        let mut at = Some(id);
        // Elements nest at most four deep; references that go round must not keep us here.
        for _ in 0..8 {
            let id = at?;
            if let Some(spot) = self.keys.get(&id).and_then(|key| spots.get(key)) {
                return Some(*spot);
            }
            at = parent(self.design, id);
        }
        None
    }

    /// `kind/id`, for messages.
    pub(super) fn words(&self, id: AnyId) -> String {
        format!(
            "{}/{}",
            id.kind().word(),
            clean(&self.design.head(id).printed_id())
        )
    }

    /// The element that a subject names.
    fn element(&self, subject: &Subject) -> Option<AnyId> {
        let candidates = self.by_words.get(&(subject.kind, subject.id.as_str()))?;
        let fits = |id: &&AnyId| {
            let head = self.design.head(**id);
            head.provider.0 == subject.provider
                && head.account.get() == subject.account
                && head.region.get() == subject.region
        };
        candidates.iter().find(fits).or(candidates.first()).copied()
    }

    fn subject_spot(&self, spots: &BTreeMap<String, Spot>, subject: &Subject) -> Option<Spot> {
        match self.element(subject) {
            Some(id) => self.spot(spots, id),
            // Locations and devices are known by their name alone.
            None => spots
                .get(&format!("{}/{}", subject.kind, encode(&subject.id)))
                .copied(),
        }
    }
}

/// Where every element of a scene is shown.
pub(super) fn spots(scene: &Scene) -> BTreeMap<String, Spot> {
    let mut spots = BTreeMap::new();
    for (index, node) in scene.nodes.iter().enumerate() {
        for item in &node.items {
            spots.entry(item.key.clone()).or_insert(Spot::Node(index));
        }
    }
    for (index, node) in scene.nodes.iter().enumerate() {
        for (row, value) in node.rows.iter().enumerate() {
            spots
                .entry(value.item.key.clone())
                .or_insert(Spot::Row(index, row));
        }
    }
    for (index, edge) in scene.edges.iter().enumerate() {
        for item in &edge.items {
            spots.entry(item.key.clone()).or_insert(Spot::Edge(index));
        }
    }
    for (index, group) in scene.groups.iter().enumerate() {
        if let Some(item) = &group.item {
            spots.entry(item.key.clone()).or_insert(Spot::Group(index));
        }
    }
    spots
}

/// Marks what findings are about. Ignored findings do not count; those about nothing that is shown are counted in a note.
pub(super) fn lay(scene: &mut Scene, keys: &Keys<'_>, findings: &[Finding]) {
    let spots = spots(scene);
    let mut unplaced = 0;
    for finding in findings.iter().filter(|finding| finding.ignored.is_none()) {
        let spot = finding
            .subjects
            .iter()
            .find_map(|subject| keys.subject_spot(&spots, subject));
        let mark = Mark {
            severity: finding.severity,
            findings: vec![(
                finding.severity,
                finding.rule.code.to_string(),
                clean(&finding.message),
            )],
        };
        let place = match spot {
            Some(Spot::Group(index)) => scene.groups.get_mut(index).map(|group| &mut group.mark),
            Some(Spot::Node(index)) => scene.nodes.get_mut(index).map(|node| &mut node.mark),
            Some(Spot::Row(node, row)) => scene
                .nodes
                .get_mut(node)
                .and_then(|node| node.rows.get_mut(row))
                .map(|row| &mut row.mark),
            Some(Spot::Edge(index)) => scene.edges.get_mut(index).map(|edge| &mut edge.mark),
            None => None,
        };
        match place {
            Some(place) => Mark::merge(place, Some(mark)),
            None => unplaced += 1,
        }
    }
    if unplaced > 0 {
        scene.notes.push(format!(
            "{} on elements that this picture does not show",
            count(unplaced, "finding")
        ));
    }
}
