//! Runs steps: checks in their fixed order, applies, settles, judges.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::argument::{self, Unbound};
use super::choice::Chosen;
use super::event::{self, Happening, SERVER_FAULT};
use super::expect;
use super::form::unknown_operation;
use super::mistake::Mistake;
use super::names::Bound;
use super::operation::{self, By, Call, Effect};
use super::peering;
use super::refusal::Refusal;
use super::trace::{Answer, Cause, Change, Deed, Fields, Judged, Note, Traced};
use super::world::{Quotas, World};
use crate::finding::Subject;
use crate::model::{Action, AnyId, Design, ElementKind, ProviderId, Step, Time};
use crate::profile::{ErrorKind, MessageKind, Profile, Profiles};
use crate::routing::Routing;
use crate::source::tree::Node;
use crate::source::{Field, Text};

/// What rules find in a design at a moment: the rule and the elements of each finding.
pub type Findings<'a> = dyn Fn(&Design, Time) -> Found + 'a;

/// Rules, each with the elements of one finding.
pub type Found = Vec<(&'static str, Vec<Subject>)>;

/// Accounts that may call some operations only.
pub type Principals = BTreeMap<Text, Vec<Text>>;

/// What a run begins with.
pub struct Setup<'a> {
    /// The elements.
    pub design: Design,
    /// The providers' facts.
    pub profiles: Profiles,
    /// The provider of the scenario.
    pub provider: ProviderId,
    /// The clock.
    pub clock: Time,
    /// Transient states stay until a `settle` step.
    pub manual: bool,
    /// Chosen behaviour.
    pub chosen: Chosen,
    /// Who may call what.
    pub principals: Principals,
    /// The rules.
    pub findings: &'a Findings<'a>,
}

/// A run in progress.
pub struct Simulation<'a> {
    pub(super) world: World,
    pub(super) bound: BTreeMap<Text, Bound>,
    principals: Principals,
    findings: &'a Findings<'a>,
    /// What the rules find, as of a version of the world.
    found: Option<(u64, Time, Found)>,
    routing: Option<(u64, Routing)>,
    fault: bool,
    /// What happened before the first step: timers that were due.
    before: Vec<Change>,
}

/// The result of the part of a step that does something.
#[derive(Default)]
struct Outcome {
    /// The step could not be done, because a name in it holds nothing.
    blocked: bool,
    answer: Option<Answer>,
    would_return: Option<Answer>,
    notes: Vec<Note>,
}

impl Outcome {
    fn answer(answer: Answer) -> Self {
        Self {
            answer: Some(answer),
            ..Self::default()
        }
    }

    fn blocked(name: &str) -> Self {
        let message = format!(
            "the step did nothing: ${name} holds nothing, because the step that should bind it was refused"
        );
        Self {
            blocked: true,
            notes: vec![Note::new("empty_name", message)],
            ..Self::default()
        }
    }
}

impl<'a> Simulation<'a> {
    /// A run that has not begun.
    #[must_use]
    pub fn new(setup: Setup<'a>) -> Self {
        let mut world = World::new(
            setup.design,
            setup.profiles,
            setup.provider,
            setup.clock,
            setup.chosen,
        );
        world.immediate = !setup.manual;
        let now = world.now;
        world.advance(now);
        let before = world.take_log();
        Self {
            world,
            bound: BTreeMap::new(),
            principals: setup.principals,
            findings: setup.findings,
            found: None,
            routing: None,
            fault: false,
            before,
        }
    }

    /// The same with limits that the provider has raised.
    #[must_use]
    pub fn raising(mut self, quotas: Quotas) -> Self {
        self.world.raise(quotas);
        self
    }

