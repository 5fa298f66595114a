//! Shapes, colours and words by kind, phase and severity.
//!
//! Colours are those of Okabe and Ito, darkened where text stands on them or lines would be faint; no meaning rests on colour alone.

use crate::finding::Severity;
use crate::model::{ElementKind, Phase};

use super::scene::{EdgeKind, Group, Level, Light, Node, NodeKind, Scene};

/// How a line is drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stroke {
    /// Unbroken.
    Solid,
    /// Unbroken and thick.
    Bold,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
}

impl Stroke {
    /// The same in plain characters, for legends.
    #[must_use]
    pub const fn sample(self) -> &'static str {
        match self {
            Stroke::Solid => "────",
            Stroke::Bold => "━━━━",
            Stroke::Dashed => "╌ ╌ ╌",
            Stroke::Dotted => "· · · ·",
        }
    }
}

/// Line and colour of a phase.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LineStyle {
    /// How the line is drawn.
    pub stroke: Stroke,
    /// Its colour, `#RRGGBB`.
    pub colour: &'static str,
}

/// Line and colour of what is in this phase.
#[must_use]
pub const fn line(phase: Phase) -> LineStyle {
    let (stroke, colour) = match phase {
        Phase::Unstated => (Stroke::Solid, "#6B7280"),
        Phase::Active => (Stroke::Solid, "#00567F"),
        Phase::Requested | Phase::AwaitingAcceptance | Phase::Provisioning => {
            (Stroke::Dashed, "#9A6700")
        }
        Phase::Degraded => (Stroke::Bold, "#9A6700"),
        Phase::Failed | Phase::Refused | Phase::Expired => (Stroke::Dotted, "#B23A00"),
        Phase::Deleting | Phase::Deleted => (Stroke::Dotted, "#6B7280"),
        Phase::Unknown => (Stroke::Dashed, "#8F3F71"),
    };
    LineStyle { stroke, colour }
}

/// Line and colour of what is in this phase, is on a path, or is lost.
#[must_use]
pub const fn look(phase: Phase, light: Light) -> LineStyle {
    match light {
        Light::Plain => line(phase),
        Light::Path => LineStyle {
            stroke: Stroke::Bold,
            colour: "#00694A",
        },
        Light::Lost => LineStyle {
            stroke: Stroke::Dotted,
            colour: "#8A929C",
        },
    }
}

/// Line and colour of a node: dashed and grey where only references name it.
#[must_use]
pub const fn node_line(node: &Node) -> LineStyle {
    if node.outside && matches!(node.light, Light::Plain) {
        LineStyle {
            stroke: Stroke::Dashed,
            colour: "#6B7280",
        }
    } else {
        look(node.phase, node.light)
    }
}

/// Line and colour of a group.
#[must_use]
pub const fn group_line(group: &Group) -> LineStyle {
    match (group.level, group.light) {
        (Level::Network, _) | (_, Light::Path | Light::Lost) => look(group.phase, group.light),
        _ => LineStyle {
            stroke: Stroke::Solid,
            colour: "#9AA3AF",
        },
    }
}

/// Background of what is lost, `#RRGGBB`.
pub const LOST_FILL: &str = "#D9DDE2";

/// Background of a node, `#RRGGBB`.
#[must_use]
pub const fn node_fill(node: &Node) -> &'static str {
    match node.light {
        Light::Lost => LOST_FILL,
        Light::Plain | Light::Path => family(node.kind).fill(),
    }
}

/// What the line of a phase says in the legend; phases that look alike share a row.
#[must_use]
pub const fn legend_of(phase: Phase) -> &'static str {
    match phase {
        Phase::Unstated => "no state stated",
        Phase::Active => "works",
        Phase::Requested | Phase::AwaitingAcceptance | Phase::Provisioning => {
            "requested, awaiting acceptance or provisioning"
        }
        Phase::Degraded => "degraded: set up, but not working or under test",
        Phase::Failed | Phase::Refused | Phase::Expired => "failed, refused or expired",
        Phase::Deleting | Phase::Deleted => "being deleted or deleted",
        Phase::Unknown => "state unknown",
    }
}

