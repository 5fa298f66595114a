//! The routing of a world.

use super::world::World;
use crate::routing::{Routing, Switches};

/// The routing of the world as it is now, with what `fail` events took out.
#[must_use]
pub fn routing(world: &World) -> Routing {
    Routing::new(&world.design, &|provider| {
        world
            .chosen
            .routing(Switches::of(world.profiles.get(provider)))
    })
}
