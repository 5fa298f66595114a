//! How well Direct Connect is doubled: over how many locations and routers the paths of a goal end.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Routing;
use super::control::{Class, Control};
use super::elements::Elem;
use super::facts::EndId;
use super::outcome::{Arrival, Outcomes};
use super::prefixes::{AtomId, Span};
use super::sessions::{Carrier, SessionId, Status};
use crate::model::{AnyId, Cidr, Design, ElementKind, Family};
use crate::source::Text;

/// How well something is doubled, worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Resiliency {
    /// Nothing usable.
    None,
    /// One router.
    Single,
    /// One location with two routers.
    DevTest,
    /// Two locations.
    High,
    /// Two locations with two routers each.
    Maximum,
}

impl Resiliency {
    /// The word for it in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Resiliency::None => "none",
            Resiliency::Single => "single",
            Resiliency::DevTest => "devtest",
            Resiliency::High => "high",
            Resiliency::Maximum => "maximum",
        }
    }

    /// The class of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::None,
            Self::Single,
            Self::DevTest,
            Self::High,
            Self::Maximum,
        ]
        .into_iter()
        .find(|c| c.word() == word)
    }
}

/// What a class is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Subject {
    /// A Direct Connect or virtual gateway.
    Gateway(Elem),
    /// A network and a site.
    Pair(EndId, EndId, Family),
}

/// The class of a gateway or pair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rating {
    /// Of what.
    pub of: Subject,
    /// The class; `None`: it cannot be told.
    pub class: Option<Resiliency>,
    /// Sentences.
    pub because: Vec<String>,
    /// The prefixes that hold it down.
    pub limited_by: Vec<Cidr>,
}

/// Where a virtual interface ends: location, router, logical router.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Port {
    location: Option<Text>,
    device: Option<Text>,
    logical: Option<Text>,
}

impl Port {
    /// Whether two ports end on different routers; both ids must differ.
    fn apart(self, other: Port, unknown_differ: bool) -> bool {
        let differ = |a: Option<Text>, b: Option<Text>| match (a, b) {
            (Some(a), Some(b)) => a != b,
            _ => unknown_differ,
        };
        differ(self.device, other.device) && differ(self.logical, other.logical)
    }
}

fn class_of(ports: &[Port], unknown_differ: bool) -> Resiliency {
    if ports.is_empty() {
        return Resiliency::None;
    }
    let mut places: Vec<Vec<Port>> = Vec::new();
    for port in ports {
        let here = places
            .iter_mut()
            .find(|place| match (place[0].location, port.location) {
                (Some(a), Some(b)) => a == b,
                _ => !unknown_differ,
            });
        match here {
            Some(place) => place.push(*port),
            None => places.push(vec![*port]),
        }
    }
    let doubled = |place: &&Vec<Port>| {
        place
            .iter()
            .enumerate()
            .any(|(at, a)| place[at + 1..].iter().any(|b| a.apart(*b, unknown_differ)))
    };
    match (places.len(), places.iter().filter(doubled).count()) {
        (2.., 2..) => Resiliency::Maximum,
        (2.., _) => Resiliency::High,
        (_, 1) => Resiliency::DevTest,
        _ => Resiliency::Single,
    }
}

