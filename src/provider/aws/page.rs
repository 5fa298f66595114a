//! One answer: lists whose items do not say whose they are wait here until all of it was read.

use super::collections::{self, Known};
use super::context::{Context, Parent};
use super::lower::Cx;
use super::route_server;
use super::searched_routes as searched;
use super::transit_tables::{self as tables, Entries};
use crate::import::Notice;
use crate::model::{
    AttachmentEntry, Cidr, InterfaceRoute, Link, Listing, PrefixList, RouteServerAssociation,
    RouteServerPropagation, RouteServerRoute, TransitRoute,
};
use crate::source::{Field, Span, Text};

/// A list that was met.
#[derive(Debug)]
pub(super) struct Met {
    /// What it is.
    pub(super) known: &'static Known,
    /// The call that printed it.
    pub(super) call: &'static str,
    /// Whether it says all there is.
    pub(super) complete: bool,
    /// Whose it is, where it belongs to something.
    pub(super) parent: Option<Text>,
}

/// Items that wait for what they belong to, with what an item itself says about that.
#[derive(Debug)]
pub(super) struct Waiting<T> {
    /// The list was there, though it may be empty.
    pub(super) met: bool,
    /// It was a single answer to a change, so there may be more.
    pub(super) partial: bool,
    /// The items.
    pub(super) items: Vec<(Field<Text>, T)>,
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self {
            met: false,
            partial: false,
            items: Vec::new(),
        }
    }
}

impl<T> Waiting<T> {
    /// The items by what they belong to, in the order met: what the items say, else what stands around them.
    fn by_parent(self, around: Field<Text>) -> Option<Vec<(Field<Text>, Vec<T>)>> {
        if !self.met {
            return None;
        }
        let mut groups: Vec<(Field<Text>, Vec<T>)> = Vec::new();
        if self.items.is_empty() && around.get().is_some() {
            groups.push((around, Vec::new()));
        }
        for (own, item) in self.items {
            let id = if own.get().is_some() { own } else { around };
            match groups
                .iter_mut()
                .rev()
                .find(|(known, _)| known.get() == id.get())
            {
                Some((_, group)) => group.push(item),
                None => groups.push((id, vec![item])),
            }
        }
        Some(groups)
    }
}

/// One answer, or one page of one.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What stands around the lists.
    pub(super) context: Context,
    /// The mark that more follows.
    pub(super) token: Option<Span>,
    /// The mark that more routes are there.
    pub(super) more_routes: Option<Span>,
    /// Whether the member stood there at all.
    pub(super) is_search: bool,
    /// The routing database's own word.
    pub(super) persisted: Option<Field<bool>>,
    /// Routes of one type only, as the key around them says.
    pub(super) one_type: bool,
    pub(super) associations: Waiting<AttachmentEntry>,
    pub(super) propagations: Waiting<AttachmentEntry>,
    pub(super) of_attachment: Waiting<AttachmentEntry>,
    pub(super) references: Waiting<TransitRoute>,
    pub(super) routes: Waiting<TransitRoute>,
    pub(super) database: Waiting<RouteServerRoute>,
    pub(super) entries: Waiting<Field<Cidr>>,
    pub(super) networks: Waiting<RouteServerAssociation>,
    pub(super) tables: Waiting<RouteServerPropagation>,
    pub(super) seen: Waiting<InterfaceRoute>,
    /// Lists of this page.
    pub(super) met: Vec<Met>,
    /// Keys of the page that name no collection, to know a bare object by.
    pub(super) keys: Vec<Box<str>>,
}

/// What is said about lists over all pages of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The last page of each list: complete or not, and the mark that says so.
    last: Vec<(Met, Option<Span>)>,
}

impl Lists {
    fn note(&mut self, met: Met, token: Option<Span>) {
        let same = |(known, _): &&mut (Met, Option<Span>)| {
            known.call == met.call && known.parent == met.parent
        };
        match self.last.iter_mut().find(same) {
            Some((known, mark)) => {
                known.complete &= met.complete;
                *mark = token;
            }
            None => self.last.push((met, token)),
        }
    }

