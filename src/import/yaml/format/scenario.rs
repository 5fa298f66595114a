//! Scenarios: a design, a clock, and steps.

use super::{Step, entry};
use crate::import::yaml::kinds::{
    Anything, Parameters, ProviderName, SettleMode, UnknownPolicy, Word,
};
use crate::import::yaml::leaf::{Leaf, List};
use crate::model::Time;
use crate::source::Text;

entry! {
    /// A scenario: operations, events and time applied to a design, with assertions about what becomes of it.
    Scenario "netvet scenario" "a scenario" {
        /// What it is about.
        scenario: Leaf<'a, Text>,
        /// When it begins. Left out: the latest time that the design's inputs carry, else 1970-01-01T00:00:00Z.
        clock: Leaf<'a, Time>,
        /// The provider whose words and facts hold. Left out: the design's.
        provider: Leaf<'a, ProviderName>,
        /// The design: a path relative to this file, a list of such, or the design itself. Left out: an empty world.
        design: Leaf<'a, Anything>,
        /// What an assertion does of which nothing is known: `fail` (left out), `warn` or `pass`.
        unknown: Leaf<'a, Word<UnknownPolicy>>,
        /// Whether transient states end at once (`immediate`, left out) or at the next `settle` step (`manual`).
        settle: Leaf<'a, Word<SettleMode>>,
        /// Behaviour of the provider that is chosen, for example `auto_recover: true`.
        switches: Leaf<'a, Parameters>,
        /// Accounts that may call some operations only: account to list of operations. Others may call all.
        principals: Leaf<'a, Parameters>,
        /// What happens, in order.
        steps: List<Step<'a>>,
    }
}
