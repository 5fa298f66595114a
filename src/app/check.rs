//! `check`: a loaded design through all selected rules, to a report.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::catalogue;
use super::load::Loaded;
use super::progress::{Progress, Silent};
use crate::finding::{Code, Finding, Severity};
use crate::index::Index;
use crate::model::{Design, Time};
use crate::profile::Profiles;
use crate::provider::SECRET_KEYS;
use crate::report::{Against, Item, Lines, Place, Problem, Report};
use crate::rules::{self, Context};
use crate::settings::exceptions::{self, Around};
use crate::settings::{Baseline, Settings, baseline};
use crate::source::{FileId, Limits, SecretNames, Shown, Sources, Span};

/// What the user decided about a check.
#[derive(Clone, Copy)]
pub struct CheckOptions<'a> {
    /// Which rules run, and how.
    pub settings: &'a Settings,
    /// Findings accepted earlier.
    pub baseline: Option<&'a Baseline>,
    /// The severity from which a finding fails the run.
    pub fail_on: Option<Severity>,
    /// Whether findings that do not count are shown.
    pub show_ignored: bool,
    /// How many findings of one rule and severity are listed.
    pub most: Most,
    /// Whether the report comes with the topology and what traffic would do in it.
    pub picture: bool,
    /// Bounds on reading, for places.
    pub limits: &'a Limits,
    /// The providers' facts.
    pub profiles: &'a Profiles,
    /// Who wants to know how far it has come.
    pub progress: &'a dyn Progress,
}

/// How many findings of one rule and severity a report lists; all of them are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Most {
    /// All errors, and of the rest as many as a person might still read.
    #[default]
    Usual,
    /// So many, errors too.
    Only(usize),
    /// All.
    All,
}

impl Most {
    /// Warnings and infos of one rule that are listed where nothing is chosen.
    pub const USUAL: usize = 10_000;

    /// The bound for a severity.
    fn of(self, severity: Severity) -> usize {
        match self {
            Most::Only(most) => most,
            Most::Usual if severity < Severity::Error => Self::USUAL,
            Most::Usual | Most::All => usize::MAX,
        }
    }

    /// Takes away what is beyond the bound. The findings are in order, and the first ones stay.
    fn beyond(self, findings: &mut Vec<Finding>) -> Vec<Finding> {
        let mut seen: FxHashMap<(Code, Severity, bool), usize> = FxHashMap::default();
        let (listed, beyond) = std::mem::take(findings).into_iter().partition(|finding| {
            let key = (
                finding.rule.code,
                finding.severity,
                finding.ignored.is_some(),
            );
            let seen = seen.entry(key).or_insert(0);
            *seen += 1;
            *seen <= self.of(finding.severity)
        });
        *findings = listed;
        beyond
    }
}

impl<'a> CheckOptions<'a> {
    /// Some settings and nothing else: errors fail the run, no baseline, no picture.
    #[must_use]
    pub fn new(settings: &'a Settings, profiles: &'a Profiles, limits: &'a Limits) -> Self {
        Self {
            settings,
            baseline: None,
            fail_on: Some(Severity::Error),
            show_ignored: false,
            most: Most::default(),
            picture: false,
            limits,
            profiles,
            progress: &Silent,
        }
    }
}

/// The findings about a design: those of the rules, of reading and of the settings, in order, each with its own fingerprint.
/// What exceptions and the baseline cover is marked. Also whether a rule broke off.
#[must_use]
pub fn findings(loaded: &mut Loaded, options: &CheckOptions<'_>) -> (Vec<Finding>, bool) {
    // Among the sources, so that findings can show its lines.
    let settings = match options.settings.written() {
        Some(written) => {
            let file = loaded
                .sources
                .add_plain(&written.path, written.text.as_str());
            Cow::Owned(options.settings.at(file))
        }
        None => Cow::Borrowed(options.settings),
    };
    let settings: &Settings = &settings;
    options.progress.phase("indexing", 1);
    let index = Index::build(&loaded.design);
    options.progress.step();
    options.progress.phase("checking", 1);
    let context = Context {
        design: &loaded.design,
        index: &index,
        profiles: options.profiles,
        settings,
        as_of: Some(loaded.as_of),
    };
    let outcome = rules::run(&context, &rules::table());
    options.progress.step();
    let mut findings = std::mem::take(&mut loaded.findings);
    settle(&mut findings, settings);
    findings.extend(outcome.findings);
    let catalogue = catalogue::all();
    let complete = !loaded.is_faulty();
    let around = Around {
        catalogue: &catalogue,
        selected: &settings.rules,
        sources: &loaded.sources,
        limits: options.limits,
        design: &loaded.design,
        as_of: loaded.as_of,
        complete,
    };
    let said = exceptions::apply(settings, &around, &mut findings);
    findings.extend(said);
    rules::finish(&mut findings, |file| loaded.sources.path(file));
    if let Some(baseline) = options.baseline {
        let file = loaded.sources.add(&baseline.path, baseline.text.as_str());
        let rules = &settings.rules;
        let said = baseline.apply(file, rules, &catalogue, complete, &mut findings);
        findings.extend(said);
        // Fingerprints are distinct already; this brings the new ones to their places.
        rules::finish(&mut findings, |file| loaded.sources.path(file));
    }
    (findings, outcome.broken)
}

