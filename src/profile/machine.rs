//! State machines as rows: which words a state has, what they mean, and what leads from one to the next.

use super::fact::Certainty;
use crate::finding::Reference;
use crate::model::{ElementKind, Phase, Seconds};

/// What a machine is about: a kind of element, or a part of one that has a state of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MachineOf {
    /// A kind of element.
    Element(ElementKind),
    /// A block of a network.
    NetworkBlock,
    /// A block of a subnet.
    SubnetBlock,
    /// A virtual gateway's tie to a network.
    NetworkAttachment,
    /// An internet gateway's tie to a network.
    InternetAttachment,
    /// A route table's tie to a subnet or gateway.
    TableAssociation,
    /// A route of a network's table.
    Route,
    /// Multipath resilience of a peering.
    Multipath,
    /// A static route of a VPN.
    VpnRoute,
    /// A VPN's tie to its gateway.
    VpnAssociation,
    /// A route of a transit gateway.
    TransitRoute,
    /// An attachment's association with a transit gateway's table.
    TransitAssociation,
    /// An attachment's propagation into a transit gateway's table.
    TransitPropagation,
    /// A transit gateway's reference to a prefix list.
    TransitPrefixList,
    /// A transit gateway's policy table.
    TransitPolicyTable,
    /// An announcement of a transit gateway's table.
    TransitAnnouncement,
    /// A route server's tie to a network.
    RouteServerAssociation,
    /// A route server's propagation into a table.
    RouteServerPropagation,
    /// Whether a route server keeps routes while its sessions are down.
    PersistRoutes,
    /// A BGP session as such.
    BgpStatus,
    /// Fast failure detection of a session.
    BfdStatus,
    /// A partner's connection that carries hosted ones.
    Interconnect,
    /// A MACsec key of a connection.
    MacSecKey,
}

impl MachineOf {
    /// Those that are no kind of element.
    pub const PARTS: &'static [MachineOf] = &[
        MachineOf::NetworkBlock,
        MachineOf::SubnetBlock,
        MachineOf::NetworkAttachment,
        MachineOf::InternetAttachment,
        MachineOf::TableAssociation,
        MachineOf::Route,
        MachineOf::Multipath,
        MachineOf::VpnRoute,
        MachineOf::VpnAssociation,
        MachineOf::TransitRoute,
        MachineOf::TransitAssociation,
        MachineOf::TransitPropagation,
        MachineOf::TransitPrefixList,
        MachineOf::TransitPolicyTable,
        MachineOf::TransitAnnouncement,
        MachineOf::RouteServerAssociation,
        MachineOf::RouteServerPropagation,
        MachineOf::PersistRoutes,
        MachineOf::BgpStatus,
        MachineOf::BfdStatus,
        MachineOf::Interconnect,
        MachineOf::MacSecKey,
    ];

    /// The word for it in options and tables: that of the kind, else its own.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            MachineOf::Element(kind) => kind.word(),
            MachineOf::NetworkBlock => "network-block",
            MachineOf::SubnetBlock => "subnet-block",
            MachineOf::NetworkAttachment => "virtual-gateway-attachment",
            MachineOf::InternetAttachment => "internet-gateway-attachment",
            MachineOf::TableAssociation => "route-table-association",
            MachineOf::Route => "route",
            MachineOf::Multipath => "multipath-resilience",
            MachineOf::VpnRoute => "vpn-route",
            MachineOf::VpnAssociation => "vpn-gateway-association",
            MachineOf::TransitRoute => "transit-gateway-route",
            MachineOf::TransitAssociation => "transit-gateway-association",
            MachineOf::TransitPropagation => "transit-gateway-propagation",
            MachineOf::TransitPrefixList => "transit-gateway-prefix-list-reference",
            MachineOf::TransitPolicyTable => "transit-gateway-policy-table",
            MachineOf::TransitAnnouncement => "transit-gateway-route-table-announcement",
            MachineOf::RouteServerAssociation => "route-server-association",
            MachineOf::RouteServerPropagation => "route-server-propagation",
            MachineOf::PersistRoutes => "route-server-persist-routes",
            MachineOf::BgpStatus => "bgp-status",
            MachineOf::BfdStatus => "bfd-status",
            MachineOf::Interconnect => "interconnect",
            MachineOf::MacSecKey => "macsec-key",
        }
    }

    /// What a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        ElementKind::from_word(word)
            .map(MachineOf::Element)
            .or_else(|| Self::PARTS.iter().copied().find(|part| part.word() == word))
    }
}

