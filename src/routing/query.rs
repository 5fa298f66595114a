//! Answers to queries: what becomes of packets from one end to another, and back.

use super::Routing;
use super::elements::Elem;
use super::ends::{End, Part};
use super::explain::HopInfo;
use super::facts::SourceId;
use super::outcome::{Arrival, At, Flags, OutcomeClass, OutcomeId, Outcomes, Owner, Spread};
use super::prefixes::{Count, Span, merge};
use super::topology::GroupId;
use super::walk::View;
use crate::model::{Cidr, ElementKind, Family};

/// What of a direction arrives.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Carried {
    /// Everything.
    Delivered,
    /// A part.
    Partial,
    /// Nothing.
    NotDelivered,
    /// It cannot be told.
    Unknown,
}

impl Carried {
    /// The word for it in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Carried::Delivered => "delivered",
            Carried::Partial => "partial",
            Carried::NotDelivered => "not-delivered",
            Carried::Unknown => "unknown",
        }
    }

    /// Of many arrivals. No arrival at all is not delivered.
    #[must_use]
    pub fn of(arrivals: impl IntoIterator<Item = Arrival>) -> Self {
        let (mut yes, mut no, mut unknown) = (false, false, false);
        for arrival in arrivals {
            match arrival {
                Arrival::Yes => yes = true,
                Arrival::No => no = true,
                Arrival::Partly => (yes, no) = (true, true),
                Arrival::Unknown => unknown = true,
            }
        }
        match (yes, no, unknown) {
            (true, true, _) => Carried::Partial,
            (_, _, true) => Carried::Unknown,
            (true, false, false) => Carried::Delivered,
            (false, _, false) => Carried::NotDelivered,
        }
    }
}

/// Both directions together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// Both directions deliver everything.
    TwoWay,
    /// One carries something, the other nothing.
    OneWay,
    /// Both carry something.
    Partial,
    /// Neither carries anything.
    None,
    /// It cannot be told.
    Unknown,
}

impl Verdict {
    /// The word for it in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::TwoWay => "two-way",
            Verdict::OneWay => "one-way",
            Verdict::Partial => "partial",
            Verdict::None => "none",
            Verdict::Unknown => "unknown",
        }
    }

    /// Of the two directions; `None` where nobody could send back.
    #[must_use]
    pub fn of(forward: Carried, back: Option<Carried>) -> Self {
        use Carried::{Delivered, NotDelivered, Partial, Unknown};
        match (forward, back) {
            (Unknown, _) | (_, Some(Unknown)) => Verdict::Unknown,
            (Delivered, Some(Delivered)) => Verdict::TwoWay,
            (Delivered | Partial, Some(Delivered | Partial)) => Verdict::Partial,
            (NotDelivered, Some(NotDelivered) | None) => Verdict::None,
            _ => Verdict::OneWay,
        }
    }
}

/// Whether both directions use the same things.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Symmetry {
    /// They do.
    Symmetric,
    /// They do not.
    Asymmetric,
    /// It cannot be told.
    Unknown,
}

impl Symmetry {
    /// The word for it in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Symmetry::Symmetric => "symmetric",
            Symmetry::Asymmetric => "asymmetric",
            Symmetry::Unknown => "unknown",
        }
    }
}

/// Addresses of an answer that share an outcome.
#[derive(Clone, Debug)]
pub struct AnswerOutcome {
    /// The class, relative to the owner that was asked about.
    pub class: OutcomeClass,
    /// Where packets end.
    pub at: At,
    /// The addresses.
    pub cidrs: Vec<Cidr>,
    /// How many they are.
    pub addresses: Count,
    /// What packets pass.
    pub via: Vec<Elem>,
    /// Remarks.
    pub flags: Flags,
    /// All paths, where there are several.
    pub paths: Vec<Vec<Elem>>,
    /// Why only one of them is used and which is not known.
    pub ambiguous: Option<Spread>,
    /// The subnets that this is true for, where the source has several tables.
    pub sources: Vec<GroupId>,
    /// The outcome of the first of these addresses, for explanations.
    pub outcome: OutcomeId,
    /// A sentence.
    pub why: String,
    /// Each look-up, where asked for.
    pub hops: Vec<HopInfo>,
}

