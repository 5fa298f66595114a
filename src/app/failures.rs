//! Failures as users ask for them: the elements that fail, and the rows of the report.

mod print;

use serde::Serialize;

use crate::model::Family;
use crate::model::near::nearest;
use crate::routing::ends::meant;
use crate::routing::failures::{DEFAULT_KINDS, Failure, can_fail, kinds_of, subsets};
use crate::routing::resiliency::{Rating, Subject};
use crate::routing::{Elem, Routing};

use super::reach::State;

/// More sets of failed elements than are tried in one run.
const MOST_SETS: usize = 2_000_000;

/// What cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FailuresError {
    /// A word of `--of` is no kind that can fail.
    #[error(
        "`{word}` is neither a kind of element that can fail nor such an element{}",
        meant(near)
    )]
    Kind {
        /// As written.
        word: String,
        /// What may be meant.
        near: Option<String>,
    },
    /// A single element of `--of` fits several.
    #[error("`{0}` is ambiguous: say {1}")]
    Ambiguous(String, String),
    /// More than three elements at once.
    #[error("at most 3 elements fail at once, at least 1; not {0}")]
    Count(usize),
    /// Too many sets of elements.
    #[error("{0} elements in sets of up to {1} are too many; name fewer kinds with `--of`")]
    Sets(usize, usize),
}

/// The elements that `--of` names: kinds, or single elements as `kind/name`; all that fail by default where it names nothing.
///
/// # Errors
/// Where a word is neither.
pub fn fallible(routing: &Routing, words: &[String]) -> Result<Vec<Elem>, FailuresError> {
    if words.is_empty() {
        return Ok(routing.elements_of(&DEFAULT_KINDS));
    }
    let mut kinds = Vec::new();
    let mut single = Vec::new();
    for word in words {
        if let Some(more) = kinds_of(word) {
            kinds.extend(more);
            continue;
        }
        let found = routing.find(word).into_iter();
        let found: Vec<Elem> = found
            .filter(|e| can_fail(routing.elements.kind(*e)))
            .collect();
        match found.as_slice() {
            [one] => single.push(*one),
            [] => {
                let words = DEFAULT_KINDS.iter().map(|kind| kind.word());
                let near = nearest(word, words.chain(["attachment", "association", "gateway"]))
                    .map(str::to_owned)
                    .or_else(|| routing.suggest(word, can_fail));
                let word = word.clone();
                return Err(FailuresError::Kind { word, near });
            }
            many => {
                let which = routing.alternatives(many).join(" or ");
                return Err(FailuresError::Ambiguous(word.clone(), which));
            }
        }
    }
    let mut all = routing.elements_of(&kinds);
    all.extend(single);
    routing.order(&mut all);
    Ok(all)
}

/// An element, as printed.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct ElementJson {
    /// Its kind.
    pub kind: &'static str,
    /// Its native id, else its name.
    pub id: String,
}

impl ElementJson {
    fn new(routing: &Routing, elem: Elem) -> Self {
        Self {
            kind: routing.elements.kind(elem).word(),
            id: routing.elements.id(elem).to_string(),
        }
    }
}

/// What a pair loses and gains, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct PairJson {
    /// From.
    pub from: &'static str,
    /// To.
    pub to: &'static str,
    /// The family.
    pub family: &'static str,
    /// Lost addresses.
    pub lost: Vec<String>,
    /// Gained addresses.
    pub gained: Vec<String>,
}

/// What arrives on another way, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct PathJson {
    /// From.
    pub from: &'static str,
    /// To.
    pub to: &'static str,
    /// The family.
    pub family: &'static str,
    /// The addresses.
    pub cidrs: Vec<String>,
    /// What was passed.
    pub before: Vec<String>,
    /// What is passed.
    pub after: Vec<String>,
}

/// A row, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct FailureJson {
    /// What fails.
    pub failed: Vec<ElementJson>,
    /// Ordered pairs that lose something.
    pub lost_pairs: usize,
    /// Ordered pairs that gain something.
    pub gained_pairs: usize,
    /// IPv4 addresses lost over all pairs.
    pub lost_addresses: String,
    /// IPv6 addresses lost over all pairs.
    pub lost_addresses_ipv6: String,
    /// How many rows `paths` has.
    pub changed_paths: usize,
    /// Not simulated, because it cannot matter.
    pub cold: bool,
    /// Pairs that lose or gain.
    pub pairs: Vec<PairJson>,
    /// What arrives on another way.
    pub paths: Vec<PathJson>,
}

/// What a single element cuts, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct CutJson {
    /// From.
    pub from: &'static str,
    /// To.
    pub to: &'static str,
    /// The family.
    pub family: &'static str,
    /// Lost addresses.
    pub lost: Vec<String>,
}

/// A single point of failure, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct PointJson {
    /// Its kind.
    pub kind: &'static str,
    /// Its native id, else its name.
    pub id: String,
    /// What it cuts.
    pub cuts: Vec<CutJson>,
}

/// What a class is about, as printed.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum SubjectJson {
    /// A gateway.
    Gateway(ElementJson),
    /// A network and a site.
    Pair {
        /// From.
        from: &'static str,
        /// To.
        to: &'static str,
        /// The family.
        family: &'static str,
    },
}

