//! Route tables of networks, and what routes lead to.

use super::{Lower, whole};
use crate::import::yaml::format::{Design, Route as Entry, RouteTable, SubnetAssociation};
use crate::import::yaml::kinds::{RouteTargets, RouteTo, RouteVia, Targets};
use crate::import::yaml::leaf::{Leaf, Or};
use crate::model;
use crate::model::{
    Cidr, ElementKind, Link, PrefixList, Route, RouteOrigin, RouteTarget, TableAssociation,
};
use crate::source::{Field, Scalar, Span, Text};

impl Lower {
    pub(super) fn route_tables(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::RouteTable,
            &design.route_tables,
            None,
            |lower, head, entry| {
                let place = head.origin();
                let table = model::RouteTable {
                    head,
                    network: lower.link(&entry.network),
                    main: lower.get(&entry.main),
                    associations: lower.table_associations(entry),
                    propagating: lower.links(&entry.propagate),
                    routes: whole(&entry.routes).map(|routes| lower.routes(routes, place)),
                };
                lower.batch.elements.route_tables.push(table);
            },
        );
    }

    fn table_associations(&mut self, table: &RouteTable<'_>) -> Vec<TableAssociation> {
        let mut all = Vec::new();
        for entry in &table.subnets.items {
            all.push(match entry {
                Or::Leaf(subnet) => TableAssociation {
                    subnet: self.link(subnet),
                    ..TableAssociation::default()
                },
                Or::Entry(entry) => self.table_association(entry),
            });
        }
        for entry in &table.gateway.items {
            all.push(match entry {
                Or::Leaf(gateway) => TableAssociation {
                    gateway: self.any(gateway),
                    ..TableAssociation::default()
                },
                Or::Entry(entry) => self.table_association(entry),
            });
        }
        all.retain(|a| !a.subnet.is_absent() || !a.gateway.is_absent());
        all
    }

    fn table_association(&mut self, entry: &SubnetAssociation<'_>) -> TableAssociation {
        TableAssociation {
            subnet: self.link(&entry.subnet),
            gateway: self.any(&entry.gateway),
            main: Field::Absent,
            state: self.state(&entry.state),
        }
    }

    /// The routes of a table. One of which nothing is said is reported at the table.
    fn routes(&mut self, routes: &[Entry<'_>], table: Span) -> Vec<Route> {
        let mut all = Vec::with_capacity(routes.len());
        for entry in routes {
            let to = entry.to.items.iter().find_map(|to| self.place(&to.raw));
            let via = entry.via.items.iter().find_map(|via| self.place(&via.raw));
            let Some(span) = to.or(via) else {
                self.wrong::<()>(
                    table,
                    "a destination (`to`) and a target (`via`) in each route",
                );
                continue;
            };
            let mut destinations = entry.to.items.iter();
            let (to, to_list) = destinations
                .next()
                .map(|to| self.destination(to))
                .unwrap_or_default();
            let more_destinations = destinations.filter_map(|to| self.place(&to.raw)).collect();
            let mut targets = entry.via.items.iter().map(|via| self.target(via));
            let target = targets.next().unwrap_or_default();
            let more_targets = targets.collect();
            all.push(Route {
                span,
                to,
                to_list,
                target,
                more_targets,
                more_destinations,
                origin: self.origin(entry),
                state: self.word(&entry.state),
            });
        }
        all
    }

    fn origin(&mut self, entry: &Entry<'_>) -> RouteOrigin {
        match self.word(&entry.origin) {
            Field::Absent => RouteOrigin::Static,
            Field::Wrong { .. } => RouteOrigin::Unknown,
            Field::Value { value, .. } => match value.as_str() {
                "local" => RouteOrigin::Local,
                "propagated" => RouteOrigin::Propagated,
                "route-server" => RouteOrigin::RouteServer,
                _ => RouteOrigin::Static,
            },
        }
    }

    /// A block, or a reference to a prefix list.
    pub(super) fn destination(
        &mut self,
        to: &Leaf<'_, RouteTo>,
    ) -> (Field<Cidr>, Link<PrefixList>) {
        let text = self.text(to);
        let (written, span) = match text {
            Field::Absent => return (Field::Absent, Link::default()),
            Field::Wrong { span } => return (Field::Wrong { span }, Link::default()),
            Field::Value { value, span } => (value, span),
        };
        if let Some(cidr) = Cidr::parse(&written) {
            return (Field::at(cidr, span), Link::default());
        }
        let said = written.split_once('/').map(|(kind, _)| kind);
        let numeric = written.starts_with(|c: char| c.is_ascii_digit());
        if said != Some(ElementKind::PrefixList.word()) && (numeric || written.contains(['/', ':']))
        {
            let wrong = self.wrong(span, "a CIDR block, or prefix-list/ and a name");
            return (wrong, Link::default());
        }
        (Field::Absent, Link::unresolved(text))
    }

    fn target(&mut self, via: &Leaf<'_, RouteVia>) -> RouteTarget {
        let text = self.text(via);
        let Field::Value { value, span } = text else {
            return RouteTarget::None;
        };
        match value.as_str() {
            "local" => RouteTarget::Local,
            "blackhole" => RouteTarget::Blackhole,
            other => match other.strip_prefix("other/") {
                Some(id) => RouteTarget::Other(Field::at(Text::new(id), span)),
                None => RouteTarget::To(self.any_of(text, RouteTargets::KINDS)),
            },
        }
    }
}
