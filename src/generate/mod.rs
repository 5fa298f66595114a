//! Shapes of synthetic networks, from a seed. How a provider's exports look is the provider's business.

mod random;
mod shape;

pub use random::Random;
pub use shape::{Cell, Fault, FaultKind, Kind, Network, Peering, Shape, Subnet, VirtualInterface};

/// A file of a synthetic export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path below the directory of the export, with slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}