    /// Listings and notices, after the last page.
    pub(super) fn finish(self, cx: &mut Cx<'_>) {
        let start = Span::file(cx.lower.file());
        for (met, token) in self.last {
            if let Some(span) = token {
                cx.notices.push(Notice::Truncated {
                    span,
                    collection: met.call,
                    parent: met.parent,
                });
            } else if let Some(parent) = met.parent {
                cx.notices.push(Notice::Ended {
                    collection: met.call,
                    parent,
                });
            }
            if met.complete {
                cx.design.about.listings.push(Listing {
                    kind: met.known.kind,
                    provider: cx.profile.provider,
                    account: cx.account,
                    region: cx.region.filter(|_| !is_global(met.known)),
                    truncated: token.is_some(),
                    span: token.unwrap_or(start),
                });
            }
        }
    }
}

/// Whether a list is the same in every region.
fn is_global(known: &Known) -> bool {
    matches!(
        known.collection,
        collections::Collection::DirectConnectGateways
            | collections::Collection::DirectConnectProposals
    )
}

impl Page {
    /// Makes elements of what waited, and notes the lists.
    pub(super) fn finish(mut self, cx: &mut Cx<'_>, path: &str, lists: &mut Lists) {
        let outside = Span::file(cx.lower.file());
        let id = |context: &Context, parent| context.id(parent, path, outside);
        let context = std::mem::take(&mut self.context);
        let table = id(&context, Parent::TransitTable);
        let server = id(&context, Parent::RouteServer);
        // An empty list of routes belongs to whichever of the two is named.
        if self.routes.met && self.routes.items.is_empty() && !self.database.items.is_empty() {
            self.routes.met = false;
        } else if self.routes.met && self.routes.items.is_empty() {
            let of_server = self.persisted.is_some()
                || (!self.is_search && table.get().is_none() && server.get().is_some());
            self.database.met |= of_server;
            self.routes.met = !of_server;
        }
        for (kind, waiting) in [
            (
                Entries::Associations,
                std::mem::take(&mut self.associations),
            ),
            (
                Entries::Propagations,
                std::mem::take(&mut self.propagations),
            ),
        ] {
            let partial = waiting.partial;
            let missing = Missing::of(&waiting, table, entry_place);
            for (table, entries) in waiting.by_parent(table).into_iter().flatten() {
                if table.get().is_some() {
                    tables::with_entries(cx, table, kind, entries, partial);
                }
            }
            let call = match kind {
                Entries::Associations => "Associations",
                Entries::Propagations => "TransitGatewayRouteTablePropagations",
            };
            missing.note(cx, call, Parent::TransitTable);
        }
        self.finish_attachment(cx, id(&context, Parent::Attachment));
        let partial = self.routes.partial
            || self.one_type
            || context.filtered
            || self.more_routes.is_some()
            || self.token.is_some();
        let missing = Missing::of(&self.routes, table, |route| Some(route.span));
        for (table, routes) in self.routes.by_parent(table).into_iter().flatten() {
            if table.get().is_some() {
                tables::with_routes(cx, table, routes, partial);
            }
        }
        missing.note(cx, "Routes", Parent::TransitTable);
        let missing = Missing::of(&self.references, table, |route| Some(route.span));
        for (table, routes) in self.references.by_parent(table).into_iter().flatten() {
            if table.get().is_some() && !routes.is_empty() {
                tables::with_routes(cx, table, routes, true);
            }
        }
        missing.note(
            cx,
            "TransitGatewayPrefixListReferences",
            Parent::TransitTable,
        );
        let missing = Missing::of(&self.database, server, |route| Some(route.span));
        let persisted = self.persisted.unwrap_or_default();
        for (server, routes) in self.database.by_parent(server).into_iter().flatten() {
            if server.get().is_some() {
                route_server::with_routes(cx, server, routes, persisted);
            }
        }
        missing.note(cx, collections::ROUTING_DATABASE, Parent::RouteServer);
        let partial = self.networks.partial;
        for (server, ties) in self.networks.by_parent(server).into_iter().flatten() {
            if server.get().is_some() {
                route_server::with_associations(cx, server, ties, partial);
            }
        }
        let partial = self.tables.partial;
        for (server, ties) in self.tables.by_parent(server).into_iter().flatten() {
            if server.get().is_some() {
                route_server::with_propagations(cx, server, ties, partial);
            }
        }
        let list = id(&context, Parent::PrefixList);
        let missing = Missing::of(&self.entries, list, |cidr| cidr.span());
        for (list, entries) in self.entries.by_parent(list).into_iter().flatten() {
            if list.get().is_some() {
                let mentioned = PrefixList {
                    head: cx.mention(list),
                    entries: Some(entries),
                    ..PrefixList::default()
                };
                cx.design.prefix_lists.push(mentioned);
            }
        }
        missing.note(cx, "Entries", Parent::PrefixList);
        let interface = id(&context, Parent::VirtualInterface);
        let missing = Missing::of(&self.seen, interface, |route| Some(route.span));
        for (interface, routes) in self.seen.by_parent(interface).into_iter().flatten() {
            if interface.get().is_some() {
                searched::with_routes(cx, interface, routes);
            }
        }
        missing.note(cx, "routes", Parent::VirtualInterface);
        // The answer to a change of some connections has the key of the list of all.
        let some = self.keys.iter().any(|key| &**key == "billingMode");
        for mut met in self.met {
            met.complete &= !some;
            met.parent = parent_of(&met).and_then(|parent| id(&context, parent).get());
            let mark = self.token.or(self
                .more_routes
                .filter(|_| met.known.collection == collections::Collection::Routes));
            lists.note(met, mark);
        }
    }

