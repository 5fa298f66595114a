//! What is to be drawn, without any format: groups in groups, nodes with rows, edges, marks of findings.
//!
//! All text is clean (see [`super::text::clean`]); formats only escape what their own syntax needs. Everything is sorted.

use crate::finding::Severity;
use crate::model::{ElementKind, Phase};

use super::text::{count, joined};

/// What a picture shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Groups, each after its parent.
    pub groups: Vec<Group>,
    /// Nodes, those of one group together.
    pub nodes: Vec<Node>,
    /// Edges.
    pub edges: Vec<Edge>,
    /// What a reader must know about the picture: what was left out, and why.
    pub notes: Vec<String>,
}

/// An element that is part of a node, row, edge or group.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Unique over the design; ASCII, like `network/vpc-1`.
    pub key: String,
    /// Its kind.
    pub kind: ElementKind,
    /// The native id, else the name.
    pub id: String,
    /// The name, where it has one.
    pub name: Option<String>,
    /// The provider's word.
    pub provider: &'static str,
    /// The owner, where known.
    pub account: Option<String>,
    /// The region, where known.
    pub region: Option<String>,
    /// The provider's word for its state; may be empty.
    pub state: String,
    /// Its tags.
    pub tags: Vec<(String, String)>,
}

/// The findings about one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The worst.
    pub severity: Severity,
    /// Severity, code and message of each finding, the worst first.
    pub findings: Vec<(Severity, String, String)>,
}

impl Mark {
    /// The worst severity as sign and word, and the codes: `✖ error PEER001, PEER004`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut codes: Vec<(String, usize)> = Vec::new();
        for (_, code, _) in &self.findings {
            match codes.iter_mut().find(|(known, _)| known == code) {
                Some((_, n)) => *n += 1,
                None => codes.push((code.clone(), 1)),
            }
        }
        let codes: Vec<String> = codes
            .into_iter()
            .map(
                |(code, n)| {
                    if n > 1 { format!("{code} ×{n}") } else { code }
                },
            )
            .collect();
        format!(
            "{} {} {}",
            super::style::sign(self.severity),
            self.severity.word(),
            codes.join(", ")
        )
    }

    /// Adds a finding, keeping the order.
    pub fn add(&mut self, severity: Severity, code: String, message: String) {
        self.severity = self.severity.max(severity);
        self.findings.push((severity, code, message));
        self.findings
            .sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (&a.1, &a.2).cmp(&(&b.1, &b.2))));
    }

    /// Adds all findings of another mark to one that may not be there yet.
    pub fn merge(into: &mut Option<Mark>, other: Option<Mark>) {
        let Some(other) = other else { return };
        match into {
            None => *into = Some(other),
            Some(mark) => {
                for (severity, code, message) in other.findings {
                    mark.add(severity, code, message);
                }
            }
        }
    }
}

/// What a picture of a path or of a failure says about a thing. Text says the same, see [`Light::words`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Light {
    /// Nothing.
    #[default]
    Plain,
    /// It has failed, or is out of service with what has failed.
    Lost,
    /// Packets pass it.
    Path,
}

impl Light {
    /// The line for it; `None` where there is nothing to say.
    #[must_use]
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Light::Plain => None,
            Light::Lost => Some("✗ lost"),
            Light::Path => Some("● on the path"),
        }
    }
}

/// A level of nesting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// A provider.
    Provider,
    /// An owner.
    Account,
    /// A region.
    Region,
    /// The customer's own side.
    Customer,
    /// A building in which connections end.
    Location,
    /// A router of the provider on which connections end.
    Device,
    /// A network.
    Network,
}

