//! Planned operations in their order: what each acts on, and in which states that may be by then.
//!
//! This is no simulation. Between two steps everything may happen that the provider's state machines allow without a call, so what
//! none of the possible states allows is wrong, whatever happens.

use std::collections::BTreeMap;

use super::state::actors::accounts;
use crate::finding::Subject;
use crate::model::{Action, AnyId, ElementKind, Found, Id, LinkAddress, Step, VirtualInterface};
use crate::profile::{Machine, MachineOf, Operation, Profile, Trigger, Verb};
use crate::rules::Context;
use crate::source::tree::{Data, Node};
use crate::source::{FileId, Scalar, Span, Text};

/// A planned call of one of the provider's operations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call<'a> {
    /// The step.
    pub(super) step: &'a Step,
    /// What it calls.
    pub(super) operation: &'static Operation,
    /// Whose operation that is.
    pub(super) profile: &'static Profile,
    with: Option<&'a Node>,
}

/// A scalar among a call's parameters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameter<'a> {
    /// The key of the mapping around it; empty outside mappings.
    pub(super) within: &'a str,
    /// Its key.
    pub(super) key: &'a str,
    /// Its text.
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) at: Span,
}

impl<'a> Call<'a> {
    /// The call that a step makes; none where no provider has the operation, and none where the plan expects it to be refused.
    fn of(cx: &Context<'_>, step: &'a Step) -> Option<Self> {
        let Action::Operation { name, with } = &step.action else {
            return None;
        };
        let (service, name) = name.get()?.as_str().split_once('.')?;
        if step
            .expect
            .iter()
            .any(|expectation| expectation.name == "error")
        {
            return None;
        }
        let (profile, operation) = cx.profiles.iter().find_map(|profile| {
            let mut operations = profile.words.operations.iter();
            let operation = operations.find(|row| row.service == service && row.name == name)?;
            Some((profile, operation))
        })?;
        Some(Self {
            step,
            operation,
            profile,
            with: with.as_ref(),
        })
    }

    /// Where a finding about the whole call stands: the operation's name.
    pub(super) fn place(&self) -> Span {
        match &self.step.action {
            Action::Operation { name, .. } => name.span().unwrap_or(self.step.span),
            _ => self.step.span,
        }
    }

    /// What the call is about in reports: the first element that its parameters name, else the operation itself.
    pub(super) fn subject(&self, cx: &Context<'_>) -> Subject {
        let named = self.parameters().into_iter().find_map(|p| {
            let reference = p.text.strip_prefix('$').unwrap_or(p.text);
            match cx.index.lookup.find(reference, &[]) {
                Found::One(id) => Some(cx.subject_of(id)),
                Found::Nothing | Found::Several => None,
            }
        });
        named.unwrap_or(Subject {
            kind: "step",
            id: Text::new(self.operation.name),
            name: None,
            provider: self.profile.provider.0,
            account: self.step.account.get(),
            region: self.step.region.get(),
        })
    }

    /// All scalars among the parameters, outer ones first.
    pub(super) fn parameters(&self) -> Vec<Parameter<'a>> {
        let mut all = Vec::new();
        if let Some(with) = self.with {
            collect(with, ("", ""), self.step.span.file, &mut all);
        }
        all
    }

    /// The first parameter with a key for which `wanted` says yes.
    pub(super) fn parameter(&self, wanted: impl Fn(&str) -> bool) -> Option<Parameter<'a>> {
        self.parameters().into_iter().find(|p| wanted(p.key))
    }
}

fn collect<'a>(
    node: &'a Node,
    keys: (&'a str, &'a str),
    file: FileId,
    out: &mut Vec<Parameter<'a>>,
) {
    let (within, key) = keys;
    match &node.data {
        Data::Null => {}
        Data::Scalar { text, .. } => out.push(Parameter {
            within,
            key,
            text,
            at: Span::new(file, node.start, node.end),
        }),
        Data::List(items) => {
            for item in items {
                collect(item, keys, file, out);
            }
        }
        Data::Map(entries) => {
            for entry in entries.iter().filter(|entry| !entry.shadowed) {
                collect(&entry.value, (key, &entry.key), file, out);
            }
        }
    }
}

/// What a call acts on: an element of the design, or what an earlier step made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Thing {
    /// An element.
    Element(AnyId),
    /// The creation with this number.
    Made(usize),
}

/// What an earlier step made and bound to a name.
#[derive(Clone, Debug)]
pub(super) struct Made<'a> {
    /// The name.
    pub(super) name: Text,
    /// Its kind.
    pub(super) kind: ElementKind,
    /// The call that made it.
    pub(super) call: Call<'a>,
    states: Vec<&'static str>,
}

