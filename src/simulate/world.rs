//! The world: a design, its clock, and what no export shows: timers, transient states, when something ended and who ended it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::Hasher;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use super::choice::Chosen;
use super::direct_connect::Links;
use super::peering::Peerings;
use super::routes::Routes;
use super::trace::{Cause, Change};
use crate::finding::Subject;
use crate::model::{
    AnyId, Design, Element, ElementKind, Family, Found, Head, Lookup, Phase, ProviderId, Seconds,
    State, Time,
};
use crate::profile::{Counted, IdForm, Limit, Per, Profile, Profiles};
use crate::source::{Field, FileId, Span, Text};

/// Something that happens to an element by itself.
pub type Hap = fn(&mut World, AnyId);

/// The value to which a limit was raised for an account; `None` where it was not.
pub type Quotas = Arc<dyn Fn(Option<Text>, &Limit) -> Option<u32> + Send + Sync>;

/// A timer: when, of which element (by its printed id, for the order), and which.
type TimerKey = (Time, Text, &'static str, AnyId);

/// Something that is out of service.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fallen {
    /// An element, with what lies in it.
    Element(AnyId),
    /// An element alone: what lies in it notices in its own time.
    Alone(AnyId),
    /// A location or device, by its name.
    Place(ElementKind, Text),
}

/// When an element reached an end, and who brought it there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ended {
    /// When.
    pub since: Time,
    /// The account, where it was deleted by one.
    pub by: Option<Text>,
}

/// The world of a run. Operations look at it while they check and change it only when they are sure.
#[derive(Clone)]
pub struct World {
    /// The elements.
    pub design: Design,
    /// The clock.
    pub now: Time,
    /// The providers' facts.
    pub profiles: Profiles,
    /// The provider of the scenario.
    pub provider: ProviderId,
    /// Chosen behaviour.
    pub chosen: Chosen,
    /// Whether transient states end at once.
    pub immediate: bool,
    /// Peerings by pair, network and owner.
    pub peerings: Peerings,
    /// Routes by their target.
    pub routes: Routes,
    /// Interfaces, sessions and associations by what they hang on.
    pub links: Links,
    /// What events took out.
    pub fallen: BTreeSet<Fallen>,
    quotas: Option<Quotas>,
    ended: BTreeMap<AnyId, Ended>,
    timers: BTreeMap<TimerKey, Hap>,
    due: BTreeMap<(AnyId, &'static str), Time>,
    transient: BTreeMap<u64, (AnyId, Hap)>,
    next_transient: u64,
    counters: BTreeMap<Text, u64>,
    lookup: Lookup,
    made: FxHashMap<(ElementKind, Text), AnyId>,
    log: Vec<Change>,
    cause: Cause,
    place: Span,
    version: u64,
}

impl World {
    /// A world that begins with a design.
    #[must_use]
    pub fn new(
        design: Design,
        profiles: Profiles,
        provider: ProviderId,
        now: Time,
        chosen: Chosen,
    ) -> Self {
        let lookup = Lookup::names(&design);
        let peerings = Peerings::new(&design);
        let routes = Routes::new(&design);
        let links = Links::new(&design);
        let mut world = Self {
            design,
            now,
            profiles,
            provider,
            chosen,
            immediate: true,
            peerings,
            routes,
            links,
            fallen: BTreeSet::new(),
            quotas: None,
            ended: BTreeMap::new(),
            timers: BTreeMap::new(),
            due: BTreeMap::new(),
            transient: BTreeMap::new(),
            next_transient: 0,
            counters: BTreeMap::new(),
            lookup,
            made: FxHashMap::default(),
            log: Vec::new(),
            cause: Cause::Timer,
            place: Span::file(FileId(0)),
            version: 0,
        };
        super::peering::start(&mut world);
        world
    }

    /// Limits that the provider has raised.
    pub fn raise(&mut self, quotas: Quotas) {
        self.quotas = Some(quotas);
    }

    /// How many an account may have, as far as that is known: raised, else the provider's usual number.
    #[must_use]
    pub fn quota(
        &self,
        profile: &Profile,
        account: Option<Text>,
        what: Counted,
        per: Per,
    ) -> Option<u32> {
        let limit = profile.limit(what, per)?;
        let quotas = self.quotas.as_ref();
        let raised = quotas.and_then(|quotas| quotas(account, limit));
        raised.or_else(|| super::peering::most(profile, what, per))
    }

