//! What should stay reachable, and whether it is.

use std::ops::Range;

use super::Routing;
use super::elements::Elem;
use super::ends::End;
use super::expect::{Holds, Judge, Judgement, Mistake, Witness, mistake};
use super::outcome::Arrival;
use super::prefixes::{AtomId, Span};
use super::walk::View;
use crate::model::Family;
use crate::source::tree::Node;

/// What should stay reachable.
pub(super) struct Goal {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) family: Option<Family>,
    /// The share that must arrive; `None`: all.
    pub(super) coverage: Option<f64>,
    pub(super) both: bool,
}

impl Goal {
    pub(super) fn read(judge: &Judge<'_>, value: &Node) -> Result<Self, Mistake> {
        let value = value.get("reaches").unwrap_or(value);
        Judge::keys(
            value,
            &["from", "to", "family", "ports", "coverage", "bidirectional"],
        )?;
        let both = judge.flag(value.get("bidirectional"), false)?;
        let coverage = match value.get("coverage") {
            None => None,
            Some(node) => match judge.text(node)?.as_str() {
                "all" => None,
                "any" => Some(0.0),
                other => match other.parse::<f64>() {
                    Ok(share) if (0.0..=1.0).contains(&share) => Some(share),
                    _ => return mistake(node, "expected all, any or a fraction between 0 and 1"),
                },
            },
        };
        Ok(Self {
            from: judge.end(Judge::need(value, "from")?, true)?,
            to: judge.end(Judge::need(value, "to")?, both)?,
            family: judge.family(value.get("family"))?,
            coverage,
            both,
        })
    }

    /// The atoms that decide about it.
    pub(super) fn atoms(&self, routing: &Routing) -> Vec<Range<AtomId>> {
        let family = self
            .family
            .unwrap_or_else(|| routing.family(&self.from, &self.to));
        let mut parts = routing.parts(&self.to, family);
        if self.both {
            parts.extend(routing.parts(&self.from, family));
        }
        parts
            .into_iter()
            .map(|part| routing.prefixes.covering(part.span))
            .collect()
    }
}

impl Routing {
    /// Whether something about these atoms may depend on an element, by itself or together with others.
    pub(super) fn concerns(&self, elem: Elem, atoms: &[Range<AtomId>]) -> bool {
        let mut failed = vec![elem];
        failed.extend(self.elements.lag_of(elem));
        let meets = |prefix: u32| {
            let range = self.prefixes.range(prefix);
            atoms
                .iter()
                .any(|a| a.start < range.end && range.start < a.end)
        };
        let mut down = self.elements.closure(&failed).all().to_vec();
        // A member of a group inside what fails takes the group along only together with others.
        let groups: Vec<Elem> = down
            .iter()
            .filter_map(|e| self.elements.lag_of(*e))
            .collect();
        down.extend(self.elements.closure(&groups).all());
        down.iter().any(|elem| {
            self.links_of(*elem).iter().any(|link| {
                self.control.carried[*link as usize]
                    .iter()
                    .any(|p| meets(*p))
            }) || self
                .routes_by_elem
                .get(elem)
                .into_iter()
                .flatten()
                .any(|route| {
                    self.prefixes
                        .id(self.routes.list[*route as usize].prefix)
                        .is_some_and(meets)
                })
                || self.topology.dx.iter().any(|a| {
                    (a.elem == *elem || self.elements.elem(a.to) == *elem)
                        && a.announced
                            .iter()
                            .flatten()
                            .filter_map(|p| self.prefixes.id(*p))
                            .any(meets)
                })
        }) || !self.doubtful.is_empty()
    }

    pub(super) fn goal_without(&self, goal: &Goal, failed: &[Elem]) -> Judgement {
        let down = self.elements.closure(failed);
        let changed = self.changes(&down);
        goal.judge(self, self.view(&changed, &down))
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
