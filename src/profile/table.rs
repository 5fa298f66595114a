//! Machines and limits for people and programs: rows of text under headings, and the same as plain values.

use serde::Serialize;

use super::Profile;
use super::limit::{Adjustable, Limit};
use super::machine::{Delay, Machine, Move, StateRow, Window};
use super::machine_of::MachineOf;
use super::trigger::{Condition, Trigger};
use crate::finding::Reference;
use crate::model::Seconds;

/// Rows of text under headings.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Rows {
    /// What the rows are about.
    pub title: String,
    /// The names of the columns.
    pub head: Vec<&'static str>,
    /// One cell a column.
    pub rows: Vec<Vec<String>>,
}

/// A time in the largest unit that fits: `7 days`, `90 minutes`.
#[must_use]
pub fn duration(time: Seconds) -> String {
    let unit = [(86_400, "day"), (3600, "hour"), (60, "minute")]
        .into_iter()
        .find(|(length, _)| time.0 != 0 && time.0 % length == 0);
    let (length, name) = unit.unwrap_or((1, "second"));
    let count = time.0 / length;
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {name}{plural}")
}

impl Profile {
    /// What a machine is about, in the provider's words.
    #[must_use]
    pub fn name_of(&self, of: MachineOf) -> String {
        match of {
            MachineOf::Element(kind) => self.word(kind).one.to_owned(),
            part => part.word().replace('-', " "),
        }
    }

    fn title(&self, machine: &Machine) -> String {
        let (provider, name) = (self.words.provider, self.name_of(machine.of));
        let word = machine.of.word();
        format!("{provider}, {name} ({word})")
    }

    /// The states of a machine.
    #[must_use]
    pub fn state_rows(&self, machine: &Machine) -> Rows {
        Rows {
            title: self.title(machine),
            head: vec!["State", "Meaning", "Notes", "Shown for", "Source"],
            rows: machine
                .states
                .iter()
                .map(|row| {
                    vec![
                        row.native.to_owned(),
                        row.phase.word().to_owned(),
                        notes(row),
                        shown(row),
                        row.from.title.to_owned(),
                    ]
                })
                .collect(),
        }
    }

    /// The moves of a machine.
    #[must_use]
    pub fn move_rows(&self, machine: &Machine) -> Rows {
        let head = [
            "From", "To", "When it", "By", "If", "After", "Support", "Source",
        ];
        Rows {
            title: self.title(machine),
            head: head.to_vec(),
            rows: machine
                .moves
                .iter()
                .map(|step| {
                    vec![
                        step.from.unwrap_or("(new)").to_owned(),
                        step.to.unwrap_or("(gone)").to_owned(),
                        step.on.words().to_owned(),
                        step.by.words().to_owned(),
                        step.when.words().to_owned(),
                        after(step.after),
                        step.certainty.word().to_owned(),
                        step.source.title.to_owned(),
                    ]
                })
                .collect(),
        }
    }

    /// The limits.
    #[must_use]
    pub fn limit_rows(&self) -> Rows {
        let head = [
            "Limit", "Per", "Default", "Highest", "Raised", "Support", "Source",
        ];
        let number = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
        Rows {
            title: self.words.provider.to_owned(),
            head: head.to_vec(),
            rows: self
                .limits
                .iter()
                .map(|limit| {
                    let support = limit.default.certainty().map(|sure| sure.word());
                    let source = limit.default.from().map(|from| from.title);
                    vec![
                        limit.what.words().to_owned(),
                        limit.per.words().to_owned(),
                        number(limit.default.get()),
                        number(limit.highest.get()),
                        raised(limit.adjustable),
                        support.unwrap_or("unknown").to_owned(),
                        source.unwrap_or_default().to_owned(),
                    ]
                })
                .collect(),
        }
    }
}