/// Checks a design.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::check::{CheckOptions, check};
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::{PROFILES, Profiles, Time, catalogue};
/// use netvet::report::{Style, format};
/// use netvet::settings::{Selected, Settings};
/// use netvet::source::Limits;
///
/// let (profiles, limits) = (Profiles::new(PROFILES), Limits::default());
/// let paths = [PathBuf::from("examples/exports/aws")];
/// let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
/// let settings = Settings::new(Selected::all(&catalogue::all()));
/// let report = check(loaded, &CheckOptions::new(&settings, &profiles, &limits));
/// assert!(report.fails());
/// assert!(report.shown().any(|item| item.finding.rule.name == "peering-cidr-overlap"));
///
/// let sarif = format("sarif").expect("a format of that name");
/// let mut bytes = Vec::new();
/// (sarif.write)(&report, &Style::default(), &mut bytes)?;
/// # assert!(bytes.starts_with(b"{"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use]
pub fn check(mut loaded: Loaded, options: &CheckOptions<'_>) -> Report {
    let (mut findings, broken) = findings(&mut loaded, options);
    let resolved = baseline::resolved(&findings);
    let counting = findings.iter().filter(|finding| finding.ignored.is_none());
    let against = options.baseline.map(|_| Against {
        new: counting.count() - resolved,
        resolved,
    });
    options.progress.phase("locating", 1);
    let mut problems = loaded.problems();
    let inputs = loaded
        .inputs
        .iter()
        .map(|input| input.clone().into())
        .collect();
    let elements: BTreeMap<&'static str, usize> = super::inventory::totals(&loaded)
        .into_iter()
        .map(|(kind, count)| (kind.word(), count))
        .collect();
    let as_of = loaded.as_of;
    let Loaded {
        sources, design, ..
    } = loaded;
    let (mut picture, mut traffic) = (None, None);
    if options.picture {
        picture = super::draw::picture(&design, &findings);
        options.progress.phase("routing", 1);
        traffic = Some(super::traffic::traffic(&design, options.profiles, &sources));
        options.progress.step();
    }
    drop::<Design>(design);
    let unlisted = options.most.beyond(&mut findings);
    let sources = Arc::new(sources);
    let (items, lines) = place(Arc::clone(&sources), findings, &problems, options.limits);
    let changed = sources.changed().map(|path| {
        Problem::new(format!("{path} changed while it was checked")).help("check again")
    });
    problems.extend(changed);
    options.progress.step();
    let mut report = Report {
        as_of: Some(printed(as_of)),
        inputs,
        elements,
        items,
        unlisted,
        problems,
        catalogue: catalogue::all(),
        fail_on: options.fail_on,
        show_ignored: options.show_ignored,
        broken,
        base: None,
        against,
        lines: Box::new(lines),
        picture,
        traffic,
        tables: Vec::new(),
    };
    report.sort();
    report
}

/// Leaves the findings of rules that run, with the severities that were chosen for them.
pub(super) fn settle(findings: &mut Vec<Finding>, settings: &Settings) {
    findings.retain_mut(|finding| match settings.rules.severity(finding.rule) {
        Some(chosen) => {
            if chosen != finding.rule.severity {
                finding.severity = chosen;
            }
            true
        }
        None => false,
    });
}

fn printed(time: Time) -> String {
    time.to_string()
}

/// Lines, columns and pointers of all findings, in one pass over each file that has some.
pub(super) fn place(
    sources: Arc<Sources>,
    findings: Vec<Finding>,
    problems: &[Problem],
    limits: &Limits,
) -> (Vec<Item>, MaskedLines) {
    let mut spans: Vec<Span> = Vec::with_capacity(findings.len());
    for finding in &findings {
        spans.push(finding.primary);
        spans.extend(finding.labels.iter().map(|label| label.span));
    }
    // Of a file that is at fault as a whole the line is shown too.
    let faults = problems.iter().filter_map(|problem| problem.span);
    let wanted: Vec<Span> = spans.iter().copied().chain(faults).collect();
    let names = SecretNames::new(SECRET_KEYS.iter().copied());
    let (placed, shown) = Shown::locate(Arc::clone(&sources), &wanted, &names, limits);
    let mut places = spans.iter().zip(placed).map(|(span, placed)| Place {
        document: placed.pointer.document,
        utf16_column: placed.utf16.column as usize,
        utf16_end_column: placed.utf16.end_column as usize,
        pointer: placed.pointer.pointer,
        ..Place::new(sources.path(span.file), placed.characters)
    });
    let items = findings
        .into_iter()
        .map(|finding| {
            let place = places.next().unwrap_or_default();
            let related = places.by_ref().take(finding.labels.len()).collect();
            Item {
                finding,
                place,
                related,
            }
        })
        .collect();
    (items, MaskedLines(shown))
}

/// The lines of files that are at fault.
#[must_use]
pub fn lines(sources: Arc<Sources>, problems: &[Problem], limits: &Limits) -> impl Lines + use<> {
    let wanted: Vec<Span> = problems.iter().filter_map(|problem| problem.span).collect();
    let names = SecretNames::new(SECRET_KEYS.iter().copied());
    let (_, shown) = Shown::locate(sources, &wanted, &names, limits);
    MaskedLines(shown)
}

/// The text of the inputs, without secrets.
#[derive(Debug)]
pub(super) struct MaskedLines(Shown);

impl Lines for MaskedLines {
    fn line(&self, file: FileId, line: usize) -> Option<Range<u32>> {
        self.0.line(file, line)
    }

    fn text(&self, file: FileId, range: Range<u32>) -> Option<(u32, Cow<'_, str>)> {
        self.0.text(file, range)
    }
}
