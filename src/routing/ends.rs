//! What a query names: where packets start and which addresses they are for.

use std::fmt;
use std::net::IpAddr;

use super::Routing;
use super::elements::Elem;
use super::facts::{EndId, SourceId};
use super::outcome::Owner;
use super::prefixes::{Span, blocks, merge};
use super::topology::{NetId, SiteId};
use crate::model::near::nearest;
use crate::model::*;
use crate::source::Text;

/// One end of a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    /// A network.
    Net(NetId),
    /// A subnet.
    Subnet(Id<Subnet>),
    /// A site.
    Site(SiteId),
    /// An address of a network.
    NetAddress(NetId, IpAddr),
    /// An address of a site.
    SiteAddress(SiteId, IpAddr),
    /// A block, whoever owns it.
    Block(Cidr),
    /// All that no network or site owns.
    Internet,
}

/// Why a reference leads to no end of a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EndError {
    /// Nothing is called so; what may be meant.
    Unknown(String, Option<String>),
    /// Several things are called so; how to say which.
    Ambiguous(String, Vec<String>),
    /// It cannot stand there.
    Unfit(String, &'static str),
}

impl fmt::Display for EndError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EndError::Unknown(text, near) => {
                write!(f, "nothing in the input is called `{text}`{}", meant(near))
            }
            EndError::Ambiguous(text, which) => {
                write!(f, "`{text}` is ambiguous: say {}", which.join(" or "))
            }
            EndError::Unfit(text, why) => write!(f, "`{text}` cannot stand here: {why}"),
        }
    }
}

impl std::error::Error for EndError {}

/// The question after a reference to nothing.
#[must_use]
pub fn meant(near: &Option<String>) -> String {
    near.as_ref()
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// Addresses with one owner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The addresses.
    pub span: Span,
    /// Who should get them.
    pub owner: Owner,
}

fn address_span(address: IpAddr) -> Span {
    let cidr = Cidr(ipnet::IpNet::from(address));
    Span::of(cidr)
}

impl Routing {
    /// All elements that a reference may mean: a native id, a name, or `kind/name`; also a place or device.
    #[must_use]
    pub fn find(&self, reference: &str) -> Vec<Elem> {
        let whole = Text::new(reference);
        let by = |kind: Option<ElementKind>, text: Text| -> Vec<Elem> {
            let all = 0..super::num::id32(self.elements.len());
            let fits = |e: &Elem| kind.is_none_or(|kind| self.elements.kind(*e) == kind);
            let ids: Vec<Elem> = all
                .clone()
                .filter(|e| fits(e) && self.elements.id(*e) == text)
                .collect();
            if !ids.is_empty() {
                return ids;
            }
            let names: Vec<Elem> = all
                .clone()
                .filter(|e| fits(e) && self.elements.name(*e) == text)
                .collect();
            if !names.is_empty() {
                return names;
            }
            // What lies inside another element is also known by its own name alone.
            let own = |e: Elem| {
                self.elements
                    .name(e)
                    .as_str()
                    .rsplit_once('/')
                    .is_some_and(|(_, own)| own == text.as_str())
            };
            all.filter(|e| fits(e) && own(*e)).collect()
        };
        if let Some((word, rest)) = reference.split_once('/')
            && let Some(kind) = ElementKind::from_word(word)
        {
            let found = by(Some(kind), Text::new(rest));
            if !found.is_empty() {
                return found;
            }
            if kind == ElementKind::BgpPeer {
                return self.peer_by_family(rest).into_iter().collect();
            }
            return found;
        }
        let found = by(None, whole);
        if found.is_empty() {
            self.peer_by_family(reference).into_iter().collect()
        } else {
            found
        }
    }

    /// A BGP peer by its interface and family, `vif-1/ipv4`, while it is the only live one.
    fn peer_by_family(&self, text: &str) -> Option<Elem> {
        let (interface, family) = text.rsplit_once('/')?;
        let family = <Family as crate::source::Scalar>::parse(family)?;
        let mut found = self
            .sessions
            .list
            .iter()
            .filter(|session| match session.carrier {
                super::sessions::Carrier::Interface(vif, _) => {
                    let elem = self.elements.elem(AnyId::VirtualInterface(vif));
                    session.family == Some(family)
                        && (self.elements.name(elem) == *interface
                            || self.elements.id(elem) == *interface)
                }
                _ => false,
            });
        let first = found.next()?;
        found.next().is_none().then_some(first.elem)
    }