    /// How many the owner of an element may have, where that is said.
    #[must_use]
    pub fn raised(&self, profile: &Profile, of: AnyId, what: Counted, per: Per) -> Option<u32> {
        let limit = profile.limit(what, per)?;
        self.quotas.as_ref()?(self.design.head(of).account.get(), limit)
    }

    /// Counts up with every change.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What happens from now on happens for this reason and is written at this place.
    pub fn because(&mut self, cause: Cause, place: Span) {
        self.cause = cause;
        self.place = place;
    }

    /// Where the present step stands: the place of everything that it writes.
    #[must_use]
    pub fn place(&self) -> Span {
        self.place
    }

    /// A value written by the present step.
    #[must_use]
    pub fn field<T>(&self, value: T) -> Field<T> {
        Field::at(value, self.place)
    }

    /// A text written by the present step, absent where there is none.
    #[must_use]
    pub fn text(&self, value: Option<Text>) -> Field<Text> {
        value.map_or(Field::Absent, |value| self.field(value))
    }

    /// The facts of an element's provider; those of the scenario's for elements of no provider.
    #[must_use]
    pub fn profile_of(&self, id: AnyId) -> &'static Profile {
        let provider = self.design.head(id).provider;
        let provider = if provider == ProviderId::GENERIC {
            self.provider
        } else {
            provider
        };
        self.profiles.get(provider)
    }

    /// The element of a kind with this id: the native one, else the name of an element that has none.
    #[must_use]
    pub fn by_id(&self, kind: ElementKind, id: Text) -> Option<AnyId> {
        if let Some(made) = self.made.get(&(kind, id)) {
            return Some(*made);
        }
        match self.lookup.id_anywhere(kind, id) {
            Found::One(found) => return Some(found),
            Found::Several => return self.lookup.id(kind, self.provider, id),
            Found::Nothing => {}
        }
        match self.lookup.name(kind, &id) {
            Found::One(found) if self.design.head(found).id.is_absent() => Some(found),
            _ => None,
        }
    }

    /// What a person means with a reference: a native id, a name, or `kind/name`; among `kinds` where one is not written.
    #[must_use]
    pub fn find(&self, reference: &str, kinds: &[ElementKind]) -> Found {
        let (own, bare) = match crate::model::lookup::split_kind(reference) {
            Some((kind, rest)) => (vec![kind], rest),
            None if kinds.is_empty() => (ElementKind::ALL.to_vec(), reference),
            None => (kinds.to_vec(), reference),
        };
        let bare = Text::new(bare);
        let made = own.iter().find_map(|kind| self.made.get(&(*kind, bare)));
        if let Some(made) = made {
            return Found::One(*made);
        }
        self.lookup.find(reference, kinds)
    }

    /// A location or device that connections, groups or interfaces name: `location/EqDB2`, or the name alone.
    #[must_use]
    pub fn place_named(&self, reference: &str) -> Option<(ElementKind, Text)> {
        let elements = crate::routing::Elements::new(&self.design);
        let (kinds, name) = match crate::model::lookup::split_kind(reference) {
            Some((kind, rest)) => (vec![kind], rest),
            None => (vec![ElementKind::Location, ElementKind::Device], reference),
        };
        let name = Text::new(name);
        let mut found = kinds
            .into_iter()
            .filter(|kind| elements.find_place(*kind, name).is_some());
        let only = found.next()?;
        found.next().is_none().then_some((only, name))
    }

    /// The only live BGP peer of a family on an interface.
    #[must_use]
    pub fn session(&self, interface: AnyId, family: Family) -> Option<AnyId> {
        let AnyId::VirtualInterface(interface) = interface else {
            return None;
        };
        let mut fitting = self.links.peers(interface).iter().filter(|id| {
            let peer = &self.design[**id];
            peer.head.state.is_live() && peer.effective_family() == Some(family)
        });
        let only = *fitting.next()?;
        fitting.next().is_none().then_some(AnyId::BgpPeer(only))
    }

    /// A new id: the kind's prefix and the next number that nothing has yet.
    pub fn new_id(&mut self, kind: ElementKind, profile: &Profile) -> Text {
        let prefix = match profile.naming.id(kind).get() {
            Some(IdForm::Prefix(prefix)) => Text::new(prefix),
            Some(IdForm::Uuid) | None => Text::new(&format!("{}-", kind.word())),
        };
        loop {
            let number = self.count(prefix);
            let id = Text::new(&format!("{prefix}{number}"));
            if self.by_id(kind, id).is_none() {
                return id;
            }
        }
    }