impl From<ElementKind> for MachineOf {
    fn from(kind: ElementKind) -> Self {
        MachineOf::Element(kind)
    }
}

/// Who acts, or who looks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Actor {
    /// The provider itself.
    Provider,
    /// The owner.
    Owner,
    /// The account that asked.
    Requester,
    /// The account that was asked.
    Accepter,
    /// Either of the two.
    Either,
    /// The owner of the connection that an interface runs on.
    ConnectionOwner,
    /// The owner of the interface.
    InterfaceOwner,
    /// The owner of the gateway.
    GatewayOwner,
    /// Who deleted it.
    Deleter,
    /// The side that did not delete it.
    OtherSide,
    /// Everyone concerned.
    Anyone,
}

impl Actor {
    /// The words for it in tables.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Actor::Provider => "the provider",
            Actor::Owner => "the owner",
            Actor::Requester => "the requester",
            Actor::Accepter => "the accepter",
            Actor::Either => "either side",
            Actor::ConnectionOwner => "the connection's owner",
            Actor::InterfaceOwner => "the interface's owner",
            Actor::GatewayOwner => "the gateway's owner",
            Actor::Deleter => "who deleted it",
            Actor::OtherSide => "the other side",
            Actor::Anyone => "everyone concerned",
        }
    }
}

/// What makes a move happen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Trigger {
    /// An operation by the provider's name; it may act on another element and have this effect here.
    Operation(&'static str),
    /// The provider goes on by itself: the usual course.
    Progress,
    /// The provider cannot do it.
    Failure,
    /// Time is over.
    Timeout,
    /// The provider's staff approve.
    Approval,
    /// The link, session or target comes up.
    Up,
    /// It goes down.
    Down,
}

impl Trigger {
    /// The words for it in tables.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Trigger::Operation(name) => name,
            Trigger::Progress => "goes on by itself",
            Trigger::Failure => "cannot be done",
            Trigger::Timeout => "time is over",
            Trigger::Approval => "is approved",
            Trigger::Up => "comes up",
            Trigger::Down => "goes down",
        }
    }
}

/// Under which condition a move happens, where one trigger has several outcomes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Condition {
    /// Under any.
    #[default]
    Always,
    /// Both sides belong to one account.
    SameAccount,
    /// The sides belong to two accounts.
    OtherAccount,
    /// Both sides lie in one region.
    SameRegion,
    /// The sides lie in two regions.
    OtherRegion,
    /// Ranges overlap.
    Overlap,
    /// The pair has a peering at work in the other direction.
    ReverseActive,
    /// Asked for in the provider's console.
    Console,
    /// The hub accepts attachments by itself, or belongs to the same account.
    AcceptedAutomatically,
    /// The hub's owner must accept.
    NeedsAcceptance,
    /// The interface is public.
    Public,
    /// A session is up, or the target is usable.
    Up,
    /// No session is up, or the target is not usable.
    Down,
    /// The packet size changes.
    MtuChange,
    /// The first of both sides agrees.
    FirstSide,
    /// The second of both sides agrees.
    SecondSide,
    /// The call switches it on.
    SwitchedOn,
    /// The call switches it off.
    SwitchedOff,
    /// The call drops what was kept.
    Reset,
    /// The call changes how long it lasts.
    DurationChange,
}

