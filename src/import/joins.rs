//! What only several documents together say, after all of them were merged: prefixes that an interface or gateway names by a
//! list, and routes of a network's default table that do not name it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::builder::Merged;
use crate::model::*;
use crate::source::{Field, Text};

/// Puts together what belongs together.
pub(super) fn join(merged: &mut Merged) {
    prefixes_of_lists(&mut merged.design);
    default_tables(merged);
}

/// The prefixes of a list become those of whoever names it.
fn prefixes_of_lists(design: &mut Design) {
    let named = design
        .virtual_interfaces
        .iter()
        .any(|(_, interface)| !interface.remote_list.is_absent())
        || design
            .virtual_gateways
            .iter()
            .any(|(_, gateway)| !gateway.advertised_list.is_absent());
    if !named {
        return;
    }
    let lists: FxHashMap<(ProviderId, Text), &Vec<Field<Cidr>>> = design
        .prefix_lists
        .iter()
        .filter_map(|(_, list)| {
            let key = (list.head.provider, list.head.id.get()?);
            Some((key, list.entries.as_ref()?))
        })
        .collect();
    let entries = |head: &Head, list: &Link<PrefixList>| {
        let entries = *lists.get(&(head.provider, list.id.get()?))?;
        Some(entries.clone())
    };
    for interface in design.virtual_interfaces.as_mut_slice() {
        if interface.remote_prefixes.is_none() {
            interface.remote_prefixes = entries(&interface.head, &interface.remote_list);
        }
    }
    for gateway in design.virtual_gateways.as_mut_slice() {
        if gateway.advertised.is_none() {
            gateway.advertised = entries(&gateway.head, &gateway.advertised_list);
        }
    }
}

/// A network of a provider.
type Owner = (ProviderId, Text);

fn network_of(table: &RouteTable) -> Option<Owner> {
    Some((table.head.provider, table.network.id.get()?))
}

/// Whether a table is known by routes alone, which name the network and not the table.
fn is_nameless(table: &RouteTable) -> bool {
    table.head.mode == Mode::Export
        && table.head.presence == Presence::Mentioned
        && table.head.id.is_absent()
}

/// Routes of default tables go to the default tables, where those were listed; else each network keeps one table of them. Where all
/// such routes of an account were given, its other networks have a default table without any.
fn default_tables(merged: &mut Merged) {
    let tables = &merged.design.route_tables;
    if !tables.iter().any(|(_, table)| is_nameless(table)) {
        return;
    }
    // The one that says that it is the default table, else the only one of its network.
    let mut listed: FxHashMap<Owner, (usize, bool, usize)> = FxHashMap::default();
    for (id, table) in tables.iter().filter(|(_, table)| !is_nameless(table)) {
        let Some(owner) = network_of(table) else {
            continue;
        };
        let main = table.main.get() == Some(true);
        let (held, is_main, count) = listed.entry(owner).or_insert((id.index(), main, 0));
        *count += 1;
        if main && !*is_main {
            (*held, *is_main) = (id.index(), true);
        }
    }
    let mut home: FxHashMap<Owner, usize> = listed
        .iter()
        .filter(|(_, (_, is_main, count))| *is_main || *count == 1)
        .map(|(owner, (at, ..))| (*owner, *at))
        .collect();
    let mut moved: Vec<(usize, Vec<Route>)> = Vec::new();
    let mut gone: FxHashSet<usize> = FxHashSet::default();
    let mut accounts: FxHashSet<(ProviderId, Option<Text>)> = FxHashSet::default();
    for (at, table) in merged
        .design
        .route_tables
        .as_mut_slice()
        .iter_mut()
        .enumerate()
        .filter(|(_, table)| is_nameless(table))
    {
        let Some(owner) = network_of(table) else {
            continue;
        };
        accounts.insert((table.head.provider, table.head.account.get()));
        let held = *home.entry(owner).or_insert(at);
        if held != at {
            moved.push((held, table.routes.take().unwrap_or_default()));
            gone.insert(at);
        }
    }
    for (at, routes) in moved {
        if let Some(table) = merged.design.route_tables.as_mut_slice().get_mut(at) {
            let held = table.routes.get_or_insert_default();
            for route in routes {
                let same = |known: &Route| {
                    let target = |route: &Route| route.target.link().and_then(|l| l.id.get());
                    known.to.get() == route.to.get() && target(known) == target(&route)
                };
                if !held.iter().any(same) {
                    held.push(route);
                }
            }
        }
    }
    drop_tables(merged, &gone);
    empty_tables(&mut merged.design, &accounts);
}

/// Takes tables out. Ids shift, so what was noticed about tables shifts with them.
fn drop_tables(merged: &mut Merged, gone: &FxHashSet<usize>) {
    if gone.is_empty() {
        return;
    }
    let before = std::mem::take(&mut merged.design.route_tables).into_vec();
    let mut new_ids: Vec<Option<Id<RouteTable>>> = Vec::with_capacity(before.len());
    let mut kept: Vec<RouteTable> = Vec::with_capacity(before.len());
    for (at, table) in before.into_iter().enumerate() {
        if gone.contains(&at) {
            new_ids.push(None);
        } else {
            new_ids.push(Some(Id::new(kept.len())));
            kept.push(table);
        }
    }
    merged.design.route_tables = kept.into();
    let follow = |id: &mut AnyId| match id {
        AnyId::RouteTable(table) => match new_ids.get(table.index()).copied().flatten() {
            Some(new) => {
                *table = new;
                true
            }
            None => false,
        },
        _ => true,
    };
    merged.contradictions.retain_mut(|c| follow(&mut c.element));
    merged
        .same_names
        .retain_mut(|n| follow(&mut n.held) && follow(&mut n.other));
}

fn empty_tables(design: &mut Design, accounts: &FxHashSet<(ProviderId, Option<Text>)>) {
    let whole = |provider: ProviderId| {
        let mut of_tables = design.about.listings.iter().filter(|listing| {
            listing.kind == ElementKind::RouteTable && listing.provider == provider
        });
        of_tables.any(|listing| !listing.truncated)
    };
    let with: FxHashSet<Owner> = design
        .route_tables
        .iter()
        .filter_map(|(_, table)| network_of(table))
        .collect();
    let mut empty: Vec<RouteTable> = Vec::new();
    for (_, network) in design.networks.iter() {
        let head = &network.head;
        let Some((id, place)) = head.id.located() else {
            continue;
        };
        if head.mode != Mode::Export
            || head.presence != Presence::Listed
            || with.contains(&(head.provider, *id))
            || !accounts.contains(&(head.provider, head.account.get()))
            || !whole(head.provider)
        {
            continue;
        }
        empty.push(RouteTable {
            head: Head {
                provider: head.provider,
                presence: Presence::Mentioned,
                name: Field::at(Text::new(&format!("{id}/default")), place),
                account: head.account,
                exporter: head.exporter,
                region: head.region,
                origins: vec![head.origin()],
                ..Head::default()
            },
            network: Link::unresolved(head.id),
            main: Field::at(true, place),
            routes: Some(Vec::new()),
            ..RouteTable::default()
        });
    }
    for table in empty {
        design.route_tables.push(table);
    }
}