    /// The next number of a prefix.
    pub(super) fn count(&mut self, prefix: Text) -> u64 {
        let counter = self.counters.entry(prefix).or_default();
        *counter += 1;
        *counter
    }

    /// The head of a new element.
    #[must_use]
    pub fn new_head(
        &self,
        id: Text,
        profile: &Profile,
        account: Option<Text>,
        region: Option<Text>,
    ) -> Head {
        Head {
            provider: profile.provider,
            mode: crate::model::Mode::Design,
            id: self.field(id),
            account: self.text(account),
            region: self.text(region),
            origins: vec![self.place],
            ..Head::default()
        }
    }

    /// Writes a status word of an element. Says so, and whether it is another one than before.
    pub fn set_word(
        &mut self,
        of: AnyId,
        name: &'static str,
        word: &'static str,
        field: impl FnOnce(&mut Design) -> &mut Field<Text>,
    ) -> bool {
        let word = Text::new(word);
        let new = self.field(word);
        let old = std::mem::replace(field(&mut self.design), new).get();
        if old != Some(word) {
            self.note_change(of, Some(name), old, Some(word));
        }
        old != Some(word)
    }

    /// Ends a transient state, where the element is in it.
    pub fn pass(&mut self, id: AnyId, from: &str, to: &'static str) {
        if self.design.head(id).state.word() == from {
            self.set_state(id, to);
        }
    }

    /// Adds an element whose id is its native one, in its first state. The caller has set everything else.
    pub fn add<T: Element>(&mut self, element: T, state: &'static str) -> AnyId
    where
        Design: Arenas<T>,
    {
        let native = element.head().id.get();
        let id = T::any(self.design.arena_mut().push(element));
        if let Some(native) = native {
            self.made.insert((T::KIND, native), id);
        }
        self.set_state(id, state);
        id
    }

    /// Puts an element into a state.
    pub fn set_state(&mut self, id: AnyId, word: &'static str) {
        let phase = self.profile_of(id).phase(id.kind(), word);
        let new = State {
            native: self.field(Text::new(word)),
            phase,
        };
        let head = self.design.head_mut(id);
        let old = std::mem::replace(&mut head.state, new);
        if let AnyId::Peering(peering) = id {
            self.peerings.moved(&self.design, peering, old.phase, phase);
        }
        self.mark_end(id, phase);
        self.note_change(id, None, old.native.get(), Some(Text::new(word)));
    }

    /// Notes when an end was reached; who brings it there is known from the moment of being deleted on.
    fn mark_end(&mut self, id: AnyId, phase: Phase) {
        if phase.is_terminal() || phase == Phase::Deleting {
            let by = self.ended.get(&id).and_then(|ended| ended.by);
            let since = self.now;
            self.ended.insert(id, Ended { since, by });
        } else {
            self.ended.remove(&id);
        }
    }

    /// Takes an element out of the world where the provider has no word for what is gone.
    pub fn remove(&mut self, id: AnyId) {
        let gone = State {
            native: Field::Absent,
            phase: Phase::Deleted,
        };
        let old = std::mem::replace(&mut self.design.head_mut(id).state, gone);
        self.mark_end(id, Phase::Deleted);
        self.note_change(id, None, old.native.get(), None);
    }

    /// The phase of an element.
    #[must_use]
    pub fn phase(&self, id: AnyId) -> Phase {
        self.design.head(id).state.phase
    }

    /// Notes that an element changed. `field` is `None` for its state.
    pub fn note_change(
        &mut self,
        id: AnyId,
        field: Option<&'static str>,
        from: Option<Text>,
        to: Option<Text>,
    ) {
        let subject = self.subject(id);
        self.note_change_of(subject, field, from, to);
    }

    /// The same about something that need not be an element.
    pub fn note_change_of(
        &mut self,
        subject: Subject,
        field: Option<&'static str>,
        from: Option<Text>,
        to: Option<Text>,
    ) {
        self.version += 1;
        self.log.push(Change {
            subject,
            field,
            from,
            to,
            at: self.now,
            cause: self.cause,
        });
    }

    /// An element as traces print it.
    #[must_use]
    pub fn subject(&self, id: AnyId) -> Subject {
        let head = self.design.head(id);
        Subject {
            kind: id.kind().word(),
            id: head.printed_id(),
            name: head.name.get(),
            provider: head.provider.0,
            account: head.account.get(),
            region: head.region.get(),
        }
    }

    /// What changed since the last call.
    pub fn take_log(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.log)
    }

