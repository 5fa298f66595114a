//! Who acts, on what occasion, under which condition.

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
    /// It is ordered by other means than an operation.
    Order,
    /// It is paid.
    Payment,
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
            Trigger::Order => "is ordered",
            Trigger::Payment => "is paid",
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
    /// The call accepts.
    Accepting,
    /// The call refuses.
    Refusing,
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
            Condition::Accepting => "the call accepts",
            Condition::Refusing => "the call refuses",
        }
    }
}
