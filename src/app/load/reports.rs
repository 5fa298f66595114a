//! What is told about the files that were read.

use super::{InputReport, NotModelled};
use crate::import::findings::Noted;
use crate::import::read::refused;
use crate::source::Sources;

/// What a file gave. Its elements may have gone into the design already, so their number is told.
pub(super) fn report(path: String, documents: &[Noted], elements: usize) -> InputReport {
    let mut kinds: Vec<&str> = Vec::new();
    for kind in documents.iter().flat_map(|document| &document.batch.kinds) {
        if !kinds.contains(&kind.as_str()) {
            kinds.push(kind);
        }
    }
    let batches = || documents.iter().map(|document| &document.batch);
    InputReport {
        path,
        kind: kinds.join(", "),
        elements,
        refused: batches().map(refused).sum(),
        not_modelled: batches()
            .flat_map(|batch| &batch.not_modelled)
            .map(|objects| objects.count)
            .sum(),
    }
}

/// What is in the documents but in no design, by kind.
pub(super) fn not_modelled(documents: &[Noted], sources: &Sources) -> Vec<NotModelled> {
    let mut all: std::collections::BTreeMap<&str, (usize, Vec<String>)> =
        std::collections::BTreeMap::new();
    for document in documents {
        for objects in &document.batch.not_modelled {
            let (count, paths) = all.entry(&objects.kind).or_default();
            *count += objects.count;
            let path = sources.path(document.file).to_owned();
            if paths.last() != Some(&path) {
                paths.push(path);
            }
        }
    }
    all.into_iter()
        .map(|(kind, (count, paths))| NotModelled {
            kind: kind.to_owned(),
            count,
            paths,
        })
        .collect()
}
