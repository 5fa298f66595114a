//! Assertions about routing: whether they hold, with a witness where they do not.

use std::fmt;

use super::Routing;
use super::elements::{Down, Elem};
use super::ends::End;
use super::expect_more::Goal;
use super::facts::Facts;
use super::outcome::{Arrival, OutcomeClass};
use super::prefixes::Span;
use super::query::{Answer, Carried, Symmetry};
use super::walk::View;
use crate::model::Family;
use crate::source::Scalar as _;
use crate::source::tree::{Data, Node};

/// Whether an assertion holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Holds {
    /// It does.
    Pass,
    /// The input does not say.
    Unknown,
    /// It does not.
    Fail,
}

impl Holds {
    /// The word for it in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Holds::Pass => "pass",
            Holds::Unknown => "unknown",
            Holds::Fail => "fail",
        }
    }

    pub(super) const fn when(holds: bool) -> Self {
        if holds { Holds::Pass } else { Holds::Fail }
    }
}

/// What shows that an assertion does not hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Witness {
    /// A smallest set of failed elements, as `kind/name`, sorted.
    pub failed: Vec<String>,
    /// The addresses that fall short.
    pub cidrs: Vec<String>,
    /// What packets pass instead.
    pub via: Vec<String>,
}

/// The judgement of an assertion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judgement {
    /// Whether it holds.
    pub holds: Holds,
    /// A sentence.
    pub detail: String,
    /// What shows it, where it does not hold.
    pub witness: Option<Witness>,
}

impl Judgement {
    pub(super) fn new(holds: Holds, detail: impl Into<String>) -> Self {
        Self {
            holds,
            detail: detail.into(),
            witness: None,
        }
    }

    pub(super) fn with(mut self, witness: Witness) -> Self {
        if self.holds == Holds::Fail {
            self.witness = Some(witness);
        }
        self
    }
}

/// An assertion that cannot be judged because it is written wrongly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// First byte of the place.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mistake {}

/// The names of the assertions that are judged here.
pub const ASSERTIONS: [&str; 12] = [
    "reaches",
    "not_reaches",
    "outcome",
    "via",
    "symmetric",
    "survives",
    "spof",
    "blast_radius",
    "resiliency",
    "stable",
    "advertised",
    "route",
];

/// Judges assertions about one design.
pub struct Judge<'a> {
    pub(super) routing: &'a Routing,
    /// Turns what is written into a reference (a scenario's `$x`).
    pub(super) resolve: &'a dyn Fn(&str) -> String,
    pub(super) none: Down,
    pub(super) same: rustc_hash::FxHashMap<u32, super::solve::Choice>,
    facts: std::cell::OnceCell<Facts>,
}

type Judged = Result<Judgement, Mistake>;

pub(super) fn mistake<T>(node: &Node, message: impl Into<String>) -> Result<T, Mistake> {
    Err(Mistake {
        start: node.start,
        end: node.end,
        message: message.into(),
    })
}

impl<'a> Judge<'a> {
    /// For one design; `resolve` turns what is written into a reference.
    #[must_use]
    pub fn new(routing: &'a Routing, resolve: &'a dyn Fn(&str) -> String) -> Self {
        Self {
            routing,
            resolve,
            none: Down::default(),
            same: Default::default(),
            facts: std::cell::OnceCell::new(),
        }
    }

    /// Judges an assertion; `None` where its name is not one of [`ASSERTIONS`].
    ///
    /// # Errors
    /// Where it is written wrongly or names nothing.
    pub fn judge(&self, name: &str, value: &Node) -> Option<Judged> {
        Some(match name {
            "reaches" => self.reaches(value),
            "not_reaches" => self.not_reaches(value),
            "outcome" => self.outcome(value),
            "via" => self.via(value),
            "symmetric" => self.symmetric(value),
            "survives" => self.survives(value),
            "spof" => self.spof(value),
            "blast_radius" => self.blast_radius(value),
            "resiliency" => self.resiliency(value),
            "stable" => self.stable(value),
            "advertised" => self.advertised(value),
            "route" => self.route(value),
            _ => return None,
        })
    }