/// The answer to a query.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The family.
    pub family: Family,
    /// From here to there.
    pub forward: Carried,
    /// Back; `None` where nobody owns the addresses.
    pub back: Option<Carried>,
    /// Both.
    pub verdict: Verdict,
    /// Whether both use the same things; `None` unless both carry something.
    pub symmetry: Option<Symmetry>,
    /// What becomes of the addresses.
    pub outcomes: Vec<AnswerOutcome>,
    /// Facts that are missing.
    pub missing: Vec<String>,
}

/// A piece of a direction.
struct Piece {
    source: SourceId,
    span: Span,
    outcome: OutcomeId,
    arrival: Arrival,
    /// Delivered in another network than the owner.
    astray: bool,
}

impl Routing {
    /// Answers a query in a state. `explain` adds the look-ups.
    #[must_use]
    pub fn answer(
        &self,
        view: View<'_>,
        from: &End,
        to: &End,
        family: Option<Family>,
        explain: bool,
    ) -> Answer {
        let family = family.unwrap_or_else(|| self.family(from, to));
        let mut outcomes = Outcomes::default();
        let parts = self.parts(to, family);
        let there = self.pieces(view, &mut outcomes, &self.starts(from), &parts);
        let senders = self.starts(to);
        let back = self.pieces(view, &mut outcomes, &senders, &self.parts(from, family));
        let owned = parts.iter().any(|part| part.owner != Owner::Nobody);
        let forward = Carried::of(there.iter().map(|p| p.arrival));
        let returned = owned.then(|| Carried::of(back.iter().map(|p| p.arrival)));
        let carries = |c: Carried| matches!(c, Carried::Delivered | Carried::Partial);
        let symmetry = returned
            .filter(|r| carries(*r) && carries(forward))
            .map(|_| self.symmetry(&outcomes, &there, &back));
        let mut missing: Vec<String> = Vec::new();
        for piece in there.iter().chain(&back) {
            self.missing_of(&outcomes, piece.outcome, &mut missing);
        }
        missing.sort();
        missing.dedup();
        let mut grouped = self.grouped(&outcomes, &there);
        for outcome in &mut grouped {
            outcome.why = self.why(outcome, &outcomes);
            if explain
                && let (Some(cidr), Some(piece)) = (
                    outcome.cidrs.first(),
                    there.iter().find(|p| p.outcome == outcome.outcome),
                )
            {
                outcome.hops = self.explain(view, self.entry(piece.source), Span::of(*cidr));
            }
        }
        Answer {
            family,
            forward,
            back: returned,
            verdict: Verdict::of(forward, returned),
            symmetry,
            outcomes: grouped,
            missing,
        }
    }

    /// What arrives of the addresses of an end, from each source: address range, arrival and path.
    pub(super) fn arrivals_between(
        &self,
        view: View<'_>,
        from: &End,
        to: &End,
        family: Option<Family>,
    ) -> Vec<(Span, Arrival, Vec<Elem>)> {
        let family = family.unwrap_or_else(|| self.family(from, to));
        let mut outcomes = Outcomes::default();
        let pieces = self.pieces(
            view,
            &mut outcomes,
            &self.starts(from),
            &self.parts(to, family),
        );
        pieces
            .into_iter()
            .map(|p| (p.span, p.arrival, outcomes.get(p.outcome).via.to_vec()))
            .collect()
    }

    fn missing_of(&self, outcomes: &Outcomes, id: OutcomeId, out: &mut Vec<String>) {
        for leaf in outcomes.leaves(id) {
            if let Some(missing) = outcomes.get(leaf).missing {
                out.push(self.topology.missing.sentence(missing).to_owned());
            }
        }
    }

