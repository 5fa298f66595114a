//! What a synthetic estate consists of: cells of a hub with spokes, joined to other cells or to the customer's side.

use std::fmt::Write;

use super::Random;

/// How cells are joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A hub with spokes, nothing between hubs.
    Hub,
    /// Hubs also form a chain, and neighbouring spokes are peered.
    Mesh,
    /// Hubs also have two connections to the customer's side.
    Hybrid,
}

/// What was planted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FaultKind {
    /// A spoke uses the hub's addresses.
    PeeringOverlap,
    /// A second peering joins a pair.
    PeeringDuplicatePair,
    /// A subnet lies in its sibling.
    SubnetOverlap,
    /// A spoke has no way back to its hub.
    NoRouteBack,
    /// The customer's AS number is AS_TRANS.
    ReservedAsn,
    /// Two interfaces of a connection share a VLAN.
    VlanDuplicate,
    /// The ends of a BGP session lie in different subnets.
    LinkDifferentSubnet,
}

impl FaultKind {
    /// The rule that says it.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            FaultKind::PeeringOverlap => "peering-cidr-overlap",
            FaultKind::PeeringDuplicatePair => "peering-duplicate-pair",
            FaultKind::SubnetOverlap => "cidr-subnet-overlap",
            FaultKind::NoRouteBack => "peering-no-route-one-side",
            FaultKind::ReservedAsn => "asn-reserved",
            FaultKind::VlanDuplicate => "vif-vlan-duplicate",
            FaultKind::LinkDifferentSubnet => "bgp-link-different-subnet",
        }
    }

    /// The kinds that a shape can have.
    #[must_use]
    pub fn of(kind: Kind) -> &'static [FaultKind] {
        const WITHOUT: &[FaultKind] = &[
            FaultKind::PeeringOverlap,
            FaultKind::PeeringDuplicatePair,
            FaultKind::SubnetOverlap,
            FaultKind::NoRouteBack,
        ];
        const WITH: &[FaultKind] = &[
            FaultKind::PeeringOverlap,
            FaultKind::PeeringDuplicatePair,
            FaultKind::SubnetOverlap,
            FaultKind::NoRouteBack,
            FaultKind::ReservedAsn,
            FaultKind::VlanDuplicate,
            FaultKind::LinkDifferentSubnet,
        ];
        match kind {
            Kind::Hub | Kind::Mesh => WITHOUT,
            Kind::Hybrid => WITH,
        }
    }
}

/// What has an id of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Thing {
    Network,
    Subnet,
    RouteTable,
    Peering,
    VirtualGateway,
    Connection,
    VirtualInterface,
    BgpPeer,
}

impl Thing {
    /// A word that tells its numbers from those of other things.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Thing::Network => "network",
            Thing::Subnet => "subnet",
            Thing::RouteTable => "route-table",
            Thing::Peering => "peering",
            Thing::VirtualGateway => "virtual-gateway",
            Thing::Connection => "connection",
            Thing::VirtualInterface => "virtual-interface",
            Thing::BgpPeer => "bgp-peer",
        }
    }
}

/// A planted fault; at most one a cell, so that no fault hides another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The cell.
    pub cell: usize,
    /// What.
    pub kind: FaultKind,
}

/// A synthetic estate.
#[derive(Clone, Debug)]
pub struct Shape {
    /// How cells are joined.
    pub kind: Kind,
    /// How many cells.
    pub cells: usize,
    /// What everything random depends on.
    pub seed: u64,
    /// What was planted, by cell.
    pub faults: Vec<Fault>,
}

/// A network of a cell.
#[derive(Clone, Debug)]
pub struct Network {
    /// Its number in the whole estate.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// Its block.
    pub cidr: String,
    /// Its subnets.
    pub subnets: Vec<Subnet>,
    /// Destinations and numbers of the peerings that lead there.
    pub routes: Vec<(String, u64)>,
}

/// A subnet.
#[derive(Clone, Debug)]
pub struct Subnet {
    /// Its number in the whole estate.
    pub number: u64,
    /// Its block.
    pub cidr: String,
    /// The letter of its zone.
    pub zone: char,
}

/// A peering of two networks of the estate.
#[derive(Clone, Debug)]
pub struct Peering {
    /// Its number in the whole estate.
    pub number: u64,
    /// The network that asked, and its block.
    pub requester: (u64, String),
    /// The network that was asked, and its block.
    pub accepter: (u64, String),
}

