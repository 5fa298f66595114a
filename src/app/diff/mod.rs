//! `diff`: two snapshots side by side.

mod fields;
mod judge;
mod matching;
pub mod problems;
mod reach;
mod states;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use reach::Compare;

use super::inventory::totals;
use super::load::Loaded;
use super::progress::Progress;
use super::{catalogue, check};
use crate::finding::{Finding, Severity, Subject};
use crate::import::findings::subject;
use crate::model::{AnyId, Design, Phase, Seconds, Time};
use crate::profile::Profiles;
use crate::report::diff::{Changed, Difference, Value};
use crate::report::{Input, Report};
use crate::rules;
use crate::settings::Settings;
use crate::settings::exceptions::{self, Around};
use crate::source::{Limits, Sources, Text};
use fields::{Beside, Member, Said, members};
use judge::{Judged, Snapshots};
use matching::{Proof, matched};

/// What the user decided about a comparison.
#[derive(Clone, Copy)]
pub struct DiffOptions<'a> {
    /// When the earlier snapshot was taken; left out: the latest time that it carries.
    pub old_as_of: Option<Time>,
    /// The same of the later one.
    pub as_of: Option<Time>,
    /// Whether reachability is compared.
    pub reachability: Compare,
    /// Which rules run, and how.
    pub settings: &'a Settings,
    /// The severity from which a finding fails the run.
    pub fail_on: Option<Severity>,
    /// Bounds on reading, for places.
    pub limits: &'a Limits,
    /// The providers' facts.
    pub profiles: &'a Profiles,
    /// Who wants to know how far it has come.
    pub progress: &'a dyn Progress,
}

/// The snapshots are in the wrong order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the earlier snapshot is of {old}, which is after the later one of {new}")]
pub struct WrongOrder {
    old: Time,
    new: Time,
}

/// Compares two snapshots.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::diff::{Compare, DiffOptions, diff};
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::progress::Silent;
/// use netvet::app::{PROFILES, Profiles, Time, catalogue};
/// use netvet::settings::{Selected, Settings};
/// use netvet::source::Limits;
///
/// let (profiles, limits) = (Profiles::new(PROFILES), Limits::default());
/// let settings = Settings::new(Selected::all(&catalogue::all()));
/// let read = |path: &str| {
///     load(&LoadOptions::new(&[PathBuf::from(path)], &profiles, Time(1_780_000_000)))
/// };
/// let options = DiffOptions {
///     old_as_of: None,
///     as_of: None,
///     reachability: Compare::Auto,
///     settings: &settings,
///     fail_on: None,
///     limits: &limits,
///     profiles: &profiles,
///     progress: &Silent,
/// };
/// let difference = diff(read("examples/snapshots/monday"), read("examples/snapshots/tuesday"), &options)?;
/// // A deleted peering does not come back.
/// assert!(difference.transitions.iter().any(|step| step.legal == Some(false)));
/// # Ok::<(), netvet::app::diff::WrongOrder>(())
/// ```
///
/// # Errors
/// If the times that they carry, or that the options give, contradict their order.
pub fn diff(old: Loaded, new: Loaded, options: &DiffOptions<'_>) -> Result<Difference, WrongOrder> {
    let old_as_of = options.old_as_of.or(old.design.about.captured);
    let as_of = options.as_of.or(new.design.about.captured);
    if let Some((old, new)) = old_as_of.zip(as_of).filter(|(old, new)| old > new) {
        return Err(WrongOrder { old, new });
    }
    let elapsed = old_as_of
        .zip(as_of)
        .map(|(old, new)| Seconds(new.0.saturating_sub(old.0)));
    options.progress.phase("comparing", 1);
    let mut elements: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (kind, count) in totals(&old).into_iter().chain(totals(&new)) {
        *elements.entry(kind.word()).or_default() += count;
    }
    let mut sources = new.sources;
    let shift = sources.append(old.sources);
    let snapshots = Snapshots {
        old: &old.design,
        new: &new.design,
        old_as_of,
        elapsed,
        shift,
        profiles: options.profiles,
    };
    let (mut difference, findings) = compare(&snapshots);
    options.progress.step();
    options.progress.phase("reaching", 1);
    let (before, after) = (&old.design, &new.design);
    match reach::changed(before, after, options.profiles, options.reachability) {
        Ok(pairs) => difference.reachability = pairs,
        Err(why) => difference.reachability_skipped = Some(why),
    }
    options.progress.step();
    difference.old_as_of = old_as_of.map(|time| time.to_string());
    difference.as_of = as_of.map(|time| time.to_string());
    let inputs = old.inputs.into_iter().chain(new.inputs);
    let inputs = inputs.map(Input::from).collect();
    difference.report = report(
        findings,
        sources,
        &new.design,
        as_of.unwrap_or(new.as_of),
        options,
    );
    difference.report.inputs = inputs;
    difference.report.elements = elements;
    difference.report.as_of.clone_from(&difference.as_of);
    difference.report.sort();
    Ok(difference)
}

