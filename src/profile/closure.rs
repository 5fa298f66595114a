//! What can become of a state: paths of legal moves, the least time they take, how long an end is seen.
//!
//! Snapshots skip states, so a change is judged by paths and never by single moves. States of which nothing is known are
//! no part of a path, or everything would be reachable.

use std::collections::BTreeMap;

use super::fact::Certainty;
use super::machine::{Delay, Machine, Move, StateRow};
use super::trigger::{Actor, Condition};
use crate::model::Seconds;

/// A way from one state to another.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Path {
    /// The moves, in order.
    pub moves: Vec<&'static Move>,
    /// The least time it takes.
    pub takes: Seconds,
}

impl Path {
    /// The states between the first and the last.
    #[must_use]
    pub fn via(&self) -> Vec<&'static str> {
        self.moves
            .iter()
            .skip(1)
            .filter_map(|step| step.from)
            .collect()
    }

    /// How well its least supported move is supported.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        self.moves
            .iter()
            .map(|step| step.certainty)
            .max()
            .unwrap_or_default()
    }

    fn then(&self, step: &'static Move, takes: i64) -> Self {
        let mut moves = self.moves.clone();
        moves.push(step);
        Self {
            moves,
            takes: Seconds(self.takes.0.saturating_add(takes)),
        }
    }

    /// What makes one way better than another: less time, then fewer moves that no source states, then fewer moves.
    fn cost(&self) -> (i64, usize, usize) {
        let doubtful = self.moves.iter().filter(|step| !step.certainty.is_stated());
        (self.takes.0, doubtful.count(), self.moves.len())
    }
}

/// A change of state between two looks at an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change<'a> {
    /// The state at the first look.
    pub from: &'a str,
    /// How long it had lasted by then, where that is known.
    pub aged: Option<Seconds>,
    /// The state at the second look.
    pub to: &'a str,
    /// The time between the two looks, where it is known.
    pub elapsed: Option<Seconds>,
}

/// Whether a change can have happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    /// The state is the same, whatever happened in between.
    Unchanged,
    /// Nothing is known about one of the two words.
    NotJudged,
    /// A path explains it.
    Legal(Path),
    /// The shortest path takes longer than the time between the two looks.
    TooFast(Path),
    /// The state at the first look had lasted longer than it can, and nothing that follows its end leads there.
    Overdue {
        /// What ends it.
        end: &'static Move,
        /// How long it can last.
        lasts: Seconds,
    },
    /// No path leads from the one to the other.
    Illegal,
}

/// Whether a record can have disappeared.
#[derive(Clone, PartialEq, Debug)]
pub enum Absence {
    /// Nothing is known about the state, or about how long its ends are seen.
    NotJudged,
    /// It ended, and the end is no longer shown.
    Explained(Path),
    /// It ends, but would still be shown for some time.
    TooSoon {
        /// The way to the end that fades first.
        path: Path,
        /// How long after the first look that is gone.
        needs: Seconds,
    },
    /// The record stays for ever, as far as the sources say.
    Unexplained,
}

/// Who looks: as far as known, the part that the exporting account has in the element.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Viewer {
    /// Its part.
    pub role: Option<Actor>,
    /// Whether both sides belong to one account.
    pub same_account: Option<bool>,
}

impl StateRow {
    /// The shortest and the longest time for which it is shown to that viewer; `None` where no source says so.
    #[must_use]
    pub fn shown(&self, viewer: Viewer) -> Option<(Seconds, Seconds)> {
        let concerns = |who: Actor| match who {
            // Either side may have deleted it.
            Actor::Anyone | Actor::Either | Actor::Deleter | Actor::OtherSide => true,
            who => viewer.role.is_none_or(|role| role == who),
        };
        let applies = |when: Condition| match when {
            Condition::SameAccount => viewer.same_account != Some(false),
            Condition::OtherAccount => viewer.same_account != Some(true),
            _ => true,
        };
        let times = || {
            self.visible
                .iter()
                .filter(|window| concerns(window.viewer) && applies(window.when))
                .map(|window| window.lasts)
        };
        times().min().zip(times().max())
    }
}

