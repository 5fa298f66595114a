//! Assertions about routing: whether they hold, with a witness where they do not.

use std::fmt;

use super::Routing;
use super::elements::{Down, Elem};
use super::ends::{End, meant};
use super::facts::Facts;
use super::goal::Goal;
use super::outcome::OutcomeClass;
use super::query::{Answer, Carried};
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

    pub(crate) const fn when(holds: bool) -> Self {
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
    pub(crate) fn new(holds: Holds, detail: impl Into<String>) -> Self {
        Self {
            holds,
            detail: detail.into(),
            witness: None,
        }
    }

    pub(crate) fn with(mut self, witness: Witness) -> Self {
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

pub(crate) fn mistake<T>(node: &Node, message: impl Into<String>) -> Result<T, Mistake> {
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
            none: routing.elements.normally_down(),
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

    /// The facts that are absent about what an assertion's two ends say of each other, in sentences.
    #[must_use]
    pub fn missing(&self, value: &Node) -> Vec<String> {
        let goal = value.get("goal").unwrap_or(value);
        let goal = goal.get("reaches").unwrap_or(goal);
        let end = |keys: [&str; 3], starts: bool| {
            let node = keys.iter().find_map(|key| goal.get(key))?;
            self.end(node, starts).ok()
        };
        let family = self.family(goal.get("family")).ok().flatten();
        match (
            end(["from", "a", "from"], true),
            end(["to", "dst", "b"], false),
        ) {
            (Some(from), Some(to)) => {
                self.routing
                    .answer(self.view(), &from, &to, family, false)
                    .missing
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn view(&self) -> View<'_> {
        self.routing.view(&self.same, &self.none)
    }

    pub(super) fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| self.routing.facts(self.view()))
    }

    pub(crate) fn keys(node: &Node, known: &[&str]) -> Result<(), Mistake> {
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

    pub(crate) fn need<'n>(node: &'n Node, key: &str) -> Result<&'n Node, Mistake> {
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

    pub(crate) fn elem(&self, node: &Node) -> Result<Elem, Mistake> {
        let text = self.text(node)?;
        match self.routing.find(&text).as_slice() {
            [one] => Ok(*one),
            [] => {
                let near = meant(&self.routing.suggest(&text, |_| true));
                mistake(node, format!("nothing is called `{text}`{near}"))
            }
            many => {
                let which = self.routing.alternatives(many);
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

    pub(super) fn arrived(&self, class: OutcomeClass) -> bool {
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

    pub(super) fn class(&self, node: &Node) -> Result<OutcomeClass, Mistake> {
        let text = self.text(node)?;
        OutcomeClass::from_word(&text).map_or_else(
            || mistake(node, format!("`{text}` is no class of outcome")),
            Ok,
        )
    }
}
