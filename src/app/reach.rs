//! Reachability as users ask for it: queries in, answers in the shape of reports out.

pub(super) mod print;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::model::{Design, Family};
use crate::profile::Profiles;
pub use crate::routing::Routing;
use crate::routing::ends::meant;
use crate::routing::explain::{CandidateInfo, HopInfo};
use crate::routing::{Answer, Carried, Down, Elem, EndError, Ending, Switches};
use crate::source::Scalar as _;

/// The routing of a design, with the facts of its providers.
#[must_use]
pub fn routing(design: &Design, profiles: &Profiles) -> Routing {
    Routing::new(design, &|provider| Switches::of(profiles.get(provider)))
}

/// A question: who, whom, in which family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Where packets start.
    pub from: String,
    /// Where they should arrive.
    pub to: String,
    /// The family, where it is not left to the ends.
    pub family: Option<Family>,
}

/// Why a list of queries cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The first line is another one.
    #[error("the first line must be `from,to` or `from,to,family`, not `{0}`")]
    Header(String),
    /// A line has too few or too many columns.
    #[error("line {0}: expected {1} columns")]
    Columns(usize, usize),
    /// A family is neither.
    #[error("line {0}: `{1}` is neither ipv4 nor ipv6")]
    Family(usize, String),
}

/// Reads queries from CSV with the header `from,to` or `from,to,family`.
///
/// # Errors
/// Where the header or a line is not like that.
pub fn queries(text: &str) -> Result<Vec<Query>, QueryError> {
    let placed = placed_queries(text)?;
    Ok(placed.into_iter().map(|(_, query)| query).collect())
}

/// The same, each with its line.
///
/// # Errors
/// Where the header or a line is not like that.
pub fn placed_queries(text: &str) -> Result<Vec<(usize, Query)>, QueryError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let Some((_, header)) = lines.next() else {
        return Err(QueryError::Header(String::new()));
    };
    let columns: Vec<String> = cells(header)
        .iter()
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let with_family = match columns
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["from", "to"] => false,
        ["from", "to", "family"] => true,
        _ => return Err(QueryError::Header(header.trim().to_owned())),
    };
    let mut out = Vec::new();
    for (at, line) in lines {
        let cells = cells(line);
        let (from, to, family) = match (cells.as_slice(), with_family) {
            ([from, to], _) => (from, to, None),
            ([from, to, family], true) if family.is_empty() => (from, to, None),
            ([from, to, family], true) => match Family::parse(family) {
                Some(parsed) => (from, to, Some(parsed)),
                None => return Err(QueryError::Family(at + 1, family.clone())),
            },
            _ => return Err(QueryError::Columns(at + 1, if with_family { 3 } else { 2 })),
        };
        let query = Query {
            from: from.clone(),
            to: to.clone(),
            family,
        };
        out.push((at + 1, query));
    }
    Ok(out)
}

/// The cells of a line; a cell in quotes may hold commas, and two quotes for one.
fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                out.last_mut().into_iter().for_each(|cell| cell.push('"'));
            }
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            c => out.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    out.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// What fails in a question: a reference to nothing, or one that cannot stand there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReachError {
    /// An end of a query.
    #[error("{0}")]
    End(#[from] EndError),
    /// A failed element.
    #[error("nothing in the input is called `{reference}`{}", meant(near))]
    Failed {
        /// As written.
        reference: String,
        /// What may be meant.
        near: Option<String>,
    },
    /// A failed element by a name of several.
    #[error("`{0}` is ambiguous: say {1}")]
    AmbiguousFailed(String, String),
}

/// A state of a design: normal, or with elements failed.
#[derive(Debug, Default)]
pub struct State {
    down: Down,
    changed: FxHashMap<u32, crate::routing::Choice>,
}

