//! The routing of a world.

use super::world::{Fallen, World};
use crate::routing::{Routing, Switches};

/// The routing of the world as it is now, without what events took out.
#[must_use]
pub fn routing(world: &World) -> Routing {
    let switches = |provider| {
        let switches = Switches::of(world.profiles.get(provider));
        world.chosen.routing(switches)
    };
    Routing::without(&world.design, &switches, &|elements| {
        let fallen = world.fallen.iter();
        fallen
            .filter_map(|what| match what {
                Fallen::Element(id) => Some(elements.elem(*id)),
                Fallen::Place(kind, name) => elements.find_place(*kind, *name),
            })
            .collect()
    })
}