    pub(super) fn view(&self) -> View<'_> {
        self.routing.view(&self.same, &self.none)
    }

    pub(super) fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| self.routing.facts(self.view()))
    }

    pub(super) fn keys(node: &Node, known: &[&str]) -> Result<(), Mistake> {
        let Data::Map(entries) = &node.data else {
            return mistake(node, format!("expected {}", known.join(", ")));
        };
        match entries.iter().find(|e| !known.contains(&&*e.key)) {
            Some(entry) => Err(Mistake {
                start: entry.key_start,
                end: entry.key_end,
                message: format!(
                    "unknown key `{}`, expected one of {}",
                    entry.key,
                    known.join(", ")
                ),
            }),
            None => Ok(()),
        }
    }

    pub(super) fn text(&self, node: &Node) -> Result<String, Mistake> {
        match &node.data {
            Data::Scalar { text, .. } => Ok((self.resolve)(text)),
            _ => mistake(node, "expected a text"),
        }
    }

    pub(super) fn need<'n>(node: &'n Node, key: &str) -> Result<&'n Node, Mistake> {
        node.get(key)
            .map_or_else(|| mistake(node, format!("`{key}` is missing")), Ok)
    }

    pub(super) fn list(node: &Node) -> &[Node] {
        match &node.data {
            Data::List(items) => items,
            Data::Null => &[],
            _ => std::slice::from_ref(node),
        }
    }

    pub(super) fn flag(&self, node: Option<&Node>, default: bool) -> Result<bool, Mistake> {
        let Some(node) = node else { return Ok(default) };
        match bool::parse(&self.text(node)?) {
            Some(flag) => Ok(flag),
            None => mistake(node, "expected true or false"),
        }
    }

    pub(super) fn number(&self, node: &Node) -> Result<u128, Mistake> {
        self.text(node)?
            .parse()
            .or_else(|_| mistake(node, "expected a number"))
    }

    pub(super) fn end(&self, node: &Node, starts: bool) -> Result<End, Mistake> {
        let text = self.text(node)?;
        self.routing
            .end(&text, starts)
            .or_else(|error| mistake(node, error.to_string()))
    }

    pub(super) fn elem(&self, node: &Node) -> Result<Elem, Mistake> {
        let text = self.text(node)?;
        match self.routing.find(&text).as_slice() {
            [one] => Ok(*one),
            [] => mistake(node, format!("nothing is called `{text}`")),
            many => {
                let which: Vec<String> = many
                    .iter()
                    .map(|e| format!("`{}`", self.routing.elements.path(*e)))
                    .collect();
                mistake(
                    node,
                    format!("`{text}` is ambiguous: say {}", which.join(" or ")),
                )
            }
        }
    }

    pub(super) fn family(&self, node: Option<&Node>) -> Result<Option<Family>, Mistake> {
        let Some(node) = node else { return Ok(None) };
        Family::parse(&self.text(node)?)
            .map_or_else(|| mistake(node, "expected ipv4 or ipv6"), |f| Ok(Some(f)))
    }

    fn reaches(&self, value: &Node) -> Judged {
        let goal = Goal::read(self, value)?;
        Ok(goal.judge(self.routing, self.view()))
    }

    fn not_reaches(&self, value: &Node) -> Judged {
        Self::keys(value, &["from", "to", "family", "because"])?;
        let from = self.end(Self::need(value, "from")?, true)?;
        let to = self.end(Self::need(value, "to")?, false)?;
        let because = match value.get("because") {
            Some(node) => Some(self.class(node)?),
            None => None,
        };
        let answer = self.routing.answer(
            self.view(),
            &from,
            &to,
            self.family(value.get("family"))?,
            false,
        );
        let holds = match answer.forward {
            Carried::NotDelivered => Holds::Pass,
            Carried::Unknown if !answer.outcomes.iter().any(|o| self.arrived(o.class)) => {
                Holds::Unknown
            }
            Carried::Unknown | Carried::Partial | Carried::Delivered => Holds::Fail,
        };
        let other = because.and_then(|class| answer.outcomes.iter().find(|o| o.class != class));
        match (holds, other) {
            (Holds::Pass, Some(other)) => {
                let unsure = matches!(
                    other.class,
                    OutcomeClass::Unknown | OutcomeClass::Unstable | OutcomeClass::Ambiguous
                );
                let holds = if unsure { Holds::Unknown } else { Holds::Fail };
                let witness = Witness {
                    cidrs: other.cidrs.iter().map(ToString::to_string).collect(),
                    via: self.routing.path_names(&other.via),
                    ..Witness::default()
                };
                Ok(
                    Judgement::new(holds, format!("some addresses are {}", other.class.word()))
                        .with(witness),
                )
            }
            _ => {
                let witness = self.of_answer(&answer, |o| self.arrived(o));
                Ok(
                    Judgement::new(holds, format!("forward is {}", answer.forward.word()))
                        .with(witness),
                )
            }
        }
    }

    fn arrived(&self, class: OutcomeClass) -> bool {
        matches!(
            class,
            OutcomeClass::Delivered | OutcomeClass::External | OutcomeClass::DeliveredAppliance
        )
    }

    fn of_answer(&self, answer: &Answer, wanted: impl Fn(OutcomeClass) -> bool) -> Witness {
        let chosen = || answer.outcomes.iter().filter(|o| wanted(o.class));
        Witness {
            failed: Vec::new(),
            cidrs: chosen()
                .flat_map(|o| &o.cidrs)
                .map(ToString::to_string)
                .collect(),
            via: chosen()
                .next()
                .map(|o| self.routing.path_names(&o.via))
                .unwrap_or_default(),
        }
    }

    fn class(&self, node: &Node) -> Result<OutcomeClass, Mistake> {
        let text = self.text(node)?;
        OutcomeClass::from_word(&text).map_or_else(
            || mistake(node, format!("`{text}` is no class of outcome")),
            Ok,
        )
    }

    fn outcome(&self, value: &Node) -> Judged {
        Self::keys(
            value,
            &["from", "dst", "is", "at", "via", "flags", "family"],
        )?;
        let from = self.end(Self::need(value, "from")?, true)?;
        let to = self.end(Self::need(value, "dst")?, false)?;
        let class = self.class(Self::need(value, "is")?)?;
        let at = value.get("at").map(|node| self.text(node)).transpose()?;
        let via = match value.get("via") {
            Some(node) => Some(
                Self::list(node)
                    .iter()
                    .map(|n| self.elem(n))
                    .collect::<Result<Vec<Elem>, _>>()?,
            ),
            None => None,
        };
        let flags = match value.get("flags") {
            Some(node) => {
                let mut words = Self::list(node)
                    .iter()
                    .map(|n| self.text(n))
                    .collect::<Result<Vec<String>, _>>()?;
                words.sort();
                Some(words)
            }
            None => None,
        };
        let answer = self.routing.answer(
            self.view(),
            &from,
            &to,
            self.family(value.get("family"))?,
            false,
        );
        let mut worst = Holds::Pass;
        let mut detail = format!("every address is {}", class.word());
        let mut witness = Witness::default();
        for outcome in &answer.outcomes {
            let place = self.routing.place(outcome.at);
            let mut words: Vec<String> = outcome
                .flags
                .words()
                .iter()
                .map(ToString::to_string)
                .collect();
            words.sort();
            let same = outcome.class == class
                && at
                    .as_ref()
                    .is_none_or(|at| self.same_place(at, outcome.at, &place))
                && via.as_ref().is_none_or(|via| *via == outcome.via)
                && flags.as_ref().is_none_or(|flags| *flags == words);
            if same {
                continue;
            }
            let unsure = matches!(
                outcome.class,
                OutcomeClass::Unknown | OutcomeClass::Unstable | OutcomeClass::Ambiguous
            );
            let holds = if unsure && outcome.class != class {
                Holds::Unknown
            } else {
                Holds::Fail
            };
            if holds >= worst {
                worst = holds;
                detail = format!("some addresses are {} at {place}", outcome.class.word());
                witness.via = self.routing.path_names(&outcome.via);
            }
            if holds == Holds::Fail {
                witness
                    .cidrs
                    .extend(outcome.cidrs.iter().map(ToString::to_string));
            }
        }
        if answer.outcomes.is_empty() {
            return Ok(Judgement::new(Holds::Fail, "there are no such addresses"));
        }
        Ok(Judgement::new(worst, detail).with(witness))
    }

    fn same_place(&self, wanted: &str, at: super::outcome::At, place: &str) -> bool {
        let elem = match at {
            super::outcome::At::Net(net) => self.routing.topology.nets[net as usize].elem,
            super::outcome::At::Site(site) => Some(self.routing.topology.sites[site as usize].elem),
            super::outcome::At::Elem(elem) => Some(elem),
            super::outcome::At::Internet => None,
        };
        wanted == place || elem.is_some_and(|elem| self.routing.find(wanted).contains(&elem))
    }

    fn via(&self, value: &Node) -> Judged {
        Self::keys(value, &["from", "dst", "through", "mode", "family"])?;
        let from = self.end(Self::need(value, "from")?, true)?;
        let to = self.end(Self::need(value, "dst")?, false)?;
        let through: Vec<Elem> = Self::list(Self::need(value, "through")?)
            .iter()
            .map(|n| self.elem(n))
            .collect::<Result<_, _>>()?;
        let mode = value
            .get("mode")
            .map(|n| self.text(n))
            .transpose()?
            .unwrap_or_else(|| "all".to_owned());
        let fits = |path: &[Elem]| match mode.as_str() {
            "any" => through.iter().any(|e| path.contains(e)),
            "exact" => path == through.as_slice(),
            _ => through.iter().all(|e| path.contains(e)),
        };
        if !matches!(mode.as_str(), "all" | "any" | "exact") {
            return mistake(
                value.get("mode").unwrap_or(value),
                "expected all, any or exact",
            );
        }
        let answer = self.routing.answer(
            self.view(),
            &from,
            &to,
            self.family(value.get("family"))?,
            false,
        );
        if answer.outcomes.is_empty() {
            return Ok(Judgement::new(Holds::Fail, "there are no such addresses"));
        }
        let mut worst = Holds::Pass;
        let mut witness = Witness::default();
        for outcome in &answer.outcomes {
            let paths: Vec<&Vec<Elem>> = if outcome.paths.is_empty() {
                vec![&outcome.via]
            } else {
                outcome.paths.iter().collect()
            };
            let good = paths.iter().filter(|p| fits(p)).count();
            let holds = match outcome.class {
                OutcomeClass::Unknown | OutcomeClass::Unstable => Holds::Unknown,
                class if !self.arrived(class) && class != OutcomeClass::Ambiguous => Holds::Fail,
                _ if good == paths.len() => Holds::Pass,
                _ if outcome.ambiguous.is_some() && good > 0 => Holds::Unknown,
                _ => Holds::Fail,
            };
            if holds == Holds::Fail {
                let bad = paths.iter().find(|p| !fits(p)).or(paths.first());
                if witness.cidrs.is_empty() {
                    witness.via = bad.map(|p| self.routing.path_names(p)).unwrap_or_default();
                }
                witness
                    .cidrs
                    .extend(outcome.cidrs.iter().map(ToString::to_string));
            }
            worst = worst.max(holds);
        }
        let detail = match worst {
            Holds::Pass => "every path is as asserted",
            Holds::Unknown => "which path is used is not known",
            Holds::Fail => "some path is not as asserted",
        };
        Ok(Judgement::new(worst, detail).with(witness))
    }

    fn symmetric(&self, value: &Node) -> Judged {
        Self::keys(value, &["a", "b", "is", "family"])?;
        let a = self.end(Self::need(value, "a")?, true)?;
        let b = self.end(Self::need(value, "b")?, true)?;
        let wanted = self.flag(value.get("is"), true)?;
        let answer = self.routing.answer(
            self.view(),
            &a,
            &b,
            self.family(value.get("family"))?,
            false,
        );
        Ok(match answer.symmetry {
            Some(Symmetry::Unknown) => {
                Judgement::new(Holds::Unknown, "which paths are used is not known")
            }
            Some(found) => Judgement::new(
                Holds::when((found == Symmetry::Symmetric) == wanted),
                format!("the paths are {}", found.word()),
            ),
            None if answer.forward == Carried::Unknown || answer.back == Some(Carried::Unknown) => {
                Judgement::new(
                    Holds::Unknown,
                    "whether both directions carry something is not known",
                )
            }
            None => Judgement::new(Holds::Fail, "not both directions carry something"),
        })
    }
}

