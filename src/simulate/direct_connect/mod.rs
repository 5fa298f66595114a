//! Operations of AWS Direct Connect, and what happens to its connections, interfaces and sessions.

use super::event::Event;
use super::operation::Operation;

/// Operations.
pub(super) static OPERATIONS: &[Operation] = &[];

/// Events.
pub(super) static EVENTS: &[Event] = &[];
