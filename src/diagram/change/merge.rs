//! Parallel edges drawn as one.

use std::collections::BTreeMap;

use crate::diagram::scene::{Arrow, Edge, EdgeKind, End, Mark, Scene};
use crate::diagram::style;
use crate::diagram::text::{count, joined, wrap};
use crate::model::Phase;

/// Draws all edges between the same two nodes or rows as one.
///
/// They would run on top of each other, and a reader asks first whether the two are connected.
pub(in crate::diagram) fn merge_parallel(scene: &mut Scene) {
    let mut bundles: Vec<Vec<Edge>> = Vec::new();
    let mut known: BTreeMap<(End, End), usize> = BTreeMap::new();
    for edge in std::mem::take(&mut scene.edges) {
        let (a, b) = (edge.from, edge.to);
        let slot = *known.entry((a.min(b), a.max(b))).or_insert(bundles.len());
        match bundles.get_mut(slot) {
            Some(bundle) => bundle.push(edge),
            None => bundles.push(vec![edge]),
        }
    }
    let mixed = |bundle: &Vec<Edge>| {
        bundle.iter().any(|edge| {
            Some(style::line(edge.phase)) != bundle.first().map(|e| style::line(e.phase))
        })
    };
    if bundles.iter().any(mixed) {
        scene.notes.push(
            "a line that stands for several is drawn as the best of them; its text says each state"
                .to_owned(),
        );
    }
    scene.edges = bundles.into_iter().filter_map(merged).collect();
}

/// One edge for a bundle: the text of each where they are few, else how many there are of each kind and state.
fn merged(bundle: Vec<Edge>) -> Option<Edge> {
    const FEW: usize = 3;
    if bundle.len() == 1 {
        return bundle.into_iter().next();
    }
    let mut lines: Vec<String> = Vec::new();
    let mut counts: BTreeMap<EdgeKind, (usize, BTreeMap<String, usize>)> = BTreeMap::new();
    for edge in &bundle {
        let (total, states) = counts.entry(edge.kind).or_default();
        *total += edge.count;
        for item in edge.items.iter().filter(|item| !item.state.is_empty()) {
            *states.entry(item.state.clone()).or_default() += 1;
        }
        lines.extend(edge.lines.iter().cloned());
    }
    if bundle.len() > FEW || lines.is_empty() {
        lines.clear();
        for (kind, (total, states)) in counts {
            // States of some would read as states of all.
            let all_known = states.values().sum::<usize>() == total;
            let states: Vec<String> = states
                .into_iter()
                .filter(|_| all_known)
                .map(|(word, n)| {
                    if n == total {
                        word
                    } else {
                        format!("{n} {word}")
                    }
                })
                .collect();
            let head = count(total, kind.noun());
            lines.extend(wrap(&joined([head.as_str(), &states.join(", ")])));
        }
    }
    let mut edges = bundle.into_iter();
    let mut first = edges.next()?;
    for edge in edges {
        let reversed = first.from != edge.from;
        first.arrow = match (first.arrow, edge.arrow, reversed) {
            (arrow, Arrow::None, _) => arrow,
            (Arrow::None, arrow, false) => arrow,
            (Arrow::Forward, Arrow::Forward, false) => Arrow::Forward,
            _ => Arrow::Both,
        };
        if rank(edge.phase) < rank(first.phase) {
            first.phase = edge.phase;
        }
        first.count += edge.count;
        first.items.extend(edge.items);
        Mark::merge(&mut first.mark, edge.mark);
    }
    first.lines = lines;
    Some(first)
}

/// How near to working a phase is; the least is the best.
fn rank(phase: Phase) -> usize {
    match phase {
        Phase::Active => 0,
        Phase::Degraded => 1,
        Phase::Unstated => 2,
        Phase::Provisioning => 3,
        Phase::AwaitingAcceptance => 4,
        Phase::Requested => 5,
        Phase::Unknown => 6,
        Phase::Deleting => 7,
        Phase::Expired | Phase::Refused | Phase::Failed => 8,
        Phase::Deleted => 9,
    }
}