impl Level {
    /// The word for it in options and captions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Level::Provider => "provider",
            Level::Account => "account",
            Level::Region => "region",
            Level::Customer => "customer",
            Level::Location => "location",
            Level::Device => "device",
            Level::Network => "network",
        }
    }

    /// The levels that `group-by` may name.
    pub const GROUPING: [Level; 3] = [Level::Provider, Level::Account, Level::Region];
    /// The levels that can be collapsed to one node each.
    pub const COLLAPSIBLE: [Level; 3] = [Level::Network, Level::Region, Level::Account];
}

/// A box around others.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Unique; ASCII.
    pub key: String,
    /// The group around it, an index into [`Scene::groups`].
    pub parent: Option<usize>,
    /// What it is.
    pub level: Level,
    /// Name or id.
    pub title: String,
    /// Further lines.
    pub lines: Vec<String>,
    /// The element, where it is one.
    pub item: Option<Item>,
    /// What its state means.
    pub phase: Phase,
    /// Findings about it.
    pub mark: Option<Mark>,
    /// Whether it is on the path that the picture shows, or lost.
    pub light: Light,
    /// Where a click leads.
    pub url: String,
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NodeKind {
    /// An element.
    Element(ElementKind),
    /// The customer's side of sessions, of which only the AS number is known.
    CustomerAs,
    /// A group drawn as one node.
    Summary(Level),
    /// A state of a state machine.
    State,
}

impl NodeKind {
    /// The small line above the title.
    #[must_use]
    pub fn caption(self) -> &'static str {
        match self {
            NodeKind::Element(kind) => super::style::caption(kind),
            NodeKind::CustomerAs => "customer AS",
            NodeKind::Summary(level) => level.word(),
            NodeKind::State => "state",
        }
    }
}

/// A box with text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Unique; ASCII.
    pub key: String,
    /// The group around it, an index into [`Scene::groups`].
    pub group: Option<usize>,
    /// What it is.
    pub kind: NodeKind,
    /// Name or id; empty where the group around it says it.
    pub title: String,
    /// Further lines.
    pub lines: Vec<String>,
    /// Parts drawn as rows.
    pub rows: Vec<Row>,
    /// The elements it stands for; the first is its own.
    pub items: Vec<Item>,
    /// What its state means.
    pub phase: Phase,
    /// Known only from references to it.
    pub outside: bool,
    /// Findings about it and about what it stands for.
    pub mark: Option<Mark>,
    /// Whether it is on the path that the picture shows, or lost.
    pub light: Light,
    /// The picture was asked for around this node.
    pub focus: bool,
    /// Edges to nodes that are not shown.
    pub hidden: usize,
    /// Where a click leads.
    pub url: String,
}

impl Node {
    /// Further lines with those that the picture adds.
    #[must_use]
    pub fn all_lines(&self) -> Vec<String> {
        let mut lines = self.lines.clone();
        if self.outside {
            lines.push("not in the input".to_owned());
        }
        if self.hidden > 0 {
            lines.push(format!("+ {} not shown", count(self.hidden, "line")));
        }
        if self.focus {
            lines.push("◎ focus".to_owned());
        }
        lines
    }
}

/// A part of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Cells, each of one or more lines.
    pub cells: Vec<Vec<String>>,
    /// The element.
    pub item: Item,
    /// What its state means.
    pub phase: Phase,
    /// Findings about it.
    pub mark: Option<Mark>,
    /// Whether it is on the path that the picture shows, or lost.
    pub light: Light,
    /// Where a click leads.
    pub url: String,
}

/// Where an edge ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct End {
    /// An index into [`Scene::nodes`].
    pub node: usize,
    /// An index into its rows.
    pub row: Option<usize>,
}

/// What an edge means.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EdgeKind {
    /// Two networks are peered; from the one that asked.
    Peering,
    /// A thing hangs on a transit gateway.
    TransitAttachment,
    /// Two transit gateways are peered; from the one that asked.
    TransitPeering,
    /// A Direct Connect gateway is associated with another gateway.
    Association,
    /// Such an association is proposed.
    Proposal,
    /// A gateway or route server belongs to a network.
    Attachment,
    /// A connection is a member of a group.
    Member,
    /// A connection carries a virtual interface.
    Carries,
    /// A virtual interface leads to a gateway.
    Leads,
    /// A BGP session.
    Session,
    /// An end of a VPN.
    Vpn,
    /// A customer gateway stands at a site.
    StandsAt,
    /// Announcements between sites, one way.
    SiteLink,
    /// A move of a state machine.
    Move,
}