/// The elements that references mean.
///
/// # Errors
/// Where one means nothing or several things.
pub fn failed(routing: &Routing, references: &[String]) -> Result<Vec<Elem>, ReachError> {
    references
        .iter()
        .map(|reference| match routing.find(reference).as_slice() {
            [] => Err(ReachError::Failed {
                reference: reference.clone(),
                near: routing.suggest(reference, |_| true),
            }),
            [one] => Ok(*one),
            many => {
                let which = routing.alternatives(many).join(" or ");
                Err(ReachError::AmbiguousFailed(reference.clone(), which))
            }
        })
        .collect()
}

impl State {
    /// The state with elements failed, and what lies in them.
    #[must_use]
    pub fn with_failed(routing: &Routing, elements: &[Elem]) -> Self {
        let down = routing.elements.closure(elements);
        let changed = routing.changes(&down);
        Self { down, changed }
    }

    /// As routing asks for it.
    #[must_use]
    pub fn view<'a>(&'a self, routing: &'a Routing) -> crate::routing::View<'a> {
        routing.view(&self.changed, &self.down)
    }
}

/// Answers a query in a state.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::reach::{Query, State, answer, failed, routing};
/// use netvet::app::{PROFILES, Profiles, Time};
///
/// let profiles = Profiles::new(PROFILES);
/// let paths = [PathBuf::from("examples/designs/two-networks.yaml")];
/// let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
/// let routing = routing(&loaded.design, &profiles);
/// let query = Query { from: "shop".into(), to: "tools".into(), family: None };
/// let normal = answer(&routing, &State::default(), &query, true)?;
/// assert_eq!(normal.verdict, "two-way");
/// assert_eq!(normal.outcomes[0].via, ["peering/shop-tools"]);
///
/// let peering = failed(&routing, &["peering/shop-tools".to_owned()])?;
/// let without = answer(&routing, &State::with_failed(&routing, &peering), &query, false)?;
/// assert!(without.is_not_delivered());
/// # Ok::<(), netvet::app::reach::ReachError>(())
/// ```
///
/// # Errors
/// Where an end names nothing.
pub fn answer(
    routing: &Routing,
    state: &State,
    query: &Query,
    explain: bool,
) -> Result<AnswerJson, ReachError> {
    let from = routing.end(&query.from, true)?;
    let to = routing.end(&query.to, false)?;
    let view = routing.view(&state.changed, &state.down);
    let answer = routing.answer(view, &from, &to, query.family, explain);
    Ok(AnswerJson::new(routing, query, &answer))
}

/// Answers many queries in a state, in their order.
///
/// # Errors
/// Where ends name nothing: the numbers of the queries, each with what is wrong.
pub fn answer_all(
    routing: &Routing,
    state: &State,
    queries: &[Query],
    explain: bool,
) -> Result<Vec<AnswerJson>, Vec<(usize, ReachError)>> {
    let results: Vec<Result<AnswerJson, ReachError>> = queries
        .par_iter()
        .with_min_len(16)
        .map(|query| answer(routing, state, query, explain))
        .collect();
    let mut answers = Vec::with_capacity(results.len());
    let mut wrong = Vec::new();
    for (at, result) in results.into_iter().enumerate() {
        match result {
            Ok(answer) => answers.push(answer),
            Err(error) => wrong.push((at, error)),
        }
    }
    if wrong.is_empty() {
        Ok(answers)
    } else {
        Err(wrong)
    }
}

/// An answer as printed.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerJson {
    /// As given.
    pub from: String,
    /// As given.
    pub to: String,
    /// The family.
    pub family: &'static str,
    /// From here to there.
    pub forward: &'static str,
    /// Back.
    #[serde(rename = "return")]
    pub back: Option<&'static str>,
    /// Both.
    pub verdict: &'static str,
    /// Whether both use the same things.
    pub symmetry: Option<&'static str>,
    /// What becomes of the addresses.
    pub outcomes: Vec<OutcomeJson>,
    /// Facts that are missing.
    pub missing: Vec<String>,
}

