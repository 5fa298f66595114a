//! Operations about route servers, and what happens to their sessions.

use super::event::Event;
use super::operation::Operation;

/// Operations.
pub(super) static OPERATIONS: &[Operation] = &[];

/// Events.
pub(super) static EVENTS: &[Event] = &[];
