//! The routing of a world.

use super::world::{Fallen, World};
use crate::routing::{OutOfService, Routing, Switches};

/// The routing of the world as it is now, without what events took out.
#[must_use]
pub fn routing(world: &World) -> Routing {
    let switches = |provider| {
        let switches = Switches::of(world.profiles.get(provider));
        world.chosen.routing(switches)
    };
    Routing::without(&world.design, &switches, &|elements| {
        let mut down = OutOfService::default();
        for what in &world.fallen {
            match what {
                Fallen::Element(id) => down.whole.push(elements.elem(*id)),
                Fallen::Alone(id) => down.alone.push(elements.elem(*id)),
                Fallen::Place(kind, name) => down.whole.extend(elements.find_place(*kind, *name)),
            }
        }
        down
    })
}