/// Addresses that share an outcome, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeJson {
    /// The class.
    pub class: &'static str,
    /// Where packets end.
    pub at: String,
    /// The addresses.
    pub cidrs: Vec<String>,
    /// How many.
    pub addresses: String,
    /// What packets pass.
    pub via: Vec<String>,
    /// All paths, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<Vec<String>>,
    /// Why only one is used and which is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambiguous: Option<&'static str>,
    /// Remarks.
    pub flags: Vec<&'static str>,
    /// The subnets, where the source has several tables.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// A sentence.
    pub why: String,
    /// Each look-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hops: Option<Vec<HopJson>>,
}

/// A look-up as printed.
#[derive(Clone, Debug, Serialize)]
pub struct HopJson {
    /// The network, gateway or site.
    pub at: String,
    /// The table.
    pub table: String,
    /// What could be used.
    pub candidates: Vec<CandidateJson>,
    /// What is used.
    pub winner: Option<CandidateJson>,
    /// The rule that decided.
    pub rule: &'static str,
    /// The step that decided.
    pub step: &'static str,
    /// How many of the following candidates are as good, and whether they are used, too; for text reports.
    #[serde(skip)]
    pub equal: (usize, bool),
}

/// Something that a look-up could use, as printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CandidateJson {
    /// The prefix.
    pub to: String,
    /// Where it leads.
    pub via: String,
    /// How it came there.
    pub origin: &'static str,
    /// Where it was written; for text reports.
    #[serde(skip)]
    pub span: Option<crate::source::Span>,
}

impl From<CandidateInfo> for CandidateJson {
    fn from(info: CandidateInfo) -> Self {
        Self {
            to: info.to,
            via: info.via,
            origin: info.origin,
            span: info.span,
        }
    }
}

impl From<HopInfo> for HopJson {
    fn from(hop: HopInfo) -> Self {
        Self {
            at: hop.at,
            table: hop.table,
            candidates: hop.candidates.into_iter().map(Into::into).collect(),
            winner: hop.winner.map(Into::into),
            rule: hop.rule,
            step: hop.step,
            equal: hop.equal,
        }
    }
}

impl AnswerJson {
    /// Whether everything arrives.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        self.forward == Carried::Delivered.word()
    }

    /// Whether certainly nothing arrives.
    #[must_use]
    pub fn is_not_delivered(&self) -> bool {
        self.forward == Carried::NotDelivered.word()
    }

    pub(super) fn new(routing: &Routing, query: &Query, answer: &Answer) -> Self {
        let path = |elems: &[Elem]| routing.path_names(elems);
        let outcomes = answer.outcomes.iter().map(|outcome| {
            let mut sources: Vec<String> = Vec::new();
            for group in &outcome.sources {
                sources.extend(routing.source_names(*group));
            }
            OutcomeJson {
                class: outcome.class.word(),
                at: routing.place(outcome.at),
                cidrs: outcome.cidrs.iter().map(ToString::to_string).collect(),
                addresses: outcome.addresses.to_string(),
                via: path(&outcome.via),
                paths: outcome.paths.iter().map(|p| path(p)).collect(),
                ambiguous: outcome
                    .ambiguous
                    .and_then(crate::routing::Spread::ambiguity),
                flags: outcome.flags.words(),
                sources,
                why: outcome.why.clone(),
                hops: (!outcome.hops.is_empty())
                    .then(|| outcome.hops.iter().cloned().map(Into::into).collect()),
            }
        });
        Self {
            from: query.from.clone(),
            to: query.to.clone(),
            family: answer.family.word(),
            forward: answer.forward.word(),
            back: answer.back.map(Carried::word),
            verdict: answer.verdict.word(),
            symmetry: answer.symmetry.map(crate::routing::Symmetry::word),
            outcomes: outcomes.collect(),
            missing: answer.missing.clone(),
        }
    }
}

/// All answers, as `--format json` prints them.
#[derive(Clone, Debug, Serialize)]
pub struct AnswersJson {
    /// The shape's number.
    pub format: u32,
    /// One for each query, in their order.
    pub answers: Vec<AnswerJson>,
    /// Whether routes settle.
    pub control_plane: ControlPlaneJson,
}

