//! Words for states and sessions, and whether sessions are up, with everything that they run on.

use super::engine::Simulation;
use super::world::World;
use crate::model::{AnyId, ElementKind, Phase};
use crate::profile::Profile;
use crate::routing::Status;

/// The first word of a provider for a phase of a kind, where its machine has one.
pub(super) fn state_word(
    profile: &Profile,
    kind: ElementKind,
    phase: Phase,
) -> Option<&'static str> {
    let machine = profile.machine(kind)?;
    let row = machine.states.iter().find(|row| row.phase == phase)?;
    Some(row.native)
}

/// Whether something in this phase does its work; of what nobody says anything, it is believed.
pub(super) fn at_work(phase: Phase) -> bool {
    matches!(phase, Phase::Active | Phase::Unstated)
}

/// How a session is reported.
pub(super) fn up_or_down(up: bool) -> &'static str {
    if up { "up" } else { "down" }
}

fn word(up: Option<bool>) -> &'static str {
    match up {
        Some(up) => up_or_down(up),
        None => "unknown",
    }
}

/// The BGP status of a session; `None` where the element has none. The routing must be up to date.
pub(super) fn bgp(run: &Simulation<'_>, id: AnyId) -> Option<&'static str> {
    if let AnyId::VpnTunnel(tunnel) = id {
        return Some(word(run.world().design[tunnel].is_up()));
    }
    let routing = run.routed()?;
    let (number, session) = routing.sessions.find(id)?;
    Some(match session.status {
        Status::Unknown => "unknown",
        Status::Down(_) => "down",
        Status::Up => word(Some(
            routing.session_up(number, &routing.elements.closure(&[])),
        )),
    })
}

/// The BFD status of a session; `None` where the element has none.
pub(super) fn bfd(world: &World, id: AnyId) -> Option<&'static str> {
    match id {
        AnyId::RouteServerPeer(peer) => {
            let status = world.design[peer].bfd_status.get();
            Some(
                match status.map(|word| word.to_ascii_lowercase()).as_deref() {
                    Some("up") => "up",
                    Some("down") => "down",
                    _ => "unknown",
                },
            )
        }
        _ => None,
    }
}
