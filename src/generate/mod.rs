//! Shapes of synthetic networks, from a seed. How a provider's exports look is the provider's business.

mod list;
mod random;
mod shape;

pub use list::{List, object, quoted};
pub use random::Random;
pub use shape::{
    Cell, Fault, FaultKind, Kind, Network, Peering, Shape, Subnet, Thing, VirtualInterface,
};

/// How the exports of a provider look.
#[derive(Clone, Copy, Debug)]
pub struct Generator {
    /// How many parts an estate has: each gives its files by itself, so that they can be written one after the other or side by
    /// side.
    pub parts: fn(&Shape) -> usize,
    /// The files of a part.
    pub files: fn(&Shape, usize) -> Vec<File>,
    /// The id of a thing of this number, from the seed.
    pub id: fn(u64, Thing, u64) -> String,
}

/// A file of a synthetic export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path below the directory of the export, with slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}
