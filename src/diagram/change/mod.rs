//! What is left out, collapsed, merged and sorted after a scene was built.

mod collapse;
mod merge;
mod order;
mod select;

pub(super) use collapse::{cap, collapse};
pub(super) use merge::merge_parallel;
pub(super) use order::sort;
pub(super) use select::{focus, wanted};