/// A sign for a severity, different in shape.
#[must_use]
pub const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✖",
        Severity::Warning => "▲",
        Severity::Info => "●",
    }
}

/// Background and text colour of a mark; contrast at least 5:1.
#[must_use]
pub const fn mark(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("#A83600", "#FFFFFF"),
        Severity::Warning => ("#FFD97A", "#1A1A1A"),
        Severity::Info => ("#CFE3F3", "#1A1A1A"),
    }
}

/// Kinds that look alike.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Family {
    /// Networks and what lies in them.
    Network,
    /// Gateways and hubs.
    Gateway,
    /// Physical connections and interfaces.
    Line,
    /// VPN.
    Vpn,
    /// The customer's side.
    Customer,
    /// Route servers and tables.
    Routing,
}

/// The family of a node.
#[must_use]
pub const fn family(kind: NodeKind) -> Family {
    use ElementKind as K;
    match kind {
        NodeKind::CustomerAs => Family::Customer,
        NodeKind::Summary(_) => Family::Network,
        NodeKind::Element(kind) => match kind {
            K::Network | K::Subnet | K::Peering | K::Interface => Family::Network,
            K::VirtualGateway
            | K::TransitGateway
            | K::TransitGatewayAttachment
            | K::TransitGatewayConnectPeer
            | K::DirectConnectGateway
            | K::DirectConnectGatewayAssociation
            | K::DirectConnectGatewayAttachment
            | K::DirectConnectGatewayProposal
            | K::InternetGateway
            | K::EgressOnlyInternetGateway
            | K::NatGateway => Family::Gateway,
            K::Connection
            | K::Lag
            | K::VirtualInterface
            | K::BgpPeer
            | K::Location
            | K::Device
            | K::SharedRisk => Family::Line,
            K::VpnConnection | K::VpnTunnel | K::CustomerGateway => Family::Vpn,
            K::Site | K::SiteRouter | K::SiteLink => Family::Customer,
            K::RouteTable
            | K::TransitGatewayRouteTable
            | K::RouteServer
            | K::RouteServerEndpoint
            | K::RouteServerPeer
            | K::PrefixList => Family::Routing,
        },
    }
}

impl Family {
    /// Background of its nodes, `#RRGGBB`, light enough for black text.
    #[must_use]
    pub const fn fill(self) -> &'static str {
        match self {
            Family::Network => "#FFFFFF",
            Family::Gateway => "#E3F4EC",
            Family::Line => "#ECEFF3",
            Family::Vpn => "#FFF6D9",
            Family::Customer => "#F6E8F1",
            Family::Routing => "#E4F0FA",
        }
    }

    /// A word for classes.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Family::Network => "network",
            Family::Gateway => "gateway",
            Family::Line => "line",
            Family::Vpn => "vpn",
            Family::Customer => "customer",
            Family::Routing => "routing",
        }
    }
}

/// Background of a group, `#RRGGBB`.
#[must_use]
pub const fn group_fill(level: Level) -> &'static str {
    match level {
        Level::Provider => "#FFFFFF",
        Level::Account => "#F7F8FA",
        Level::Region => "#EEF1F5",
        Level::Customer => "#FBF6FA",
        Level::Location | Level::Device => "#F7F7F7",
        Level::Network => "#E6F0F8",
    }
}