fn notes(row: &StateRow) -> String {
    let same = row.same_as.map(|word| format!("the same as {word}"));
    let notes = [
        row.carries_traffic.then(|| "carries traffic".to_owned()),
        row.terminal.then(|| "an end".to_owned()),
        row.wildcard.then(|| "changes are not judged".to_owned()),
        same,
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    notes.join(", ")
}

fn shown(row: &StateRow) -> String {
    let shown = |window: &Window| {
        let mut text = match window.lasts {
            Seconds(0) => "hidden from ".to_owned(),
            time => format!("{} to ", duration(time)),
        };
        text.push_str(window.viewer.words());
        if window.when != Condition::Always {
            text.push(' ');
            text.push_str(window.when.words());
        }
        text
    };
    let windows: Vec<String> = row.visible.iter().map(shown).collect();
    windows.join("; ")
}

fn after(delay: Delay) -> String {
    match delay {
        Delay::Unstated => String::new(),
        Delay::Exactly(time) => duration(time),
        Delay::AtMost(time) => format!("at most {}", duration(time)),
    }
}

fn raised(how: Adjustable) -> String {
    match how {
        Adjustable::Fixed => "never".to_owned(),
        Adjustable::OnRequest => "on request".to_owned(),
        Adjustable::ByAccountTeam => "by the account team".to_owned(),
        Adjustable::SelfService => "by the user".to_owned(),
        Adjustable::Follows(what) => format!("with that of {}", what.words()),
        Adjustable::Unstated => String::new(),
    }
}

/// A machine for programs.
#[derive(Serialize, Clone, Debug)]
pub struct MachineView {
    provider: &'static str,
    kind: &'static str,
    name: String,
    /// `inferred` where sources list the words but hardly their order.
    course: &'static str,
    states: Vec<StateView>,
    moves: Vec<MoveView>,
}

#[derive(Serialize, Clone, Debug)]
struct StateView {
    word: &'static str,
    phase: &'static str,
    carries_traffic: bool,
    terminal: bool,
    judged: bool,
    same_as: Option<&'static str>,
    shown: Vec<WindowView>,
    source: Source,
}

#[derive(Serialize, Clone, Debug)]
struct WindowView {
    to: &'static str,
    when: Option<&'static str>,
    seconds: i64,
}

#[derive(Serialize, Clone, Debug)]
struct MoveView {
    from: Option<&'static str>,
    to: Option<&'static str>,
    operation: Option<&'static str>,
    trigger: &'static str,
    by: &'static str,
    when: Option<&'static str>,
    after_seconds: Option<i64>,
    at_most_seconds: Option<i64>,
    certainty: &'static str,
    source: Source,
}

#[derive(Serialize, Clone, Debug)]
struct Source {
    title: &'static str,
    url: Option<&'static str>,
    read: Option<&'static str>,
}

impl From<&'static Reference> for Source {
    fn from(from: &'static Reference) -> Self {
        let given = |text: &'static str| (!text.is_empty()).then_some(text);
        Self {
            title: from.title,
            url: given(from.url),
            read: given(from.read),
        }
    }
}

fn condition(when: Condition) -> Option<&'static str> {
    (when != Condition::Always).then(|| when.words())
}

impl From<&StateRow> for StateView {
    fn from(row: &StateRow) -> Self {
        Self {
            word: row.native,
            phase: row.phase.word(),
            carries_traffic: row.carries_traffic,
            terminal: row.terminal,
            judged: !row.wildcard,
            same_as: row.same_as,
            shown: row
                .visible
                .iter()
                .map(|window| WindowView {
                    to: window.viewer.words(),
                    when: condition(window.when),
                    seconds: window.lasts.0,
                })
                .collect(),
            source: row.from.into(),
        }
    }
}

impl From<&Move> for MoveView {
    fn from(step: &Move) -> Self {
        let (exactly, at_most) = match step.after {
            Delay::Unstated => (None, None),
            Delay::Exactly(time) => (Some(time.0), None),
            Delay::AtMost(time) => (None, Some(time.0)),
        };
        let (operation, trigger) = match step.on {
            Trigger::Operation(name) => (Some(name), "operation"),
            other => (None, other.words()),
        };
        Self {
            from: step.from,
            to: step.to,
            operation,
            trigger,
            by: step.by.words(),
            when: condition(step.when),
            after_seconds: exactly,
            at_most_seconds: at_most,
            certainty: step.certainty.word(),
            source: step.source.into(),
        }
    }
}

