//! Assertions about failures and resiliency.

use super::Routing;
use super::elements::Elem;
use super::ends::End;
use super::expect::{Holds, Judge, Judgement, Mistake, Witness, mistake};
use super::failures::{Failure, kinds_of, subsets};
use super::goal::Goal;
use super::prefixes::Count;
use super::resiliency::{Rating, Resiliency};
use crate::model::{ElementKind, Family};
use crate::source::tree::{Data, Node};

type Judged = Result<Judgement, Mistake>;

impl Judge<'_> {
    /// The elements that classes and references name.
    fn fallible(&self, node: Option<&Node>) -> Result<Vec<Elem>, Mistake> {
        let Some(node) = node else {
            return Ok(self.routing.elements_of(&super::failures::DEFAULT_KINDS));
        };
        let mut all = Vec::new();
        for item in Self::list(node) {
            let text = self.text(item)?;
            match kinds_of(&text) {
                Some(kinds) => all.extend(self.routing.elements_of(&kinds)),
                None => all.push(self.elem(item)?),
            }
        }
        let mut seen = rustc_hash::FxHashSet::default();
        all.retain(|e| seen.insert(*e));
        Ok(all)
    }

    fn names(&self, elems: &[Elem]) -> Vec<String> {
        let mut names = self.routing.path_names(elems);
        names.sort();
        names
    }

    pub(super) fn survives(&self, value: &Node) -> Judged {
        Self::keys(value, &["goal", "failures"])?;
        let goal = Goal::read(self, Self::need(value, "goal")?)?;
        let failures = Self::need(value, "failures")?;
        Self::keys(failures, &["k", "of"])?;
        let k = match failures.get("k") {
            Some(node) => match self.number(node)? {
                k @ 1..=3 => usize::try_from(k).unwrap_or(1),
                _ => return mistake(node, "expected 1, 2 or 3"),
            },
            None => 1,
        };
        let atoms = goal.atoms(self.routing);
        let mut elems = self.fallible(failures.get("of"))?;
        elems.retain(|e| self.routing.concerns(*e, &atoms));
        let now = goal.judge(self.routing, self.view());
        if now.holds == Holds::Fail {
            return Ok(now);
        }
        let mut unsure = now.holds == Holds::Unknown;
        // Smaller sets come first, so that the first that fails is a smallest one.
        let mut sets = subsets(&elems, k);
        sets.sort_by_cached_key(|set| (set.len(), self.names(set)));
        for set in &sets {
            let judged = self.routing.goal_without(&goal, set);
            match judged.holds {
                Holds::Fail => {
                    let mut witness = judged.witness.unwrap_or_default();
                    witness.failed = self.names(set);
                    let detail = format!("does not survive {}", witness.failed.join(", "));
                    return Ok(Judgement::new(Holds::Fail, detail).with(witness));
                }
                Holds::Unknown => unsure = true,
                Holds::Pass => {}
            }
        }
        let holds = if unsure { Holds::Unknown } else { Holds::Pass };
        Ok(Judgement::new(
            holds,
            format!("{} sets of failures were tried", sets.len()),
        ))
    }

    pub(super) fn spof(&self, value: &Node) -> Judged {
        Self::keys(value, &["goal", "of", "are"])?;
        let goal = Goal::read(self, Self::need(value, "goal")?)?;
        let node = Self::need(value, "are")?;
        let none = matches!(&node.data, Data::Scalar { text, .. } if &**text == "none");
        let mut wanted: Vec<Elem> = if none {
            Vec::new()
        } else {
            Self::list(node)
                .iter()
                .map(|n| self.elem(n))
                .collect::<Result<_, _>>()?
        };
        wanted.sort_unstable();
        wanted.dedup();
        let atoms = goal.atoms(self.routing);
        let now = goal.judge(self.routing, self.view());
        if now.holds != Holds::Pass {
            return Ok(now);
        }
        let elems = self.fallible(value.get("of"))?;
        if let Some(stray) = wanted.iter().find(|e| !elems.contains(e)) {
            return Ok(Judgement::new(
                Holds::Fail,
                format!(
                    "{} is not among those that fail",
                    self.routing.elements.path(*stray)
                ),
            ));
        }
        let (mut found, mut unsure) = (Vec::new(), Vec::new());
        for elem in elems {
            if !self.routing.concerns(elem, &atoms) {
                continue;
            }
            match self.routing.goal_without(&goal, &[elem]).holds {
                Holds::Fail => found.push(elem),
                Holds::Unknown => unsure.push(elem),
                Holds::Pass => {}
            }
        }
        found.sort_unstable();
        let extra: Vec<Elem> = found
            .iter()
            .filter(|e| !wanted.contains(e))
            .copied()
            .collect();
        let lacking: Vec<Elem> = wanted
            .iter()
            .filter(|e| !found.contains(e) && !unsure.contains(e))
            .copied()
            .collect();
        if !extra.is_empty() || !lacking.is_empty() {
            let words = |what: &str, elems: &[Elem]| match elems {
                [] => None,
                elems => Some(format!("{what} {}", self.names(elems).join(", "))),
            };
            let detail: Vec<String> = [words("also", &extra), words("not", &lacking)]
                .into_iter()
                .flatten()
                .collect();
            let witness = Witness {
                failed: self.names(&extra),
                ..Witness::default()
            };
            return Ok(Judgement::new(Holds::Fail, detail.join("; ")).with(witness));
        }
        let detail = if found.is_empty() {
            "none".to_owned()
        } else {
            self.names(&found).join(", ")
        };
        Ok(Judgement::new(
            if unsure.is_empty() {
                Holds::Pass
            } else {
                Holds::Unknown
            },
            detail,
        ))
    }

    pub(super) fn blast_radius(&self, value: &Node) -> Judged {
        Self::keys(value, &["failure", "any_of", "unit", "max"])?;
        let failure = value.get("failure");
        let any = value
            .get("any_of")
            .or_else(|| failure.and_then(|f| f.get("any_of")));
        let elems = match (any, failure) {
            (Some(any), _) => self.fallible(Some(any))?,
            (None, Some(one)) => self.fallible(Some(one))?,
            (None, None) => return mistake(value, "`failure` is missing"),
        };
        let unit = self.text(Self::need(value, "unit")?)?;
        let most = self.number(Self::need(value, "max")?)?;
        let count = |failure: &Failure| -> Option<Count> {
            let lost = || failure.pairs.iter().filter(|p| !p.lost.is_empty());
            let nets = self.routing.known_nets();
            let distinct = |sites: bool| {
                let mut all: Vec<u32> = lost()
                    .flat_map(|p| [p.from, p.to])
                    .filter(|e| (*e >= nets) == sites)
                    .collect();
                all.sort_unstable();
                all.dedup();
                Count::new(all.len() as u128)
            };
            match unit.as_str() {
                "pairs" => Some(Count::new(failure.lost_pairs() as u128)),
                "networks" => Some(distinct(false)),
                "sites" => Some(distinct(true)),
                "addresses" => Some(
                    failure
                        .lost_addresses(Family::Ipv4)
                        .max(failure.lost_addresses(Family::Ipv6)),
                ),
                _ => None,
            }
        };
        let mut worst: Option<(Count, Failure)> = None;
        for elem in elems {
            let failure = self.routing.fail(self.facts(), &[elem]);
            let Some(count) = count(&failure) else {
                return mistake(
                    value.get("unit").unwrap_or(value),
                    "expected pairs, networks, addresses or sites",
                );
            };
            if worst.as_ref().is_none_or(|(most, _)| count > *most) {
                worst = Some((count, failure));
            }
        }
        let Some((count, failure)) = worst else {
            return Ok(Judgement::new(Holds::Pass, "there is nothing of that kind"));
        };
        let witness = Witness {
            failed: self.names(&failure.failed),
            cidrs: Routing::cidrs(failure.pairs.iter().flat_map(|p| p.lost.clone()).collect())
                .iter()
                .map(ToString::to_string)
                .collect(),
            via: Vec::new(),
        };
        let detail = format!("{} loses {count} {unit}", witness.failed.join(", "));
        Ok(Judgement::new(Holds::when(count <= Count::new(most)), detail).with(witness))
    }

    pub(super) fn resiliency(&self, value: &Node) -> Judged {
        Self::keys(value, &["of", "at_least"])?;
        let node = Self::need(value, "at_least")?;
        let word = self.text(node)?;
        let Some(least) = Resiliency::from_word(&word) else {
            return mistake(node, "expected maximum, high or devtest");
        };
        let of = Self::need(value, "of")?;
        let rating: Option<Rating> = if matches!(of.data, Data::Map(_)) {
            Self::keys(of, &["from", "to", "family"])?;
            let from = self.end(Self::need(of, "from")?, true)?;
            let to = self.end(Self::need(of, "to")?, false)?;
            let family = self
                .family(of.get("family"))?
                .unwrap_or_else(|| self.routing.family(&from, &to));
            let End::Net(from) = from else {
                return mistake(of, "`from` is no network");
            };
            let (to, within) = match to {
                End::Site(site) => (self.routing.end_of_site(site), None),
                End::Block(block) => {
                    let site = (0..self.routing.known_sites()).find(|s| {
                        self.routing.topology.sites[*s as usize]
                            .owned
                            .iter()
                            .any(|c| c.contains(block))
                    });
                    (site.and_then(|s| self.routing.end_of_site(s)), Some(block))
                }
                _ => (None, None),
            };
            let Some(to) = to else {
                return mistake(of, "`to` is no site and no block of one");
            };
            match within {
                Some(block) => self.routing.rate_within(from, to, family, Some(block)),
                None => self.routing.rate_pair(from, to, family),
            }
        } else {
            let elem = self.elem(of)?;
            let kind = self.routing.elements.kind(elem);
            if !matches!(
                kind,
                ElementKind::DirectConnectGateway | ElementKind::VirtualGateway
            ) {
                return mistake(
                    of,
                    "expected a Direct Connect or virtual gateway, or from and to",
                );
            }
            Some(self.routing.rate_gateway(elem))
        };
        let Some(rating) = rating else {
            return Ok(Judgement::new(
                Holds::when(least == Resiliency::None),
                "no usable virtual interface",
            ));
        };
        let witness = Witness {
            cidrs: rating.limited_by.iter().map(ToString::to_string).collect(),
            ..Witness::default()
        };
        let because = rating.because.join("; ");
        Ok(match rating.class {
            None => Judgement::new(Holds::Unknown, because),
            Some(class) => Judgement::new(
                Holds::when(class >= least),
                format!("{}: {because}", class.word()),
            )
            .with(witness),
        })
    }
}
