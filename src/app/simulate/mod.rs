//! `simulate`: a scenario run step by step, to a trace.

mod json;
mod junit;
mod markdown;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalogue;
use super::load::{Loaded, ScenarioRead};
use super::progress::Progress;
use crate::finding::Subject;
use crate::import::Notice;
use crate::import::yaml::scenario::Scenario;
use crate::index::Index;
use crate::model::{Design, ProviderId, Step, Time};
use crate::profile::Profiles;
use crate::report::{Place, Problem};
use crate::rules::{self, Context};
use crate::settings::Settings;
use crate::simulate::trace::Traced;
use crate::simulate::{
    Chosen, Mistake, Principals, Quotas, Setup, Simulation, Summary, mistakes, plan,
};
use crate::source::tree::{Data, Node};
use crate::source::{FileId, Sources, Span, Text};

pub use json::write as write_json;
pub use junit::write as write_junit;
pub use markdown::write as write_markdown;
pub use text::write as write_text;

/// What an assertion does of which nothing is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Unknown {
    /// It fails the run.
    #[default]
    Fail,
    /// It is told.
    Warn,
    /// It counts as holding.
    Pass,
}

/// What a run needs besides the scenario.
#[derive(Clone, Copy)]
pub struct SimulateOptions<'a> {
    /// Which rules run for `finding` assertions.
    pub settings: &'a Settings,
    /// The providers' facts.
    pub profiles: &'a Profiles,
    /// The provider, where neither scenario nor design names one.
    pub provider: Option<ProviderId>,
    /// The clock, where the scenario does not set it.
    pub as_of: Option<Time>,
    /// Who wants to know how far it has come.
    pub progress: &'a dyn Progress,
}

/// A run and what came of it.
#[derive(Debug)]
pub struct Trace {
    /// What the scenario is about.
    pub scenario: Text,
    /// The path of the scenario.
    pub path: String,
    /// The clock at the beginning.
    pub start: Time,
    /// The clock at the end.
    pub end: Time,
    /// What unknown assertions do.
    pub unknown: Unknown,
    /// The steps, in order.
    pub steps: Vec<Traced>,
    /// The line of each step.
    pub lines: Vec<usize>,
    /// How many assertions hold.
    pub summary: Summary,
}

impl Trace {
    /// Whether the run is as the scenario wants it.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.summary.failed == 0 && (self.summary.unknown == 0 || self.unknown != Unknown::Fail)
    }
}

