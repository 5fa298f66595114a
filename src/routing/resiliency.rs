//! How well Direct Connect is doubled: over how many locations and routers the paths of a goal end.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Routing;
use super::control::Class;
use super::elements::{Elem, Elements};
use super::facts::EndId;
use super::prefixes::{AtomId, Span};
use super::sessions::{Carrier, SessionId, Status};
use crate::model::{AnyId, Cidr, Coverage, Design, ElementKind, Family, Head, Listed};
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

/// The gateways about whose virtual interfaces the input cannot say that there are none.
pub(super) fn unlisted(
    design: &Design,
    elements: &Elements,
    coverage: &Coverage,
) -> FxHashSet<Elem> {
    let is_listed = |head: &Head| {
        let listed = coverage.listed(
            ElementKind::VirtualInterface,
            head.provider,
            head.account.get(),
            head.region.get(),
        );
        head.is_design() || listed == Listed::Complete
    };
    [
        ElementKind::DirectConnectGateway,
        ElementKind::VirtualGateway,
    ]
    .into_iter()
    .flat_map(|kind| design.of_kind(kind))
    .filter(|gateway| !is_listed(design.head(*gateway)))
    .map(|gateway| elements.elem(gateway))
    .collect()
}

impl Routing {
    pub(super) fn rate(
        &self,
        of: Subject,
        pieces: &[(Span, Vec<SessionId>)],
        unknown: Vec<String>,
    ) -> Rating {
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

    /// Cuts what sessions serve where any of them begins or ends: the addresses and their sessions. Addresses of `asked` that
    /// none serves are there, too.
    pub(super) fn served(
        &self,
        asked: &[Range<AtomId>],
        served: &[(Range<AtomId>, SessionId)],
    ) -> Vec<(Span, Vec<SessionId>)> {
        let mut bounds: Vec<AtomId> = served
            .iter()
            .map(|(range, _)| range)
            .chain(asked)
            .flat_map(|range| [range.start, range.end])
            .collect();
        bounds.sort_unstable();
        bounds.dedup();
        let windows = |range: &Range<AtomId>| {
            let at = |bound: AtomId| bounds.partition_point(|b| *b < bound);
            at(range.start)..at(range.end)
        };
        let mut sessions: Vec<Option<Vec<SessionId>>> = vec![None; bounds.len()];
        for range in asked {
            for window in windows(range) {
                sessions[window].get_or_insert_default();
            }
        }
        for (range, session) in served {
            for window in windows(range) {
                sessions[window].get_or_insert_default().push(*session);
            }
        }
        bounds
            .windows(2)
            .zip(sessions)
            .filter_map(|(pair, sessions)| Some((pair, sessions?)))
            .filter(|(pair, _)| {
                self.prefixes.family_of(pair[0]) == self.prefixes.family_of(pair[1] - 1)
            })
            .map(|(pair, sessions)| (self.prefixes.span(pair[0]..pair[1]), sessions))
            .collect()
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
        ratings.extend(self.rate_pairs());
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
        if sessions.is_empty() && self.unlisted.contains(&gateway) {
            unknown.push("the virtual interfaces of its owner are not in the input".to_owned());
        }
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
                learned.push((self.prefixes.range(prefix), *session));
            }
        }
        let pieces = self.served(&[], &learned);
        self.rate(Subject::Gateway(gateway), &pieces, unknown)
    }
}