impl Goal {
    /// Judges a goal in a state.
    pub(super) fn judge(&self, routing: &Routing, view: View<'_>) -> Judgement {
        let one = self.one_way(routing, view, &self.from, &self.to);
        if !self.both {
            return one;
        }
        let back = self.one_way(routing, view, &self.to, &self.from);
        if back.holds > one.holds { back } else { one }
    }

    fn one_way(&self, routing: &Routing, view: View<'_>, from: &End, to: &End) -> Judgement {
        let arrivals = routing.arrivals_between(view, from, to, self.family);
        if arrivals.is_empty() {
            let unknown = [from, to].into_iter().any(|end| match end {
                End::Net(net) => routing.topology.nets[*net as usize].unknown.is_some(),
                _ => false,
            });
            let holds = if unknown { Holds::Unknown } else { Holds::Fail };
            return Judgement::new(holds, "there are no such addresses");
        }
        let has = |wanted: &[Arrival]| arrivals.iter().any(|(_, a, _)| wanted.contains(a));
        let holds = match self.coverage {
            None if has(&[Arrival::No, Arrival::Partly]) => Holds::Fail,
            None if has(&[Arrival::Unknown]) => Holds::Unknown,
            None => Holds::Pass,
            Some(share) if share <= 0.0 => {
                if has(&[Arrival::Yes, Arrival::Partly]) {
                    Holds::Pass
                } else if has(&[Arrival::Unknown]) {
                    Holds::Unknown
                } else {
                    Holds::Fail
                }
            }
            Some(share) => {
                let sum = |wanted: &[Arrival]| -> f64 {
                    arrivals
                        .iter()
                        .filter(|(_, a, _)| wanted.contains(a))
                        .map(|(s, ..)| super::prefixes::Count::of(*s).as_f64())
                        .sum()
                };
                let all = sum(&[Arrival::Yes, Arrival::No, Arrival::Partly, Arrival::Unknown]);
                let (sure, maybe) = (
                    sum(&[Arrival::Yes]) / all,
                    sum(&[Arrival::Yes, Arrival::Unknown]) / all,
                );
                if sure >= share {
                    Holds::Pass
                } else if maybe >= share {
                    Holds::Unknown
                } else {
                    Holds::Fail
                }
            }
        };
        let short: Vec<Span> = arrivals
            .iter()
            .filter(|(_, a, _)| matches!(a, Arrival::No | Arrival::Partly))
            .map(|(s, ..)| *s)
            .collect();
        let via = arrivals
            .iter()
            .find(|(_, a, _)| matches!(a, Arrival::No | Arrival::Partly))
            .map(|(.., via)| via.clone());
        let witness = Witness {
            failed: Vec::new(),
            cidrs: Routing::cidrs(short)
                .iter()
                .map(ToString::to_string)
                .collect(),
            via: via.map(|via| routing.path_names(&via)).unwrap_or_default(),
        };
        let detail = match holds {
            Holds::Pass => "the addresses arrive",
            Holds::Unknown => "whether all addresses arrive is not known",
            Holds::Fail => "not enough of the addresses arrive",
        };
        Judgement::new(holds, detail).with(witness)
    }
}
