//! References between elements, from ids and names to elements, after everything is read.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::owner::{Holder, Owner, Owners, Scope};
use super::views::{Member, Visitor};
use crate::model::lookup::split_kind;
use crate::model::*;
use crate::source::{Field, Span, Text};

/// Elements that are looked at by one thread at a time.
const CHUNK: usize = 4096;

/// Why a reference leads to no element.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    /// The list that should hold it is in the input, whole, and does not; or a design names what nothing is called.
    Missing,
    /// A design names it by what several elements are called.
    Ambiguous,
    /// What it leads to is in the input, but could not be read.
    Refused,
    /// The list of the exporting account does not hold it, but it may belong to another account.
    MayBeForeign,
    /// No list that could hold it is in the input.
    NotGiven,
}

/// A reference that leads to no element.
#[derive(Clone, Debug, PartialEq)]
pub struct Unresolved {
    /// The element that holds it; `None` for announcements and preferences of sites.
    pub from: Option<AnyId>,
    /// Where it stands.
    pub span: Span,
    /// What was written, without a word for the kind.
    pub id: Text,
    /// The kind that it leads to, or the likeliest.
    pub kind: ElementKind,
    /// The owner of what it leads to, where known.
    pub account: Option<Text>,
    /// The region of what it leads to, where known.
    pub region: Option<Text>,
    /// Why.
    pub why: Why,
}

/// Resolves every reference of a design; gives those that lead to no element, in order. `refused` are the elements of the input
/// that could not be read.
pub fn resolve(design: &mut Design, refused: &FxHashSet<(ElementKind, Text)>) -> Vec<Unresolved> {
    let designs = DesignFiles::of(design);
    let lookup = if designs.none() {
        Lookup::ids(design)
    } else {
        Lookup::names(design)
    };
    let coverage = Coverage::of(design);
    let known = Known {
        lookup: &lookup,
        coverage: &coverage,
        refused,
        designs: &designs,
    };
    let mut unresolved = Vec::new();
    macro_rules! each {
        ($($kind:ident $field:ident;)*) => {
            $({
                // Taken out, so that the others can be looked at meanwhile; a scope is never of the holder's own kind.
                let mut arena = std::mem::take(&mut design.$field);
                let found: Vec<Vec<Unresolved>> = arena
                    .as_mut_slice()
                    .par_chunks_mut(CHUNK)
                    .enumerate()
                    .map(|(chunk, elements)| {
                        let mut out = Vec::new();
                        for (at, element) in elements.iter_mut().enumerate() {
                            let id = AnyId::$kind(Id::new(chunk * CHUNK + at));
                            resolve_element(element, id, design, known, &mut out);
                        }
                        out
                    })
                    .collect();
                design.$field = arena;
                unresolved.extend(found.into_iter().flatten());
            })*
        };
    }
    for_each_kind!(each);
    resolve_about(design, known, &mut unresolved);
    unresolved
}

/// What is known while references are resolved.
#[derive(Clone, Copy)]
struct Known<'a> {
    lookup: &'a Lookup,
    coverage: &'a Coverage,
    refused: &'a FxHashSet<(ElementKind, Text)>,
    designs: &'a DesignFiles,
}

fn resolve_element<T: Holder + Member>(
    element: &mut T,
    id: AnyId,
    design: &Design,
    known: Known<'_>,
    out: &mut Vec<Unresolved>,
) {
    let head = element.head();
    let place = Place {
        provider: head.provider,
        account: head.account.get().or(head.exporter),
        region: head.region.get(),
        exporter: head.exporter,
        live: head.state.is_live(),
    };
    let owners = element.owners();
    let names = if known.designs.none() {
        ScopeNames::default()
    } else {
        known.scope_names(&element.scope(), place.provider, design)
    };
    let mut links = Links {
        known,
        from: Some(id),
        place,
        owners,
        names,
        owned: None,
        out,
    };
    element.links(&mut links);
}