/// A virtual interface of a cell's hub.
#[derive(Clone, Debug)]
pub struct VirtualInterface {
    /// Its number in the whole estate; its connection has the same, without the lowest bit where a VLAN is shared.
    pub number: u64,
    /// The number of its connection.
    pub connection: u64,
    /// 802.1Q VLAN.
    pub vlan: u16,
    /// The customer's AS number.
    pub asn: u32,
    /// The customer's end of the link, /30.
    pub customer: String,
    /// The provider's end of the link, /30.
    pub provider: String,
}

/// A hub, its spokes, and what joins them.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its number.
    pub number: usize,
    /// The hub first, then the spokes.
    pub networks: Vec<Network>,
    /// Hub to spoke, then whatever the shape adds.
    pub peerings: Vec<Peering>,
    /// Of the hub.
    pub virtual_interfaces: Vec<VirtualInterface>,
}

const SPOKES: u64 = 7;
const NETWORKS: u64 = SPOKES + 1;
/// Cells whose blocks are disjoint: 32 times 8 blocks of /16 fill 10.0.0.0/8.
const PLANS: u64 = 32;

impl Shape {
    /// An estate of about `objects` networks, subnets, tables, peerings, connections and interfaces.
    #[must_use]
    pub fn new(kind: Kind, objects: usize, seed: u64, faults: usize) -> Self {
        let each = match kind {
            Kind::Hub => 47,
            Kind::Mesh => 54,
            Kind::Hybrid => 52,
        };
        let cells = objects.div_ceil(each).max(1);
        let mut random = Random::new(seed);
        let kinds = FaultKind::of(kind);
        // Spread over the cells, one each, kinds in turn.
        let count = faults.min(cells);
        let mut order: Vec<usize> = (0..cells).collect();
        for at in 0..count {
            let left = (cells - at) as u64;
            let pick = at + usize::try_from(random.below(left)).unwrap_or(0);
            order.swap(at, pick);
        }
        let mut planted: Vec<Fault> = order
            .into_iter()
            .take(count)
            .zip(kinds.iter().cycle())
            .map(|(cell, kind)| Fault { cell, kind: *kind })
            .collect();
        planted.sort_by_key(|fault| fault.cell);
        Self {
            kind,
            cells,
            seed,
            faults: planted,
        }
    }

    /// What was planted in a cell.
    #[must_use]
    pub fn fault(&self, cell: usize) -> Option<FaultKind> {
        let at = self
            .faults
            .binary_search_by_key(&cell, |fault| fault.cell)
            .ok()?;
        self.faults.get(at).map(|fault| fault.kind)
    }

    /// What a finding about a fault must name: any of these, by their numbers.
    #[must_use]
    pub fn at_fault(&self, fault: Fault) -> Vec<(Thing, u64)> {
        let cell = self.cell(fault.cell);
        let network = |at: usize| cell.networks.get(at).map(|n| (Thing::Network, n.number));
        let peering = |at: usize| cell.peerings.get(at).map(|p| (Thing::Peering, p.number));
        let subnet = |at: usize| {
            let hub = cell.networks.first()?;
            hub.subnets.get(at).map(|s| (Thing::Subnet, s.number))
        };
        let interface = |thing: Thing, at: usize| {
            let interface = cell.virtual_interfaces.get(at);
            interface.map(|interface| (thing, interface.number))
        };
        let things = match fault.kind {
            FaultKind::PeeringOverlap => vec![peering(0), network(0), network(1)],
            FaultKind::PeeringDuplicatePair => {
                vec![peering(0), peering(cell.peerings.len().saturating_sub(1))]
            }
            FaultKind::SubnetOverlap => vec![subnet(1), subnet(2)],
            FaultKind::NoRouteBack => vec![peering(0)],
            FaultKind::VlanDuplicate => vec![
                interface(Thing::VirtualInterface, 0),
                interface(Thing::VirtualInterface, 1),
            ],
            FaultKind::ReservedAsn | FaultKind::LinkDifferentSubnet => vec![
                interface(Thing::VirtualInterface, 1),
                interface(Thing::BgpPeer, 1),
            ],
        };
        things.into_iter().flatten().collect()
    }

