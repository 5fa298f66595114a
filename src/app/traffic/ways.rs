//! Who reaches whom: all verdicts, and the look-ups of as many pairs as a page has room for.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::super::draw::light;
use super::super::reach::print::{BLOCKS, candidate, counted, others};
use super::super::reach::{
    AnswerJson, CandidateJson, HopJson, OutcomeJson, Query, State, control_plane,
};
use super::Work;
use crate::diagram::Focus;
use crate::model::Family;
use crate::report::escape::line;
use crate::report::summary::listed;
use crate::report::traffic::{Grid, Hop, Outcome, Path, Route, Traffic, Troubled, run_lengths};
use crate::routing::matrix::Pair;
use crate::routing::{Carried, EndId, Facts, Routing, Verdict};
use crate::source::{Position, Span, Unit};

/// Pairs, in both directions, with all look-ups on the way.
const MOST_PATHS: usize = 300;
/// Bytes that these may take.
const PATH_BYTES: usize = 1_200_000;
/// Bytes that all verdicts of a family may take.
const GRID_BYTES: usize = 400_000;
/// Rows of the table of pairs that do not work both ways.
const MOST_TROUBLED: usize = 200;
/// What could have been used at a look-up and was not.
const MOST_OTHERS: usize = 6;
/// Ways of one outcome.
const MOST_WAYS: usize = 8;

/// The verdicts in the order in which a reader wants to see them.
const ORDER: [Verdict; 5] = [
    Verdict::OneWay,
    Verdict::Partial,
    Verdict::Unknown,
    Verdict::TwoWay,
    Verdict::None,
];

fn rank(verdict: Verdict) -> usize {
    let found = ORDER.iter().position(|one| *one == verdict);
    found.unwrap_or(ORDER.len())
}

fn letter(carried: Carried) -> char {
    match carried {
        Carried::Delivered => 'd',
        Carried::Partial => 'p',
        Carried::NotDelivered => 'n',
        Carried::Unknown => 'u',
    }
}

/// A pair to explain.
type Asked = (EndId, EndId, Family);

/// Fills in grids and paths.
pub(super) fn fill(work: &mut Work<'_>, normal: &State, facts: &Facts, traffic: &mut Traffic) {
    let routing = work.routing;
    traffic.reach_notes.extend(
        control_plane(routing, normal)
            .sentences()
            .into_iter()
            .map(|text| sentence(&text)),
    );
    let pairs = routing.matrix(facts, false, None);
    let mut asked: Vec<Asked> = Vec::new();
    let mut quiet: Vec<Asked> = Vec::new();
    let mut left_out = 0;
    for family in [Family::Ipv4, Family::Ipv6] {
        let owners: Vec<EndId> = (0..routing.ends())
            .filter(|end| !routing.addresses_of(*end, family).is_empty())
            .collect();
        if owners.len() < 2 {
            continue;
        }
        let of: Vec<&Pair> = pairs.iter().filter(|pair| pair.family == family).collect();
        let (grid, small) = grid(routing, family, &owners, &of);
        if !small {
            traffic.reach_notes.push(format!(
                "The verdicts of all {} pairs are left out, because they would make the page too large; `netvet reach --matrix --format csv` writes them.",
                family_name(family)
            ));
        }
        left_out += grid.counts.iter().map(|(_, n)| n).sum::<usize>();
        traffic.grids.push(grid);
        let carrying: BTreeSet<(EndId, EndId)> =
            of.iter().map(|pair| (pair.from, pair.to)).collect();
        for (at, from) in owners.iter().enumerate() {
            for to in &owners[at + 1..] {
                if quiet.len() < MOST_PATHS && !carrying.contains(&(*from, *to)) {
                    quiet.push((*from, *to, family));
                }
            }
        }
    }
    if traffic.grids.is_empty() {
        traffic
            .reach_notes
            .push("No two networks or sites have addresses of one family.".to_owned());
    }
    asked.extend(chosen(&pairs, quiet));
    paths(work, normal, &asked, traffic);
    left_out -= traffic.paths.len() / 2;
    if left_out > 0 {
        traffic.reach_notes.push(format!(
            "The look-ups on the way are shown for {} of {} pairs, those with problems first; the command beside any other pair shows its own.",
            traffic.paths.len() / 2,
            left_out + traffic.paths.len() / 2,
        ));
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), line(chars.as_str()))
}

const fn family_name(family: Family) -> &'static str {
    match family {
        Family::Ipv4 => "IPv4",
        Family::Ipv6 => "IPv6",
    }
}