fn resolve_about(design: &mut Design, known: Known<'_>, out: &mut Vec<Unresolved>) {
    let place = Place {
        provider: ProviderId::GENERIC,
        account: None,
        region: None,
        exporter: None,
        live: true,
    };
    let mut advertise = std::mem::take(&mut design.about.advertise);
    for entry in &mut advertise {
        let mut links = Links {
            known,
            from: None,
            place,
            owners: Owners::default(),
            names: ScopeNames::default(),
            owned: None,
            out: &mut *out,
        };
        links.any(&mut entry.session);
        let session_site = match entry.session.get() {
            Some(AnyId::BgpPeer(peer)) => design.bgp_peers.get(peer).map(|peer| peer.site.id),
            _ => None,
        };
        let site = if entry.site.is_absent() {
            session_site.unwrap_or_default()
        } else {
            entry.site.id
        };
        links.names = known.scope_names(
            &Scope {
                site,
                ..Scope::default()
            },
            place.provider,
            design,
        );
        links.link(&mut entry.site);
        links.link(&mut entry.router);
    }
    design.about.advertise = advertise;
    for entry in &mut design.about.prefer {
        let mut links = Links {
            known,
            from: None,
            place,
            owners: Owners::default(),
            names: ScopeNames::default(),
            owned: None,
            out: &mut *out,
        };
        entry.links(&mut links);
    }
}

/// Where the holder of a reference stands.
#[derive(Clone, Copy)]
struct Place {
    provider: ProviderId,
    account: Option<Text>,
    region: Option<Text>,
    exporter: Option<Text>,
    live: bool,
}

/// Names of the elements inside which short names count.
#[derive(Clone, Copy, Default)]
struct ScopeNames {
    network: Option<Text>,
    gateway: Option<Text>,
    server: Option<Text>,
    site: Option<Text>,
}

impl ScopeNames {
    fn of(&self, kind: ElementKind) -> Option<Text> {
        match kind {
            ElementKind::Subnet => self.network,
            ElementKind::TransitGatewayAttachment | ElementKind::TransitGatewayRouteTable => {
                self.gateway
            }
            ElementKind::RouteServerEndpoint | ElementKind::RouteServerPeer => self.server,
            ElementKind::SiteRouter => self.site,
            _ => None,
        }
    }
}

impl Known<'_> {
    fn scope_names(&self, scope: &Scope, provider: ProviderId, design: &Design) -> ScopeNames {
        let name = |kind: ElementKind, link: Field<Text>| {
            let (text, span) = link.located().map(|(text, span)| (*text, span))?;
            let by_name = self.designs.has(span);
            match self.find(kind, text, provider, by_name, &ScopeNames::default()) {
                Found::One(id) => design.head(id).name.get(),
                // What it is called is all that is needed to name what lies inside.
                _ => Some(split_kind(&text).map_or(text, |(_, rest)| Text::new(rest))),
            }
        };
        ScopeNames {
            network: name(ElementKind::Network, scope.network),
            gateway: scope
                .own
                .or_else(|| name(ElementKind::TransitGateway, scope.gateway)),
            server: scope
                .own
                .or_else(|| name(ElementKind::RouteServer, scope.server)),
            site: name(ElementKind::Site, scope.site),
        }
    }

    /// By id, and in a design by name.
    fn find(
        &self,
        kind: ElementKind,
        text: Text,
        provider: ProviderId,
        in_design: bool,
        names: &ScopeNames,
    ) -> Found {
        if let Some(id) = self.lookup.id(kind, provider, text) {
            return Found::One(id);
        }
        if !in_design {
            return Found::Nothing;
        }
        let text = match split_kind(&text) {
            Some((named, rest)) if named == kind => rest,
            Some(_) => return Found::Nothing,
            None => text.as_str(),
        };
        match self.lookup.id_anywhere(kind, Text::new(text)) {
            Found::Nothing => {}
            found => return found,
        }
        match names.of(kind) {
            // A short name counts inside, a whole one anywhere.
            Some(scope) => match self.lookup.name(kind, &format!("{scope}/{text}")) {
                Found::Nothing if text.contains('/') => self.lookup.name(kind, text),
                found => found,
            },
            None => self.lookup.name(kind, text),
        }
    }
}

struct Links<'a> {
    known: Known<'a>,
    from: Option<AnyId>,
    place: Place,
    owners: Owners,
    names: ScopeNames,
    /// Account and region of what the references lead to, where the element says so.
    owned: Option<(Option<Text>, Option<Text>)>,
    out: &'a mut Vec<Unresolved>,
}