/// The design and what the steps so far may have made of it.
#[derive(Debug)]
pub(super) struct World<'a> {
    /// The design before the first step, with its look-ups.
    pub(super) cx: &'a Context<'a>,
    states: BTreeMap<AnyId, Vec<&'static str>>,
    made: Vec<Made<'a>>,
    /// Operations so far: they may act on other kinds than their own.
    called: Vec<(&'static str, MachineOf)>,
    /// Elements that were untied from something.
    parted: Vec<AnyId>,
    time_passed: bool,
}

/// Shows every planned call with what the steps before it may have made of the design.
pub(super) fn walk<'a>(cx: &'a Context<'a>, mut visit: impl FnMut(&World<'a>, &Call<'a>)) {
    let mut world = World {
        cx,
        states: BTreeMap::new(),
        made: Vec::new(),
        called: Vec::new(),
        parted: Vec::new(),
        time_passed: false,
    };
    for step in &cx.design.about.plan {
        if matches!(step.action, Action::Advance(_)) {
            world.time_passed = true;
        }
        if let Some(call) = Call::of(cx, step) {
            visit(&world, &call);
            world.apply(&call);
        }
    }
}

impl<'a> World<'a> {
    /// The thing of a kind that a parameter's text names: `$x` is what an earlier step bound or the design calls so, else it is an id.
    pub(super) fn named(&self, kind: ElementKind, text: &str) -> Option<Thing> {
        let reference = match text.strip_prefix('$') {
            Some(name) => {
                let made = self
                    .made
                    .iter()
                    .rposition(|made| made.name == name && made.kind == kind);
                if let Some(at) = made {
                    return Some(Thing::Made(at));
                }
                name
            }
            None => text,
        };
        match self.cx.index.lookup.find(reference, &[kind]) {
            Found::One(id) => Some(Thing::Element(id)),
            Found::Nothing | Found::Several => None,
        }
    }

    /// The thing of a kind that any of a call's parameters names.
    pub(super) fn among(&self, kind: ElementKind, call: &Call<'_>) -> Option<Thing> {
        call.parameters()
            .iter()
            .find_map(|p| self.named(kind, p.text))
    }

    /// What a call acts on, where it acts on something that is there.
    pub(super) fn target(&self, call: &Call<'_>) -> Option<Thing> {
        let MachineOf::Element(kind) = call.operation.on else {
            return None;
        };
        if matches!(call.operation.verb, Verb::Create | Verb::Allocate) {
            return None;
        }
        self.among(kind, call).or_else(|| match kind {
            ElementKind::BgpPeer => self.session(call),
            _ => None,
        })
    }

    /// A session that a call names by its interface, the customer's address and the ASN.
    fn session(&self, call: &Call<'_>) -> Option<Thing> {
        let Thing::Element(AnyId::VirtualInterface(interface)) =
            self.among(ElementKind::VirtualInterface, call)?
        else {
            return None;
        };
        let address = call.parameter(|key| key.eq_ignore_ascii_case("customerAddress"));
        let address = address.map(|p| LinkAddress::parse(p.text).map(|a| a.address));
        let asn = call.parameter(|key| key.to_ascii_lowercase().starts_with("asn"));
        let asn = asn.map(|p| p.text.parse::<u64>().ok());
        if address.is_none() && asn.is_none() {
            return None;
        }
        let mut fitting = self.sessions(interface).into_iter().filter(|id| {
            let peer = &self.cx.design[*id];
            address.is_none_or(|wanted| peer.customer_address.get().map(|a| a.address) == wanted)
                && asn.is_none_or(|wanted| peer.effective_asn().get().map(|a| a.number) == wanted)
        });
        let only = fitting.next().filter(|_| fitting.next().is_none())?;
        Some(Thing::Element(AnyId::BgpPeer(only)))
    }

    /// The sessions of an interface that are not gone before the first step.
    fn sessions(&self, interface: Id<VirtualInterface>) -> Vec<Id<crate::model::BgpPeer>> {
        let of = self.cx.index.relations.bgp_peers.of(interface);
        let there = |id: &Id<_>| !self.cx.head(*id).state.phase.is_terminal();
        of.iter().copied().filter(there).collect()
    }