/// All verdicts of a family, and whether they are small enough for a page; if not, its rows are empty.
fn grid(routing: &Routing, family: Family, owners: &[EndId], pairs: &[&Pair]) -> (Grid, bool) {
    let ends = routing.ends() as usize;
    let mut has = vec![false; ends];
    for end in owners {
        has[*end as usize] = true;
    }
    let mut rows: Vec<String> = Vec::with_capacity(ends);
    let mut next = pairs.iter().peekable();
    for from in 0..routing.ends() {
        let mut letters: Vec<char> = has
            .iter()
            .map(|has_to| {
                if *has_to && has[from as usize] {
                    'n'
                } else {
                    'x'
                }
            })
            .collect();
        letters[from as usize] = 'x';
        while let Some(pair) = next.next_if(|pair| pair.from == from) {
            letters[pair.to as usize] = letter(pair.forward);
        }
        rows.push(run_lengths(letters));
    }
    let small = rows.iter().map(String::len).sum::<usize>() <= GRID_BYTES;
    if !small {
        rows.clear();
    }
    let once = || pairs.iter().filter(|pair| pair.from < pair.to);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for pair in once() {
        *counts.entry(rank(pair.verdict())).or_default() += 1;
    }
    let silent = owners.len() * (owners.len() - 1) / 2 - once().count();
    if silent > 0 {
        *counts.entry(rank(Verdict::None)).or_default() += silent;
    }
    let mut troubled: Vec<&&Pair> = once()
        .filter(|pair| rank(pair.verdict()) < rank(Verdict::TwoWay))
        .collect();
    troubled.sort_by_key(|pair| (rank(pair.verdict()), pair.from, pair.to));
    let grid = Grid {
        family: family.word(),
        rows,
        counts: counts
            .into_iter()
            .map(|(rank, n)| (ORDER.get(rank).map_or("", |v| v.word()), n))
            .collect(),
        troubled: troubled
            .into_iter()
            .take(MOST_TROUBLED)
            .map(|pair| Troubled {
                from: pair.from,
                to: pair.to,
                forward: pair.forward.word(),
                back: pair.back.word(),
                verdict: pair.verdict().word(),
            })
            .collect(),
    };
    (grid, small)
}

/// The pairs to explain: problems first, but a quarter of the room for those that work; every source once before any twice.
fn chosen(pairs: &[Pair], quiet: Vec<Asked>) -> Vec<Asked> {
    let mut seen: BTreeMap<(usize, EndId), usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, usize, Asked)> = Vec::new();
    for pair in pairs.iter().filter(|pair| pair.from < pair.to) {
        let rank = rank(pair.verdict());
        let turn = seen.entry((rank, pair.from)).or_default();
        ranked.push((rank, *turn, (pair.from, pair.to, pair.family)));
        *turn += 1;
    }
    ranked.sort_unstable();
    let works = rank(Verdict::TwoWay);
    let middle = ranked.partition_point(|(rank, ..)| *rank < works);
    let (problems, working) = ranked.split_at(middle);
    let room = MOST_PATHS - working.len().min(MOST_PATHS / 4);
    let first = problems.iter().take(room).map(|(_, _, asked)| *asked);
    let then = working.iter().map(|(_, _, asked)| *asked);
    first.chain(then).chain(quiet).take(MOST_PATHS).collect()
}

/// An answer with what it passes in the picture.
struct Explained {
    from: EndId,
    to: EndId,
    answer: AnswerJson,
    things: Vec<Focus>,
}

fn explain(work: &Work<'_>, normal: &State, (from, to, family): Asked) -> Explained {
    let routing = work.routing;
    let (start, goal) = (routing.as_query_end(from), routing.as_query_end(to));
    let answer = routing.answer(normal.view(routing), &start, &goal, Some(family), true);
    let query = Query {
        from: routing.end_name(from).to_owned(),
        to: routing.end_name(to).to_owned(),
        family: Some(family),
    };
    Explained {
        from,
        to,
        things: light::way(work.design, routing, &start, &answer),
        answer: AnswerJson::new(routing, &query, &answer),
    }
}