impl Machine {
    /// The row under which moves know a state: that of the word, or of the one that means the same.
    fn node(&self, word: &str) -> Option<&'static StateRow> {
        let row = self.state(word)?;
        let row = row.same_as.map_or(Some(row), |same| self.state(same))?;
        (!row.wildcard).then_some(row)
    }

    /// How well the course of states is supported as a whole: inferred where sources list the words and state less than half of the moves between them.
    #[must_use]
    pub fn course(&self) -> Certainty {
        let between = || self.moves.iter().filter(|step| step.from.is_some());
        let stated = between().filter(|step| step.certainty.is_stated()).count();
        if stated * 2 < between().count() {
            Certainty::Inferred
        } else {
            Certainty::Stated
        }
    }

    /// The end that a state has by time alone, and how long it lasts until then.
    #[must_use]
    pub fn lasts(&self, word: &str) -> Option<(Seconds, &'static Move)> {
        let row = self.node(word)?;
        self.moves_from(Some(row.native))
            .filter_map(|step| match step.after {
                Delay::Exactly(time) => Some((time, step)),
                Delay::AtMost(_) | Delay::Unstated => None,
            })
            .min_by_key(|(time, _)| *time)
    }

    /// The best way to every state that can be reached. `from` is `None` for what does not exist yet.
    fn ways(
        &self,
        from: Option<&'static str>,
        aged: Option<Seconds>,
        keep: impl Fn(&Move) -> bool,
    ) -> BTreeMap<&'static str, Path> {
        let mut ways: BTreeMap<&'static str, Path> = BTreeMap::new();
        let mut open: Vec<(Option<&'static str>, Path)> = vec![(from, Path::default())];
        while let Some((at, path)) = open.pop() {
            for step in self.moves_from(at).filter(|step| keep(step)) {
                let Some(to) = step.to else { continue };
                let least = match step.after {
                    // Of a state that was seen it is known at best how long it had lasted.
                    Delay::Exactly(time) if path.moves.is_empty() => {
                        aged.map_or(0, |aged| time.0.saturating_sub(aged.0).max(0))
                    }
                    Delay::Exactly(time) => time.0,
                    Delay::AtMost(_) | Delay::Unstated => 0,
                };
                let way = path.then(step, least);
                if Some(to) != from && ways.get(to).is_none_or(|old| way.cost() < old.cost()) {
                    ways.insert(to, way.clone());
                    open.push((Some(to), way));
                }
            }
        }
        ways
    }

    /// The best way from one state to another, however long it takes. `None` where there is none, or nothing is known about one of the words.
    #[must_use]
    pub fn path(&self, from: &str, to: &str) -> Option<Path> {
        let (from, to) = (self.node(from)?.native, self.node(to)?.native);
        if from == to {
            return Some(Path::default());
        }
        self.ways(Some(from), None, |_| true).remove(to)
    }

    /// The best way into being, up to a state: what would have been legal for a new element.
    #[must_use]
    pub fn path_into_being(&self, to: &str) -> Option<Path> {
        let to = self.node(to)?.native;
        self.ways(None, None, |_| true).remove(to)
    }

    /// What can become of a state, in the order of the table.
    #[must_use]
    pub fn follows(&self, from: &str) -> Vec<&'static str> {
        let Some(from) = self.node(from) else {
            return Vec::new();
        };
        let ways = self.ways(Some(from.native), None, |_| true);
        self.states
            .iter()
            .map(|row| row.native)
            .filter(|word| ways.contains_key(word))
            .collect()
    }

    /// Whether a change can have happened in the time between two looks. A path that sources state is preferred to one that is inferred.
    #[must_use]
    pub fn judge(&self, change: &Change<'_>) -> Verdict {
        if change.from == change.to {
            return Verdict::Unchanged;
        }
        let (Some(from), Some(to)) = (self.node(change.from), self.node(change.to)) else {
            return Verdict::NotJudged;
        };
        if from == to {
            return Verdict::Unchanged;
        }
        let over = self
            .lasts(from.native)
            .filter(|(lasts, _)| change.aged.is_some_and(|aged| aged > *lasts));
        // After its time only its end follows.
        let open = |step: &Move| {
            over.is_none_or(|(_, end)| step.from != Some(from.native) || std::ptr::eq(step, end))
        };
        let fits = |path: &Path| change.elapsed.is_none_or(|elapsed| path.takes <= elapsed);
        let way = |keep: &dyn Fn(&Move) -> bool| {
            self.ways(Some(from.native), change.aged, keep)
                .remove(to.native)
        };
        if let Some(path) = way(&|step| open(step) && step.certainty.is_stated())
            && fits(&path)
        {
            return Verdict::Legal(path);
        }
        match (way(&open), over) {
            (Some(path), _) if fits(&path) => Verdict::Legal(path),
            (Some(path), _) => Verdict::TooFast(path),
            (None, Some((lasts, end))) => Verdict::Overdue { end, lasts },
            (None, None) => Verdict::Illegal,
        }
    }

    /// Whether a record can have disappeared in the time between two looks.
    #[must_use]
    pub fn absence(
        &self,
        from: &str,
        aged: Option<Seconds>,
        elapsed: Option<Seconds>,
        viewer: Viewer,
    ) -> Absence {
        let Some(from) = self.node(from) else {
            return Absence::NotJudged;
        };
        let mut ends = self.ways(Some(from.native), aged, |_| true);
        ends.insert(from.native, Path::default());
        let mut best: Option<(Seconds, Path)> = None;
        // An end of which nobody says how long it is shown.
        let mut silent = false;
        for (word, path) in ends {
            let Some(row) = self.node(word) else { continue };
            let shown = if self.moves_from(Some(word)).any(|step| step.to.is_none()) {
                0
            } else if !row.terminal {
                continue;
            } else if let Some((least, _)) = row.shown(viewer) {
                if path.moves.is_empty() {
                    // For how long it had been shown already is known at best; else it may have been all of it.
                    aged.map_or(0, |aged| least.0.saturating_sub(aged.0).max(0))
                } else {
                    least.0
                }
            } else {
                silent = true;
                continue;
            };
            let needs = Seconds(path.takes.0.saturating_add(shown));
            let worse = |(old, way): &(Seconds, Path)| (needs, path.cost()) < (*old, way.cost());
            if best.as_ref().is_none_or(worse) {
                best = Some((needs, path));
            }
        }
        let fits = |needs: Seconds| elapsed.is_none_or(|elapsed| needs <= elapsed);
        match best {
            Some((needs, path)) if fits(needs) => Absence::Explained(path),
            _ if silent => Absence::NotJudged,
            Some((needs, path)) => Absence::TooSoon { path, needs },
            None => Absence::Unexplained,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Reference;
    use crate::profile::notation::{DAY, HOUR, moves, states};
    use crate::profile::{MachineOf, Trigger};

    static BOOK: Reference = Reference {
        title: "A book",
        url: "",
        read: "",
    };

    /// ```text
    /// asked -> held -> works -> ended        held lapses after two days
    ///            \-> lapsed    works -> ended takes a detour by "closing", which is only inferred
    /// ```
    const MACHINE: Machine = Machine {
        of: MachineOf::Route,
        states: states! { BOOK;
            "asked" Requested;
            "held" AwaitingAcceptance;
            "waiting" AwaitingAcceptance as "held";
            "works" Active + carries;
            "closing" Deleting;
            "ended" Deleted + terminal seen [Requester: HOUR, Accepter: 3 * HOUR, Owner when SameAccount: 0];
            "lapsed" Expired + terminal seen [Anyone: DAY];
            "odd" Unknown + wildcard;
        },
        moves: moves! { BOOK;
            new -> "asked", Ask by Requester;
            "asked" -> "held", progress;
            "held" -> "works", Accept by Accepter;
            "held" -> "lapsed", timeout after Exactly(2 * DAY);
            "works" -> "closing", Close by Either + inferred;
            "closing" -> "ended", progress;
        },
    };

    fn judge(from: &str, aged: Option<i64>, to: &str, elapsed: Option<i64>) -> Verdict {
        MACHINE.judge(&Change {
            from,
            aged: aged.map(Seconds),
            to,
            elapsed: elapsed.map(Seconds),
        })
    }

    fn via(verdict: &Verdict) -> Vec<&'static str> {
        match verdict {
            Verdict::Legal(path) => path.via(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn paths_name_what_lies_between() {
        assert_eq!(via(&judge("asked", None, "works", None)), ["held"]);
        assert_eq!(
            via(&judge("asked", None, "ended", None)),
            ["held", "works", "closing"]
        );
        assert_eq!(via(&judge("asked", None, "held", None)), [] as [&str; 0]);
        assert_eq!(judge("works", None, "held", None), Verdict::Illegal);
        assert_eq!(judge("lapsed", None, "works", None), Verdict::Illegal);
        assert_eq!(judge("works", None, "works", None), Verdict::Unchanged);
        assert_eq!(
            MACHINE.follows("held"),
            ["works", "closing", "ended", "lapsed"]
        );
        let born = MACHINE.path_into_being("works").unwrap();
        assert_eq!(born.via(), ["asked", "held"]);
        assert_eq!(born.moves[0].on, Trigger::Operation("Ask"));
    }

    #[test]
    fn words_of_which_nothing_is_known_are_not_judged_and_no_stepping_stones() {
        assert_eq!(judge("odd", None, "works", None), Verdict::NotJudged);
        assert_eq!(judge("works", None, "odd", None), Verdict::NotJudged);
        assert_eq!(judge("works", None, "unheard-of", None), Verdict::NotJudged);
        assert_eq!(MACHINE.follows("odd"), [] as [&str; 0]);
    }

    #[test]
    fn second_words_are_the_same_state() {
        assert_eq!(judge("waiting", None, "held", None), Verdict::Unchanged);
        assert_eq!(via(&judge("asked", None, "waiting", None)), [] as [&str; 0]);
        assert_eq!(judge("works", None, "waiting", None), Verdict::Illegal);
    }

    #[test]
    fn an_inferred_move_shows_in_the_path() {
        let path = MACHINE.path("held", "ended").unwrap();
        assert_eq!(path.certainty(), Certainty::Inferred);
        assert_eq!(
            MACHINE.path("held", "works").unwrap().certainty(),
            Certainty::Stated
        );
        assert_eq!(MACHINE.course(), Certainty::Stated);
    }

    #[test]
    fn time_that_must_pass() {
        // It may have been held for two days already.
        assert_eq!(
            via(&judge("held", None, "lapsed", Some(60))),
            [] as [&str; 0]
        );
        // It was held for one day, and one more is needed.
        assert!(matches!(
            judge("held", Some(DAY), "lapsed", Some(DAY)),
            Verdict::Legal(_)
        ));
        match judge("held", Some(DAY), "lapsed", Some(DAY - 1)) {
            Verdict::TooFast(path) => assert_eq!(path.takes, Seconds(DAY)),
            other => panic!("{other:?}"),
        }
        // What was not yet held waits for the whole time.
        match judge("asked", Some(9 * DAY), "lapsed", Some(DAY)) {
            Verdict::TooFast(path) => assert_eq!(path.takes, Seconds(2 * DAY)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_lasted_too_long_can_only_have_ended() {
        let aged = Some(2 * DAY + 1);
        match judge("held", aged, "works", None) {
            Verdict::Overdue { end, lasts } => {
                assert_eq!((end.to, lasts), (Some("lapsed"), Seconds(2 * DAY)));
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(
            judge("held", aged, "lapsed", Some(0)),
            Verdict::Legal(_)
        ));
        assert!(matches!(
            judge("held", Some(2 * DAY), "works", None),
            Verdict::Legal(_)
        ));
    }

    #[test]
    fn ends_are_shown_for_a_while() {
        let shown = |role, same_account| {
            MACHINE
                .state("ended")
                .unwrap()
                .shown(Viewer { role, same_account })
                .map(|(least, most)| (least.0, most.0))
        };
        assert_eq!(shown(Some(Actor::Requester), None), Some((HOUR, HOUR)));
        assert_eq!(shown(None, Some(false)), Some((HOUR, 3 * HOUR)));
        assert_eq!(shown(None, None), Some((0, 3 * HOUR)));
        assert_eq!(shown(Some(Actor::Deleter), None), None);
        assert_eq!(
            MACHINE.state("works").unwrap().shown(Viewer::default()),
            None
        );
    }

    #[test]
    fn records_disappear_after_their_end_has_faded() {
        let requester = Viewer {
            role: Some(Actor::Requester),
            same_account: Some(false),
        };
        let absence = |from: &str, aged: Option<i64>, elapsed| {
            let (aged, elapsed) = (aged.map(Seconds), Some(Seconds(elapsed)));
            MACHINE.absence(from, aged, elapsed, requester)
        };
        match absence("works", None, HOUR - 1) {
            Absence::TooSoon { path, needs } => {
                assert_eq!((path.via(), needs), (vec!["closing"], Seconds(HOUR)));
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(
            absence("works", None, HOUR),
            Absence::Explained(_)
        ));
        // Of an end that was seen already, nobody knows how long it had been there.
        assert!(matches!(absence("ended", None, 0), Absence::Explained(_)));
        assert!(matches!(
            absence("ended", Some(HOUR / 2), HOUR / 4),
            Absence::TooSoon { .. }
        ));
        assert_eq!(absence("odd", None, DAY), Absence::NotJudged);
    }
}