/// Whether routes settle, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct ControlPlaneJson {
    /// Whether all of them do.
    pub stable: bool,
    /// Those that do not at once.
    pub oscillations: Vec<OscillationJson>,
}

/// Prefixes whose routes do not settle at once, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct OscillationJson {
    /// How it ends.
    pub result: &'static str,
    /// The prefixes.
    pub prefixes: Vec<String>,
    /// Rounds after which it repeats.
    pub period: usize,
    /// Who changes its mind.
    pub participants: Vec<String>,
    /// How many stable states there are.
    pub stable_states: usize,
}

/// Whether the routes of a state settle. Prefixes that behave alike stand together.
#[must_use]
pub fn control_plane(routing: &Routing, state: &State) -> ControlPlaneJson {
    let mut oscillations: Vec<OscillationJson> = Vec::new();
    for (prefix, oscillation) in routing.oscillations_in(&state.down) {
        let mut participants: Vec<String> = oscillation
            .participants
            .iter()
            .map(|n| routing.node_name(*n))
            .collect();
        participants.sort();
        participants.dedup();
        let result = match oscillation.ending {
            Ending::Settled => "settled",
            Ending::MultiStable => "multi-stable",
            Ending::Unstable => "unstable",
        };
        let text = routing.prefixes.cidr(prefix).to_string();
        let same = oscillations.iter_mut().find(|o| {
            o.result == result
                && o.period == oscillation.period
                && o.participants == participants
                && o.stable_states == oscillation.stable_states
        });
        match same {
            Some(same) => same.prefixes.push(text),
            None => oscillations.push(OscillationJson {
                result,
                prefixes: vec![text],
                period: oscillation.period,
                participants,
                stable_states: oscillation.stable_states,
            }),
        }
    }
    ControlPlaneJson {
        stable: oscillations.iter().all(|o| o.result == "settled"),
        oscillations,
    }
}

/// A pair of the matrix, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct PairJson {
    /// From.
    pub from: &'static str,
    /// To.
    pub to: &'static str,
    /// The family.
    pub family: &'static str,
    /// From here to there.
    pub forward: &'static str,
    /// Back.
    #[serde(rename = "return")]
    pub back: &'static str,
    /// Both.
    pub verdict: &'static str,
}

/// The matrix, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixJson {
    /// The shape's number.
    pub format: u32,
    /// The pairs, in the order of networks and sites.
    pub pairs: Vec<PairJson>,
    /// All networks and sites, for the grid.
    #[serde(skip)]
    pub ends: Vec<&'static str>,
}

/// All pairs of networks and sites; unless `all` only those that deliver something or are not known.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::reach::{State, matrix, routing};
/// use netvet::app::{PROFILES, Profiles, Time};
///
/// let profiles = Profiles::new(PROFILES);
/// let paths = [PathBuf::from("examples/designs/two-networks.yaml")];
/// let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
/// let all = matrix(&routing(&loaded.design, &profiles), &State::default(), true, None);
/// assert_eq!(all.pairs.len(), 2);
/// assert!(all.pairs.iter().all(|pair| pair.verdict == "two-way"));
/// ```
#[must_use]
pub fn matrix(routing: &Routing, state: &State, all: bool, family: Option<Family>) -> MatrixJson {
    let facts = routing.facts(routing.view(&state.changed, &state.down));
    let pairs = routing
        .matrix(&facts, all, family)
        .into_iter()
        .map(|pair| PairJson {
            from: routing.end_name(pair.from),
            to: routing.end_name(pair.to),
            family: pair.family.word(),
            forward: pair.forward.word(),
            back: pair.back.word(),
            verdict: pair.verdict().word(),
        });
    MatrixJson {
        format: 1,
        pairs: pairs.collect(),
        ends: (0..routing.ends())
            .map(|end| routing.end_name(end))
            .collect(),
    }
}