    fn pieces(
        &self,
        view: View<'_>,
        outcomes: &mut Outcomes,
        sources: &[SourceId],
        parts: &[Part],
    ) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for source in sources {
            for part in parts {
                for run in self.follow(
                    view,
                    outcomes,
                    self.entry(*source),
                    self.prefixes.covering(part.span),
                ) {
                    let Some(span) = self.prefixes.span(run.atoms.clone()).common(part.span) else {
                        continue;
                    };
                    let arrival = outcomes.arrival(run.outcome, &part.owner);
                    let delivered = outcomes.get(run.outcome).class == OutcomeClass::Delivered;
                    let astray = delivered && arrival == Arrival::No && part.owner != Owner::Nobody;
                    pieces.push(Piece {
                        source: *source,
                        span,
                        outcome: run.outcome,
                        arrival,
                        astray,
                    });
                }
            }
        }
        pieces
    }

    /// One entry for each class, place, way and remark; sources that differ have entries of their own.
    fn grouped(&self, outcomes: &Outcomes, pieces: &[Piece]) -> Vec<AnswerOutcome> {
        let mut out: Vec<(AnswerOutcome, Vec<Span>, SourceId)> = Vec::new();
        let mut sources: Vec<SourceId> = pieces.iter().map(|p| p.source).collect();
        sources.dedup();
        for piece in pieces {
            let outcome = outcomes.get(piece.outcome);
            let leaves = outcomes.leaves(piece.outcome);
            let mut paths: Vec<Vec<Elem>> = leaves
                .iter()
                .map(|l| outcomes.get(*l).via.to_vec())
                .collect();
            paths.sort_by_cached_key(|path| self.path_names(path));
            paths.dedup();
            let via = paths.first().cloned().unwrap_or_default();
            if paths.len() < 2 && leaves.len() < 2 {
                paths.clear();
            }
            let class = if piece.astray {
                OutcomeClass::OverlapMisdelivered
            } else {
                outcome.class
            };
            let ambiguous = outcomes.ambiguity(piece.outcome);
            let same = out.iter_mut().find(|(o, _, source)| {
                *source == piece.source
                    && o.class == class
                    && o.at == outcome.at
                    && o.via == via
                    && o.flags == outcome.flags
                    && o.paths == paths
                    && o.ambiguous == ambiguous
            });
            match same {
                Some((_, spans, _)) => spans.push(piece.span),
                None => {
                    let entry = AnswerOutcome {
                        class,
                        at: outcome.at,
                        cidrs: Vec::new(),
                        addresses: Count::ZERO,
                        via,
                        flags: outcome.flags,
                        paths,
                        ambiguous,
                        sources: Vec::new(),
                        outcome: piece.outcome,
                        why: String::new(),
                        hops: Vec::new(),
                    };
                    out.push((entry, vec![piece.span], piece.source));
                }
            }
        }
        let mut merged: Vec<AnswerOutcome> = Vec::new();
        for (mut entry, spans, source) in out {
            let spans = merge(spans);
            for span in &spans {
                entry.addresses.add(Count::of(*span));
            }
            entry.cidrs = Self::cidrs(spans);
            let own: Option<GroupId> = (sources.len() > 1).then_some(source);
            let same = merged.iter_mut().find(|o| {
                o.class == entry.class
                    && o.at == entry.at
                    && o.via == entry.via
                    && o.flags == entry.flags
                    && o.paths == entry.paths
                    && o.ambiguous == entry.ambiguous
                    && o.cidrs == entry.cidrs
            });
            match same {
                Some(same) => same.sources.extend(own),
                None => {
                    entry.sources.extend(own);
                    merged.push(entry);
                }
            }
        }
        merged
    }

    /// A path as words, for sorting and printing.
    #[must_use]
    pub fn path_names(&self, path: &[Elem]) -> Vec<String> {
        path.iter().map(|e| self.elements.path(*e)).collect()
    }

    fn symmetry(&self, outcomes: &Outcomes, there: &[Piece], back: &[Piece]) -> Symmetry {
        let blocks = |source: SourceId| -> Vec<Span> {
            match self.entry(source) {
                super::walk::Point::Group(group) => {
                    let subnets = &self.topology.groups[group as usize].subnets;
                    subnets
                        .iter()
                        .flat_map(|s| self.subnet_blocks[s.index()].iter())
                        .map(|c| Span::of(*c))
                        .collect()
                }
                _ => Vec::new(),
            }
        };
        let meets = |span: Span, blocks: &[Span]| {
            blocks.is_empty() || blocks.iter().any(|b| b.common(span).is_some())
        };
        let mut unsure = false;
        let mut froms: Vec<SourceId> = there.iter().map(|p| p.source).collect();
        let mut tos: Vec<SourceId> = back.iter().map(|p| p.source).collect();
        froms.dedup();
        tos.dedup();
        for from in &froms {
            let own = blocks(*from);
            for to in &tos {
                let far = blocks(*to);
                let mut used: Vec<Vec<Vec<Elem>>> = Vec::new();
                let forward = there
                    .iter()
                    .filter(|p| p.source == *from && meets(p.span, &far));
                let returned = back
                    .iter()
                    .filter(|p| p.source == *to && meets(p.span, &own));
                let (mut f, mut r) = (false, false);
                for (piece, forth) in forward
                    .map(|p| (p, true))
                    .chain(returned.map(|p| (p, false)))
                {
                    match piece.arrival {
                        Arrival::Unknown => unsure = true,
                        Arrival::No => continue,
                        Arrival::Yes | Arrival::Partly => {}
                    }
                    if forth {
                        f = true
                    } else {
                        r = true
                    }
                    unsure |= outcomes.ambiguity(piece.outcome).is_some();
                    let leaves = outcomes.leaves(piece.outcome);
                    let mut ways: Vec<Vec<Elem>> = leaves
                        .iter()
                        .map(|l| self.shared_things(&outcomes.get(*l).via))
                        .collect();
                    ways.sort();
                    ways.dedup();
                    if !used.contains(&ways) {
                        used.push(ways);
                    }
                }
                if f && r && used.len() > 1 && !unsure {
                    return Symmetry::Asymmetric;
                }
            }
        }
        if unsure {
            Symmetry::Unknown
        } else {
            Symmetry::Symmetric
        }
    }

    /// What of a path keeps state or has limits of its own: the things that make a difference when the way back differs.
    pub(super) fn shared_things(&self, via: &[Elem]) -> Vec<Elem> {
        let mut things: Vec<Elem> = via
            .iter()
            .filter(|e| {
                matches!(
                    self.elements.kind(**e),
                    ElementKind::Peering
                        | ElementKind::TransitGateway
                        | ElementKind::VirtualInterface
                        | ElementKind::VpnConnection
                        | ElementKind::Interface
                        | ElementKind::NatGateway
                        | ElementKind::SiteLink
                )
            })
            .copied()
            .collect();
        things.sort_unstable();
        things
    }

    /// How and where each of several paths ends.
    fn path_ends(&self, outcome: &AnswerOutcome, outcomes: &Outcomes) -> String {
        let leaves = outcomes.leaves(outcome.outcome);
        let mut ends: Vec<String> = leaves
            .iter()
            .map(|leaf| outcomes.get(*leaf))
            .map(|end| format!("{} at {}", end.class.word(), self.place(end.at)))
            .collect();
        ends.sort();
        ends.dedup();
        ends.join(", ")
    }

    fn why(&self, outcome: &AnswerOutcome, outcomes: &Outcomes) -> String {
        let place = self.place(outcome.at);
        let last = outcome.via.last().map(|e| self.elements.path(*e));
        let by = last.map_or_else(String::new, |last| format!(" by {last}"));
        match outcome.class {
            OutcomeClass::Delivered if outcome.flags.has(Flags::NO_SUBNET) => {
                format!("a local route of {place} matches, but no subnet holds the address")
            }
            OutcomeClass::Delivered => format!("a local route of {place} matches"),
            OutcomeClass::External => format!("leaves to {place}{by}"),
            OutcomeClass::DeliveredAppliance => format!("handed over in {place}{by}"),
            OutcomeClass::NoRoute => format!("no route at {place}"),
            OutcomeClass::Blackhole => format!("the route at {place}{by} drops"),
            OutcomeClass::EdgeToEdge if outcome.flags.has(Flags::WOULD_TRANSIT) => {
                format!("{place} has a route, but the provider carries nothing through it")
            }
            OutcomeClass::EdgeToEdge => {
                format!("the address is not local in {place}, and nothing is carried through it")
            }
            OutcomeClass::NoAssociation => format!("the attachment has no route table at {place}"),
            OutcomeClass::NoAttachmentInAz => {
                format!("the hub has no attachment in the zone of the subnet in {place}")
            }
            OutcomeClass::Reserved => "no route forwards this address".to_owned(),
            OutcomeClass::Loop => format!("comes back to {place}"),
            OutcomeClass::PartialEcmp => {
                let ends = self.path_ends(outcome, outcomes);
                format!("some of the equal paths deliver, some do not: {ends}")
            }
            OutcomeClass::Unstable => format!("the routes at {place} do not settle"),
            OutcomeClass::Ambiguous => {
                let ends = self.path_ends(outcome, outcomes);
                format!("one of several paths is used, and they end differently: {ends}")
            }
            OutcomeClass::Unknown => {
                let missing = outcomes
                    .leaves(outcome.outcome)
                    .iter()
                    .find_map(|l| outcomes.get(*l).missing);
                let missing = missing.map_or("a fact", |m| self.topology.missing.sentence(m));
                format!("not known: {missing}")
            }
            OutcomeClass::OverlapMisdelivered => {
                format!("{place} owns the address too, and gets it")
            }
        }
    }
}
