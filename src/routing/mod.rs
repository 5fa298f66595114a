//! What traffic would do: tables, best routes, who reaches whom over what, and what breaks when something fails.
//!
//! Everything is a pure function of a resolved design and the providers' [`Switches`]. The parts, in the order of computing:
//! [`elements`] and [`sessions`] judge what works, [`topology`] follows references, [`control`] holds who hears what from whom and
//! [`solve`] chooses, [`routes`] and [`lpm`] are the tables, and the walkers follow packets over ranges of [`prefixes`]' atoms.

mod alone;
mod announced;
mod build;
mod change;
pub mod control;
pub mod elements;
pub mod ends;
pub mod expect;
mod expect_failures;
mod expect_paths;
mod expect_routes;
pub mod explain;
pub mod facts;
pub mod failures;
mod goal;
mod graph;
mod hubs;
mod links_direct;
mod links_other;
pub mod lpm;
pub mod matrix;
pub mod missing;
mod num;
pub mod outcome;
pub mod prefixes;
pub mod query;
pub mod resiliency;
pub mod routes;
mod select;
pub mod sessions;
pub mod solve;
mod stable;
pub mod switches;
mod tables;
mod ties;
pub mod topology;
mod walk;
mod walk_net;
mod walk_node;

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

pub use announced::prefix_load;
pub use elements::{Down, Elem, Elements, OutOfService};
pub use ends::{End, EndError};
pub use facts::{EndId, Facts, SourceId};
pub use failures::Failure;
pub use outcome::{Arrival, At, Flags, Outcome, OutcomeClass, OutcomeId, Outcomes, Owner, Spread};
pub use prefixes::{Count, Prefixes, Span};
pub use query::{Answer, AnswerOutcome, Carried, Symmetry, Verdict};
pub use select::Use;
pub use sessions::{Reason, Sessions, Status};
pub use solve::{Choice, Ending, Oscillation};
pub use switches::Switches;
pub use topology::Topology;
pub use walk::{Point, Run, View};

use control::{Control, Node, SlotId};
use lpm::Lpm;
use missing::MissingId;
use num::id32;
use prefixes::{AtomId, PrefixId};
use routes::Routes;
use solve::Solver;
use topology::{GroupId, NetId};

use crate::model::{AnyId, Coverage, Design, DirectConnectGateway, Id, ProviderId, TransitGateway};
use crate::profile::HubSource;

/// From so many independent pieces of work on, they are spread over threads.
const PARALLEL: usize = 2000;

/// Everything about the routing of a design in its normal state.
#[derive(Debug, Default)]
pub struct Routing {
    /// Elements by number.
    pub elements: Elements,
    /// Sessions.
    pub sessions: Sessions,
    /// Networks, gateways, sites.
    pub topology: Topology,
    /// Prefixes and atoms.
    pub prefixes: Prefixes,
    /// Written routes.
    pub routes: Routes,
    /// All tables.
    pub lpm: Lpm,
    /// Who hears what from whom.
    pub control: Control,
    /// What each node uses, by slot.
    pub base: Vec<Choice>,
    /// Prefixes whose nodes do not agree at once.
    pub oscillations: BTreeMap<PrefixId, Oscillation>,
    hub_order: Vec<&'static [HubSource]>,
    covered: Vec<Option<Vec<Range<AtomId>>>>,
    no_table: Vec<MissingId>,
    no_ingress: Vec<MissingId>,
    overfull: Vec<Option<MissingId>>,
    too_deep: MissingId,
    public_services: Option<MissingId>,
    private: Vec<Range<AtomId>>,
    /// Interfaces that send on, with the group whose table they use.
    forwarders: FxHashMap<u32, Result<GroupId, MissingId>>,
    dx_tables: FxHashMap<Id<DirectConnectGateway>, u32>,
    dx_attachments: FxHashMap<(Id<DirectConnectGateway>, Id<TransitGateway>), u32>,
    dx_sessions: Vec<(u32, Elem, Id<DirectConnectGateway>)>,
    /// Sites that hear other sites.
    linked: Vec<bool>,
    /// How many networks and sites the design itself has.
    known: (u32, u32),
    /// Prefixes that some node passes on.
    passed_on: Vec<bool>,
    /// The atoms that each site owns, in order.
    site_atoms: Vec<Vec<Range<AtomId>>>,
    /// The blocks of each subnet.
    subnet_blocks: Vec<Vec<crate::model::Cidr>>,
    links_by_elem: FxHashMap<Elem, Vec<u32>>,
    routes_by_elem: FxHashMap<Elem, Vec<u32>>,
    /// Nodes about which something may be unknown.
    doubtful: Vec<u32>,
    /// Those of which something is known or not known otherwise once an element is down.
    doubtful_by_elem: FxHashMap<Elem, Vec<u32>>,
    graph: graph::Graph,
    /// Where each session over a virtual interface ends.
    ports: FxHashMap<u32, resiliency::Port>,
    /// Gateways of exports in which the virtual interfaces of their owner are not listed.
    unlisted: FxHashSet<Elem>,
    /// The hub of each of its tables.
    hub_of: Vec<Elem>,
}

impl Routing {
    /// Computes the normal state of a design. `switches` says how each provider routes.
    #[must_use]
    pub fn new(design: &Design, switches: &dyn Fn(ProviderId) -> Switches) -> Self {
        Self::without(design, switches, &|_| OutOfService::default())
    }

