//! From a design to the whole scene, before anything is left out.
//!
//! Nodes and rows come first, edges then. Every element has a place; what only references name becomes an outside node.

mod direct_connect;
mod keys;
mod network;
mod peering;
mod route_server;
mod site;
mod transit;
mod vpn;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    AnyId, AnyLink, Asn, Cidr, Design, Element, ElementKind, Head, Link, Phase, Presence,
    ProviderId,
};

pub(super) use keys::{item_keys, parent};

use super::options::Options;
use super::scene::{Arrow, Edge, EdgeKind, End, Group, Item, Level, Light, Node, NodeKind, Row};
use super::text::{clean, encode, joined, wrap};

/// Where an element is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Node(usize),
    Row(usize, usize),
    Edge(usize),
}

/// A scene under construction; indices never change while it is built.
pub(super) struct Builder<'a> {
    pub(super) design: &'a Design,
    pub(super) options: &'a Options,
    pub(super) kinds: BTreeSet<ElementKind>,
    pub(super) groups: Vec<Group>,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    pub(super) places: BTreeMap<AnyId, Place>,
    group_keys: BTreeMap<String, usize>,
    node_keys: BTreeMap<String, usize>,
    edge_keys: BTreeMap<String, usize>,
    item_keys: BTreeMap<AnyId, String>,
    /// Whether the owner of any element is known.
    owners_known: bool,
}

/// The whole scene of a design.
pub(super) fn build<'a>(design: &'a Design, options: &'a Options) -> Builder<'a> {
    let mut builder = Builder {
        design,
        options,
        kinds: options.kinds(),
        groups: Vec::new(),
        nodes: Vec::new(),
        edges: Vec::new(),
        places: BTreeMap::new(),
        group_keys: BTreeMap::new(),
        node_keys: BTreeMap::new(),
        edge_keys: BTreeMap::new(),
        item_keys: item_keys(design),
        owners_known: design
            .all()
            .any(|id| design.head(id).account.get().is_some()),
    };
    builder.network_nodes();
    builder.transit_nodes();
    builder.direct_connect_nodes();
    builder.vpn_nodes();
    builder.route_server_nodes();
    builder.site_nodes();
    builder.peering_edges();
    builder.network_edges();
    builder.transit_edges();
    builder.direct_connect_edges();
    builder.vpn_edges();
    builder.route_server_edges();
    builder.site_edges();
    builder
}

