//! The notation in which providers write their tables: one line a state, a move, a limit.
//!
//! A table begins with the document that its rows come from; a row that comes from another one ends with `from`.
//!
//! ```text
//! states! { GUIDE;
//!     "active" Active + carries;
//!     "deleted" Deleted + terminal seen [Deleter when OtherAccount: 2 * HOUR];
//! }
//! moves! { GUIDE;
//!     new -> "pending", CreateThing by Owner from MODEL;
//!     "pending" -> "active", progress;
//!     "pending" -> "expired", timeout after Exactly(7 * DAY) + inferred;
//! }
//! limits! {
//!     GUIDE {
//!         Networks per AccountAndRegion: 5, OnRequest;
//!         Ipv4Blocks per Network: 5 up to 50, OnRequest;
//!         InternetGateways per Network: 1;
//!     }
//! }
//! ```
//!
//! A trigger in small letters is no operation (`progress`, `failure`, `timeout`, `approval`, `up`, `down`, `order`, `payment`); any
//! other is an operation by its own name. `new` stands for what does not exist yet, `gone` for a record that disappears. A limit without a
//! word for how it is raised is never raised; `unknown` in place of its number says that it exists.

/// Rows of states.
macro_rules! states {
    ($from:path; $(
        $word:literal $phase:ident $(+ $mark:ident)* $(as $same:literal)?
        $(seen [$($viewer:ident $(when $if:ident)?: $lasts:expr),+ $(,)?])?
        $(from $listed:path)?;
    )*) => {
        &[$(
            $crate::profile::StateRow::new(
                $word,
                $crate::model::Phase::$phase,
                $crate::profile::notation::source!($from $(, $listed)?),
            )
            $(.$mark())*
            $(.same_as($same))?
            $(.seen(const {
                &[$($crate::profile::Window {
                    viewer: $crate::profile::Actor::$viewer,
                    when: $crate::profile::notation::condition!($($if)?),
                    lasts: $crate::model::Seconds($lasts),
                }),+]
            }))?
        ),*]
    };
}

/// Rows of moves.
macro_rules! moves {
    ($from:path; $(
        $before:tt -> $after:tt, $on:ident $(by $by:ident)? $(when $if:ident)?
        $(after $how:ident($time:expr))? $(+ $sure:ident)? $(from $source:path)?;
    )*) => {
        &[$(
            $crate::profile::Move {
                from: $crate::profile::notation::word!($before),
                on: $crate::profile::notation::trigger!($on),
                by: $crate::profile::notation::actor!($($by)?),
                when: $crate::profile::notation::condition!($($if)?),
                to: $crate::profile::notation::word!($after),
                after: $crate::profile::notation::delay!($($how($time))?),
                certainty: $crate::profile::Certainty::Stated,
                source: $crate::profile::notation::source!($from $(, $source)?),
            }
            $(.$sure())?
        ),*]
    };
}

/// Rows of limits, grouped by the document that states them.
macro_rules! limits {
    ($($from:path {$(
        $what:ident per $per:ident: $most:tt $(up to $highest:literal)?
        $(, $how:ident $(($of:ident))?)? $(+ $sure:ident)?;
    )*})*) => {
        &[$($(
            $crate::profile::Limit {
                what: $crate::profile::Counted::$what,
                per: $crate::profile::Per::$per,
                default: $crate::profile::notation::number!($from, $most $(, $sure)?),
                highest: $crate::profile::notation::highest!(
                    $from, $most, [$($highest)?], [$($how)?], [$($sure)?]
                ),
                adjustable: $crate::profile::notation::adjustable!($($how $(($of))?)?),
            },
        )*)*]
    };
}

/// Rows of operations, grouped by service: the name, what it does, on what.
macro_rules! operations {
    ($($service:literal { $($name:ident $verb:ident $on:ident $(($kind:path))?;)* })*) => {
        &[$($($crate::profile::Operation {
            service: $service,
            name: stringify!($name),
            verb: $crate::profile::Verb::$verb,
            on: $crate::profile::MachineOf::$on $(($kind))?,
        },)*)*]
    };
}

macro_rules! source {
    ($table:path) => {
        &$table
    };
    ($table:path, $row:path) => {
        &$row
    };
}

macro_rules! word {
    (new) => {
        None
    };
    (gone) => {
        None
    };
    ($word:literal) => {
        Some($word)
    };
}

macro_rules! trigger {
    (progress) => {
        $crate::profile::Trigger::Progress
    };
    (failure) => {
        $crate::profile::Trigger::Failure
    };
    (timeout) => {
        $crate::profile::Trigger::Timeout
    };
    (approval) => {
        $crate::profile::Trigger::Approval
    };
    (up) => {
        $crate::profile::Trigger::Up
    };
    (down) => {
        $crate::profile::Trigger::Down
    };
    (order) => {
        $crate::profile::Trigger::Order
    };
    (payment) => {
        $crate::profile::Trigger::Payment
    };
    ($operation:ident) => {
        $crate::profile::Trigger::Operation(stringify!($operation))
    };
}

macro_rules! actor {
    () => {
        $crate::profile::Actor::Provider
    };
    ($actor:ident) => {
        $crate::profile::Actor::$actor
    };
}

macro_rules! condition {
    () => {
        $crate::profile::Condition::Always
    };
    ($condition:ident) => {
        $crate::profile::Condition::$condition
    };
}

macro_rules! delay {
    () => {
        $crate::profile::Delay::Unstated
    };
    ($how:ident($time:expr)) => {
        $crate::profile::Delay::$how($crate::model::Seconds($time))
    };
}

macro_rules! number {
    ($from:path, unknown) => {
        $crate::profile::Fact::Unknown
    };
    ($from:path, $number:literal) => {
        $crate::profile::Fact::known($number, &$from)
    };
    ($from:path, $number:literal, $sure:ident) => {
        $crate::profile::Fact::$sure($number, &$from)
    };
}

macro_rules! highest {
    ($from:path, $most:tt, [], [], [$($sure:ident)?]) => {
        $crate::profile::notation::number!($from, $most $(, $sure)?)
    };
    ($from:path, $most:tt, [], [$how:ident], [$($sure:ident)?]) => {
        $crate::profile::Fact::Unknown
    };
    ($from:path, $most:tt, [$highest:literal], [$how:ident], [$($sure:ident)?]) => {
        $crate::profile::Fact::known($highest, &$from)
    };
}

macro_rules! adjustable {
    () => {
        $crate::profile::Adjustable::Fixed
    };
    ($how:ident) => {
        $crate::profile::Adjustable::$how
    };
    ($how:ident ($of:ident)) => {
        $crate::profile::Adjustable::$how($crate::profile::Counted::$of)
    };
}

pub(crate) use {
    actor, adjustable, condition, delay, highest, limits, moves, number, operations, source,
    states, trigger, word,
};

/// Seconds of a minute.
pub(crate) const MINUTE: i64 = 60;
/// Seconds of an hour.
pub(crate) const HOUR: i64 = 60 * MINUTE;
/// Seconds of a day.
pub(crate) const DAY: i64 = 24 * HOUR;
