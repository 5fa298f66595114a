//! Operations of huawei.

use super::operation::Operation;

/// All of them.
pub(super) static OPERATIONS: &[Operation] = &[];