impl Builder<'_> {
    /// The key of every element.
    pub(super) fn item_keys(&self) -> BTreeMap<AnyId, String> {
        self.item_keys.clone()
    }

    pub(super) fn wants(&self, kind: ElementKind) -> bool {
        self.kinds.contains(&kind)
    }

    pub(super) fn item(&self, id: AnyId) -> Item {
        let head = self.design.head(id);
        Item {
            key: self.item_keys.get(&id).cloned().unwrap_or_default(),
            kind: id.kind(),
            id: clean(&head.printed_id()),
            name: head.name.get().map(|name| clean(&name)),
            provider: head.provider.0,
            account: head.account.get().map(|text| clean(&text)),
            region: head.region.get().map(|text| clean(&text)),
            state: clean(head.state.word()),
            tags: head
                .tags
                .iter()
                .filter_map(|tag| {
                    let key = tag.key.get()?;
                    let value = tag.value.get().map_or(String::new(), |v| clean(&v));
                    Some((clean(&key), value))
                })
                .collect(),
        }
    }

    /// Where a click on an element leads.
    pub(super) fn url(&self, item: &Item) -> String {
        match &self.options.link {
            None => format!("#{}", item.key),
            Some(template) => template
                .replace("{kind}", item.kind.word())
                .replace("{id}", &encode(&item.id))
                .replace("{account}", &encode(item.account.as_deref().unwrap_or("")))
                .replace("{region}", &encode(item.region.as_deref().unwrap_or(""))),
        }
    }

    /// Name, else id; without the name of the element around it, which the picture shows anyway.
    pub(super) fn title(&self, id: AnyId) -> String {
        let head = self.design.head(id);
        let name = head.name.get().map(|name| name.as_str());
        let inside = matches!(
            id.kind(),
            ElementKind::Subnet
                | ElementKind::BgpPeer
                | ElementKind::SiteRouter
                | ElementKind::TransitGatewayAttachment
                | ElementKind::TransitGatewayRouteTable
                | ElementKind::RouteServerEndpoint
                | ElementKind::RouteServerPeer
                | ElementKind::VpnTunnel
        );
        // Only designs name what lies inside after what is around it.
        let around = parent(self.design, id)
            .filter(|_| inside && head.is_design())
            .and_then(|parent| self.design.head(parent).name.get())
            .map(|name| format!("{name}/"));
        let short = match (name, around) {
            (Some(name), Some(around)) => name.strip_prefix(around.as_str()).or(Some(name)),
            (name, _) => name,
        };
        short
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .or_else(|| head.id.get().map(|id| id.to_string()))
            .filter(|text| !text.is_empty())
            .map_or_else(|| "(no id)".to_owned(), |text| clean(&text))
    }

    /// Id, where the title is another text, and state.
    pub(super) fn base_lines(&self, id: AnyId) -> Vec<String> {
        let head = self.design.head(id);
        let title = self.title(id);
        let native = head.id.get().map(|id| clean(&id)).filter(|id| *id != title);
        let mut lines = Vec::new();
        let line = joined([native.as_deref().unwrap_or(""), &clean(head.state.word())]);
        if !line.is_empty() {
            lines.extend(wrap(&line));
        }
        if head.presence == Presence::Mentioned {
            lines.push("only parts of it in the input".to_owned());
        }
        lines
    }

    /// The group of an owner and region, made with those around it.
    pub(super) fn home_of(
        &mut self,
        provider: ProviderId,
        account: Option<&str>,
        region: Option<&str>,
    ) -> Option<usize> {
        let mut group = None;
        for level in self.options.group_by.clone() {
            let value = match level {
                Level::Provider => Some(provider.0),
                Level::Account => account,
                Level::Region => region,
                _ => None,
            };
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                group = Some(self.group(group, level, value, None));
            }
        }
        group
    }

    /// The group of an element's owner and region.
    pub(super) fn home(&mut self, head: &Head) -> Option<usize> {
        let account = head.account.get();
        let region = head.region.get();
        self.home_of(
            head.provider,
            account.as_ref().map(|text| text.as_str()),
            region.as_ref().map(|text| text.as_str()),
        )
    }

    /// A group by level and name, made once.
    pub(super) fn group(
        &mut self,
        parent: Option<usize>,
        level: Level,
        name: &str,
        item: Option<Item>,
    ) -> usize {
        let around = parent
            .and_then(|index| self.groups.get(index))
            .map_or(String::new(), |group| format!("{}/", group.key));
        let key = format!(
            "{around}{}.{}",
            level.word(),
            encode(name).replace('/', "%2F")
        );
        if let Some(index) = self.group_keys.get(&key) {
            return *index;
        }
        let url = match &item {
            Some(item) => self.url(item),
            None => String::new(),
        };
        self.groups.push(Group {
            key: key.clone(),
            parent,
            level,
            title: clean(name),
            lines: Vec::new(),
            item,
            phase: Phase::Unstated,
            mark: None,
            light: Light::Plain,
            url,
        });
        self.group_keys.insert(key, self.groups.len() - 1);
        self.groups.len() - 1
    }

    /// The node of an element.
    pub(super) fn node(&mut self, id: AnyId, group: Option<usize>, lines: Vec<String>) -> usize {
        let item = self.item(id);
        let node = Node {
            key: item.key.clone(),
            group,
            kind: NodeKind::Element(id.kind()),
            title: self.title(id),
            lines,
            rows: Vec::new(),
            phase: self.design.head(id).state.phase,
            outside: false,
            mark: None,
            light: Light::Plain,
            focus: false,
            hidden: 0,
            url: self.url(&item),
            items: vec![item],
        };
        self.node_keys.insert(node.key.clone(), self.nodes.len());
        self.nodes.push(node);
        self.places.insert(id, Place::Node(self.nodes.len() - 1));
        self.nodes.len() - 1
    }

    /// The node of something that only references name.
    pub(super) fn outside(
        &mut self,
        kind: ElementKind,
        id: &str,
        provider: ProviderId,
        account: Option<&str>,
        region: Option<&str>,
    ) -> usize {
        let key = format!("outside/{}/{}", kind.word(), encode(id));
        let known = self.node_keys.get(&key).copied();
        // A later reference may tell more about the owner than the first one.
        let tells_more = known
            .and_then(|index| self.nodes.get(index)?.items.first())
            .is_none_or(|item| item.account.is_none() && account.is_some());
        // Where owners are known, a region without one would look like a place of its own.
        let place = region.filter(|_| account.is_some() || !self.owners_known);
        let group = if tells_more {
            self.home_of(provider, account, place)
        } else {
            None
        };
        if let Some(index) = known {
            if let Some(node) = self.nodes.get_mut(index).filter(|_| tells_more) {
                node.group = group;
                if let Some(item) = node.items.first_mut() {
                    item.account = account.map(clean);
                    item.region = region.map(clean);
                }
            }
            return index;
        }
        let item = Item {
            key: key.clone(),
            kind,
            id: clean(id),
            name: None,
            provider: provider.0,
            account: account.map(clean),
            region: region.map(clean),
            state: String::new(),
            tags: Vec::new(),
        };
        self.node_keys.insert(key.clone(), self.nodes.len());
        self.nodes.push(Node {
            key,
            group,
            kind: NodeKind::Element(kind),
            title: clean(id),
            lines: Vec::new(),
            rows: Vec::new(),
            phase: Phase::Unstated,
            outside: true,
            mark: None,
            light: Light::Plain,
            focus: false,
            hidden: 0,
            url: self.url(&item),
            items: vec![item],
        });
        self.nodes.len() - 1
    }

    /// A node for which there is no element, made once.
    pub(super) fn extra(
        &mut self,
        key: String,
        kind: NodeKind,
        title: String,
        group: Option<usize>,
    ) -> usize {
        if let Some(index) = self.node_keys.get(&key) {
            return *index;
        }
        self.node_keys.insert(key.clone(), self.nodes.len());
        self.nodes.push(Node {
            key,
            group,
            kind,
            title,
            lines: Vec::new(),
            rows: Vec::new(),
            items: Vec::new(),
            phase: Phase::Unstated,
            outside: false,
            mark: None,
            light: Light::Plain,
            focus: false,
            hidden: 0,
            url: String::new(),
        });
        self.nodes.len() - 1
    }

    /// An element as a row of a node; nothing where its kind is not wanted.
    pub(super) fn row(&mut self, node: usize, id: AnyId, cells: Vec<Vec<String>>) {
        if !self.wants(id.kind()) {
            return;
        }
        let item = self.item(id);
        let row = Row {
            cells,
            phase: self.design.head(id).state.phase,
            mark: None,
            light: Light::Plain,
            url: self.url(&item),
            item,
        };
        if let Some(node_at) = self.nodes.get_mut(node) {
            node_at.rows.push(row);
            let place = Place::Row(node, node_at.rows.len() - 1);
            self.places.entry(id).or_insert(place);
        }
    }

    /// First cell of a row: caption, title, and the id where it is another text.
    pub(super) fn row_name(&self, id: AnyId, caption: &str) -> Vec<String> {
        let title = self.title(id);
        let mut lines = wrap(&format!("{caption} {title}"));
        let native = self.design.head(id).id.get().map(|id| clean(&id));
        if let Some(native) = native.filter(|native| *native != title) {
            lines.extend(wrap(&native));
        }
        lines
    }

    /// The state's word of a row where it is worth saying: everything but the working one.
    pub(super) fn row_state(&self, id: AnyId) -> Vec<String> {
        let state = self.design.head(id).state;
        if matches!(state.phase, Phase::Active | Phase::Unstated) || state.word().is_empty() {
            Vec::new()
        } else {
            wrap(state.word())
        }
    }

    /// The end of an edge at an element: its node or row, else that of the element around it.
    pub(super) fn end(&self, id: AnyId) -> Option<End> {
        match self.places.get(&id) {
            Some(Place::Node(node)) => Some(End {
                node: *node,
                row: None,
            }),
            Some(Place::Row(node, row)) => Some(End {
                node: *node,
                row: Some(*row),
            }),
            Some(Place::Edge(_)) => None,
            None => {
                let around = parent(self.design, id)?;
                match self.places.get(&around)? {
                    Place::Node(node) => Some(End {
                        node: *node,
                        row: None,
                    }),
                    _ => None,
                }
            }
        }
    }

    /// The end of an edge at what a reference names; an outside node where that is not in the design.
    pub(super) fn end_of<T: Element>(
        &mut self,
        link: &Link<T>,
        provider: ProviderId,
        account: Option<&str>,
        region: Option<&str>,
    ) -> Option<End> {
        if let Some(id) = link.get() {
            return self.end(T::any(id));
        }
        let id = link.id.get()?;
        let node = self.outside(T::KIND, &id, provider, account, region);
        Some(End { node, row: None })
    }

    /// The same for a reference to one of several kinds.
    pub(super) fn end_of_any(
        &mut self,
        link: &AnyLink,
        likely: ElementKind,
        provider: ProviderId,
        account: Option<&str>,
        region: Option<&str>,
    ) -> Option<End> {
        if let Some(id) = link.get() {
            return self.end(id);
        }
        let id = link.id.get()?;
        let kind = match link.kinds {
            [one] => *one,
            kinds if kinds.contains(&likely) => likely,
            [first, ..] => *first,
            [] => likely,
        };
        let node = self.outside(kind, &id, provider, account, region);
        Some(End { node, row: None })
    }

    /// An edge. One of an element is drawn where the kind is wanted, one without an element where both ends are.
    pub(super) fn edge(
        &mut self,
        kind: EdgeKind,
        from: Option<End>,
        to: Option<End>,
        id: Option<AnyId>,
        lines: Vec<String>,
        phase: Phase,
    ) -> Option<usize> {
        let (from, to) = (from?, to?);
        let item = id.map(|id| self.item(id));
        if item.as_ref().is_some_and(|item| !self.wants(item.kind)) {
            return None;
        }
        let key = match &item {
            Some(item) => item.key.clone(),
            None => {
                let end = |end: End| {
                    self.nodes
                        .get(end.node)
                        .map_or("", |node| node.key.as_str())
                };
                format!("{}--{}", end(from), end(to))
            }
        };
        let mut unique = key.clone();
        let mut n = 1;
        while self.edge_keys.contains_key(&unique) {
            n += 1;
            unique = format!("{key}~{n}");
        }
        self.edge_keys.insert(unique.clone(), self.edges.len());
        if let Some(id) = id {
            self.places
                .entry(id)
                .or_insert(Place::Edge(self.edges.len()));
        }
        self.edges.push(Edge {
            key: unique,
            from,
            to,
            kind,
            lines,
            url: item.as_ref().map_or(String::new(), |item| self.url(item)),
            items: item.into_iter().collect(),
            arrow: if kind.is_directed() {
                Arrow::Forward
            } else {
                Arrow::None
            },
            count: 1,
            phase,
            mark: None,
            light: Light::Plain,
        });
        Some(self.edges.len() - 1)
    }

    /// Lines of an element's edge: caption and title, then id and state.
    pub(super) fn edge_lines(&self, id: AnyId, caption: &str) -> Vec<String> {
        let mut lines = wrap(&format!("{caption} {}", self.title(id)));
        lines.extend(self.base_lines(id));
        lines
    }
}

/// `AS 65001`, or nothing.
pub(super) fn asn(asn: Option<Asn>) -> String {
    asn.map_or(String::new(), |asn| format!("AS {asn}"))
}

/// A few prefixes, or how many there are.
pub(super) fn prefixes(label: &str, list: impl Iterator<Item = Option<Cidr>>) -> Vec<String> {
    const FEW: usize = 6;
    let written: Vec<String> = list
        .map(|cidr| cidr.map_or("unreadable".to_owned(), |cidr| cidr.to_string()))
        .collect();
    match written.len() {
        0 => vec![format!("{label}: no prefix")],
        n if n > FEW => vec![format!("{label}: {}", super::text::count(n, "prefix"))],
        _ => wrap(&format!("{label}: {}", written.join(", "))),
    }
}