/// A class, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct RatingJson {
    /// Of what.
    pub of: SubjectJson,
    /// The class.
    pub class: &'static str,
    /// Sentences.
    pub because: Vec<String>,
    /// Prefixes that hold it down.
    pub limited_by: Vec<String>,
}

/// The report, as printed.
#[derive(Clone, Debug, Serialize)]
pub struct FailuresJson {
    /// The shape's number.
    pub format: u32,
    /// One row for each set of failed elements.
    pub failures: Vec<FailureJson>,
    /// Elements that break something by themselves.
    pub single_points_of_failure: Vec<PointJson>,
    /// How well Direct Connect is doubled.
    pub resiliency: Vec<RatingJson>,
}

fn row(routing: &Routing, failure: &Failure) -> FailureJson {
    let cidrs = |spans: &[crate::routing::Span]| -> Vec<String> {
        Routing::cidrs(spans.to_vec())
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    FailureJson {
        failed: failure
            .failed
            .iter()
            .map(|e| ElementJson::new(routing, *e))
            .collect(),
        lost_pairs: failure.lost_pairs(),
        gained_pairs: failure.gained_pairs(),
        lost_addresses: failure.lost_addresses(Family::Ipv4).to_string(),
        lost_addresses_ipv6: failure.lost_addresses(Family::Ipv6).to_string(),
        changed_paths: failure.paths.len(),
        cold: failure.cold,
        pairs: failure
            .pairs
            .iter()
            .map(|pair| PairJson {
                from: routing.end_name(pair.from),
                to: routing.end_name(pair.to),
                family: pair.family.word(),
                lost: cidrs(&pair.lost),
                gained: cidrs(&pair.gained),
            })
            .collect(),
        paths: failure
            .paths
            .iter()
            .map(|path| PathJson {
                from: routing.end_name(path.from),
                to: routing.end_name(path.to),
                family: path.family.word(),
                cidrs: cidrs(&path.spans),
                before: routing.path_names(&path.before),
                after: routing.path_names(&path.after),
            })
            .collect(),
    }
}

fn rating(routing: &Routing, rating: &Rating) -> RatingJson {
    RatingJson {
        of: match rating.of {
            Subject::Gateway(elem) => SubjectJson::Gateway(ElementJson::new(routing, elem)),
            Subject::Pair(from, to, family) => SubjectJson::Pair {
                from: routing.end_name(from),
                to: routing.end_name(to),
                family: family.word(),
            },
        },
        class: rating
            .class
            .map_or("unknown", crate::routing::resiliency::Resiliency::word),
        because: rating.because.clone(),
        limited_by: rating.limited_by.iter().map(ToString::to_string).collect(),
    }
}

/// Fails every set of up to `k` of the elements and reports what breaks.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::failures::{failures, fallible};
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::reach::routing;
/// use netvet::app::{PROFILES, Profiles, Time};
///
/// let profiles = Profiles::new(PROFILES);
/// let paths = [PathBuf::from("examples/designs/direct-connect.yaml")];
/// let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
/// let routing = routing(&loaded.design, &profiles);
/// let report = failures(&routing, &fallible(&routing, &[])?, 1)?;
/// // Two locations: none of them is missed, and each has one router.
/// assert!(report.single_points_of_failure.is_empty());
/// assert!(report.resiliency.iter().all(|rating| rating.class == "high"));
/// # Ok::<(), netvet::app::failures::FailuresError>(())
/// ```
///
/// # Errors
/// Where `k` is not 1, 2 or 3, or there are too many sets.
pub fn failures(
    routing: &Routing,
    elements: &[Elem],
    k: usize,
) -> Result<FailuresJson, FailuresError> {
    if !(1..=3).contains(&k) {
        return Err(FailuresError::Count(k));
    }
    let n = elements.len();
    let sets = match k {
        1 => n,
        2 => n.saturating_mul(n.saturating_add(1)) / 2,
        _ => n.saturating_mul(n).saturating_mul(n) / 6,
    };
    if sets > MOST_SETS {
        return Err(FailuresError::Sets(n, k));
    }
    debug_assert!(k > 1 || subsets(elements, k).len() == n);
    let normal = State::default();
    let base = routing.facts(normal.view(routing));
    let rows = routing.sweep(&base, elements, k);
    let mut points: Vec<PointJson> = Vec::new();
    for failure in rows
        .iter()
        .filter(|row| row.failed.len() == 1 && row.lost_pairs() > 0)
    {
        let element = ElementJson::new(routing, failure.failed[0]);
        let printed = row(routing, failure);
        let cuts = printed
            .pairs
            .into_iter()
            .filter(|p| !p.lost.is_empty())
            .map(|p| CutJson {
                from: p.from,
                to: p.to,
                family: p.family,
                lost: p.lost,
            });
        points.push(PointJson {
            kind: element.kind,
            id: element.id,
            cuts: cuts.collect(),
        });
    }
    Ok(FailuresJson {
        format: 1,
        failures: rows.iter().map(|failure| row(routing, failure)).collect(),
        single_points_of_failure: points,
        resiliency: routing
            .ratings()
            .iter()
            .map(|r| rating(routing, r))
            .collect(),
    })
}
