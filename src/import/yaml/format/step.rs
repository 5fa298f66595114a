//! Steps of a plan or scenario.

use super::entry;
use crate::import::yaml::kinds::{
    Account, AnyReference, Anything, CallVia, Duration, Parameters, RegionName, Word,
};
use crate::import::yaml::leaf::Leaf;
use crate::source::Text;

entry! {
    /// A step: an operation (`op`), an event (`event`), time that passes (`advance`), the end of transient states (`settle`), or only
    /// assertions (`expect`).
    Step "step" "a step" {
        /// An operation of the provider's interface, `<service>.<Operation>`, for example `ec2.AcceptVpcPeeringConnection`.
        op: Leaf<'a, Text>,
        /// Something that happens, for example `bgp_down`.
        event: Leaf<'a, Text>,
        /// How much time passes.
        advance: Leaf<'a, Duration>,
        /// Transient states end.
        settle: Leaf<'a, bool>,
        /// The element that an event happens to.
        of: Leaf<'a, AnyReference>,
        /// The account that acts.
        #[serde(rename = "as")]
        account: Leaf<'a, Account>,
        /// The region of the call.
        region: Leaf<'a, RegionName>,
        /// The parameters of the operation or event, in the provider's names. `$x` is the id that `bind: x` holds.
        with: Leaf<'a, Parameters>,
        /// A name for the id of what the step creates.
        bind: Leaf<'a, Text>,
        /// The way of the call, where it matters.
        via: Leaf<'a, Word<CallVia>>,
        /// Assertions: a mapping from their names to their parameters, or a list of such.
        expect: Leaf<'a, Anything>,
    }
}
