//! What breaks when something fails: one row for each element, bounded, and how well gateways and pairs are doubled.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::draw::light;
use super::{Work, named};
use crate::diagram::Focus;
use crate::model::Family;
use crate::report::escape::line;
use crate::report::summary::listed;
use crate::report::traffic::{Failure, Rating, Traffic, run_lengths};
use crate::routing::failures::{self, DEFAULT_KINDS, PairChange, PathChange};
use crate::routing::resiliency::{self, Resiliency, Subject};
use crate::routing::{Elem, Facts, Routing, Span};

/// More elements than these are not tried for a page.
const MOST_TRIED: usize = 20_000;
/// Rows of the table.
const MOST_ROWS: usize = 400;
/// Pairs that one row names, and ways.
const MOST_PAIRS: usize = 30;
/// Pairs and ways that all rows together name.
const MOST_NAMED: usize = 6000;
/// Blocks of one pair.
const MOST_BLOCKS: usize = 6;
/// What is out of service with one element.
const MOST_WITH: usize = 30;
/// Things of one row that the picture greys.
const MOST_KEYS: usize = 1000;
/// Rows of the table of classes.
const MOST_RATINGS: usize = 200;

/// Fills in failures and classes.
pub(super) fn fill(work: &mut Work<'_>, facts: &Facts, traffic: &mut Traffic) {
    let routing = work.routing;
    ratings(routing, traffic);
    let elements = routing.elements_of(&DEFAULT_KINDS);
    if elements.is_empty() {
        traffic
            .failure_notes
            .push("The input holds none of the elements whose failures are tried here.".to_owned());
        return;
    }
    if traffic.grids.is_empty() {
        traffic.failure_notes.push(
            "Without pairs of networks and sites whose routes are known, no failure can be shown to take anything away."
                .to_owned(),
        );
        return;
    }
    if elements.len() > MOST_TRIED {
        traffic.failure_notes.push(format!(
            "Not tried for {} elements, which are more than {MOST_TRIED}; `netvet failures` tries them.",
            elements.len()
        ));
        return;
    }
    let mut rows = routing.sweep(facts, &elements, 1);
    // Equal ones stay in the order of their names.
    rows.sort_by_cached_key(|row| Reverse((row.lost_pairs(), row.paths.len(), row.pairs.len())));
    traffic.single_points = rows.iter().filter(|row| row.lost_pairs() > 0).count();
    let mut named = 0;
    for row in rows.iter().take(MOST_ROWS) {
        let room = MOST_PAIRS.min(MOST_NAMED.saturating_sub(named));
        let printed = self::row(work, row, room);
        named += printed.pairs.len() + printed.paths.len();
        traffic.failures.push(printed);
    }
    left_out(routing, rows.get(MOST_ROWS..).unwrap_or_default(), traffic);
}

/// Says what the table does not hold.
fn left_out(routing: &Routing, rest: &[failures::Failure], traffic: &mut Traffic) {
    if rest.is_empty() {
        return;
    }
    let matter = rest
        .iter()
        .filter(|row| !row.pairs.is_empty() || !row.paths.is_empty())
        .count();
    let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
    for elem in rest.iter().filter_map(|row| row.failed.first()) {
        *kinds
            .entry(routing.elements.kind(*elem).word())
            .or_default() += 1;
    }
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, n)| format!("{n} {kind}"))
        .collect();
    let what = match matter {
        0 => "none of them changes what arrives or how".to_owned(),
        n => {
            format!(
                "{n} of them change what arrives or how, but none loses more pairs than those in the table"
            )
        }
    };
    traffic.failure_notes.push(format!(
        "The table holds {MOST_ROWS} elements. Left out are {}: {what}. `netvet failures --format csv` writes all.",
        kinds.join(", ")
    ));
}

