//! What rules may ask about traffic: the routing of the design and its judged assertions. Computed at most once a run, before the
//! first rule starts and only where a selected rule wants it.

use crate::model::{AnyId, Expectation};
use crate::routing::expect::{ASSERTIONS, Holds, Judge, Judgement, Mistake};
use crate::routing::{Routing, Switches};
use crate::rules::simulation::state;
use crate::rules::{Context, engine};
use crate::source::tree::{Data, Node};

/// An assertion and what became of it.
#[derive(Debug)]
pub struct Judged<'a> {
    /// As written.
    pub expectation: &'a Expectation,
    /// Whether it holds, or why that cannot be asked.
    pub result: Result<Judgement, Mistake>,
    /// Sentences about absent facts, where it is not known whether it holds.
    pub missing: Vec<String>,
    /// The elements that it names.
    pub about: Vec<AnyId>,
}

/// What traffic would do.
#[derive(Debug)]
pub struct Routed<'a> {
    /// The routing of the design in its normal state.
    pub routing: Routing,
    /// Its assertions, in the order of the design.
    pub judged: Vec<Judged<'a>>,
}

impl<'a> Routed<'a> {
    /// Computes routes and judges the assertions of the design.
    #[must_use]
    pub fn new(cx: &Context<'a>) -> Self {
        let profiles = cx.profiles;
        let routing = Routing::new(cx.design, &|provider| Switches::of(profiles.get(provider)));
        let mut routed = Self {
            routing,
            judged: Vec::new(),
        };
        let expectations = &cx.design.about.expect;
        if !expectations.is_empty() {
            let plain = |text: &str| text.to_owned();
            let judge = Judge::new(&routed.routing, &plain);
            let all = expectations
                .iter()
                .map(|one| judged(cx, &routed, &judge, one));
            routed.judged = all.collect();
        }
        routed
    }
}

fn judged<'a>(
    cx: &Context<'a>,
    routed: &Routed<'a>,
    judge: &Judge<'_>,
    expectation: &'a Expectation,
) -> Judged<'a> {
    let (name, value) = (expectation.name.as_str(), &expectation.value);
    let mut missing = Vec::new();
    let result = match judge.judge(name, value) {
        Some(result) => {
            if let Ok(judgement) = &result
                && judgement.holds == Holds::Unknown
            {
                missing = judge.missing(value);
            }
            result
        }
        None => match name {
            "state" => state::state(cx, &routed.routing, value),
            "status" => state::status(cx, &routed.routing, value),
            "finding" => state::finding(cx, routed, value),
            _ => Err(unknown(expectation)),
        },
    };
    Judged {
        expectation,
        result,
        missing,
        about: about(cx, &routed.routing, value),
    }
}

/// Assertions that a design can make; the others are about steps of a scenario.
const OF_DESIGNS: [&str; 3] = ["state", "status", "finding"];

fn unknown(expectation: &Expectation) -> Mistake {
    let name = expectation.name.as_str();
    let known = || ASSERTIONS.iter().chain(&OF_DESIGNS).copied();
    let message = match name {
        "ok" | "error" | "unchanged" | "visible" => {
            format!("`{name}` asserts something about a step, and a design has none")
        }
        _ => match crate::model::near::nearest(name, known()) {
            Some(near) => format!("there is no assertion `{name}`; did you mean `{near}`?"),
            None => {
                let all: Vec<&str> = known().collect();
                format!(
                    "there is no assertion `{name}`; it is one of {}",
                    all.join(", ")
                )
            }
        },
    };
    Mistake {
        start: expectation.span.start,
        end: expectation.span.end,
        message,
    }
}

/// The elements that the scalars of an assertion name, each once, in the order of the text.
fn about(cx: &Context<'_>, routing: &Routing, value: &Node) -> Vec<AnyId> {
    fn scalars<'n>(node: &'n Node, out: &mut Vec<&'n str>) {
        match &node.data {
            Data::Scalar { text, .. } => out.push(text),
            Data::List(items) => items.iter().for_each(|item| scalars(item, out)),
            Data::Map(entries) => {
                let live = entries.iter().filter(|entry| !entry.shadowed);
                live.for_each(|entry| scalars(&entry.value, out));
            }
            Data::Null => {}
        }
    }
    let mut words = Vec::new();
    scalars(value, &mut words);
    let mut all: Vec<AnyId> = Vec::new();
    for word in words {
        let found = routing.find(word);
        if let [one] = found.as_slice()
            && let Some(any) = routing.elements.any(cx.design, *one)
            && !all.contains(&any)
        {
            all.push(any);
        }
    }
    all
}

/// What a single rule says, as the settings have it.
pub(super) fn said_by(
    cx: &Context<'_>,
    routed: &Routed<'_>,
    name: &str,
) -> Option<Vec<crate::finding::Finding>> {
    let table = super::table();
    let rule = table
        .iter()
        .find(|rule| rule.info.name == name || rule.info.code.to_string() == name)?;
    Some(engine::findings_of(cx, Some(routed), rule))
}
