//! Changes of state and disappearances between two snapshots, judged by the providers' machines.

use rustc_hash::FxHashMap;

use super::problems::STUCK;
use super::states::{Stated, stated};
use crate::finding::{Draft, Finding, Severity, Sink, Subject};
use crate::import::findings::subject;
use crate::model::{AnyId, Design, Head, Phase, Seconds, Time};
use crate::profile::table::duration;
use crate::profile::{
    Absence, Actor, Certainty, Change, Delay, Machine, MachineOf, Path, Profile, Profiles, Trigger,
    Verdict, Viewer,
};
use crate::provider::aws;
use crate::report::diff::Transition;
use crate::rules::INVALID_TRANSITION;
use crate::source::{Span, Text};

/// How long setting up and taking down may last where no source says it.
const PATIENCE: Seconds = Seconds(24 * 3600);

/// Two snapshots and the times between them.
#[derive(Clone, Copy)]
pub(super) struct Snapshots<'a> {
    /// The earlier one.
    pub(super) old: &'a Design,
    /// The later one.
    pub(super) new: &'a Design,
    /// When the earlier one was taken, where known.
    pub(super) old_as_of: Option<Time>,
    /// The time between them, where both are known.
    pub(super) elapsed: Option<Seconds>,
    /// How far the places of the earlier one are shifted.
    pub(super) shift: u32,
    /// The providers' facts.
    pub(super) profiles: &'a Profiles,
}

/// What was judged.
pub(super) struct Judged {
    pub(super) transitions: Vec<Transition>,
    invalid: Sink,
    stuck: Sink,
}

impl Judged {
    pub(super) fn new() -> Self {
        Self {
            transitions: Vec::new(),
            invalid: Sink::new(INVALID_TRANSITION),
            stuck: Sink::new(&STUCK),
        }
    }

    /// The transitions, and the findings of both rules.
    pub(super) fn into_parts(self) -> (Vec<Transition>, Vec<Finding>) {
        let mut findings = self.invalid.into_findings();
        findings.extend(self.stuck.into_findings());
        (self.transitions, findings)
    }
}

/// A state before and after.
struct Step<'a> {
    id: AnyId,
    old: &'a Stated,
    new: &'a Stated,
    profile: &'static Profile,
    machine: &'static Machine,
    exported: bool,
}