    /// Tables into which an attachment propagates: each table then knows of one attachment.
    fn finish_attachment(&mut self, cx: &mut Cx<'_>, attachment: Field<Text>) {
        let waiting = std::mem::take(&mut self.of_attachment);
        if waiting.items.is_empty() {
            return;
        }
        if attachment.get().is_none() {
            let place = waiting.items.iter().find_map(|(table, _)| table.span());
            Missing(place).note(
                cx,
                "TransitGatewayAttachmentPropagations",
                Parent::Attachment,
            );
            return;
        }
        for (table, mut entry) in waiting.items {
            entry.attachment = Link::unresolved(attachment);
            tables::with_entries(cx, table, Entries::Propagations, vec![entry], true);
        }
    }
}

/// What the items of a list belong to, where it has to be said.
fn parent_of(met: &Met) -> Option<Parent> {
    use collections::Collection as C;
    match met.known.collection {
        C::Associations | C::Propagations | C::PrefixListReferences => Some(Parent::TransitTable),
        C::Routes if met.call == collections::ROUTING_DATABASE => Some(Parent::RouteServer),
        C::Routes => Some(Parent::TransitTable),
        C::AttachmentPropagations => Some(Parent::Attachment),
        C::RouteServerAssociations | C::RouteServerPropagations => Some(Parent::RouteServer),
        C::PrefixListEntries => Some(Parent::PrefixList),
        C::InterfaceRoutes => Some(Parent::VirtualInterface),
        _ => None,
    }
}

fn entry_place(entry: &AttachmentEntry) -> Option<Span> {
    entry.attachment.id.span()
}

/// The first item that belongs to nothing that is named.
struct Missing(Option<Span>);

impl Missing {
    fn of<T>(
        waiting: &Waiting<T>,
        around: Field<Text>,
        place: impl Fn(&T) -> Option<Span>,
    ) -> Self {
        if around.get().is_some() {
            return Missing(None);
        }
        let mut lost = waiting.items.iter().filter(|(own, _)| own.get().is_none());
        Missing(lost.find_map(|(_, item)| place(item)))
    }

    fn note(self, cx: &mut Cx<'_>, collection: &'static str, parent: Parent) {
        if let Missing(Some(span)) = self {
            cx.notices.push(Notice::MissingContext {
                span,
                collection,
                needs: parent.needs(),
            });
        }
    }
}
