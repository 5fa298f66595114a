//! What the user asks of a picture.

use std::collections::BTreeSet;

use crate::model::{AnyId, ElementKind};

use super::scene::Level;

/// A choice of kinds for one purpose.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// Networks, subnets and sites with their address blocks.
    Addressing,
    /// Networks, peerings and transit gateways.
    Peering,
    /// From the customer's side over connections and VPNs to the networks.
    Hybrid,
    /// BGP sessions and what they run between.
    Bgp,
    /// Everything but tables and lists, which `only` can name.
    #[default]
    All,
}

impl View {
    /// All views.
    pub const ALL: [View; 5] = [
        View::Addressing,
        View::Peering,
        View::Hybrid,
        View::Bgp,
        View::All,
    ];

    /// The view of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.word() == word)
    }

    /// The word used in options.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            View::Addressing => "addressing",
            View::Peering => "peering",
            View::Hybrid => "hybrid",
            View::Bgp => "bgp",
            View::All => "all",
        }
    }

    /// The kinds that it shows.
    #[must_use]
    pub fn kinds(self) -> BTreeSet<ElementKind> {
        use ElementKind as K;
        let kinds: &[ElementKind] = match self {
            View::Addressing => &[K::Network, K::Subnet, K::Site],
            View::Peering => &[
                K::Network,
                K::Peering,
                K::TransitGateway,
                K::TransitGatewayAttachment,
            ],
            View::Hybrid => &[
                K::Network,
                K::VirtualGateway,
                K::TransitGateway,
                K::TransitGatewayAttachment,
                K::TransitGatewayConnectPeer,
                K::DirectConnectGateway,
                K::DirectConnectGatewayAssociation,
                K::DirectConnectGatewayAttachment,
                K::DirectConnectGatewayProposal,
                K::Connection,
                K::Lag,
                K::VirtualInterface,
                K::BgpPeer,
                K::CustomerGateway,
                K::VpnConnection,
                K::VpnTunnel,
                K::Site,
                K::SiteRouter,
                K::SiteLink,
                K::SharedRisk,
                K::Location,
                K::Device,
            ],
            View::Bgp => &[
                K::VirtualGateway,
                K::TransitGateway,
                K::TransitGatewayConnectPeer,
                K::DirectConnectGateway,
                K::DirectConnectGatewayAssociation,
                K::DirectConnectGatewayAttachment,
                K::VirtualInterface,
                K::BgpPeer,
                K::RouteServer,
                K::RouteServerEndpoint,
                K::RouteServerPeer,
                K::CustomerGateway,
                K::VpnConnection,
                K::VpnTunnel,
                K::Site,
                K::SiteRouter,
                K::SiteLink,
            ],
            View::All => {
                return ElementKind::ALL
                    .iter()
                    .copied()
                    .filter(|kind| !matches!(kind, K::RouteTable | K::PrefixList))
                    .collect();
            }
        };
        kinds.iter().copied().collect()
    }
}

/// What a picture is drawn around.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Focus {
    /// An element.
    Element(AnyId),
    /// Something without an element: a location, a device, or what only references name; by its id, and its kind where that is said.
    Named(Option<ElementKind>, String),
}

/// What a picture brings out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Highlight {
    /// What packets pass.
    pub path: Vec<Focus>,
    /// What has failed, with what is out of service therefore.
    pub lost: Vec<Focus>,
    /// What to say beside it.
    pub notes: Vec<String>,
}

/// The form of a picture, apart from its format.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Which kinds, unless `only` says it.
    pub view: View,
    /// These kinds and no others.
    pub only: Option<BTreeSet<ElementKind>>,
    /// Not these kinds.
    pub exclude: BTreeSet<ElementKind>,
    /// Only what lies around these.
    pub focus: Vec<Focus>,
    /// How many lines away from the focus.
    pub depth: usize,
    /// Levels of nesting, from the outside.
    pub group_by: Vec<Level>,
    /// Draw each group of this level as one node.
    pub collapse: Option<Level>,
    /// Draw parallel lines as one with a count.
    pub merge_parallel: bool,
    /// Above this many nodes, groups are collapsed; if that is not enough there is no picture.
    pub max_nodes: usize,
    /// Where clicks lead: `{kind}`, `{id}`, `{account}` and `{region}` are replaced. Without it `#kind/id`.
    pub link: Option<String>,
    /// A path or a failure to bring out.
    pub highlight: Highlight,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            view: View::All,
            only: None,
            exclude: BTreeSet::new(),
            focus: Vec::new(),
            depth: 1,
            group_by: Level::GROUPING.to_vec(),
            collapse: None,
            merge_parallel: true,
            max_nodes: 600,
            link: None,
            highlight: Highlight::default(),
        }
    }
}

impl Options {
    /// The kinds that are drawn.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<ElementKind> {
        let mut kinds = self.only.clone().unwrap_or_else(|| self.view.kinds());
        kinds.retain(|kind| !self.exclude.contains(kind));
        kinds
    }
}