/// Runs a scenario on the design that was loaded with it. `each` sees the design in the beginning (0) and after
/// every step, with what the step did.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::load::{LoadOptions, load_scenario};
/// use netvet::app::progress::Silent;
/// use netvet::app::simulate::{SimulateOptions, simulate};
/// use netvet::app::{PROFILES, Profiles, Time, catalogue};
/// use netvet::settings::{Selected, Settings};
///
/// let profiles = Profiles::new(PROFILES);
/// let paths = [PathBuf::from("examples/scenarios/peering.yaml")];
/// let (read, mut loaded) = load_scenario(&LoadOptions::new(&paths, &profiles, Time(0)));
/// let settings = Settings::new(Selected::all(&catalogue::all()));
/// let options = SimulateOptions {
///     settings: &settings,
///     profiles: &profiles,
///     provider: None,
///     as_of: None,
///     progress: &Silent,
/// };
/// let mut networks = Vec::new();
/// let trace = simulate(read.expect("a scenario"), &mut loaded, &options, |_, _, design| {
///     networks.push(design.networks.iter().count());
/// });
/// let trace = trace.expect("nothing is wrong in it");
/// assert!(trace.holds());
/// assert_eq!(networks.len(), trace.steps.len() + 1);
/// ```
///
/// # Errors
/// Where the scenario itself is wrong; every mistake with its place.
pub fn simulate(
    read: ScenarioRead,
    loaded: &mut Loaded,
    options: &SimulateOptions<'_>,
    mut each: impl FnMut(usize, &str, &Design),
) -> Result<Trace, Vec<Problem>> {
    let ScenarioRead {
        scenario,
        unreadable,
        notices,
    } = read;
    let mut wrong: Vec<Mistake> = unreadable
        .iter()
        .map(|fault| Mistake::new(fault.span, format!("expected {}", fault.expected)))
        .collect();
    wrong.extend(notices.iter().filter_map(unknown_key));
    // What is wrong in a design that stands in the scenario is wrong in the scenario.
    let inline = loaded
        .findings
        .iter()
        .filter(|finding| finding.primary.file == scenario.span.file);
    wrong.extend(inline.map(|finding| {
        let mistake = Mistake::new(finding.primary, finding.message.clone());
        match &finding.help {
            Some(help) => mistake.help(help.clone()),
            None => mistake,
        }
    }));
    let provider = provider(&scenario, &loaded.design, options, &mut wrong);
    let file = scenario.span.file;
    let (chosen, mut of_switches) = Chosen::read(scenario.switches.as_ref(), file);
    wrong.append(&mut of_switches);
    let principals = principals(scenario.principals.as_ref(), file, &mut wrong);
    wrong.extend(mistakes(&scenario.steps));
    wrong.extend(unknown_rules(&scenario.steps));
    if !wrong.is_empty() {
        return Err(problems(&loaded.sources, wrong));
    }
    let clock = scenario
        .clock
        .get()
        .or(options.as_of)
        .or(loaded.design.about.captured)
        .unwrap_or(Time(0));
    let findings = |design: &Design, now: Time| found(design, now, options);
    let mut run = Simulation::new(Setup {
        design: std::mem::take(&mut loaded.design),
        profiles: *options.profiles,
        provider,
        clock,
        manual: scenario.settle.get().is_some_and(|word| word == "manual"),
        chosen,
        principals,
        findings: &findings,
    })
    .raising(quotas(options.settings));
    each(0, "start", &run.world().design);
    options.progress.phase("running", scenario.steps.len());
    let mut steps = Vec::with_capacity(scenario.steps.len());
    for (at, step) in scenario.steps.iter().enumerate() {
        match run.step(step) {
            Ok(traced) => {
                each(at + 1, &text::title(&traced), &run.world().design);
                steps.push(traced);
            }
            Err(mistake) => return Err(problems(&loaded.sources, vec![mistake])),
        }
        options.progress.step();
    }
    let spans: Vec<Span> = steps.iter().map(|step| step.span).collect();
    let lines = loaded
        .sources
        .positions(&spans, crate::source::Unit::Characters);
    Ok(Trace {
        scenario: scenario.name.get().unwrap_or_else(|| Text::new("")),
        path: loaded.sources.path(file).to_owned(),
        start: clock,
        end: run.world().now,
        unknown: match scenario.unknown.get().map(Text::as_str) {
            Some("warn") => Unknown::Warn,
            Some("pass") => Unknown::Pass,
            _ => Unknown::Fail,
        },
        summary: Summary::of(&steps),
        lines: lines.into_iter().map(|at| at.line as usize).collect(),
        steps,
    })
}

/// Runs the steps that a design plans, and puts what is found about them to the other findings of loading.
pub fn run_plan(loaded: &mut Loaded, options: &SimulateOptions<'_>) {
    if loaded.design.about.plan.is_empty() {
        return;
    }
    let findings = |design: &Design, now: Time| found(design, now, options);
    let of_plan = plan::findings(
        Setup {
            design: loaded.design.clone(),
            profiles: *options.profiles,
            provider: provider_of(&loaded.design, options),
            clock: loaded.as_of,
            manual: false,
            chosen: Chosen::default(),
            principals: Principals::new(),
            findings: &findings,
        },
        quotas(options.settings),
        &loaded.design.about.plan,
    );
    loaded.findings.extend(of_plan);
}

/// The limits that the settings raise.
fn quotas(settings: &Settings) -> Quotas {
    let settings = settings.clone();
    Arc::new(move |account, limit| {
        let (most, _) = settings.quota(account, limit)?;
        Some(u32::try_from(most).unwrap_or(u32::MAX))
    })
}

/// What the rules find in a design.
fn found(
    design: &Design,
    now: Time,
    options: &SimulateOptions<'_>,
) -> Vec<(&'static str, Vec<Subject>)> {
    let index = Index::build(design);
    let context = Context {
        design,
        index: &index,
        profiles: options.profiles,
        settings: options.settings,
        as_of: Some(now),
    };
    let findings = rules::run(&context, &rules::table()).findings;
    findings
        .into_iter()
        .map(|finding| (finding.rule.name, finding.subjects))
        .collect()
}