impl MachineView {
    /// A machine of a profile.
    #[must_use]
    pub fn new(profile: &Profile, machine: &Machine) -> Self {
        Self {
            provider: profile.provider.0,
            kind: machine.of.word(),
            name: profile.name_of(machine.of),
            course: machine.course().word(),
            states: machine.states.iter().map(StateView::from).collect(),
            moves: machine.moves.iter().map(MoveView::from).collect(),
        }
    }
}

/// A limit for programs.
#[derive(Serialize, Clone, Debug)]
pub struct LimitView {
    provider: &'static str,
    what: &'static str,
    per: &'static str,
    default: Option<u32>,
    highest: Option<u32>,
    raised: String,
    certainty: Option<&'static str>,
    source: Option<Source>,
}

impl LimitView {
    /// A limit of a profile.
    #[must_use]
    pub fn new(profile: &Profile, limit: &Limit) -> Self {
        Self {
            provider: profile.provider.0,
            what: limit.what.words(),
            per: limit.per.words(),
            default: limit.default.get(),
            highest: limit.highest.get(),
            raised: raised(limit.adjustable),
            certainty: limit.default.certainty().map(|sure| sure.word()),
            source: limit.default.from().map(Source::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::notation::{DAY, HOUR, MINUTE, moves, states};
    use crate::profile::{GENERIC, MachineOf};

    static BOOK: Reference = Reference {
        title: "A book",
        url: "",
        read: "2026",
    };

    const MACHINE: Machine = Machine {
        of: MachineOf::NetworkBlock,
        states: states! { BOOK;
            "up" Active + carries;
            "UP" Active + carries as "up";
            "over" Deleted + terminal seen [Deleter when OtherAccount: 2 * HOUR, Anyone: 0];
        },
        moves: moves! { BOOK;
            new -> "up", Start by Owner;
            "up" -> "over", timeout when Down after AtMost(90 * MINUTE) + inferred;
            "over" -> gone, progress after Exactly(DAY);
        },
    };

    #[test]
    fn times_in_their_largest_unit() {
        let text = |seconds| duration(Seconds(seconds));
        assert_eq!(text(7 * DAY), "7 days");
        assert_eq!(text(DAY), "1 day");
        assert_eq!(text(36 * HOUR), "36 hours");
        assert_eq!(text(90 * MINUTE), "90 minutes");
        assert_eq!(text(61), "61 seconds");
        assert_eq!(text(0), "0 seconds");
    }

    #[test]
    fn rows_of_text() {
        let states = GENERIC.state_rows(&MACHINE);
        assert_eq!(states.title, "the provider, network block (network-block)");
        assert_eq!(
            states.rows[1],
            [
                "UP",
                "active",
                "carries traffic, the same as up",
                "",
                "A book"
            ]
        );
        assert_eq!(
            states.rows[2][3],
            "2 hours to who deleted it between two accounts; hidden from everyone concerned"
        );
        let moves = GENERIC.move_rows(&MACHINE);
        assert_eq!(
            moves.rows[0],
            [
                "(new)",
                "up",
                "Start",
                "the owner",
                "",
                "",
                "stated",
                "A book"
            ]
        );
        assert_eq!(
            moves.rows[1],
            [
                "up",
                "over",
                "time is over",
                "the provider",
                "down",
                "at most 90 minutes",
                "inferred",
                "A book"
            ]
        );
        assert_eq!(moves.rows[2][1], "(gone)");
        for rows in [states, moves, GENERIC.limit_rows()] {
            assert!(rows.rows.iter().all(|row| row.len() == rows.head.len()));
        }
    }

    #[test]
    fn values_for_programs() {
        let view = serde_json::to_value(MachineView::new(&GENERIC, &MACHINE)).unwrap();
        assert_eq!(view["kind"], "network-block");
        assert_eq!(view["states"][1]["same_as"], "up");
        assert_eq!(view["states"][2]["shown"][0]["seconds"], 7200);
        assert_eq!(view["states"][0]["source"]["url"], serde_json::Value::Null);
        assert_eq!(view["moves"][0]["from"], serde_json::Value::Null);
        assert_eq!(view["moves"][0]["operation"], "Start");
        assert_eq!(view["moves"][1]["at_most_seconds"], 5400);
        assert_eq!(view["moves"][1]["trigger"], "time is over");
        assert_eq!(view["moves"][2]["after_seconds"], 86_400);
    }
}