    /// The world as it is now.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Runs a step.
    ///
    /// # Errors
    /// Where the scenario itself is wrong.
    pub fn step(&mut self, step: &Step) -> Result<Traced, Mistake> {
        let wants_hash = step.expect.iter().any(|e| e.name == "unchanged");
        let before = wants_hash.then(|| self.world.fingerprint());
        let (deed, done) = self.act(step)?;
        let mut changes = std::mem::take(&mut self.before);
        changes.extend(self.world.take_log());
        if self.world.immediate {
            changes = merged(changes);
        }
        let mut traced = Traced {
            at: self.world.now,
            span: step.span,
            deed,
            answer: done.answer,
            would_return: done.would_return,
            changes,
            notes: done.notes,
            expectations: Vec::with_capacity(step.expect.len()),
            unexpected: false,
        };
        let judged_itself = step
            .expect
            .iter()
            .any(|e| e.name == "ok" || e.name == "error");
        let refused = matches!(traced.answer, Some(Answer::Error(_)));
        traced.unexpected = (refused || done.blocked) && !judged_itself;
        for expectation in &step.expect {
            let judged = expect::judge(self, expectation, &traced, before)?;
            traced.expectations.push(Judged {
                assertion: expectation.name,
                span: expectation.span,
                outcome: judged.holds,
                detail: judged.detail,
                witness: judged.witness,
            });
        }
        Ok(traced)
    }

    fn act(&mut self, step: &Step) -> Result<(Deed, Outcome), Mistake> {
        match &step.action {
            Action::Operation { name, with } => {
                let text = name.get().unwrap_or_else(|| Text::new(""));
                let done = self.operation(step, text, with.as_ref())?;
                Ok((Deed::Operation(text), done))
            }
            Action::Event { name, of, with } => {
                let text = name.get().unwrap_or_else(|| Text::new(""));
                let done = self.event(step, text, of, with.as_ref())?;
                Ok((Deed::Event(text), done))
            }
            Action::Advance(time) => {
                self.world.because(Cause::Timer, step.span);
                let target = Time(self.world.now.0.saturating_add(time.0));
                self.world.advance(target);
                Ok((Deed::Advance(*time), Outcome::default()))
            }
            Action::Settle => {
                self.world.because(Cause::Settle, step.span);
                self.world.settle();
                Ok((Deed::Settle, Outcome::default()))
            }
            Action::Nothing => Ok((Deed::Nothing, Outcome::default())),
        }
    }