/// What a kind is called above titles.
#[must_use]
pub const fn caption(kind: ElementKind) -> &'static str {
    use ElementKind as K;
    match kind {
        K::Network => "network",
        K::Subnet => "subnet",
        K::Peering => "peering",
        K::RouteTable => "route table",
        K::VirtualGateway => "virtual gateway",
        K::TransitGateway => "transit gateway",
        K::TransitGatewayAttachment => "transit gateway attachment",
        K::TransitGatewayRouteTable => "transit gateway route table",
        K::TransitGatewayConnectPeer => "Connect peer",
        K::DirectConnectGateway => "Direct Connect gateway",
        K::DirectConnectGatewayAssociation => "Direct Connect gateway association",
        K::DirectConnectGatewayAttachment => "Direct Connect gateway attachment",
        K::DirectConnectGatewayProposal => "association proposal",
        K::Connection => "connection",
        K::Lag => "LAG",
        K::VirtualInterface => "virtual interface",
        K::BgpPeer => "BGP session",
        K::RouteServer => "route server",
        K::RouteServerEndpoint => "route server endpoint",
        K::RouteServerPeer => "route server peer",
        K::CustomerGateway => "customer gateway",
        K::VpnConnection => "VPN connection",
        K::VpnTunnel => "VPN tunnel",
        K::InternetGateway => "internet gateway",
        K::EgressOnlyInternetGateway => "egress-only internet gateway",
        K::NatGateway => "NAT gateway",
        K::Interface => "interface",
        K::PrefixList => "prefix list",
        K::Site => "site",
        K::SiteRouter => "router",
        K::SiteLink => "site link",
        K::SharedRisk => "shared risk",
        K::Location => "location",
        K::Device => "device",
    }
}

/// A row of the legend.
#[derive(Clone, Debug, PartialEq)]
pub enum LegendRow {
    /// A line style and its meaning.
    Line(LineStyle, &'static str),
    /// A mark of findings and its meaning.
    Mark(Severity),
    /// A sign in text and its meaning.
    Text(&'static str, &'static str),
    /// A remark about this picture.
    Note(String),
}

/// What must be explained in this picture, and nothing else.
#[must_use]
pub fn legend(scene: &Scene) -> Vec<LegendRow> {
    let mut phases: Vec<Phase> = scene
        .nodes
        .iter()
        .flat_map(|node| node.rows.iter().map(|row| row.phase).chain([node.phase]))
        .chain(scene.edges.iter().map(|edge| edge.phase))
        .chain(
            scene
                .groups
                .iter()
                .filter_map(|group| (group.level == Level::Network).then_some(group.phase)),
        )
        .collect();
    phases.sort_unstable();
    phases.dedup();
    let mut rows = Vec::new();
    for phase in phases {
        let row = LegendRow::Line(line(phase), legend_of(phase));
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let lights = scene
        .nodes
        .iter()
        .flat_map(|node| node.rows.iter().map(|row| row.light).chain([node.light]))
        .chain(scene.edges.iter().map(|edge| edge.light))
        .chain(scene.groups.iter().map(|group| group.light));
    let lights: std::collections::BTreeSet<Light> = lights.collect();
    if lights.contains(&Light::Path) {
        let line = look(Phase::Active, Light::Path);
        rows.push(LegendRow::Line(line, "on the path"));
    }
    if lights.contains(&Light::Lost) {
        let line = look(Phase::Active, Light::Lost);
        rows.push(LegendRow::Line(
            line,
            "grey: failed, or out of service with what has failed",
        ));
    }
    if scene.nodes.iter().any(|node| node.outside) {
        rows.push(LegendRow::Text(
            "╌ ╌ ╌",
            "grey dashed box: known only from references, not in the input",
        ));
    }
    let directed = |kind| scene.edges.iter().any(|edge| edge.kind == kind);
    if directed(EdgeKind::Peering) || directed(EdgeKind::TransitPeering) {
        rows.push(LegendRow::Text("──▷", "peering: from the side that asked"));
    }
    if directed(EdgeKind::SiteLink) {
        rows.push(LegendRow::Text(
            "──▶",
            "site link: announcements flow this way",
        ));
    }
    let mut severities: Vec<Severity> = scene
        .groups
        .iter()
        .map(|group| &group.mark)
        .chain(scene.nodes.iter().map(|node| &node.mark))
        .chain(
            scene
                .nodes
                .iter()
                .flat_map(|node| node.rows.iter().map(|row| &row.mark)),
        )
        .chain(scene.edges.iter().map(|edge| &edge.mark))
        .flatten()
        .map(|mark| mark.severity)
        .collect();
    severities.sort_unstable_by(|a, b| b.cmp(a));
    severities.dedup();
    rows.extend(severities.into_iter().map(LegendRow::Mark));
    rows.extend(scene.notes.iter().cloned().map(LegendRow::Note));
    rows
}
