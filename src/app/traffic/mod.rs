//! What traffic would do, for a page: all verdicts, the ways of the pairs that matter most, every failure; bounded, and saying what is
//! left out.

mod breaks;
mod ways;

use std::collections::BTreeMap;

use super::reach::{self, State};
use crate::diagram::{Focus, ThingKeys};
use crate::model::Design;
use crate::profile::Profiles;
use crate::report::escape::line;
use crate::report::traffic::{End, Traffic};
use crate::routing::{Elem, EndId, Routing};
use crate::source::Sources;

/// More networks and sites than these make no page that anybody reads, and too large a one.
const MOST_ENDS: usize = 1000;

/// What all parts work with.
struct Work<'a> {
    design: &'a Design,
    routing: &'a Routing,
    sources: &'a Sources,
    known: ThingKeys,
    numbers: BTreeMap<String, u32>,
    keys: Vec<String>,
}

impl Work<'_> {
    /// The number of a thing's key.
    fn number(&mut self, thing: &Focus) -> Option<u32> {
        let key = self.known.key(thing)?;
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(key.clone()).or_insert(next);
        if number == next {
            self.keys.push(key);
        }
        Some(number)
    }

    fn numbers(&mut self, things: &[Focus]) -> Vec<u32> {
        things
            .iter()
            .filter_map(|thing| self.number(thing))
            .collect()
    }

    fn end(&mut self, end: EndId) -> End {
        let any = self.routing.end_element(end);
        let name = self.routing.end_name(end);
        let called = any.and_then(|any| self.design.head(any).name.get());
        let label = match called.filter(|called| called.as_str() != name) {
            Some(called) => format!("{} ({})", line(&called), line(name)),
            None => line(name).into_owned(),
        };
        End {
            name: line(name).into_owned(),
            label,
            key: any.and_then(|any| self.number(&Focus::Element(any))),
        }
    }
}

/// What traffic would do in a design; `sources` are the files that it was read from.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::traffic::traffic;
/// use netvet::app::{PROFILES, Profiles, Time};
///
/// let profiles = Profiles::new(PROFILES);
/// let paths = [PathBuf::from("examples/designs/two-networks.yaml")];
/// let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
/// let traffic = traffic(&loaded.design, &profiles, &loaded.sources);
/// assert_eq!(traffic.grids[0].counts, [("two-way", 1)]);
/// assert_eq!(traffic.failures[0].name, "peering/shop-tools");
/// ```
#[must_use]
pub fn traffic(design: &Design, profiles: &Profiles, sources: &Sources) -> Traffic {
    let mut traffic = Traffic::default();
    let ends = design.networks.iter().count() + design.sites.iter().count();
    if ends > MOST_ENDS {
        traffic.reach_notes.push(format!(
            "Not shown for {ends} networks and sites, which are more than {MOST_ENDS}: `netvet reach --matrix` writes all pairs, and `netvet reach --from … --to … --path` explains one."
        ));
        traffic.failure_notes.push(format!(
            "Not shown for {ends} networks and sites, which are more than {MOST_ENDS}: `netvet failures` reports them."
        ));
        return traffic;
    }
    if design.route_tables.iter().next().is_none() {
        traffic.reach_notes.push(
            "Not known, because the input holds no route tables. Give their export too, or `route_tables` in a design, and this part shows who reaches whom.".to_owned(),
        );
    } else if ends < 2 {
        let there_is = match ends {
            0 => "There is no network and no site",
            _ => "There is only one network or site",
        };
        traffic
            .reach_notes
            .push(format!("{there_is}, so there are no pairs to look at."));
    }
    let routing = reach::routing(design, profiles);
    let normal = State::default();
    let facts = routing.facts(normal.view(&routing));
    let mut work = Work {
        design,
        routing: &routing,
        sources,
        known: ThingKeys::new(design),
        numbers: BTreeMap::new(),
        keys: Vec::new(),
    };
    if traffic.reach_notes.is_empty() {
        traffic.ends = (0..routing.ends()).map(|end| work.end(end)).collect();
        ways::fill(&mut work, &normal, &facts, &mut traffic);
    }
    breaks::fill(&mut work, &facts, &mut traffic);
    traffic.keys = work.keys;
    traffic
}

/// The printed name of an element in the words of people: `kind/name`.
fn named(routing: &Routing, elem: Elem) -> String {
    line(&routing.elements.path(elem)).into_owned()
}
