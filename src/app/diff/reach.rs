//! Pairs of networks and sites between which something else arrives than before.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::reach::{State, matrix, routing};
use crate::model::Design;
use crate::profile::Profiles;
use crate::report::diff::Reached;

/// More networks and sites than this are compared only on request.
const MANY: usize = 400;

/// Whether reachability is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Compare {
    /// Where the snapshots are not too large.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

type Verdicts = BTreeMap<(&'static str, &'static str, &'static str), &'static str>;

fn ends(design: &Design) -> usize {
    design.networks.len() + design.sites.len()
}

/// The pairs whose verdict changed and is known in both, or why they are not compared.
pub(super) fn changed(
    old: &Design,
    new: &Design,
    profiles: &Profiles,
    compare: Compare,
) -> Result<Vec<Reached>, String> {
    let count = ends(old).max(ends(new));
    if compare == Compare::Never {
        return Err("it was not asked for".to_owned());
    }
    if compare == Compare::Auto && count > MANY {
        return Err(format!(
            "{count} networks and sites are more than {MANY}; `--reachability always` compares them"
        ));
    }
    let ((before, there), (after, here)) = rayon::join(|| of(old, profiles), || of(new, profiles));
    let pairs: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
    let mut changed = Vec::new();
    for pair in pairs {
        let (from, to, family) = pair;
        let verdict = |verdicts: &Verdicts, ends: &BTreeSet<&'static str>| {
            let known = ends.contains(from) && ends.contains(to);
            known.then(|| verdicts.get(&pair).copied().unwrap_or("none"))
        };
        let (before, after) = (verdict(&before, &there), verdict(&after, &here));
        let is_known = |verdict: Option<&str>| verdict != Some("unknown");
        if before != after && is_known(before) && is_known(after) {
            changed.push(Reached {
                from,
                to,
                family,
                before,
                after,
            });
        }
    }
    Ok(changed)
}

/// The verdicts of a snapshot that are not `none`, and its networks and sites.
fn of(design: &Design, profiles: &Profiles) -> (Verdicts, BTreeSet<&'static str>) {
    let routing = routing(design, profiles);
    let pairs = matrix(&routing, &State::default(), false, None).pairs;
    let verdicts = pairs
        .into_iter()
        .map(|pair| ((pair.from, pair.to, pair.family), pair.verdict))
        .collect();
    let ends = (0..routing.ends())
        .map(|end| routing.end_name(end))
        .collect();
    (verdicts, ends)
}
