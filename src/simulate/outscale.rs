//! Operations of outscale.

use super::operation::Operation;

/// All of them.
pub(super) static OPERATIONS: &[Operation] = &[];