impl Snapshots<'_> {
    /// Judges all states of an element that is in both.
    pub(super) fn pair(&self, old: AnyId, new: AnyId, out: &mut Judged) {
        let before = stated(self.old, old);
        if before.is_empty() {
            return;
        }
        let head = self.new.head(new);
        let profile = self.profiles.get(head.provider);
        let exported = !head.is_design() && !self.old.head(old).is_design();
        let mut parts: FxHashMap<(MachineOf, Option<Text>), &Stated> = FxHashMap::default();
        for one in &before {
            parts.entry((one.of, one.part)).or_insert(one);
        }
        for after in stated(self.new, new) {
            let Some(before) = parts.remove(&(after.of, after.part)) else {
                continue;
            };
            let Some(machine) = profile.machine(after.of) else {
                if before.word != after.word {
                    let step = (before, &after);
                    out.transitions
                        .push(transition(self.subject(new), step, None, None));
                }
                continue;
            };
            let step = Step {
                id: new,
                old: before,
                new: &after,
                profile,
                machine,
                exported,
            };
            if before.word == after.word {
                self.stays(&step, out);
            } else {
                self.changes(&step, self.aged(old, before, machine), out);
            }
        }
    }

    fn subject(&self, id: AnyId) -> Subject {
        subject(self.new, id)
    }

    /// How long a state had lasted at the first look: a request shows when it lapses, and so when it was made.
    fn aged(&self, id: AnyId, state: &Stated, machine: &Machine) -> Option<Seconds> {
        let AnyId::Peering(peering) = id else {
            return None;
        };
        let (lasts, _) = machine.lasts(&state.word)?;
        let expires = self.old[peering].expires.get()?;
        let made = expires.0.checked_sub(lasts.0)?;
        Some(Seconds(self.old_as_of?.0.checked_sub(made)?.max(0)))
    }

    fn changes(&self, step: &Step<'_>, aged: Option<Seconds>, out: &mut Judged) {
        let (from, to) = (step.old.word.as_str(), step.new.word.as_str());
        let verdict = step.machine.judge(&Change {
            from,
            aged,
            to,
            elapsed: self.elapsed,
        });
        let (legal, path) = match &verdict {
            Verdict::Unchanged => return,
            Verdict::NotJudged => (None, None),
            Verdict::Legal(path) => (Some(true), Some(path)),
            Verdict::TooFast(path) => (Some(false), Some(path)),
            Verdict::Overdue { .. } | Verdict::Illegal => (Some(false), None),
        };
        let states = (step.old, step.new);
        out.transitions
            .push(transition(self.subject(step.id), states, legal, path));
        if let Some(draft) = self.draft(step, &verdict, aged) {
            let draft = draft
                .lowered_if(is_lenient(step), Severity::Warning)
                .about(self.subject(step.id))
                .key(step.new.of.word(), format!("{from} {to}"));
            out.invalid.push(draft);
        }
    }

    fn draft(&self, step: &Step<'_>, verdict: &Verdict, aged: Option<Seconds>) -> Option<Draft> {
        let (from, to) = (step.old.word.as_str(), step.new.word.as_str());
        let provider = step.profile.words.provider;
        let name = whose(step.profile, self.new, step.id, step.new);
        let mut notes = Vec::new();
        let message = match verdict {
            Verdict::Unchanged | Verdict::NotJudged | Verdict::Legal(_) => return None,
            Verdict::Illegal => {
                let follows = step.machine.follows(from);
                notes.push(if follows.is_empty() {
                    format!("{from} is an end: nothing follows it")
                } else {
                    format!("what can follow {from}: {}", follows.join(", "))
                });
                if let Some(born) = step.machine.path_into_being(to) {
                    notes.push(format!(
                        "the way that would have been legal: {}, with another id",
                        way("(new)", &born, to)
                    ));
                }
                format!(
                    "{name} went from {from} to {to}, but {provider} has no way from the one to the other"
                )
            }
            Verdict::TooFast(path) => {
                notes.push(format!(
                    "the shortest way: {}, which takes {}",
                    way(from, path, to),
                    duration(path.takes)
                ));
                let elapsed = self.elapsed.map_or_else(String::new, roughly);
                format!(
                    "{name} went from {from} to {to} within {elapsed}, but that takes at least {}",
                    duration(path.takes)
                )
            }
            Verdict::Overdue { end, lasts } => {
                let end = end.to.unwrap_or("gone");
                notes.push(format!(
                    "the way that would have been legal: {from} → {end}"
                ));
                let aged = aged.map_or_else(String::new, roughly);
                format!(
                    "{name} went from {from} to {to}, but it was {from} for {aged} at the first snapshot, and that ends as {end} after {}",
                    duration(*lasts)
                )
            }
        };
        if step.machine.course() != Certainty::Stated {
            notes.push(
                "the order of these states follows from their names; few sources state it"
                    .to_owned(),
            );
        }
        let draft = Draft::at(step.new.span, message)
            .also(self.before(step.old.span), format!("{from} before"))
            .help("Export again the snapshot that is not what it says: it is stale, merged or changed by hand");
        Some(notes.into_iter().fold(draft, Draft::note))
    }

    /// A place in the earlier snapshot.
    fn before(&self, span: Span) -> Span {
        span.shifted(self.shift)
    }

    /// The same state in both: whether it can have lasted so long.
    fn stays(&self, step: &Step<'_>, out: &mut Judged) {
        let word = step.new.word.as_str();
        let Some(elapsed) = self.elapsed.filter(|_| step.exported) else {
            return;
        };
        let Some(row) = step.machine.state(word).filter(|row| !row.wildcard) else {
            return;
        };
        let lapses = step
            .machine
            .lasts(word)
            .filter(|(_, end)| end.certainty.is_stated());
        let (needs, why) = if let Some((lasts, end)) = lapses {
            let ends = end.to.unwrap_or("gone");
            (
                lasts,
                format!("it ends as {ends} after {}", duration(lasts)),
            )
        } else if step.machine.is_transient(word)
            && matches!(
                row.phase,
                Phase::Requested | Phase::Provisioning | Phase::Deleting
            )
        {
            let stated = step
                .machine
                .moves_from(Some(word))
                .filter(|step| step.on == Trigger::Progress)
                .filter_map(|step| match step.after {
                    Delay::Exactly(time) | Delay::AtMost(time) => Some(time),
                    Delay::Unstated => None,
                })
                .max();
            let needs = stated.unwrap_or(PATIENCE);
            (
                needs,
                format!(
                    "{} goes on by itself, and that takes less than {}",
                    word,
                    duration(needs)
                ),
            )
        } else {
            return;
        };
        if elapsed <= needs {
            return;
        }
        let name = whose(step.profile, self.new, step.id, step.new);
        out.stuck.push(
            Draft::at(
                step.new.span,
                format!("{name} is still {word} after {}", roughly(elapsed)),
            )
            .also(self.before(step.old.span), format!("{word} before"))
            .note(why)
            .about(self.subject(step.id))
            .key(step.new.of.word(), word),
        );
    }

    /// An element of the earlier snapshot that a whole list of the later one does not show.
    pub(super) fn gone(&self, old: AnyId, out: &mut Judged) {
        let head = self.old.head(old);
        let profile = self.profiles.get(head.provider);
        let Some((word, span)) = head.state.native.located() else {
            return;
        };
        let Some(machine) = profile.machine(old.kind()).filter(|_| !head.is_design()) else {
            return;
        };
        let own = Stated {
            of: old.kind().into(),
            part: None,
            word: *word,
            span,
        };
        let aged = self.aged(old, &own, machine);
        let absence = machine.absence(word, aged, self.elapsed, viewer(self.old, old));
        let Absence::TooSoon { path, needs } = absence else {
            return;
        };
        let name = whose(profile, self.old, old, &own);
        let elapsed = self.elapsed.map_or_else(String::new, roughly);
        let end = path
            .moves
            .last()
            .and_then(|step| step.to)
            .unwrap_or(word.as_str());
        out.invalid.push(
            Draft::at(
                self.before(span),
                format!(
                    "{name} was {word} and is gone {elapsed} later, but it would still be shown as {end}: that it vanishes takes at least {}",
                    duration(needs)
                ),
            )
            .lowered(Severity::Warning)
            .note(format!("the way that would have been legal: {} → (gone)", way(word, &path, end)))
            .help("Export the later snapshot again: it is incomplete, or the times of the two are wrong")
            .about(subject(self.old, old))
            .key("gone", word.as_str()),
        );
    }
}

