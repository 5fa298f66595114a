//! Assertions about what becomes of packets and over what they go.

use super::elements::Elem;
use super::expect::{Holds, Judge, Judgement, Mistake, Witness, mistake};
use super::outcome::OutcomeClass;
use super::query::{Carried, Symmetry};
use crate::source::tree::Node;

type Judged = Result<Judgement, Mistake>;

impl Judge<'_> {
    pub(super) fn outcome(&self, value: &Node) -> Judged {
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

    pub(super) fn via(&self, value: &Node) -> Judged {
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

    pub(super) fn symmetric(&self, value: &Node) -> Judged {
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