    /// The end that a reference names. Where packets start it must have a table.
    ///
    /// # Errors
    /// Where it names nothing, more than one thing, or something that cannot be an end.
    pub fn end(&self, text: &str, starts: bool) -> Result<End, EndError> {
        if text == "internet" {
            return if starts {
                Err(EndError::Unfit(
                    text.to_owned(),
                    "packets from the internet are not followed",
                ))
            } else {
                Ok(End::Internet)
            };
        }
        if let Some((place, address)) = text.rsplit_once('@')
            && let Ok(address) = address.parse::<IpAddr>()
        {
            return match self.named(place)? {
                End::Net(net) => Ok(End::NetAddress(net, address)),
                End::Subnet(subnet) => match self.topology.group_of[subnet.index()] {
                    Some(group) => Ok(End::NetAddress(
                        self.topology.groups[group as usize].net,
                        address,
                    )),
                    None => Err(self.unknown_end(place)),
                },
                End::Site(site) => Ok(End::SiteAddress(site, address)),
                _ => Err(self.unknown_end(place)),
            };
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return self.by_address(text, address, starts);
        }
        if let Ok(block) = text.parse::<ipnet::IpNet>() {
            return if starts {
                Err(EndError::Unfit(
                    text.to_owned(),
                    "packets start in a network, a subnet, a site or at an address",
                ))
            } else {
                Ok(End::Block(Cidr(block.trunc())))
            };
        }
        self.named(text)
    }

    fn unknown_end(&self, text: &str) -> EndError {
        let near = self.suggest(text, |kind| {
            matches!(
                kind,
                ElementKind::Network | ElementKind::Subnet | ElementKind::Site
            )
        });
        EndError::Unknown(text.to_owned(), near)
    }

    /// The reference to an element of some kinds that is nearest to one that leads nowhere.
    #[must_use]
    pub fn suggest(&self, reference: &str, wanted: impl Fn(ElementKind) -> bool) -> Option<String> {
        let all =
            (0..super::num::id32(self.elements.len())).filter(|e| wanted(self.elements.kind(*e)));
        if reference.contains('/') {
            let paths: Vec<String> = all.map(|e| self.elements.path(e)).collect();
            return nearest(reference, paths.iter().map(String::as_str)).map(str::to_owned);
        }
        let words = all.flat_map(|e| [self.elements.name(e), self.elements.id(e)]);
        nearest(reference, words.map(Text::as_str)).map(str::to_owned)
    }

    fn named(&self, text: &str) -> Result<End, EndError> {
        let all = self.find(text);
        let ends: Vec<(Elem, End)> = all
            .iter()
            .filter_map(|e| Some((*e, self.as_end(*e)?)))
            .collect();
        match ends.as_slice() {
            [(_, end)] => Ok(end.clone()),
            [] if all.is_empty() => Err(self.unknown_end(text)),
            [] => Err(EndError::Unfit(
                text.to_owned(),
                "it is no network, subnet or site",
            )),
            many => Err(EndError::Ambiguous(
                text.to_owned(),
                self.alternatives(&many.iter().map(|(e, _)| *e).collect::<Vec<_>>()),
            )),
        }
    }

    /// What to write for one of several elements that a reference may mean.
    #[must_use]
    pub fn alternatives(&self, elems: &[Elem]) -> Vec<String> {
        let paths = elems.iter().map(|e| self.elements.path(*e));
        paths.map(|path| format!("`{path}`")).collect()
    }

    fn as_end(&self, elem: Elem) -> Option<End> {
        match self.elements.kind(elem) {
            ElementKind::Network => self
                .topology
                .nets
                .iter()
                .position(|n| n.elem == Some(elem))
                .map(|n| End::Net(super::num::id32(n))),
            ElementKind::Site => {
                let at = self
                    .topology
                    .sites
                    .iter()
                    .position(|s| s.id.is_some() && s.elem == elem)?;
                Some(End::Site(super::num::id32(at)))
            }
            ElementKind::Subnet => {
                let first = self.elements.elem(AnyId::Subnet(Id::new(0)));
                Some(End::Subnet(Id::new((elem - first) as usize)))
            }
            _ => None,
        }
    }

    /// A network or site as the end of a query.
    #[must_use]
    pub fn as_query_end(&self, end: EndId) -> End {
        match end.checked_sub(self.known_nets()) {
            None => End::Net(end),
            Some(site) => End::Site(site),
        }
    }

    /// The network or site itself; `None` for one that the input does not hold.
    #[must_use]
    pub fn end_element(&self, end: EndId) -> Option<AnyId> {
        match self.as_query_end(end) {
            End::Net(net) => self.topology.nets[net as usize].id.map(AnyId::Network),
            End::Site(site) => {
                let site = self.topology.sites.get(site as usize)?;
                site.id.map(AnyId::Site)
            }
            _ => None,
        }
    }

