//! Lays a path or a failure over a scene: what packets pass stands out, what is lost is grey; text says both.

use std::collections::{BTreeMap, BTreeSet};

use super::build::item_keys;
use super::marks::Keys;
use super::options::{Focus, Highlight};
use super::scene::{Edge, Item, Light, Scene};
use super::text::encode;
use crate::model::{AnyId, Design};

/// The keys of things of both kinds.
struct Lit {
    path: BTreeSet<String>,
    lost: BTreeSet<String>,
}

impl Lit {
    fn of(&self, item: &Item) -> Light {
        if self.lost.contains(&item.key) {
            Light::Lost
        } else if self.path.contains(&item.key) {
            Light::Path
        } else {
            Light::Plain
        }
    }

    /// Of a thing that stands for several: on the path with any of them, lost with all of them.
    fn all(&self, items: &[Item]) -> Light {
        let lights = || items.iter().map(|item| self.of(item));
        if lights().any(|light| light == Light::Path) {
            Light::Path
        } else if !items.is_empty() && lights().all(|light| light == Light::Lost) {
            Light::Lost
        } else {
            Light::Plain
        }
    }
}

/// The key of a thing, as pictures hold it.
fn key(known: &BTreeMap<AnyId, String>, thing: &Focus) -> Option<String> {
    match thing {
        Focus::Element(id) => known.get(id).cloned(),
        Focus::Named(Some(kind), id) => Some(format!("{}/{}", kind.word(), encode(id))),
        Focus::Named(None, _) => None,
    }
}

fn keys(known: &Keys<'_>, things: &[Focus]) -> BTreeSet<String> {
    let keys = things.iter().filter_map(|thing| key(&known.keys, thing));
    keys.collect()
}

/// The keys under which the pictures of a design hold its things, for scripts that look for them there.
#[derive(Debug)]
pub struct ThingKeys(BTreeMap<AnyId, String>);

impl ThingKeys {
    /// Those of a design.
    #[must_use]
    pub fn new(design: &Design) -> Self {
        Self(item_keys(design))
    }

    /// The key of a thing; whether a picture shows it is another question.
    #[must_use]
    pub fn key(&self, thing: &Focus) -> Option<String> {
        key(&self.0, thing)
    }
}

/// Lights everything that the highlight names, and says what the picture does not show of the path.
pub(super) fn lay(scene: &mut Scene, known: &Keys<'_>, highlight: &Highlight) {
    if highlight.path.is_empty() && highlight.lost.is_empty() {
        scene.notes.extend(highlight.notes.iter().cloned());
        return;
    }
    let lit = Lit {
        path: keys(known, &highlight.path),
        lost: keys(known, &highlight.lost),
    };
    for group in &mut scene.groups {
        group.light = group
            .item
            .as_ref()
            .map_or(Light::Plain, |item| lit.of(item));
    }
    for node in &mut scene.nodes {
        for row in &mut node.rows {
            row.light = lit.of(&row.item);
        }
        // The first item is the node's own; what else it stands for counts where it has none of its own to show.
        let own = node.items.first().map_or(Light::Plain, |item| lit.of(item));
        let inside = node.rows.iter().any(|row| row.light == Light::Path)
            || lit.all(&node.items) == Light::Path;
        node.light = if own == Light::Plain && inside {
            Light::Path
        } else {
            own
        };
    }
    let lights: Vec<Light> = scene
        .edges
        .iter()
        .map(|edge| of_edge(scene, edge, &lit))
        .collect();
    for (edge, light) in scene.edges.iter_mut().zip(lights) {
        edge.light = light;
    }
    say(scene);
    let shown = shown(scene);
    let missing = lit
        .path
        .iter()
        .filter(|key| !shown.contains(key.as_str()))
        .count();
    if missing > 0 {
        scene.notes.push(format!(
            "{missing} of the things on the path are not part of this picture"
        ));
    }
    scene.notes.extend(highlight.notes.iter().cloned());
}

/// An edge without elements of its own goes by what it joins.
fn of_edge(scene: &Scene, edge: &Edge, lit: &Lit) -> Light {
    let own = lit.all(&edge.items);
    let end = |end: super::scene::End| {
        let node = scene.nodes.get(end.node);
        let row = node.and_then(|node| node.rows.get(end.row?));
        match (row, node) {
            (Some(row), _) => row.light,
            (None, Some(node)) => node.light,
            (None, None) => Light::Plain,
        }
    };
    let ends = [end(edge.from), end(edge.to)];
    if ends.contains(&Light::Lost) {
        return Light::Lost;
    }
    match own {
        Light::Plain if edge.items.is_empty() && ends == [Light::Path; 2] => Light::Path,
        own => own,
    }
}

/// Colours alone say nothing.
fn say(scene: &mut Scene) {
    for group in &mut scene.groups {
        group.lines.extend(group.light.words().map(str::to_owned));
    }
    for node in &mut scene.nodes {
        node.lines.extend(node.light.words().map(str::to_owned));
        for row in &mut node.rows {
            if let (Some(words), Some(cell)) = (row.light.words(), row.cells.first_mut()) {
                cell.push(words.to_owned());
            }
        }
    }
    for edge in &mut scene.edges {
        edge.lines.extend(edge.light.words().map(str::to_owned));
    }
}

fn shown(scene: &Scene) -> BTreeSet<&str> {
    let mut all: BTreeSet<&str> = BTreeSet::new();
    all.extend(
        scene
            .groups
            .iter()
            .filter_map(|g| g.item.as_ref())
            .map(|i| i.key.as_str()),
    );
    for node in &scene.nodes {
        all.extend(node.items.iter().map(|item| item.key.as_str()));
        all.extend(node.rows.iter().map(|row| row.item.key.as_str()));
    }
    for edge in &scene.edges {
        all.extend(edge.items.iter().map(|item| item.key.as_str()));
    }
    all
}