/// The findings that count, with their places.
fn report(
    findings: Vec<Finding>,
    mut sources: Sources,
    design: &Design,
    as_of: Time,
    options: &DiffOptions<'_>,
) -> Report {
    let settings = match options.settings.written() {
        Some(written) => {
            let file = sources.add_plain(&written.path, written.text.as_str());
            Cow::Owned(options.settings.at(file))
        }
        None => Cow::Borrowed(options.settings),
    };
    let mut findings = findings;
    check::settle(&mut findings, &settings);
    let catalogue = catalogue::all();
    // What exceptions cover beside these findings is `check`'s to say.
    let _ = exceptions::apply(
        &settings,
        &Around {
            catalogue: &catalogue,
            selected: &settings.rules,
            sources: &sources,
            limits: options.limits,
            design,
            as_of,
            complete: false,
        },
        &mut findings,
    );
    rules::finish(&mut findings, |file| sources.path(file));
    let (items, lines) = check::place(Arc::new(sources), findings, &[], options.limits);
    Report {
        items,
        catalogue,
        fail_on: options.fail_on,
        lines: Box::new(lines),
        ..Report::default()
    }
}

/// Everything but reachability.
fn compare(snapshots: &Snapshots<'_>) -> (Difference, Vec<Finding>) {
    let Snapshots { old, new, .. } = *snapshots;
    let matched = matched(old, new);
    let (proof_old, proof_new) = (Proof::of(old), Proof::of(new));
    let (beside_old, beside_new) = (Beside::of(old), Beside::of(new));
    let mut judged = Judged::new();
    let mut difference = Difference::default();
    for (before, after) in &matched.both {
        snapshots.pair(*before, *after, &mut judged);
        let was = members(old, &beside_old, *before);
        let is = members(new, &beside_new, *after);
        changes(subject(new, *after), was, is, &mut difference.changed);
    }
    for id in &matched.old_only {
        let head = old.head(*id);
        if proof_new.covers(&proof_old, id.kind(), head) {
            difference.removed.push(subject(old, *id));
            if proof_new.lists(id.kind(), head) {
                snapshots.gone(*id, &mut judged);
            }
        } else {
            difference.not_covered.push(subject(old, *id));
        }
    }
    for id in &matched.new_only {
        if proof_old.covers(&proof_new, id.kind(), new.head(*id)) {
            difference.added.push(subject(new, *id));
        } else {
            difference.not_covered_before.push(subject(new, *id));
        }
    }
    difference.replaced = replaced(snapshots, &matched);
    let (transitions, findings) = judged.into_parts();
    difference.transitions = transitions;
    for list in [
        &mut difference.added,
        &mut difference.removed,
        &mut difference.not_covered,
        &mut difference.not_covered_before,
    ] {
        list.sort_unstable();
    }
    // Stable, so that fields and parts stay in their order.
    difference.changed.sort_by_key(|change| change.subject);
    difference.transitions.sort_by_key(|step| step.subject);
    (difference, findings)
}

/// The fields that differ.
fn changes(subject: Subject, was: Vec<Member>, is: Vec<Member>, out: &mut Vec<Changed>) {
    let mut before: BTreeMap<&'static str, Said> = BTreeMap::new();
    let mut order: Vec<&'static str> = Vec::new();
    for member in was {
        order.push(member.name);
        before.insert(member.name, member.said);
    }
    let mut after: BTreeMap<&'static str, Said> = BTreeMap::new();
    for member in is {
        if !before.contains_key(member.name) {
            order.push(member.name);
        }
        after.insert(member.name, member.said);
    }
    for field in order {
        let take = |side: &mut BTreeMap<&'static str, Said>| match side.remove(field) {
            Some(Said::Given(value)) => Some(Some(value)),
            Some(Said::Absent) | None => Some(None),
            Some(Said::Unknown) => None,
        };
        let (Some(from), Some(to)) = (take(&mut before), take(&mut after)) else {
            continue;
        };
        if !same(from.as_ref(), to.as_ref()) {
            out.push(Changed {
                subject,
                field,
                from,
                to,
            });
        }
    }
}

/// Whether two values say the same; the order of a list says nothing.
fn same(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(Value::List(a)), Some(Value::List(b))) => {
            let sorted = |list: &[String]| {
                let mut sorted = list.to_vec();
                sorted.sort_unstable();
                sorted
            };
            a == b || sorted(a) == sorted(b)
        }
        (a, b) => a == b,
    }
}

/// Peerings that ended, with the new one of the same two networks.
fn replaced(snapshots: &Snapshots<'_>, matched: &matching::Matched) -> Vec<(Subject, Subject)> {
    let Snapshots { old, new, .. } = *snapshots;
    let pair = |design: &Design, id: AnyId| -> Option<[Text; 2]> {
        let AnyId::Peering(id) = id else { return None };
        let [a, b] = design[id].sides().map(|side| {
            let to = side.network.get();
            to.map(|to| design.head(AnyId::Network(to)).printed_id())
                .or(side.network.id.get())
        });
        let mut pair = [a?, b?];
        pair.sort_unstable();
        Some(pair)
    };
    let mut begun: FxHashMap<[Text; 2], AnyId> = FxHashMap::default();
    for id in &matched.new_only {
        if let Some(pair) = pair(new, *id).filter(|_| new.head(*id).state.is_live()) {
            begun.entry(pair).or_insert(*id);
        }
    }
    let gone = matched.old_only.iter().copied();
    let ended = matched.both.iter().filter(|(before, after)| {
        let over = |phase: Phase| phase.is_terminal() || phase == Phase::Deleting;
        let is_over = over(new.head(*after).state.phase);
        is_over && !over(old.head(*before).state.phase)
    });
    let ended = ended.map(|(before, _)| *before);
    let mut replaced: Vec<(Subject, Subject)> = gone
        .chain(ended)
        .filter_map(|id| {
            let by = begun.get(&pair(old, id)?)?;
            Some((subject(old, id), subject(new, *by)))
        })
        .collect();
    replaced.sort_unstable();
    replaced
}