/// The provider of a run: the scenario's word, the option, the design's own, else none.
fn provider(
    scenario: &Scenario,
    design: &Design,
    options: &SimulateOptions<'_>,
    wrong: &mut Vec<Mistake>,
) -> ProviderId {
    if let Some((word, span)) = scenario.provider.located() {
        match options.profiles.find(word) {
            Some(profile) => return profile.provider,
            None => {
                let known = options.profiles.iter().map(|profile| profile.provider.0);
                wrong.push(Mistake::unknown(span, "provider", word, known));
            }
        }
    }
    provider_of(design, options)
}

/// The provider of a run that names none: the option, the design's own, else none.
fn provider_of(design: &Design, options: &SimulateOptions<'_>) -> ProviderId {
    let of_design = || {
        let files = design.about.design_files.iter().map(|(_, named)| *named);
        let elements = design.all().map(|id| design.head(id).provider);
        files.chain(elements).find(|id| *id != ProviderId::GENERIC)
    };
    options.provider.or_else(of_design).unwrap_or_default()
}

/// Accounts and what they may call.
fn principals(node: Option<&Node>, file: FileId, wrong: &mut Vec<Mistake>) -> Principals {
    let mut all = BTreeMap::new();
    let Some(Data::Map(entries)) = node.map(|node| &node.data) else {
        return all;
    };
    for entry in entries.iter().filter(|entry| !entry.shadowed) {
        let items: &[Node] = match &entry.value.data {
            Data::List(items) => items,
            Data::Null => &[],
            _ => std::slice::from_ref(&entry.value),
        };
        let mut names = Vec::new();
        for item in items {
            let span = Span::new(file, item.start, item.end);
            let Data::Scalar { text, .. } = &item.data else {
                wrong.push(Mistake::new(span, "expected the name of an operation"));
                continue;
            };
            let known = text.split_once('.').is_some_and(|(service, name)| {
                crate::simulate::operation::find(service, name).is_some()
            });
            if known {
                names.push(Text::new(text));
            } else {
                let all: Vec<String> = crate::simulate::operation::names().collect();
                let words = all.iter().map(String::as_str);
                wrong.push(Mistake::unknown(span, "operation", text, words));
            }
        }
        all.insert(Text::new(&entry.key), names);
    }
    all
}

/// Rules that `finding` assertions name and nobody has.
fn unknown_rules(steps: &[Step]) -> Vec<Mistake> {
    let catalogue = catalogue::all();
    let mut wrong = Vec::new();
    for expectation in steps.iter().flat_map(|step| &step.expect) {
        let Some(node) = expectation.value.get("rule") else {
            continue;
        };
        if let (true, Data::Scalar { text, .. }) = (expectation.name == "finding", &node.data)
            && !catalogue.iter().any(|rule| rule.name == &**text)
        {
            let span = Span::new(expectation.file, node.start, node.end);
            let known = catalogue.iter().map(|rule| rule.name);
            wrong.push(Mistake::unknown(span, "rule", text, known));
        }
    }
    wrong
}

fn unknown_key(notice: &Notice) -> Option<Mistake> {
    let Notice::UnknownKey {
        span,
        key,
        within,
        suggestion,
    } = notice
    else {
        return None;
    };
    let mistake = Mistake::new(*span, format!("{within} has no key `{key}`"));
    Some(match suggestion {
        Some(near) => mistake.help(format!("did you mean `{near}`?")),
        None => mistake,
    })
}

/// Mistakes with their places, as reports print them.
fn problems(sources: &Sources, mut mistakes: Vec<Mistake>) -> Vec<Problem> {
    mistakes.sort();
    mistakes.dedup();
    let problem = |mistake: Mistake| {
        let path = sources.path(mistake.span.file);
        Problem {
            place: Some(Place::new(path, sources.position(mistake.span))),
            span: Some(mistake.span),
            message: mistake.message,
            help: mistake.help,
        }
    };
    mistakes.into_iter().map(problem).collect()
}