    /// The same with elements out of service, as if they had failed before: some with what lies in them, some alone.
    #[must_use]
    pub fn without(
        design: &Design,
        switches: &dyn Fn(ProviderId) -> Switches,
        fallen: &dyn Fn(&Elements) -> OutOfService,
    ) -> Self {
        let mut elements = Elements::new(design);
        let fallen = fallen(&elements);
        elements.fall(fallen);
        let sessions = Sessions::new(design, &elements, switches);
        let mut topology = Topology::new(design, &elements, &sessions, switches);
        let coverage = Coverage::of(design);
        let routes = Routes::new(design, &elements, &mut topology, &coverage, switches);
        let mut builder =
            build::Builder::new(design, &elements, &sessions, &mut topology, switches);
        builder.collect();
        let announced: Vec<crate::model::Cidr> = builder.raw.iter().map(|raw| raw.prefix).collect();
        let prefixes = tables::prefixes(builder.topology, &routes, announced);
        let dx_attachments = builder.dx_attachments.clone();
        let control = builder.finish(&prefixes);
        let mut routing = Self {
            elements,
            sessions,
            topology,
            prefixes,
            routes,
            control,
            dx_attachments,
            ..Self::default()
        };
        routing.prepare(design, switches);
        routing.ports = resiliency::ports(design, &routing.sessions);
        routing.unlisted = resiliency::unlisted(design, &routing.elements, &coverage);
        routing.build_tables();
        routing.index_links();
        routing.build_graph();
        routing.solve_all();
        routing
    }

    fn solve_all(&mut self) {
        let solver = self.solver();
        let none = self.elements.normally_down();
        let solve = |prefix: PrefixId| solver.solve(prefix, &none);
        let count = id32(self.prefixes.len());
        let busy = |prefix: &PrefixId| !self.control.slots_of(*prefix).is_empty();
        let work: Vec<PrefixId> = (0..count).filter(busy).collect();
        let solved: Vec<solve::Solution> = if work.len() < PARALLEL {
            work.iter().map(|p| solve(*p)).collect()
        } else {
            work.par_iter()
                .with_min_len(256)
                .map(|p| solve(*p))
                .collect()
        };
        let mut base = vec![Choice::None; self.control.slots.len()];
        let mut oscillations = BTreeMap::new();
        for (prefix, solution) in work.into_iter().zip(solved) {
            let start = self.control.slots_of(prefix).start as usize;
            for (at, choice) in solution.choices.into_iter().enumerate() {
                base[start + at] = choice;
            }
            if let Some(oscillation) = solution.oscillation {
                oscillations.insert(prefix, oscillation);
            }
        }
        self.base = base;
        self.oscillations = oscillations;
    }

    fn solver(&self) -> Solver<'_> {
        Solver {
            control: &self.control,
            sessions: &self.sessions,
            hub_order: &self.hub_order,
            best: solve::Best::At(0),
        }
    }

    /// The normal state, or one with something down.
    #[must_use]
    pub fn view<'a>(&'a self, changed: &'a FxHashMap<SlotId, Choice>, down: &'a Down) -> View<'a> {
        View {
            base: &self.base,
            changed,
            down,
        }
    }

    /// What becomes of packets looked up at a point; `atoms` are of one family.
    pub fn follow(
        &self,
        view: View<'_>,
        outcomes: &mut Outcomes,
        point: Point,
        atoms: Range<AtomId>,
    ) -> Vec<Run> {
        walk::Walker::new(self, view, outcomes).runs(point, atoms)
    }

    /// Where packets end that a look-up drops.
    #[must_use]
    pub fn at_of(&self, point: Point) -> At {
        match point {
            Point::Group(group) => At::Net(self.topology.groups[group as usize].net),
            Point::Main(net) => At::Net(net),
            Point::FromHub(attachment) => match self.topology.attachments[attachment as usize].kind
            {
                topology::AttachmentKind::Network(net) => At::Net(net),
                _ => At::Elem(self.topology.attachments[attachment as usize].elem),
            },
            Point::Vgw(vgw) | Point::FromOutside(vgw) => {
                At::Elem(self.topology.vgws[vgw as usize].elem)
            }
            Point::Hub(table) => At::Elem(self.hub_of[table as usize]),
            Point::Site(site) => At::Site(site),
        }
    }

    /// The table of a network's own blocks.
    fn local_table(&self, net: NetId) -> u32 {
        id32(self.routes.tables.len()) + net
    }

    /// The table of a node.
    fn node_table(&self, node: Node) -> u32 {
        id32(self.routes.tables.len() + self.topology.nets.len()) + self.control.space.id(node)
    }

    /// Cuts atoms into those of private space and the others.
    fn private(&self, atoms: Range<AtomId>) -> Vec<(Range<AtomId>, bool)> {
        let mut parts = Vec::new();
        let mut from = atoms.start;
        for range in &self.private {
            let (start, end) = (range.start.max(from), range.end.min(atoms.end));
            if start >= end {
                continue;
            }
            if start > from {
                parts.push((from..start, false));
            }
            parts.push((start..end, true));
            from = end;
        }
        if from < atoms.end {
            parts.push((from..atoms.end, false));
        }
        parts
    }

    /// The name of a place where packets end.
    #[must_use]
    pub fn place(&self, at: At) -> String {
        match at {
            At::Net(net) => self.topology.nets[net as usize].name.to_string(),
            At::Site(site) => self.topology.sites[site as usize].name.to_string(),
            At::Elem(elem) => self.elements.name(elem).to_string(),
            At::Internet => "internet".to_owned(),
        }
    }

    /// The number of an element of the design.
    #[must_use]
    pub fn elem(&self, any: AnyId) -> Elem {
        self.elements.elem(any)
    }
}