fn paths(work: &mut Work<'_>, normal: &State, asked: &[Asked], traffic: &mut Traffic) {
    let both = |asked: &Asked| {
        let (from, to, family) = *asked;
        [(from, to, family), (to, from, family)].map(|asked| explain(work, normal, asked))
    };
    let explained: Vec<[Explained; 2]> = asked.par_iter().map(both).collect();
    let places = Places::new(work, explained.iter().flatten());
    let mut bytes = 0;
    for pair in explained {
        let rows = pair.map(|one| path(work, &places, one));
        bytes += rows
            .iter()
            .map(|row| serde_json::to_string(row).map_or(0, |text| text.len()))
            .sum::<usize>();
        if bytes > PATH_BYTES {
            break;
        }
        traffic.paths.extend(rows);
    }
}

/// Where routes are written.
struct Places(BTreeMap<Span, String>);

impl Places {
    fn new<'e>(work: &Work<'_>, explained: impl Iterator<Item = &'e Explained>) -> Self {
        let hops = explained
            .flat_map(|one| &one.answer.outcomes)
            .flat_map(|outcome| outcome.hops.iter().flatten());
        let mut spans: Vec<Span> = hops
            .flat_map(|hop| hop.winner.iter().chain(&hop.candidates))
            .filter_map(|candidate| candidate.span)
            .collect();
        spans.sort_unstable();
        spans.dedup();
        let positions = work.sources.positions(&spans, Unit::Characters);
        let text = |span: &Span, at: Position| {
            let path = line(work.sources.path(span.file));
            format!("{path}:{}:{}", at.line, at.column)
        };
        let places = spans.iter().zip(positions);
        Self(places.map(|(span, at)| (*span, text(span, at))).collect())
    }

    fn route(&self, used: &CandidateJson) -> Route {
        let place = used.span.and_then(|span| self.0.get(&span));
        Route {
            text: line(&candidate(used)).into_owned(),
            place: place.cloned().unwrap_or_default(),
        }
    }
}

fn path(work: &mut Work<'_>, places: &Places, one: Explained) -> Path {
    let keys = work.numbers(&one.things);
    let answer = one.answer;
    Path {
        from: one.from,
        to: one.to,
        family: answer.family,
        symmetry: answer.symmetry,
        outcomes: answer
            .outcomes
            .iter()
            .map(|outcome| self::outcome(places, outcome))
            .collect(),
        missing: answer.missing.iter().map(|text| sentence(text)).collect(),
        keys,
    }
}

fn outcome(places: &Places, outcome: &OutcomeJson) -> Outcome {
    let joined = |via: &[String]| line(&via.join(" → ")).into_owned();
    let mut ways = vec![joined(&outcome.via)];
    ways.extend(outcome.paths.iter().map(|path| joined(path)));
    ways.retain(|way| !way.is_empty());
    let mut seen = BTreeSet::new();
    ways.retain(|way| seen.insert(way.clone()));
    let mut notes: Vec<String> = Vec::new();
    if ways.len() > MOST_WAYS {
        notes.push(format!("{} more ways", ways.len() - MOST_WAYS));
        ways.truncate(MOST_WAYS);
    }
    if let Some(why) = outcome.ambiguous {
        notes.push(format!(
            "only one of these ways is used, and which is not known ({why})"
        ));
    }
    notes.extend(outcome.flags.iter().map(|flag| (*flag).to_owned()));
    if !outcome.sources.is_empty() {
        notes.push(format!("from {}", line(&listed(&outcome.sources, BLOCKS))));
    }
    Outcome {
        class: outcome.class,
        at: line(&outcome.at).into_owned(),
        addresses: format!(
            "{}: {}",
            counted(&outcome.addresses),
            listed(&outcome.cidrs, BLOCKS)
        ),
        ways,
        either: outcome.ambiguous.is_some(),
        notes,
        why: line(&outcome.why).into_owned(),
        hops: outcome
            .hops
            .iter()
            .flatten()
            .map(|hop| self::hop(places, hop))
            .collect(),
    }
}

fn hop(places: &Places, hop: &HopJson) -> Hop {
    let mut others: Vec<(&'static str, Route)> = others(hop)
        .map(|(other, word)| (word, places.route(other)))
        .collect();
    if others.len() > MOST_OTHERS {
        let more = others.len() - MOST_OTHERS;
        others.truncate(MOST_OTHERS);
        let text = format!("{more} more");
        others.push((
            "and",
            Route {
                text,
                place: String::new(),
            },
        ));
    }
    Hop {
        at: line(&hop.at).into_owned(),
        table: line(&hop.table).into_owned(),
        winner: hop.winner.as_ref().map(|used| places.route(used)),
        others,
        decided: match hop.winner {
            Some(_) => format!("{} ({})", hop.step, hop.rule),
            None => hop.rule.to_owned(),
        },
    }
}