/// Where AWS's exports may be partial views or old records, and where the order of states is inferred, a clash proves less.
fn is_lenient(step: &Step<'_>) -> bool {
    let is_aws = step.profile.provider == aws::PROFILE.provider;
    (step.exported && is_aws) || step.machine.course() != Certainty::Stated
}

fn transition(
    subject: Subject,
    (old, new): (&Stated, &Stated),
    legal: Option<bool>,
    path: Option<&Path>,
) -> Transition {
    Transition {
        subject,
        part: new.part.map(|part| format!("{} {part}", new.of.word())),
        from: old.word.as_str(),
        to: new.word.as_str(),
        legal,
        via: path.map(Path::via).unwrap_or_default(),
        certainty: path.map(|path| path.certainty().word()),
    }
}

/// The states of a path in a row.
fn way(from: &str, path: &Path, to: &str) -> String {
    let mut states = vec![from];
    states.extend(path.via());
    if path.moves.is_empty() {
        return from.to_owned();
    }
    states.push(to);
    states.join(" → ")
}

/// The element, or its part, in a sentence.
fn whose(profile: &Profile, design: &Design, id: AnyId, state: &Stated) -> String {
    let element = format!("{} {}", profile.word(id.kind()), design.head(id).short());
    match state.part {
        Some(part) => format!("the {} {part} of {element}", profile.name_of(state.of)),
        None => element,
    }
}

/// A time to the nearest whole unit below, of which there are at least two.
fn roughly(time: Seconds) -> String {
    let unit = [86_400, 3600, 60]
        .into_iter()
        .find(|unit| time.0 >= 2 * unit);
    match unit {
        Some(unit) => duration(Seconds(time.0 / unit * unit)),
        None => duration(time),
    }
}

/// The part that the exporting account has in a peering.
fn viewer(design: &Design, id: AnyId) -> Viewer {
    let AnyId::Peering(id) = id else {
        return Viewer::default();
    };
    let peering = &design[id];
    let head: &Head = &peering.head;
    let [requester, accepter] = peering.sides().map(|side| side.owner.get());
    let same_account = requester.zip(accepter).map(|(a, b)| a == b);
    let role = match (head.exporter, same_account) {
        (Some(exporter), Some(false)) if Some(exporter) == requester => Some(Actor::Requester),
        (Some(exporter), Some(false)) if Some(exporter) == accepter => Some(Actor::Accepter),
        _ => None,
    };
    Viewer { role, same_account }
}