    /// The facts for a service: those of its provider; `ec2` is also answered by a provider that speaks its language.
    fn profile(&self, service: &str) -> &'static Profile {
        let own = self.world.profiles.get(self.world.provider);
        let speaks = own.refusals.iter().any(|row| row.service == service);
        if speaks {
            return own;
        }
        let knows = |profile: &&'static Profile| {
            profile
                .words
                .operations
                .iter()
                .any(|row| row.service == service)
        };
        self.world.profiles.iter().find(knows).unwrap_or(own)
    }

    fn operation(
        &mut self,
        step: &Step,
        name: Text,
        with: Option<&Node>,
    ) -> Result<Outcome, Mistake> {
        self.world.because(Cause::Operation, step.span);
        let Some((service, operation)) = name
            .split_once('.')
            .and_then(|(service, own)| Some((service, operation::find(service, own)?)))
        else {
            return Err(unknown_operation(step.span, &step.action));
        };
        let profile = self.profile(service);
        if std::mem::take(&mut self.fault) {
            let refusal = Refusal::new(
                ErrorKind::Server,
                MessageKind::ServerFault,
                "the provider itself failed, as the scenario wants it",
            );
            self.unbind(step);
            let refused = refusal.worded(profile, service);
            return Ok(Outcome::answer(Answer::Error(refused)));
        }
        let arguments = argument::read(
            &self.world,
            profile,
            operation.parameters,
            with,
            step.span.file,
            &|name, span, kinds| self.dollar(name, span, kinds),
        );
        let arguments = match arguments {
            Ok(arguments) => arguments,
            Err(Ok(refusal)) => {
                self.unbind(step);
                let refused = refusal.worded(profile, service);
                return Ok(Outcome::answer(Answer::Error(refused)));
            }
            Err(Err(Unbound::Mistake(mistake))) => return Err(mistake),
            Err(Err(Unbound::Refused(name))) => {
                self.unbind(step);
                return Ok(Outcome::blocked(&name));
            }
        };
        let (account, region) = by_default(&self.world, operation.by, arguments.first_element());
        let call = Call {
            operation,
            service,
            profile,
            caller: step.account.get().or(account),
            region: step.region.get().or(region),
            console: step.via.get().is_some_and(|via| via == "cockpit"),
            with: arguments,
            place: step.span,
        };
        let (checked, would_return) = self.checked(&call, name);
        let answer = match checked {
            Ok(effect) => self.apply(step, effect, &call)?,
            Err(refusal) => {
                self.unbind(step);
                Outcome::answer(Answer::Error(refusal.worded(profile, service)))
            }
        };
        Ok(Outcome {
            would_return,
            ..answer
        })
    }

    /// The third check (permission, and whether only that was asked for), then those of the operation itself.
    fn checked(&self, call: &Call<'_>, name: Text) -> (Result<Effect, Refusal>, Option<Answer>) {
        if let Some(caller) = call.caller
            && let Some(allowed) = self.principals.get(&caller)
            && !allowed.contains(&name)
        {
            let refusal = Refusal::new(
                ErrorKind::Unauthorized,
                MessageKind::NotAuthorized,
                format!("{caller} may not call {name}"),
            );
            return (Err(refusal), None);
        }
        let checked = (call.operation.check)(&self.world, call);
        if call.with.flag(operation::DRY_RUN.name) != Some(true) {
            return (checked, None);
        }
        let would = match checked {
            Ok(_) => Answer::Ok(Fields::default()),
            Err(refusal) => Answer::Error(refusal.worded(call.profile, call.service)),
        };
        // What the others answer to a permitted request is not documented.
        if call.service != "ec2" {
            let nothing: Effect = Box::new(|_| operation::Done::silent());
            return (Ok(nothing), Some(would));
        }
        let refusal = Refusal::new(
            ErrorKind::DryRunOk,
            MessageKind::DryRunOk,
            "the call is permitted; nothing was done",
        );
        (Err(refusal), Some(would))
    }

    fn apply(&mut self, step: &Step, effect: Effect, call: &Call<'_>) -> Result<Outcome, Mistake> {
        let done = effect(&mut self.world);
        if self.world.immediate {
            self.world.settle();
        }
        if let Some((name, span)) = step.bind.located() {
            let dry = call.with.flag(operation::DRY_RUN.name) == Some(true);
            match done.made() {
                Some(made) => {
                    self.bound.insert(*name, Bound::Made(made));
                }
                None if dry => self.unbind(step),
                None => {
                    let message = format!(
                        "{} creates nothing that could be bound",
                        call.operation.name
                    );
                    return Err(Mistake::new(span, message).help("leave `bind` out"));
                }
            }
        }
        let fields = (done.answer)(&self.world);
        Ok(Outcome {
            answer: Some(Answer::Ok(fields)),
            notes: done.notes,
            ..Outcome::default()
        })
    }

    fn event(
        &mut self,
        step: &Step,
        name: Text,
        of: &Field<Text>,
        with: Option<&Node>,
    ) -> Result<Outcome, Mistake> {
        self.world.because(Cause::Event, step.span);
        if name == SERVER_FAULT {
            self.fault = true;
            return Ok(Outcome::answer(Answer::Ok(Fields::default())));
        }
        let Some(event) = event::find(&name) else {
            return Err(unknown_operation(step.span, &step.action));
        };
        let mut found = None;
        let mut reference = of.get();
        let places = [ElementKind::Location, ElementKind::Device];
        // Locations and devices are looked for where no element has the name.
        let in_place = of
            .get()
            .filter(|_| event.of.iter().any(|kind| places.contains(kind)))
            .filter(|text| self.is_no_element(text))
            .and_then(|text| self.world.place_named(&text));
        if let (Some((text, span)), None) = (of.located(), in_place) {
            match self.reference(text, span, event.of) {
                Ok((printed, element)) => {
                    found = element;
                    reference = Some(printed);
                }
                Err(Unbound::Mistake(mistake)) if !event.of.is_empty() => return Err(mistake),
                Err(Unbound::Mistake(_)) => {}
                Err(Unbound::Refused(name)) => {
                    return Ok(Outcome::blocked(&name));
                }
            }
        }
        if !event.of.is_empty() {
            let fits = found.is_some_and(|id| event.of.contains(&id.kind()));
            if !fits && in_place.is_none() {
                let words: Vec<&str> = event.of.iter().map(|kind| kind.word()).collect();
                let span = of.span().unwrap_or(step.span);
                let message = format!("`{name}` happens to one of: {}", words.join(", "));
                return Err(Mistake::new(span, message).help("name it in `of`"));
            }
        }
        let happening = Happening {
            reference: reference.unwrap_or_else(|| Text::new("")),
            of: found,
            in_place,
            with,
            file: step.span.file,
            place: step.span,
        };
        match (event.check)(&self.world, &happening) {
            Ok(effect) => {
                let done = effect(&mut self.world);
                if self.world.immediate {
                    self.world.settle();
                }
                let fields = (done.answer)(&self.world);
                Ok(Outcome {
                    answer: Some(Answer::Ok(fields)),
                    notes: done.notes,
                    ..Outcome::default()
                })
            }
            Err(refusal) => {
                let refused = refusal.worded(&crate::profile::GENERIC, "event");
                Ok(Outcome::answer(Answer::Error(refused)))
            }
        }
    }

    /// The routing of the world as it is now.
    pub(super) fn routing(&mut self) -> &Routing {
        let version = self.world.version();
        let known = self.routing.take().filter(|(of, _)| *of == version);
        let routing = match known {
            Some((_, routing)) => routing,
            None => super::reachability::routing(&self.world),
        };
        &self.routing.insert((version, routing)).1
    }

    /// The routing that was computed last.
    pub(super) fn routed(&self) -> Option<&Routing> {
        self.routing.as_ref().map(|(_, routing)| routing)
    }

    /// What the rules find in the world as it is now.
    pub(super) fn found(&mut self) -> &[(&'static str, Vec<Subject>)] {
        let (version, now) = (self.world.version(), self.world.now);
        let known = self
            .found
            .take()
            .filter(|(of, at, _)| *of == version && *at == now);
        let found = match known {
            Some(found) => found,
            None => (version, now, (self.findings)(&self.world.design, now)),
        };
        &self.found.insert(found).2
    }
}

