//! What can happen to any element: it fails and comes back; and what sites announce.

use super::event::Event;

/// Events.
pub(super) static EVENTS: &[Event] = &[];
