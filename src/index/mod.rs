//! Look-ups derived once from a design: prefixes, ids, addresses, neighbours and the relations that rules ask for often.
//!
//! Everything is built before the first rule starts and never changes afterwards.

pub mod addresses;
pub mod grouped;
pub mod neighbours;
pub mod prefixes;
pub mod relations;

pub use addresses::Addresses;
pub use grouped::{Grouped, Keyed};
pub use neighbours::{Domain, Neighbours};
pub use prefixes::{BlockRef, Overlap, PrefixTable, Prefixes, overlaps, shared};
pub use relations::{PairEnd, Relations, RouteRef};

use crate::model::{Coverage, Design, Lookup};

/// All look-ups of one design.
#[derive(Debug)]
pub struct Index {
    /// The blocks of networks and subnets.
    pub prefixes: Prefixes,
    /// Elements by native id and by name.
    pub lookup: Lookup,
    /// Who owns an address.
    pub addresses: Addresses,
    /// Which networks are joined, and by what.
    pub neighbours: Neighbours,
    /// What belongs to what.
    pub relations: Relations,
    /// What the lists that were read prove.
    pub coverage: Coverage,
}

impl Index {
    /// Derives all look-ups; the parts are built side by side.
    #[must_use]
    pub fn build(design: &Design) -> Self {
        let ((relations, neighbours), (prefixes, ((lookup, coverage), addresses))) = rayon::join(
            || {
                let relations = Relations::build(design);
                let neighbours = Neighbours::build(design, &relations);
                (relations, neighbours)
            },
            || {
                rayon::join(
                    || Prefixes::build(design),
                    || {
                        rayon::join(
                            || (Lookup::names(design), Coverage::of(design)),
                            || Addresses::build(design),
                        )
                    },
                )
            },
        );
        Self {
            prefixes,
            lookup,
            addresses,
            neighbours,
            relations,
            coverage,
        }
    }
}
