//! Routes of networks' tables by what they lead to, so that one call does not walk all tables.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::world::World;
use crate::model::{
    AnyId, Cidr, Design, Id, Network, Phase, Route, RouteOrigin, RouteTable, RouteTarget,
};
use crate::source::{Field, Text};

/// Tables by the targets of their routes, and the main table of each network.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    tables: FxHashMap<AnyId, BTreeSet<Id<RouteTable>>>,
    main: FxHashMap<Id<Network>, Id<RouteTable>>,
    /// Ids of routes that the run gave, where the provider's routes have some: the table, where it is known, and the destination.
    named: BTreeMap<Text, (Option<Id<RouteTable>>, Cidr)>,
}

fn target(route: &Route) -> Option<AnyId> {
    route.target.link().and_then(|link| link.get())
}

impl Routes {
    /// Those of a design.
    #[must_use]
    pub fn new(design: &Design) -> Self {
        let mut all = Self::default();
        for (id, table) in design.route_tables.iter() {
            for to in table.routes.iter().flatten().filter_map(target) {
                all.add(to, id);
            }
            let main = table.main.get() == Some(true)
                || table
                    .associations
                    .iter()
                    .any(|tie| tie.main.get() == Some(true));
            if let (true, Some(network)) = (main, table.network.get()) {
                all.main.entry(network).or_insert(id);
            }
        }
        all
    }

    /// A table has a route to a target.
    pub fn add(&mut self, to: AnyId, table: Id<RouteTable>) {
        self.tables.entry(to).or_default().insert(table);
    }

    /// The main table of a network, where it is in the design.
    #[must_use]
    pub fn main(&self, network: Id<Network>) -> Option<Id<RouteTable>> {
        self.main.get(&network).copied()
    }

    /// The tables that have, or had, routes to a target.
    #[must_use]
    pub fn tables(&self, to: AnyId) -> Vec<Id<RouteTable>> {
        let tables = self.tables.get(&to);
        tables.map_or_else(Vec::new, |tables| tables.iter().copied().collect())
    }
}

/// A route in words: `10.1.0.0/16 via pcx-1`.
pub(super) fn printed(design: &Design, route: &Route) -> Text {
    let to = match (&route.to, route.to_list.id.get()) {
        (Field::Value { value, .. }, _) => value.to_string(),
        (_, Some(list)) => list.to_string(),
        _ => "-".to_owned(),
    };
    let via = match &route.target {
        RouteTarget::None => "nothing".to_owned(),
        RouteTarget::Local => "local".to_owned(),
        RouteTarget::Blackhole => "blackhole".to_owned(),
        RouteTarget::To(link) => match link.get() {
            Some(id) => design.head(id).printed_id().to_string(),
            None => link.id.get().map_or("-", Text::as_str).to_owned(),
        },
        RouteTarget::Other(id) => id.get().map_or("-", Text::as_str).to_owned(),
    };
    Text::new(&format!("{to} via {via}"))
}

/// The target of routes changed its state: where the provider reports routes that lead nowhere, it does so now.
pub(super) fn target_changed(world: &mut World, to: AnyId) {
    let reports = world.profile_of(to).routing.reports_blackholes.get() == Some(true);
    if !reports {
        return;
    }
    let usable = world.phase(to) == Phase::Active;
    let word = Text::new(if usable { "active" } else { "blackhole" });
    for table in world.routes.tables(to) {
        let state = world.field(word);
        let mut changes = Vec::new();
        let design = &mut world.design;
        let mut routes = design[table].routes.take();
        for route in routes.iter_mut().flatten() {
            // A state that nobody reported follows from the target anyway.
            let old = route.state.get().filter(|old| *old != word);
            if let (true, Some(old)) = (target(route) == Some(to), old) {
                let route_text = printed(design, route);
                let told = |state: Text| Some(Text::new(&format!("{route_text}, {state}")));
                changes.push((told(old), told(word)));
                route.state = state;
            }
        }
        design[table].routes = routes;
        for (from, to) in changes {
            world.note_change(AnyId::RouteTable(table), Some("route"), from, to);
        }
    }
}

/// Removes all routes to a target.
pub(super) fn remove_to(world: &mut World, to: AnyId) {
    for table in world.routes.tables(to) {
        let Some(routes) = world.design[table].routes.take() else {
            continue;
        };
        let (gone, left): (Vec<Route>, Vec<Route>) = routes
            .into_iter()
            .partition(|route| target(route) == Some(to));
        world.design[table].routes = Some(left);
        for route in gone {
            let text = printed(&world.design, &route);
            world.note_change(AnyId::RouteTable(table), Some("route"), Some(text), None);
        }
    }
}

/// The place of the written route to a block in a table.
pub(super) fn at(design: &Design, table: Id<RouteTable>, to: Cidr) -> Option<usize> {
    let routes = design[table].routes.as_ref()?;
    routes.iter().position(|route| {
        let propagated = matches!(
            route.origin,
            RouteOrigin::Propagated | RouteOrigin::RouteServer
        );
        !propagated && route.to.get().map(Cidr::network) == Some(to)
    })
}

/// Adds a route to a table. Where the table's routes are not known they stay so.
pub(super) fn put(world: &mut World, table: Id<RouteTable>, route: Route) {
    if let Some(to) = target(&route) {
        world.routes.add(to, table);
    }
    let text = printed(&world.design, &route);
    if let Some(routes) = &mut world.design[table].routes {
        routes.push(route);
    }
    world.note_change(AnyId::RouteTable(table), Some("route"), None, Some(text));
}

/// Takes the written route to a block out of a table.
pub(super) fn take(world: &mut World, table: Id<RouteTable>, to: Cidr) -> Option<Route> {
    let place = at(&world.design, table, to)?;
    let route = world.design[table].routes.as_mut()?.remove(place);
    let text = printed(&world.design, &route);
    world.note_change(AnyId::RouteTable(table), Some("route"), Some(text), None);
    Some(route)
}

impl World {
    /// A new id of a route.
    pub fn new_route_id(&mut self, prefix: &str, table: Option<Id<RouteTable>>, to: Cidr) -> Text {
        let number = self.count(Text::new(prefix));
        let id = Text::new(&format!("{prefix}{number}"));
        self.routes.named.insert(id, (table, to));
        id
    }

    /// The route with an id that the run gave.
    #[must_use]
    pub fn route_of(&self, id: Text) -> Option<(Option<Id<RouteTable>>, Cidr)> {
        self.routes.named.get(&id).copied()
    }

    /// The route with this id is gone.
    pub fn forget_route(&mut self, id: Text) {
        self.routes.named.remove(&id);
    }
}