    /// One cell; the same whatever other cells were asked for before.
    #[must_use]
    pub fn cell(&self, number: usize) -> Cell {
        let fault = self.fault(number);
        let base = number as u64 * NETWORKS;
        let block = |spoke: u64| {
            // A spoke that clashes has the hub's block.
            let spoke = if fault == Some(FaultKind::PeeringOverlap) && spoke == 1 {
                0
            } else {
                spoke
            };
            (number as u64 % PLANS) * NETWORKS + spoke
        };
        let cidr = |spoke: u64| format!("10.{}.0.0/16", block(spoke));
        let mut networks: Vec<Network> = (0..NETWORKS)
            .map(|spoke| Network {
                number: base + spoke,
                name: if spoke == 0 {
                    format!("hub-{number}")
                } else {
                    format!("spoke-{number}-{spoke}")
                },
                cidr: cidr(spoke),
                subnets: subnets(base + spoke, block(spoke), fault, spoke),
                routes: Vec::new(),
            })
            .collect();
        let mut cell = Cell {
            number,
            networks: Vec::new(),
            peerings: Vec::new(),
            virtual_interfaces: Vec::new(),
        };
        // Peering numbers: 16 for each cell.
        let mut next = number as u64 * 16;
        let mut join =
            |networks: &mut Vec<Network>, cell: &mut Cell, a: usize, b: usize, back: bool| {
                let ends = |at: usize| networks.get(at).map(|n| (n.number, n.cidr.clone()));
                let (Some(requester), Some(accepter)) = (ends(a), ends(b)) else {
                    return;
                };
                let (there, here) = (accepter.1.clone(), requester.1.clone());
                cell.peerings.push(Peering {
                    number: next,
                    requester,
                    accepter,
                });
                if there != here {
                    if let Some(network) = networks.get_mut(a) {
                        network.routes.push((there, next));
                    }
                    if let Some(network) = networks.get_mut(b).filter(|_| back) {
                        network.routes.push((here, next));
                    }
                }
                next += 1;
            };
        for spoke in 1..networks.len() {
            let back = !(fault == Some(FaultKind::NoRouteBack) && spoke == 1);
            join(&mut networks, &mut cell, 0, spoke, back);
        }
        if self.kind == Kind::Mesh {
            for spoke in 1..networks.len() - 1 {
                // The clashing spoke keeps to its hub.
                if !(fault == Some(FaultKind::PeeringOverlap) && spoke == 1) {
                    join(&mut networks, &mut cell, spoke, spoke + 1, true);
                }
            }
        }
        if fault == Some(FaultKind::PeeringDuplicatePair)
            && let Some(first) = cell.peerings.first()
        {
            let number = number as u64 * 16 + 15;
            cell.peerings.push(Peering {
                number,
                ..first.clone()
            });
        }
        if self.kind == Kind::Hybrid {
            cell.virtual_interfaces = interfaces(number as u64, fault);
        }
        cell.networks = networks;
        cell
    }
}

fn subnets(network: u64, block: u64, fault: Option<FaultKind>, spoke: u64) -> Vec<Subnet> {
    ['a', 'b', 'c']
        .into_iter()
        .enumerate()
        .map(|(at, zone)| {
            let clash = fault == Some(FaultKind::SubnetOverlap) && spoke == 0 && at == 2;
            let mut cidr = String::new();
            // Writing to a string cannot fail.
            let _ = if clash {
                write!(cidr, "10.{block}.16.0/22")
            } else {
                write!(cidr, "10.{block}.{}.0/20", at * 16)
            };
            Subnet {
                number: network * 3 + at as u64,
                cidr,
                zone,
            }
        })
        .collect()
}

fn interfaces(cell: u64, fault: Option<FaultKind>) -> Vec<VirtualInterface> {
    (0..2)
        .map(|at| {
            let number = cell * 2 + at;
            let shared = fault == Some(FaultKind::VlanDuplicate);
            let clash = at == 1;
            let reserved = fault == Some(FaultKind::ReservedAsn) && clash;
            let apart = fault == Some(FaultKind::LinkDifferentSubnet) && clash;
            let (x, y) = ((number >> 6) & 255, (number & 63) * 4);
            VirtualInterface {
                number,
                connection: if shared { cell * 2 } else { number },
                vlan: 101,
                asn: if reserved { 23_456 } else { 65_001 },
                customer: format!(
                    "169.254.{x}.{}/30",
                    if apart { (y + 6) & 255 } else { y + 2 }
                ),
                provider: format!("169.254.{x}.{}/30", y + 1),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_plants_the_same_faults() {
        let one = Shape::new(Kind::Hybrid, 5_000, 7, 12);
        let two = Shape::new(Kind::Hybrid, 5_000, 7, 12);
        assert_eq!(one.faults, two.faults);
        assert_eq!(one.faults.len(), 12);
        assert_ne!(one.faults, Shape::new(Kind::Hybrid, 5_000, 8, 12).faults);
    }

    #[test]
    fn peered_networks_are_disjoint_unless_planted() {
        let shape = Shape::new(Kind::Mesh, 500, 1, 0);
        for number in 0..shape.cells {
            for peering in shape.cell(number).peerings {
                assert_ne!(peering.requester.1, peering.accepter.1);
            }
        }
    }
}