impl Links<'_> {
    fn find(&self, kind: ElementKind, id: &Field<Text>) -> Option<(Text, Span, Found)> {
        let (text, span) = id.located()?;
        let in_design = self.known.designs.has(span);
        Some((
            *text,
            span,
            self.known
                .find(kind, *text, self.place.provider, in_design, &self.names),
        ))
    }

    /// Notes a reference without an element; says whether one should be there.
    fn nowhere(&mut self, text: Text, span: Span, kinds: &[ElementKind], several: bool) -> bool {
        let kind = split_kind(&text)
            .map(|(kind, _)| kind)
            .or(kinds.first().copied())
            .unwrap_or(ElementKind::Network);
        let (mut account, mut region, mut foreign) = (self.place.account, self.place.region, false);
        if let Some(owned) = self.owned {
            (account, region) = owned;
        } else {
            match self.owners.of(kind) {
                Owner::Same => {}
                Owner::Named(owner, place) => {
                    account = Some(owner);
                    region = place.or(region);
                }
                Owner::Unknown => foreign = true,
            }
            foreign |= kinds
                .iter()
                .any(|kind| self.owners.of(*kind) == Owner::Unknown);
        }
        let why = if kinds
            .iter()
            .any(|kind| self.known.refused.contains(&(*kind, text)))
        {
            Why::Refused
        } else if several {
            Why::Ambiguous
        } else if self.known.designs.has(span) {
            Why::Missing
        } else if !self.place.live {
            // It may well be gone, too.
            Why::NotGiven
        } else {
            let complete = |kind: ElementKind, account: Option<Text>| {
                let provider = self.place.provider;
                let listed = self.known.coverage.listed(kind, provider, account, region);
                listed == Listed::Complete
            };
            // Absent is what stands in none of the lists; what may be anybody's is looked for in the likeliest one.
            if foreign && complete(kind, self.place.exporter.or(account)) {
                Why::MayBeForeign
            } else if !foreign
                && !kinds.is_empty()
                && kinds.iter().all(|kind| complete(*kind, account))
            {
                Why::Missing
            } else {
                Why::NotGiven
            }
        };
        if foreign {
            (account, region) = (None, None);
        }
        let id = split_kind(&text).map_or(text, |(_, rest)| Text::new(rest));
        self.out.push(Unresolved {
            from: self.from,
            span,
            id,
            kind,
            account,
            region,
            why,
        });
        matches!(why, Why::Missing | Why::Ambiguous)
    }
}

impl Visitor for Links<'_> {
    fn link<T: Element>(&mut self, link: &mut Link<T>) {
        let Some((text, span, found)) = self.find(T::KIND, &link.id) else {
            return;
        };
        link.target = match found {
            Found::One(id) => Target::To(Id::new(id.index())),
            other => match self.nowhere(text, span, &[T::KIND], other == Found::Several) {
                true => Target::Dangling,
                false => Target::Outside,
            },
        };
    }

    fn any(&mut self, link: &mut AnyLink) {
        let kinds = if link.kinds.is_empty() {
            ElementKind::ALL
        } else {
            link.kinds
        };
        let mut all = Found::Nothing;
        let mut written = None;
        for kind in kinds {
            let Some((text, span, found)) = self.find(*kind, &link.id) else {
                return;
            };
            written = Some((text, span));
            let exact = matches!(found, Found::One(_))
                && self
                    .known
                    .lookup
                    .id(*kind, self.place.provider, text)
                    .is_some();
            all = match (all, found) {
                // An id is one thing's alone, whatever else is called so.
                (_, found) if exact => {
                    all = found;
                    break;
                }
                (Found::Nothing, found) => found,
                (all, Found::Nothing) => all,
                _ => Found::Several,
            };
        }
        let Some((text, span)) = written else { return };
        link.target = match all {
            Found::One(id) => Target::To(id),
            other => match self.nowhere(text, span, link.kinds, other == Found::Several) {
                true => Target::Dangling,
                false => Target::Outside,
            },
        };
    }

    fn owned(
        &mut self,
        account: Option<Text>,
        region: Option<Text>,
        inside: impl FnOnce(&mut Self),
    ) {
        let before = self.owned.replace((account, region));
        inside(self);
        self.owned = before;
    }

    fn when(&mut self, live: bool, inside: impl FnOnce(&mut Self)) {
        let before = self.place.live;
        self.place.live &= live;
        inside(self);
        self.place.live = before;
    }
}

/// Which files are designs: names count there, and nothing that they refer to may be missing.
#[derive(Debug, Default)]
pub(super) struct DesignFiles(FxHashSet<crate::source::FileId>);

impl DesignFiles {
    pub(super) fn of(design: &Design) -> Self {
        Self(
            design
                .about
                .design_files
                .iter()
                .map(|(file, _)| *file)
                .collect(),
        )
    }

    fn none(&self) -> bool {
        self.0.is_empty()
    }

    fn has(&self, span: Span) -> bool {
        self.0.contains(&span.file)
    }
}