/// The ports of all sessions over virtual interfaces.
pub(super) fn ports(design: &Design, sessions: &super::Sessions) -> FxHashMap<SessionId, Port> {
    let mut ports = FxHashMap::default();
    for (at, session) in sessions.list.iter().enumerate() {
        let Carrier::Interface(vif, _) = session.carrier else {
            continue;
        };
        let vif = &design.virtual_interfaces[vif];
        let port = match vif.connection.get() {
            Some(AnyId::Connection(id)) => {
                let c = &design.connections[id];
                Port {
                    location: c.location.get(),
                    device: c.device.get(),
                    logical: c
                        .logical_device
                        .get()
                        .or(c.device.get().filter(|_| c.head.is_design())),
                }
            }
            Some(AnyId::Lag(id)) => {
                let lag = &design.lags[id];
                let member = lag
                    .connections
                    .iter()
                    .flatten()
                    .find_map(|c| c.get())
                    .map(|c| &design.connections[c]);
                let device = lag.device.get().or_else(|| member?.device.get());
                Port {
                    location: lag.location.get().or_else(|| member?.location.get()),
                    device,
                    logical: lag
                        .logical_device
                        .get()
                        .or_else(|| member?.logical_device.get())
                        .or(device.filter(|_| lag.head.is_design())),
                }
            }
            _ => Port {
                location: vif.location.get(),
                device: vif.device.get(),
                logical: vif.logical_device.get(),
            },
        };
        ports.insert(super::num::id32(at), port);
    }
    ports
}

impl Routing {
    fn rate(&self, of: Subject, pieces: &[(Span, Vec<SessionId>)], unknown: Vec<String>) -> Rating {
        let class = |sessions: &[SessionId], differ: bool| {
            let ports: Vec<Port> = sessions
                .iter()
                .filter_map(|s| self.ports.get(s))
                .copied()
                .collect();
            class_of(&ports, differ)
        };
        let sure: Vec<(Span, Resiliency, Resiliency)> = pieces
            .iter()
            .map(|(span, sessions)| (*span, class(sessions, false), class(sessions, true)))
            .collect();
        let low = sure
            .iter()
            .map(|(_, low, _)| *low)
            .min()
            .unwrap_or(Resiliency::None);
        let high = sure
            .iter()
            .map(|(_, _, high)| *high)
            .min()
            .unwrap_or(Resiliency::None);
        let mut because: Vec<String> = Vec::new();
        let worst: Vec<Span> = sure
            .iter()
            .filter(|(_, class, _)| *class == low)
            .map(|(span, ..)| *span)
            .collect();
        let used = pieces
            .iter()
            .find(|(span, _)| worst.contains(span))
            .map_or(&[][..], |(_, sessions)| sessions);
        let mut places: Vec<(String, Vec<String>)> = Vec::new();
        for port in used.iter().filter_map(|s| self.ports.get(s)) {
            let location = port
                .location
                .map_or_else(|| "an unknown location".to_owned(), |l| l.to_string());
            let device = port
                .device
                .map_or_else(|| "an unknown device".to_owned(), |d| d.to_string());
            match places.iter_mut().find(|(l, _)| *l == location) {
                Some((_, devices)) if devices.contains(&device) => {}
                Some((_, devices)) => devices.push(device),
                None => places.push((location, vec![device])),
            }
        }
        places.sort();
        for (location, mut devices) in places {
            devices.sort();
            because.push(format!("{location}: {}", devices.join(", ")));
        }
        if used.is_empty() {
            because.push("no usable virtual interface".to_owned());
        }
        let certain = low == high && unknown.is_empty();
        if low != high {
            because.push("routers that are not known may or may not be the same".to_owned());
        }
        because.extend(unknown);
        let limited_by = if certain && low != Resiliency::Maximum {
            Self::cidrs(worst)
        } else {
            Vec::new()
        };
        Rating {
            of,
            class: certain.then_some(low),
            because,
            limited_by,
        }
    }