impl Condition {
    /// The words for it in tables; empty for [`Condition::Always`].
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Condition::Always => "",
            Condition::SameAccount => "inside one account",
            Condition::OtherAccount => "between two accounts",
            Condition::SameRegion => "inside one region",
            Condition::OtherRegion => "across regions",
            Condition::Overlap => "ranges overlap",
            Condition::ReverseActive => "the opposite direction is active",
            Condition::Console => "made in the console",
            Condition::AcceptedAutomatically => "accepted automatically",
            Condition::NeedsAcceptance => "must be accepted",
            Condition::Public => "public interface",
            Condition::Up => "up",
            Condition::Down => "down",
            Condition::MtuChange => "the packet size changes",
            Condition::FirstSide => "one side agrees",
            Condition::SecondSide => "both sides agree",
            Condition::SwitchedOn => "switched on",
            Condition::SwitchedOff => "switched off",
            Condition::Reset => "reset",
            Condition::DurationChange => "the duration changes",
        }
    }
}

/// How long a state lasts before a move that comes by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Delay {
    /// Nobody says; it may take no time at all.
    #[default]
    Unstated,
    /// Exactly so long after the state was entered.
    Exactly(Seconds),
    /// At most so long.
    AtMost(Seconds),
}

/// How long an element stays visible after it entered a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// For whom.
    pub viewer: Actor,
    /// Under which condition.
    pub when: Condition,
    /// How long; zero: never seen.
    pub lasts: Seconds,
    /// Who says so.
    pub from: &'static Reference,
}

/// A state.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StateRow {
    /// The provider's word; case counts.
    pub native: &'static str,
    /// What it means.
    pub phase: Phase,
    /// Whether traffic passes in it, as far as this element goes.
    pub carries_traffic: bool,
    /// An end: nothing follows but a deletion.
    pub terminal: bool,
    /// Nothing is known about how it is entered and left (the provider's own word for "not known", words without documentation): changes to and from it are not judged.
    pub wildcard: bool,
    /// How long it is seen, where that is limited.
    pub visible: &'static [Window],
    /// Who lists the word.
    pub from: &'static Reference,
}

impl StateRow {
    /// A state that carries nothing and is no end.
    #[must_use]
    pub const fn new(native: &'static str, phase: Phase, from: &'static Reference) -> Self {
        Self {
            native,
            phase,
            carries_traffic: false,
            terminal: false,
            wildcard: false,
            visible: &[],
            from,
        }
    }

    /// The same, carrying traffic.
    #[must_use]
    pub const fn carries(mut self) -> Self {
        self.carries_traffic = true;
        self
    }

    /// The same as an end.
    #[must_use]
    pub const fn terminal(mut self) -> Self {
        self.terminal = true;
        self
    }

    /// The same as a word about which nothing is known.
    #[must_use]
    pub const fn wildcard(mut self) -> Self {
        self.wildcard = true;
        self
    }

    /// The same with limited visibility.
    #[must_use]
    pub const fn seen(mut self, visible: &'static [Window]) -> Self {
        self.visible = visible;
        self
    }
}

/// A move from one state to another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Move {
    /// The state before; `None`: it does not exist yet.
    pub from: Option<&'static str>,
    /// What makes it happen.
    pub on: Trigger,
    /// Who does it.
    pub by: Actor,
    /// Under which condition.
    pub when: Condition,
    /// The state after; `None`: the record disappears.
    pub to: Option<&'static str>,
    /// How long the state before lasts.
    pub after: Delay,
    /// How sure.
    pub certainty: Certainty,
    /// Who says so.
    pub source: &'static Reference,
}

impl Move {
    /// From one state to another.
    #[must_use]
    pub const fn new(
        from: &'static str,
        on: Trigger,
        by: Actor,
        to: &'static str,
        source: &'static Reference,
    ) -> Self {
        Self {
            from: Some(from),
            on,
            by,
            when: Condition::Always,
            to: Some(to),
            after: Delay::Unstated,
            certainty: Certainty::Stated,
            source,
        }
    }