    /// The networks that own an address: those with a subnet that holds it, else those with a block that does.
    #[must_use]
    pub fn owners(&self, address: IpAddr) -> Vec<NetId> {
        let nets = || {
            self.topology
                .nets
                .iter()
                .enumerate()
                .filter(|(_, net)| net.owned.iter().any(|c| c.holds(address)))
        };
        let in_subnet: Vec<NetId> = nets()
            .filter(|(_, net)| net.covered.iter().flatten().any(|c| c.holds(address)))
            .map(|(at, _)| super::num::id32(at))
            .collect();
        if in_subnet.is_empty() {
            nets().map(|(at, _)| super::num::id32(at)).collect()
        } else {
            in_subnet
        }
    }

    fn by_address(&self, text: &str, address: IpAddr, starts: bool) -> Result<End, EndError> {
        if !starts {
            return Ok(End::Block(Cidr(ipnet::IpNet::from(address))));
        }
        let owners = self.owners(address);
        match owners.as_slice() {
            [one] => Ok(End::NetAddress(*one, address)),
            [] => {
                let sites: Vec<SiteId> = (0..self.known_sites())
                    .filter(|s| {
                        self.topology.sites[*s as usize]
                            .owned
                            .iter()
                            .any(|c| c.holds(address))
                    })
                    .collect();
                match sites.as_slice() {
                    [one] => Ok(End::SiteAddress(*one, address)),
                    [] => Err(EndError::Unfit(
                        text.to_owned(),
                        "no network or site owns this address",
                    )),
                    many => Err(EndError::Ambiguous(
                        text.to_owned(),
                        many.iter()
                            .map(|s| {
                                format!("`{}@{address}`", self.topology.sites[*s as usize].name)
                            })
                            .collect(),
                    )),
                }
            }
            many => Err(EndError::Ambiguous(
                text.to_owned(),
                many.iter()
                    .map(|n| format!("`{}@{address}`", self.topology.nets[*n as usize].name))
                    .collect(),
            )),
        }
    }

    /// The sources of packets that start at an end.
    #[must_use]
    pub fn starts(&self, end: &End) -> Vec<SourceId> {
        match end {
            End::Net(net) => self.topology.nets[*net as usize].groups.clone(),
            End::Subnet(subnet) => self.topology.group_of[subnet.index()].into_iter().collect(),
            End::Site(site) | End::SiteAddress(site, _) => vec![self.source_of_site(*site)],
            End::NetAddress(net, address) => {
                let groups = &self.topology.nets[*net as usize].groups;
                let holds = |group: &&u32| {
                    let subnets = &self.topology.groups[**group as usize].subnets;
                    subnets.iter().any(|s| {
                        self.subnet_blocks[s.index()]
                            .iter()
                            .any(|c| c.holds(*address))
                    })
                };
                let own: Vec<SourceId> = groups.iter().filter(holds).copied().collect();
                if own.is_empty() { groups.clone() } else { own }
            }
            End::Block(block) => {
                let mut sources = Vec::new();
                for part in self.parts_of(Span::of(*block)) {
                    match part.owner {
                        Owner::Nets(nets) => {
                            for net in nets {
                                for group in &self.topology.nets[net as usize].groups {
                                    let subnets = &self.topology.groups[*group as usize].subnets;
                                    let inside = subnets.is_empty()
                                        || subnets.iter().any(|s| {
                                            self.subnet_blocks[s.index()]
                                                .iter()
                                                .any(|c| c.overlaps(*block))
                                        });
                                    if inside {
                                        sources.push(*group);
                                    }
                                }
                                if sources.is_empty() {
                                    sources.extend(&self.topology.nets[net as usize].groups);
                                }
                            }
                        }
                        Owner::Sites(sites) => sources.extend(
                            sites
                                .iter()
                                .filter(|s| **s < self.known_sites())
                                .map(|s| self.source_of_site(*s)),
                        ),
                        Owner::Nobody => {}
                    }
                }
                sources.sort_unstable();
                sources.dedup();
                sources
            }
            End::Internet => Vec::new(),
        }
    }