impl EdgeKind {
    /// The noun for one such edge.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            EdgeKind::Peering => "peering",
            EdgeKind::TransitAttachment => "attachment",
            EdgeKind::TransitPeering => "transit gateway peering",
            EdgeKind::Association => "association",
            EdgeKind::Proposal => "proposal",
            EdgeKind::Attachment => "gateway attachment",
            EdgeKind::Member => "member",
            EdgeKind::Carries => "virtual interface",
            EdgeKind::Leads => "virtual interface",
            EdgeKind::Session => "BGP session",
            EdgeKind::Vpn => "VPN",
            EdgeKind::StandsAt => "customer gateway",
            EdgeKind::SiteLink => "site link",
            EdgeKind::Move => "move",
        }
    }

    /// Whether the direction says something.
    #[must_use]
    pub const fn is_directed(self) -> bool {
        matches!(
            self,
            EdgeKind::Peering
                | EdgeKind::TransitPeering
                | EdgeKind::Proposal
                | EdgeKind::SiteLink
                | EdgeKind::Move
        )
    }
}

/// Arrow heads of an edge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Arrow {
    /// The direction says nothing.
    None,
    /// From start to end.
    Forward,
    /// Parallel edges in both directions.
    Both,
}

/// A line between nodes or rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Unique; ASCII.
    pub key: String,
    /// Where it starts.
    pub from: End,
    /// Where it ends.
    pub to: End,
    /// What it means.
    pub kind: EdgeKind,
    /// Its label; may be empty.
    pub lines: Vec<String>,
    /// The elements it stands for; none where the nodes say it all.
    pub items: Vec<Item>,
    /// Its arrow heads.
    pub arrow: Arrow,
    /// How many parallel edges it stands for.
    pub count: usize,
    /// What its state means.
    pub phase: Phase,
    /// Findings about its elements.
    pub mark: Option<Mark>,
    /// Whether it is on the path that the picture shows, or lost.
    pub light: Light,
    /// Where a click leads.
    pub url: String,
}

impl Item {
    /// Kind, name, id, state, owner and region in lines, for tooltips.
    #[must_use]
    pub fn describe(&self) -> Vec<String> {
        let mut lines = vec![match &self.name {
            Some(name) if *name != self.id => {
                format!("{} {name} ({})", super::style::caption(self.kind), self.id)
            }
            _ => format!("{} {}", super::style::caption(self.kind), self.id),
        }];
        if !self.state.is_empty() {
            lines.push(format!("state {}", self.state));
        }
        let place = joined([
            self.provider,
            self.account.as_deref().unwrap_or(""),
            self.region.as_deref().unwrap_or(""),
        ]);
        if !place.is_empty() {
            lines.push(place);
        }
        lines
    }
}

/// How many elements a tooltip names.
const MANY: usize = 20;

/// The lines of a tooltip: what it is, then what was found.
#[must_use]
pub fn tooltip(items: &[Item], mark: Option<&Mark>) -> Vec<String> {
    let mut lines: Vec<String> = match items {
        [] => Vec::new(),
        [one] => one.describe(),
        several => several
            .iter()
            .take(MANY)
            .filter_map(|item| item.describe().into_iter().next())
            .collect(),
    };
    if items.len() > MANY {
        lines.push(format!("and {} more", items.len() - MANY));
    }
    for (severity, code, message) in mark.iter().flat_map(|mark| &mark.findings) {
        lines.push(format!("{} {code}: {message}", severity.word()));
    }
    lines
}