/// Who calls, and where, if the scenario does not say.
fn by_default(world: &World, by: By, of: Option<AnyId>) -> (Option<Text>, Option<Text>) {
    let Some(id) = of else {
        return (None, None);
    };
    let head = world.design.head(id);
    match (id, by) {
        (AnyId::Peering(peering), by) => {
            let [requester, accepter] = world.design[peering].sides();
            let side = if by == By::Accepter {
                accepter
            } else {
                requester
            };
            let design = &world.design;
            (peering::owner(design, side), peering::region(design, side))
        }
        (AnyId::VirtualInterface(interface), By::Carrier) => {
            let carrier = world.design[interface].connection.get();
            let head = carrier.map_or(head, |carrier| world.design.head(carrier));
            (head.account.get(), head.region.get())
        }
        _ => (head.account.get(), head.region.get()),
    }
}

/// In one step and at one moment only the first and the last state of an element are told.
fn merged(changes: Vec<Change>) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::with_capacity(changes.len());
    let mut places = FxHashMap::default();
    for change in changes {
        if change.field.is_none() {
            let subject = (change.subject.kind, change.subject.id);
            match places.entry((subject, change.at, change.cause)) {
                Entry::Occupied(place) => {
                    let known: &mut Change = &mut all[*place.get()];
                    known.to = change.to;
                    continue;
                }
                Entry::Vacant(place) => place.insert(all.len()),
            };
        }
        all.push(change);
    }
    all.retain(|change| change.field.is_some() || change.from != change.to);
    all
}