    /// An operation that makes the element.
    #[must_use]
    pub const fn create(
        operation: &'static str,
        by: Actor,
        to: &'static str,
        source: &'static Reference,
    ) -> Self {
        Self {
            from: None,
            on: Trigger::Operation(operation),
            by,
            when: Condition::Always,
            to: Some(to),
            after: Delay::Unstated,
            certainty: Certainty::Stated,
            source,
        }
    }

    /// An operation of one state.
    #[must_use]
    pub const fn call(
        from: &'static str,
        operation: &'static str,
        by: Actor,
        to: &'static str,
        source: &'static Reference,
    ) -> Self {
        Self::new(from, Trigger::Operation(operation), by, to, source)
    }

    /// The provider goes on by itself.
    #[must_use]
    pub const fn auto(from: &'static str, to: &'static str, source: &'static Reference) -> Self {
        Self::new(from, Trigger::Progress, Actor::Provider, to, source)
    }

    /// The provider cannot do it.
    #[must_use]
    pub const fn fails(from: &'static str, to: &'static str, source: &'static Reference) -> Self {
        Self::new(from, Trigger::Failure, Actor::Provider, to, source)
    }

    /// The record disappears by itself.
    #[must_use]
    pub const fn vanishes(from: &'static str, source: &'static Reference) -> Self {
        Self {
            from: Some(from),
            on: Trigger::Progress,
            by: Actor::Provider,
            when: Condition::Always,
            to: None,
            after: Delay::Unstated,
            certainty: Certainty::Stated,
            source,
        }
    }

    /// The same under a condition.
    #[must_use]
    pub const fn when(mut self, when: Condition) -> Self {
        self.when = when;
        self
    }

    /// The same after a time.
    #[must_use]
    pub const fn after(mut self, after: Delay) -> Self {
        self.after = after;
        self
    }

    /// The same, but no source states it.
    #[must_use]
    pub const fn inferred(mut self) -> Self {
        self.certainty = Certainty::Inferred;
        self
    }

    /// The same, but sources clash.
    #[must_use]
    pub const fn unsure(mut self) -> Self {
        self.certainty = Certainty::Unsure;
        self
    }
}

/// The states of a kind of element, or of a part of one, and what leads from one to the next.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Machine {
    /// What it is about.
    pub of: MachineOf,
    /// Its states; the first active one is the provider's working state.
    pub states: &'static [StateRow],
    /// Its moves.
    pub moves: &'static [Move],
}

impl Machine {
    /// The row of a word.
    #[must_use]
    pub fn state(&self, word: &str) -> Option<&'static StateRow> {
        self.states.iter().find(|row| row.native == word)
    }

    /// The provider's working state: what a design that says nothing means.
    #[must_use]
    pub fn working(&self) -> Option<&'static StateRow> {
        self.states.iter().find(|row| row.phase == Phase::Active)
    }

    /// The moves out of a state (`None`: the ways to come into being).
    pub fn moves_from(&self, from: Option<&str>) -> impl Iterator<Item = &'static Move> {
        self.moves.iter().filter(move |step| step.from == from)
    }

    /// The moves that an operation makes from a state; several where conditions or actors differ.
    pub fn on_operation(
        &self,
        from: Option<&str>,
        operation: &str,
    ) -> impl Iterator<Item = &'static Move> {
        self.moves_from(from)
            .filter(move |step| matches!(step.on, Trigger::Operation(name) if name == operation))
    }

    /// Whether the provider leaves a state by itself, so that an element which stays in it is stuck.
    #[must_use]
    pub fn is_transient(&self, word: &str) -> bool {
        self.moves_from(Some(word))
            .any(|step| step.on == Trigger::Progress)
    }

    /// Whether changes to and from a word are not judged: the word is not listed, or nothing is known about it.
    #[must_use]
    pub fn is_wildcard(&self, word: &str) -> bool {
        self.state(word).is_none_or(|row| row.wildcard)
    }
}