fn row(work: &mut Work<'_>, failure: &failures::Failure, room: usize) -> Failure {
    let routing = work.routing;
    let design = work.design;
    let normal = routing.elements.normally_down();
    let down = routing.elements.closure(&failure.failed);
    // What is out of service anyway is no consequence. What fails comes first.
    let others = down
        .all()
        .iter()
        .filter(|elem| !failure.failed.contains(elem) && !normal.has(**elem));
    let lost: Vec<Elem> = failure.failed.iter().chain(others).copied().collect();
    let things: Vec<Focus> = lost
        .iter()
        .take(MOST_KEYS)
        .map(|elem| light::thing(design, routing, *elem))
        .collect();
    let mut hurt = vec![false; routing.ends() as usize];
    for pair in failure.pairs.iter().filter(|pair| !pair.lost.is_empty()) {
        hurt[pair.from as usize] = true;
        hurt[pair.to as usize] = true;
    }
    let addresses = |family| failure.lost_addresses(family).to_string();
    let first = failure.failed.first().copied().unwrap_or_default();
    Failure {
        kind: routing.elements.kind(first).word(),
        name: named(routing, first),
        lost_pairs: failure.lost_pairs(),
        gained_pairs: failure.gained_pairs(),
        lost_addresses: [addresses(Family::Ipv4), addresses(Family::Ipv6)],
        changed_paths: failure.paths.len(),
        pairs: some(&failure.pairs, room, |pair| change(routing, pair), "pairs"),
        paths: some(
            &failure.paths,
            room / 2,
            |path| moved(routing, path),
            "ways",
        ),
        hurt: if hurt.contains(&true) {
            run_lengths(hurt.iter().map(|hurt| if *hurt { 'l' } else { 'n' }))
        } else {
            String::new()
        },
        keys: work.numbers(&things),
        with: some(
            lost.get(1..).unwrap_or_default(),
            MOST_WITH,
            |elem| named(routing, *elem),
            "elements",
        ),
    }
}

/// As many as there is room for, and how many more there are.
fn some<T>(all: &[T], room: usize, print: impl Fn(&T) -> String, noun: &str) -> Vec<String> {
    let mut out: Vec<String> = all.iter().take(room).map(print).collect();
    let more = all.len() - out.len();
    if more > 0 {
        let further = if out.is_empty() { "" } else { " more" };
        out.push(format!("{more}{further} {noun}"));
    }
    out
}

fn blocks(spans: &[Span]) -> String {
    listed(&Routing::cidrs(spans.to_vec()), MOST_BLOCKS)
}

fn pair(routing: &Routing, from: u32, to: u32, family: Family) -> String {
    let (from, to) = (routing.end_name(from), routing.end_name(to));
    format!("{} → {} ({})", line(from), line(to), family.word())
}

fn change(routing: &Routing, change: &PairChange) -> String {
    let mut parts = Vec::new();
    if !change.lost.is_empty() {
        parts.push(format!("loses {}", blocks(&change.lost)));
    }
    if !change.gained.is_empty() {
        parts.push(format!("gains {}", blocks(&change.gained)));
    }
    let who = pair(routing, change.from, change.to, change.family);
    format!("{who} {}", parts.join("; "))
}

fn moved(routing: &Routing, change: &PathChange) -> String {
    let over = |elems: &[Elem]| match routing.path_names(elems) {
        names if names.is_empty() => "nothing between".to_owned(),
        // All that is passed on equal ways together, so not in travel order.
        names => line(&names.join(", ")).into_owned(),
    };
    format!(
        "{}: {}, over {} instead of {}",
        pair(routing, change.from, change.to, change.family),
        blocks(&change.spans),
        over(&change.after),
        over(&change.before)
    )
}

fn ratings(routing: &Routing, traffic: &mut Traffic) {
    let mut all = routing.ratings();
    // Gateways first, then pairs; of each the worst first, and last what cannot be told.
    all.sort_by_key(|rating| {
        let of_pair = matches!(rating.of, Subject::Pair(..));
        (of_pair, rating.class.is_none(), rating.class, rating.of)
    });
    if all.len() > MOST_RATINGS {
        traffic.failure_notes.push(format!(
            "Of {} resiliency classes the worst {MOST_RATINGS} are shown; `netvet failures` reports all.",
            all.len()
        ));
        all.truncate(MOST_RATINGS);
    }
    traffic.ratings = all.iter().map(|one| rating(routing, one)).collect();
}

fn rating(routing: &Routing, rating: &resiliency::Rating) -> Rating {
    let because: Vec<_> = rating.because.iter().map(|text| line(text)).collect();
    Rating {
        of: match rating.of {
            Subject::Gateway(elem) => named(routing, elem),
            Subject::Pair(from, to, family) => pair(routing, from, to, family),
        },
        class: rating.class.map_or("unknown", Resiliency::word),
        because: because.join("; "),
        limited_by: listed(&rating.limited_by, MOST_BLOCKS),
    }
}