    /// What an earlier step made.
    pub(super) fn made(&self, at: usize) -> Option<&Made<'a>> {
        self.made.get(at)
    }

    fn kind(&self, thing: Thing) -> Option<ElementKind> {
        match thing {
            Thing::Element(id) => Some(id.kind()),
            Thing::Made(at) => self.made.get(at).map(|made| made.kind),
        }
    }

    /// The state machine of a thing.
    pub(super) fn machine(&self, thing: Thing) -> Option<&'static Machine> {
        let profile = match thing {
            Thing::Element(id) => self.cx.profiles.get(self.cx.design.head(id).provider),
            Thing::Made(at) => self.made.get(at)?.call.profile,
        };
        profile.machine(self.kind(thing)?)
    }

    /// The states in which a thing may be when the next step comes; `None` where that cannot be told.
    pub(super) fn states(&self, thing: Thing) -> Option<Vec<&'static str>> {
        let machine = self.machine(thing)?;
        let known = match thing {
            Thing::Element(id) => match self.states.get(&id) {
                Some(states) => states.clone(),
                None => {
                    let word = self.cx.design.head(id).state.native.get()?;
                    vec![machine.state(&word).filter(|row| !row.wildcard)?.native]
                }
            },
            Thing::Made(at) => self.made.get(at)?.states.clone(),
        };
        Some(self.reached(machine, known))
    }

    /// Whether an element of the design is live in every state in which it may be.
    pub(super) fn surely_live(&self, id: AnyId) -> bool {
        let thing = Thing::Element(id);
        match (self.machine(thing), self.states(thing)) {
            (Some(machine), Some(states)) => states
                .iter()
                .all(|word| machine.state(word).is_some_and(|row| row.phase.is_live())),
            _ => self.cx.design.head(id).state.is_live(),
        }
    }

    /// Whether a step so far untied this element from something.
    pub(super) fn was_parted(&self, id: AnyId) -> bool {
        self.parted.contains(&id)
    }

    /// With these states, those that follow without a call of their own.
    fn reached(&self, machine: &Machine, mut states: Vec<&'static str>) -> Vec<&'static str> {
        let mut at = 0;
        while let Some(from) = states.get(at).copied() {
            for step in machine.moves_from(Some(from)) {
                let may = match step.on {
                    Trigger::Operation(name) => self
                        .called
                        .iter()
                        .any(|(called, on)| *called == name && *on != machine.of),
                    Trigger::Timeout => self.time_passed,
                    _ => true,
                };
                if let Some(to) = step.to.filter(|to| may && !states.contains(to)) {
                    states.push(to);
                }
            }
            at += 1;
        }
        states
    }

    fn apply(&mut self, call: &Call<'a>) {
        let name = call.operation.name;
        if let Some(thing) = self.target(call)
            && let (Some(machine), Some(before)) = (self.machine(thing), self.states(thing))
        {
            let mut after: Vec<&'static str> = Vec::new();
            let caller = call.step.account.get();
            for from in before {
                for step in machine.on_operation(Some(from), name) {
                    // Whoever is not known may be the one that has to call.
                    let may = caller.is_none_or(|caller| {
                        accounts(self, thing, step.by).is_none_or(|of| of.contains(&caller))
                    });
                    after.extend(step.to.filter(|_| may));
                }
            }
            // A call that no state allows, or not from this account, is refused, and one that the machine does not list changes no state.
            if !after.is_empty() {
                match thing {
                    Thing::Element(id) => {
                        self.states.insert(id, after);
                    }
                    Thing::Made(at) => {
                        if let Some(made) = self.made.get_mut(at) {
                            made.states = after;
                        }
                    }
                }
            }
        }
        if call.operation.verb == Verb::Part {
            for parameter in call.parameters() {
                for kind in ElementKind::ALL {
                    if let Some(Thing::Element(id)) = self.named(*kind, parameter.text) {
                        self.parted.push(id);
                    }
                }
            }
        }
        self.called.push((name, call.operation.on));
        self.bind(call);
    }

    fn bind(&mut self, call: &Call<'a>) {
        let (Some(name), MachineOf::Element(kind)) = (call.step.bind.get(), call.operation.on)
        else {
            return;
        };
        let Some(machine) = call.profile.machine(kind) else {
            return;
        };
        let born = machine.on_operation(None, call.operation.name);
        let states = born.filter_map(|step| step.to).collect();
        self.made.push(Made {
            name,
            kind,
            call: *call,
            states,
        });
    }

    /// A thing in a sentence.
    pub(super) fn name(&self, thing: Thing) -> String {
        match thing {
            Thing::Element(id) => self.cx.name_of(id),
            Thing::Made(at) => self.made.get(at).map_or_else(String::new, |made| {
                format!("{} ${}", made.call.profile.word(made.kind), made.name)
            }),
        }
    }
}

/// What an earlier step made, as reports print it.
pub(super) fn subject(made: &Made<'_>) -> Subject {
    Subject {
        kind: made.kind.word(),
        id: Text::new(&format!("${}", made.name)),
        name: None,
        provider: made.call.profile.provider.0,
        account: made.call.step.account.get(),
        region: made.call.step.region.get(),
    }
}