    /// The addresses of an end, cut by owner.
    #[must_use]
    pub fn parts(&self, end: &End, family: Family) -> Vec<Part> {
        let owned = |blocks: &[Cidr], owner: Owner| -> Vec<Part> {
            let spans = blocks
                .iter()
                .filter(|c| c.family() == family)
                .map(|c| Span::of(*c))
                .collect();
            merge(spans)
                .into_iter()
                .map(|span| Part {
                    span,
                    owner: owner.clone(),
                })
                .collect()
        };
        let one = |address: IpAddr, owner: Owner| -> Vec<Part> {
            let span = address_span(address);
            if span.family == family {
                vec![Part { span, owner }]
            } else {
                Vec::new()
            }
        };
        match end {
            End::Net(net) => owned(
                &self.topology.nets[*net as usize].owned,
                Owner::Nets(vec![*net]),
            ),
            End::Subnet(subnet) => {
                let net = self.topology.group_of[subnet.index()]
                    .map(|g| self.topology.groups[g as usize].net);
                owned(
                    &self.subnet_blocks[subnet.index()],
                    Owner::Nets(net.into_iter().collect()),
                )
            }
            End::Site(site) => owned(
                &self.topology.sites[*site as usize].owned,
                Owner::Sites(vec![*site]),
            ),
            End::NetAddress(net, address) => one(*address, Owner::Nets(vec![*net])),
            End::SiteAddress(site, address) => one(*address, Owner::Sites(vec![*site])),
            End::Block(block) if block.family() != family => Vec::new(),
            End::Block(block) => self.parts_of(Span::of(*block)),
            End::Internet => {
                let all = self.parts_of(Span::all(family));
                all.into_iter()
                    .filter(|part| part.owner == Owner::Nobody)
                    .collect()
            }
        }
    }

    /// Cuts a range of addresses by owner.
    fn parts_of(&self, span: Span) -> Vec<Part> {
        let mut bounds: Vec<u128> = vec![span.first];
        let mut cut = |cidrs: &[Cidr]| {
            for cidr in cidrs {
                if let Some(common) = Span::of(*cidr).common(span) {
                    bounds.push(common.first);
                    if common.last < span.last {
                        bounds.push(common.last + 1);
                    }
                }
            }
        };
        let mut nets: Vec<NetId> = Vec::new();
        for (at, net) in self.topology.nets.iter().enumerate() {
            if net
                .owned
                .iter()
                .any(|c| Span::of(*c).common(span).is_some())
            {
                cut(&net.owned);
                cut(net.covered.as_deref().unwrap_or(&[]));
                nets.push(super::num::id32(at));
            }
        }
        for site in &self.topology.sites {
            cut(&site.owned);
        }
        bounds.sort_unstable();
        bounds.dedup();
        let mut parts: Vec<Part> = Vec::with_capacity(bounds.len());
        for (at, first) in bounds.iter().enumerate() {
            let last = bounds.get(at + 1).map_or(span.last, |next| next - 1);
            let own = Span {
                family: span.family,
                first: *first,
                last,
            };
            let holds = |cidrs: &[Cidr]| cidrs.iter().any(|c| Span::of(*c).common(own).is_some());
            let covered: Vec<NetId> = nets
                .iter()
                .filter(|n| {
                    let net = &self.topology.nets[**n as usize];
                    holds(&net.owned) && holds(net.covered.as_deref().unwrap_or(&[]))
                })
                .copied()
                .collect();
            let owners = if covered.is_empty() {
                nets.iter()
                    .filter(|n| holds(&self.topology.nets[**n as usize].owned))
                    .copied()
                    .collect()
            } else {
                covered
            };
            let owner = if owners.is_empty() {
                let sites: Vec<SiteId> = (0..super::num::id32(self.topology.sites.len()))
                    .filter(|s| holds(&self.topology.sites[*s as usize].owned))
                    .collect();
                if sites.is_empty() {
                    Owner::Nobody
                } else {
                    Owner::Sites(sites)
                }
            } else {
                Owner::Nets(owners)
            };
            match parts.last_mut() {
                Some(part) if part.owner == owner => part.span.last = last,
                _ => parts.push(Part { span: own, owner }),
            }
        }
        parts
    }

    /// The family in which two ends are asked about: that of an address, else IPv4 where both have it, else IPv6.
    #[must_use]
    pub fn family(&self, from: &End, to: &End) -> Family {
        let named = |end: &End| match end {
            End::NetAddress(_, address) | End::SiteAddress(_, address) => {
                Some(address_span(*address).family)
            }
            End::Block(block) => Some(block.family()),
            _ => None,
        };
        if let Some(family) = named(to).or_else(|| named(from)) {
            return family;
        }
        let has = |end: &End, family: Family| {
            *end == End::Internet || !self.parts(end, family).is_empty()
        };
        let both = |family: Family| has(from, family) && has(to, family);
        if both(Family::Ipv4) || !both(Family::Ipv6) {
            Family::Ipv4
        } else {
            Family::Ipv6
        }
    }

    /// The blocks of some ranges of addresses.
    #[must_use]
    pub fn cidrs(spans: Vec<Span>) -> Vec<Cidr> {
        merge(spans).into_iter().flat_map(blocks).collect()
    }
}