    /// When an element reached its end, where the run saw it.
    #[must_use]
    pub fn ended(&self, id: AnyId) -> Option<Ended> {
        self.ended.get(&id).copied()
    }

    /// Notes who brought an element to its end.
    pub fn ended_by(&mut self, id: AnyId, account: Option<Text>) {
        if let Some(ended) = self.ended.get_mut(&id) {
            ended.by = account;
        }
    }

    /// Something happens to an element by itself after some time. A timer of the same name of that element is replaced.
    pub fn set_timer(&mut self, of: AnyId, name: &'static str, after: Seconds, hap: Hap) {
        self.set_timer_at(of, name, Time(self.now.0.saturating_add(after.0)), hap);
    }

    /// The same at a moment. A moment that is past comes with the next step.
    pub fn set_timer_at(&mut self, of: AnyId, name: &'static str, at: Time, hap: Hap) {
        self.stop_timer(of, name);
        let id = self.design.head(of).printed_id();
        self.timers.insert((at, id, name, of), hap);
        self.due.insert((of, name), at);
    }

    /// It does not happen after all.
    pub fn stop_timer(&mut self, of: AnyId, name: &'static str) {
        if let Some(at) = self.due.remove(&(of, name)) {
            let id = self.design.head(of).printed_id();
            self.timers.remove(&(at, id, name, of));
        }
    }

    /// When a timer of an element is due.
    #[must_use]
    pub fn timer(&self, of: AnyId, name: &'static str) -> Option<Time> {
        self.due.get(&(of, name)).copied()
    }

    /// Lets time pass: from timer to timer, in the order of their moments and of the ids. One that is due exactly then has fired.
    pub fn advance(&mut self, target: Time) {
        while let Some((key, hap)) = self.timers.first_key_value().map(|(key, hap)| (*key, *hap)) {
            let (at, _, name, of) = key;
            if at > target {
                break;
            }
            self.timers.remove(&key);
            self.due.remove(&(of, name));
            self.now = self.now.max(at);
            hap(self, of);
            if self.immediate {
                self.settle();
            }
        }
        self.now = self.now.max(target);
    }

    /// The present state of an element is transient: `hap` ends it, at once or at the next settling.
    pub fn will_settle(&mut self, of: AnyId, hap: Hap) {
        self.transient.insert(self.next_transient, (of, hap));
        self.next_transient += 1;
    }

    /// Ends all transient states, also those that follow.
    pub fn settle(&mut self) {
        while let Some((_, (of, hap))) = self.transient.pop_first() {
            hap(self, of);
        }
    }

    /// A hash of everything but the clock: equal before and after what changes nothing.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        struct Sink(FxHasher);
        impl std::fmt::Write for Sink {
            fn write_str(&mut self, text: &str) -> std::fmt::Result {
                self.0.write(text.as_bytes());
                Ok(())
            }
        }
        let mut sink = Sink(FxHasher::default());
        let timers: Vec<&TimerKey> = self.timers.keys().collect();
        let transient: Vec<AnyId> = self.transient.values().map(|(id, _)| *id).collect();
        // Writing into a hasher cannot fail.
        let _ = write!(
            sink,
            "{:?}{:?}{:?}{:?}{:?}{:?}",
            self.design, self.ended, timers, transient, self.counters, self.fallen
        );
        let links = &self.links;
        let _ = write!(
            sink,
            "{:?}{:?}{:?}{:?}",
            links.cut, links.tests, links.fell, links.without_bfd
        );
        sink.0.finish()
    }
}

/// The arena of a kind, to be changed.
pub trait Arenas<T> {
    /// The arena.
    fn arena_mut(&mut self) -> &mut crate::model::Arena<T>;
}

macro_rules! arenas {
    ($($kind:ident $field:ident;)*) => {$(
        impl Arenas<crate::model::$kind> for Design {
            fn arena_mut(&mut self) -> &mut crate::model::Arena<crate::model::$kind> {
                &mut self.$field
            }
        }
    )*};
}
crate::model::for_each_kind!(arenas);

/// Whether two accounts are the same. One that is not known can be any. Some providers write one with and without hyphens.
#[must_use]
pub fn same_account(one: Option<Text>, other: Option<Text>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return true;
    };
    let plain = |text: Text| text.chars().filter(|c| *c != '-').collect::<String>();
    one == other || plain(one) == plain(other)
}