    /// The class of every Direct Connect and virtual gateway, and of every network and site that use Direct Connect.
    #[must_use]
    pub fn ratings(&self) -> Vec<Rating> {
        let mut ratings: Vec<Rating> = Vec::new();
        for kind in [
            ElementKind::DirectConnectGateway,
            ElementKind::VirtualGateway,
        ] {
            ratings.extend(
                self.elements
                    .of_kind(kind)
                    .map(|gateway| self.rate_gateway(gateway)),
            );
        }
        let mut pairs: Vec<(EndId, EndId)> = Vec::new();
        for site in 0..self.known_sites() {
            let node = self.control.space.id(super::control::Node::Site(site));
            // Only networks whose packets can come there at all.
            let sources = self.graph.upstream(self.graph.node(node));
            let mut froms: Vec<EndId> = sources
                .into_iter()
                .map(|source| self.end_of(source))
                .collect();
            froms.dedup();
            froms.retain(|from| *from < self.known_nets());
            if let Some(to) = self.end_of_site(site) {
                pairs.extend(froms.into_iter().map(|from| (from, to)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        for (from, to) in pairs {
            for family in [Family::Ipv4, Family::Ipv6] {
                ratings.extend(self.rate_pair(from, to, family));
            }
        }
        ratings
    }

    /// The class of a gateway: over all prefixes that its virtual interfaces learn.
    #[must_use]
    pub fn rate_gateway(&self, gateway: Elem) -> Rating {
        let mut sessions: Vec<SessionId> = Vec::new();
        for link in self.links_of(gateway) {
            let link = &self.control.links[*link as usize];
            // Of a virtual gateway also what it learns through a Direct Connect gateway.
            if link.class == Class::DirectConnect
                && let Some(session) = link.session
            {
                sessions.push(session);
            }
        }
        for (session, _, dx) in &self.dx_sessions {
            let own = self.elements.elem(AnyId::DirectConnectGateway(*dx)) == gateway;
            if own && !matches!(self.sessions.get(*session).status, Status::Down(_)) {
                sessions.push(*session);
            }
        }
        sessions.sort_unstable();
        sessions.dedup();
        let mut unknown = Vec::new();
        for session in &sessions {
            let own = self.sessions.get(*session);
            if own.announced.is_none() {
                unknown.push(format!(
                    "what is announced on {} is not known",
                    self.elements.path(own.elem)
                ));
            } else if own.status == Status::Unknown {
                unknown.push(format!(
                    "whether {} is up is not known",
                    self.elements.path(own.elem)
                ));
            }
        }
        let mut bounds: Vec<AtomId> = Vec::new();
        let mut learned: Vec<(Range<AtomId>, SessionId)> = Vec::new();
        for session in &sessions {
            let own = self.sessions.get(*session);
            if own.status != Status::Up {
                continue;
            }
            for prefix in own
                .announced
                .iter()
                .flatten()
                .filter_map(|a| self.prefixes.id(a.prefix))
            {
                let range = self.prefixes.range(prefix);
                bounds.extend([range.start, range.end]);
                learned.push((range, *session));
            }
        }
        bounds.sort_unstable();
        bounds.dedup();
        let mut pieces: Vec<(Span, Vec<SessionId>)> = Vec::new();
        for pair in bounds.windows(2) {
            let own: Vec<SessionId> = learned
                .iter()
                .filter(|(r, _)| r.start <= pair[0] && r.end >= pair[1])
                .map(|(_, s)| *s)
                .collect();
            if !own.is_empty()
                && self.prefixes.family_of(pair[0]) == self.prefixes.family_of(pair[1] - 1)
            {
                pieces.push((self.prefixes.span(pair[0]..pair[1]), own));
            }
        }
        self.rate(Subject::Gateway(gateway), &pieces, unknown)
    }

    /// The class of a network and a site: for each address the virtual interfaces that deliver it once all other private paths
    /// are gone. `None` where Direct Connect never plays a part.
    #[must_use]
    pub fn rate_pair(&self, from: EndId, to: EndId, family: Family) -> Option<Rating> {
        self.rate_within(from, to, family, None)
    }

    /// The same for the addresses of one block only.
    #[must_use]
    pub fn rate_within(
        &self,
        from: EndId,
        to: EndId,
        family: Family,
        block: Option<Cidr>,
    ) -> Option<Rating> {
        let site = to.checked_sub(self.known_nets())?;
        let space = self.prefixes.family(family);
        let mut ranges: Vec<Range<AtomId>> = self
            .atoms_of(to)
            .into_iter()
            .filter(|r| space.contains(&r.start))
            .collect();
        if let Some(block) = block {
            ranges = common(&ranges, &[self.prefixes.covering(Span::of(block))]);
        }
        if ranges.is_empty() || from >= self.known_nets() {
            return None;
        }
        let mut own: Vec<SessionId> = Vec::new();
        for link in &self.control.links {
            let leads = matches!(link.next, super::control::Next::Site(s) if s == site);
            if leads && link.class == Class::DirectConnect {
                own.extend(link.session);
            }
        }
        own.sort_unstable();
        own.dedup();
        own.retain(|s| self.sessions.get(*s).family.is_none_or(|f| f == family));
        if own.is_empty() {
            return None;
        }
        let owner = self.as_owner(to)?;
        let private: Vec<Elem> = self
            .sessions
            .list
            .iter()
            .filter(|s| !matches!(s.carrier, Carrier::Server(..)))
            .map(|s| s.elem)
            .chain(self.elements.of_kind(ElementKind::SiteLink))
            .collect();
        let mut delivered: Vec<(Range<AtomId>, SessionId)> = Vec::new();
        let mut bounds: Vec<AtomId> = ranges.iter().flat_map(|r| [r.start, r.end]).collect();
        let mut unknown: Vec<String> = Vec::new();
        let sources = self.sources_of(from);
        for session in &own {
            if !Control::session_up(&self.sessions, *session, &self.elements.normally_down()) {
                continue;
            }
            let kept = self.sessions.get(*session).elem;
            let failed: Vec<Elem> = private.iter().filter(|e| **e != kept).copied().collect();
            let down = self.elements.closure(&failed);
            let changed = self.changes(&down);
            let view = self.view(&changed, &down);
            let mut outcomes = Outcomes::default();
            for range in &ranges {
                // Every subnet must reach it.
                let mut good: Option<Vec<Range<AtomId>>> = None;
                for source in &sources {
                    let mut here = Vec::new();
                    for run in self.follow(view, &mut outcomes, self.entry(*source), range.clone())
                    {
                        match outcomes.arrival(run.outcome, &owner) {
                            Arrival::Yes => here.push(run.atoms),
                            Arrival::Unknown => {
                                let missing = outcomes.get(run.outcome).missing;
                                unknown.extend(
                                    missing.map(|m| self.topology.missing.sentence(m).to_owned()),
                                );
                            }
                            Arrival::No | Arrival::Partly => {}
                        }
                    }
                    good = Some(match good {
                        None => here,
                        Some(before) => common(&before, &here),
                    });
                }
                for atoms in good.into_iter().flatten() {
                    bounds.extend([atoms.start, atoms.end]);
                    delivered.push((atoms, *session));
                }
            }
        }
        bounds.sort_unstable();
        bounds.dedup();
        unknown.sort();
        unknown.dedup();
        if delivered.is_empty() && unknown.is_empty() {
            return None;
        }
        let mut pieces: Vec<(Span, Vec<SessionId>)> = Vec::new();
        for pair in bounds.windows(2) {
            if !ranges
                .iter()
                .any(|r| r.start <= pair[0] && r.end >= pair[1])
            {
                continue;
            }
            let sessions = delivered
                .iter()
                .filter(|(r, _)| r.start <= pair[0] && r.end >= pair[1])
                .map(|(_, s)| *s);
            pieces.push((self.prefixes.span(pair[0]..pair[1]), sessions.collect()));
        }
        Some(self.rate(Subject::Pair(from, to, family), &pieces, unknown))
    }
}

fn common(a: &[Range<AtomId>], b: &[Range<AtomId>]) -> Vec<Range<AtomId>> {
    let mut out = Vec::new();
    for x in a {
        for y in b {
            let both = x.start.max(y.start)..x.end.min(y.end);
            if !both.is_empty() {
                out.push(both);
            }
        }
    }
    out
}
