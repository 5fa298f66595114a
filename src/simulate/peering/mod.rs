//! Peerings of networks, as far as all providers have them in common: who has how many, what overlaps, and what each state leads to.

pub(super) mod calls;

use rustc_hash::FxHashMap;

use super::named::{own, present, printed};
use super::operation::Call;
use super::refusal::Refusal;
use super::trace::{Fields, Note};
use super::world::{World, same_account};
use crate::model::{
    AnyId, Design, ElementKind, Id, Link, Network, Peering, PeeringSide, Phase, Target,
};
use crate::profile::{Counted, ErrorKind, MessageKind, Overlap, Per, Profile, RoutesAfterDelete};
use crate::source::Text;

/// Both networks of a peering, the smaller first.
type Pair = (Id<Network>, Id<Network>);

/// An account and a region.
type Owner = (Option<Text>, Option<Text>);

/// Live peerings by pair, network and owner, kept up to date.
#[derive(Clone, Debug, Default)]
pub struct Peerings {
    pairs: FxHashMap<Pair, Vec<Id<Peering>>>,
    of_network: FxHashMap<Id<Network>, Vec<Id<Peering>>>,
    active_per_network: FxHashMap<Id<Network>, u32>,
    pending_per_owner: FxHashMap<Owner, u32>,
    active_per_owner: FxHashMap<Owner, u32>,
}

fn pair(peering: &Peering) -> Option<Pair> {
    let (a, b) = (
        peering.requester.network.get()?,
        peering.accepter.network.get()?,
    );
    Some(if a <= b { (a, b) } else { (b, a) })
}

/// Whose a side is: as the peering says, else the owner of its network.
pub(super) fn owner(design: &Design, side: &PeeringSide) -> Option<Text> {
    let own = side.owner.get();
    own.or_else(|| design[side.network.get()?].head.account.get())
}

/// Where a side lies: as the peering says, else where its network does.
pub(super) fn region(design: &Design, side: &PeeringSide) -> Option<Text> {
    let own = side.region.get();
    own.or_else(|| design[side.network.get()?].head.region.get())
}

/// The id of a side's network: of the element, else as the peering says.
pub(super) fn network_id(world: &World, side: &PeeringSide) -> Option<Text> {
    printed(
        world,
        side.network.get().map(AnyId::Network),
        side.network.id,
    )
}

fn account(design: &Design, side: &PeeringSide) -> Owner {
    (owner(design, side), region(design, side))
}

/// It works, or is about to.
fn is_active(phase: Phase) -> bool {
    matches!(phase, Phase::Active | Phase::Provisioning)
}

/// It waits for the other side, or is about to.
fn is_pending(phase: Phase) -> bool {
    matches!(phase, Phase::AwaitingAcceptance | Phase::Requested)
}

fn count<K: std::hash::Hash + Eq>(counts: &mut FxHashMap<K, u32>, key: K, more: bool) {
    let count = counts.entry(key).or_default();
    *count = if more {
        *count + 1
    } else {
        count.saturating_sub(1)
    };
}

impl Peerings {
    /// Those of a design.
    #[must_use]
    pub fn new(design: &Design) -> Self {
        let mut all = Self::default();
        for (id, peering) in design.peerings.iter() {
            all.moved(design, id, Phase::Unstated, peering.head.state.phase);
        }
        all
    }

    /// A peering came from one phase into another; [`Phase::Unstated`] before it was there.
    pub fn moved(&mut self, design: &Design, id: Id<Peering>, from: Phase, to: Phase) {
        let peering = &design[id];
        let live = |phase| is_active(phase) || is_pending(phase);
        if live(from) != live(to) {
            let networks = peering.sides().map(|side| side.network.get());
            let pair = pair(peering);
            let lists = networks
                .into_iter()
                .enumerate()
                .filter(|(at, network)| *at == 0 || *network != networks[0])
                .filter_map(|(_, network)| network);
            for network in lists {
                put(self.of_network.entry(network).or_default(), id, live(to));
            }
            if let Some(pair) = pair {
                put(self.pairs.entry(pair).or_default(), id, live(to));
            }
        }
        if is_active(from) != is_active(to) {
            for side in peering.sides() {
                if let Some(network) = side.network.get() {
                    count(&mut self.active_per_network, network, is_active(to));
                }
            }
            let [one, other] = peering.sides().map(|side| account(design, side));
            count(&mut self.active_per_owner, one, is_active(to));
            if other != one {
                count(&mut self.active_per_owner, other, is_active(to));
            }
        }
        if is_pending(from) != is_pending(to) {
            let owner = account(design, &peering.requester);
            count(&mut self.pending_per_owner, owner, is_pending(to));
        }
    }

    /// The live peerings between two networks, whichever asked.
    #[must_use]
    pub fn between(&self, a: Id<Network>, b: Id<Network>) -> &[Id<Peering>] {
        let pair = if a <= b { (a, b) } else { (b, a) };
        self.pairs.get(&pair).map_or(&[], Vec::as_slice)
    }

    /// The live peerings of a network.
    #[must_use]
    pub fn of(&self, network: Id<Network>) -> &[Id<Peering>] {
        self.of_network.get(&network).map_or(&[], Vec::as_slice)
    }

    /// How many of a network work or are about to.
    #[must_use]
    pub fn active(&self, network: Id<Network>) -> u32 {
        self.active_per_network
            .get(&network)
            .copied()
            .unwrap_or_default()
    }

    /// How many requests of an account in a region wait.
    #[must_use]
    pub fn pending(&self, account: Option<Text>, region: Option<Text>) -> u32 {
        let key = (account, region);
        self.pending_per_owner
            .get(&key)
            .copied()
            .unwrap_or_default()
    }

    /// How many an account has in a region: those at work on either side, and its requests that wait.
    #[must_use]
    pub fn all(&self, account: Option<Text>, region: Option<Text>) -> u32 {
        let active = self.active_per_owner.get(&(account, region));
        active.copied().unwrap_or_default() + self.pending(account, region)
    }
}

fn put(list: &mut Vec<Id<Peering>>, id: Id<Peering>, is_in: bool) {
    match (list.iter().position(|known| *known == id), is_in) {
        (None, true) => list.push(id),
        (Some(at), false) => {
            list.remove(at);
        }
        _ => {}
    }
}

/// The timer that ends a request.
pub(super) const EXPIRY: &str = "expiry";

/// Sets the timers of requests that wait when the run begins.
pub(super) fn start(world: &mut World) {
    let waiting: Vec<_> = world
        .design
        .peerings
        .iter()
        .filter(|(_, peering)| peering.head.state.phase == Phase::AwaitingAcceptance)
        .filter_map(|(id, peering)| Some((id, peering.expires.get()?)))
        .collect();
    for (id, at) in waiting {
        world.set_timer_at(AnyId::Peering(id), EXPIRY, at, expire);
    }
}

/// The first state word of a provider with this meaning.
pub(super) fn word(profile: &Profile, phase: Phase) -> Option<&'static str> {
    super::status::state_word(profile, ElementKind::Peering, phase)
}

/// Puts a peering into the provider's state of this meaning, with all that follows from it.
pub(super) fn enter(world: &mut World, id: Id<Peering>, phase: Phase) {
    let any = AnyId::Peering(id);
    let Some(word) = word(world.profile_of(any), phase) else {
        return;
    };
    if phase != Phase::AwaitingAcceptance && phase != Phase::Requested {
        world.stop_timer(any, EXPIRY);
        world.design[id].expires = crate::source::Field::Absent;
    }
    world.set_state(any, word);
    super::routes::target_changed(world, any);
}

fn expire(world: &mut World, id: AnyId) {
    if let (AnyId::Peering(peering), Phase::AwaitingAcceptance) = (id, world.phase(id)) {
        enter(world, peering, Phase::Expired);
    }
}

/// Ends a request whose time is over.
pub(super) fn expire_if_due(world: &mut World, id: AnyId) {
    let AnyId::Peering(peering) = id else { return };
    let expires = world.design[peering].expires.get();
    if expires.is_some_and(|at| at <= world.now) {
        expire(world, id);
    }
}

/// The request of a new peering.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    /// The network that asks.
    pub requester: Id<Network>,
    /// The network that is asked, where there is one of that owner and region.
    pub accepter: Option<Id<Network>>,
    /// Its id as given.
    pub accepter_id: Text,
    /// Whose it is said to be.
    pub accepter_owner: Option<Text>,
    /// Where it is said to be.
    pub accepter_region: Option<Text>,
    /// The account that asks.
    pub caller: Option<Text>,
}

impl Request {
    /// Adds the peering in a first state, which may be transient.
    pub(super) fn make(
        self,
        world: &mut World,
        profile: &'static Profile,
        phase: Phase,
    ) -> Id<Peering> {
        let id = world.new_id(ElementKind::Peering, profile);
        let side = &world.design[self.requester].head;
        let (account, region) = (side.account.get().or(self.caller), side.region.get());
        let printed = side.printed_id();
        let link = |world: &World, network: Option<Id<Network>>, id: Text| Link {
            id: world.field(id),
            target: network.map_or(Target::Outside, Target::To),
        };
        let mut peering = Peering {
            head: world.new_head(id, profile, account, region),
            requester: PeeringSide {
                network: link(world, Some(self.requester), printed),
                owner: world.text(account),
                region: world.text(region),
                ..PeeringSide::default()
            },
            accepter: PeeringSide {
                network: link(world, self.accepter, self.accepter_id),
                owner: world.text(self.accepter_owner),
                region: world.text(self.accepter_region),
                ..PeeringSide::default()
            },
            created: world.field(world.now),
            ..Peering::default()
        };
        let rules = world.chosen.peering(profile.peering);
        let lifetime = rules.lifetime.get();
        let waits = matches!(phase, Phase::AwaitingAcceptance | Phase::Requested);
        let at = lifetime.map(|time| crate::model::Time(world.now.0.saturating_add(time.0)));
        if let (true, Some(at)) = (waits, at) {
            peering.expires = world.field(at);
        }
        let state = word(profile, phase).unwrap_or_default();
        let any = world.add(peering, state);
        if let (true, Some(at)) = (waits, at) {
            world.set_timer_at(any, EXPIRY, at, expire);
        }
        let AnyId::Peering(id) = any else {
            return Id::new(usize::MAX);
        };
        id
    }
}

/// Whether blocks of one family of two networks overlap.
pub(super) fn overlap(design: &Design, a: Id<Network>, b: Id<Network>) -> bool {
    let blocks = |id: Id<Network>| design[id].live_cidrs().map(|(cidr, _)| cidr);
    blocks(a).any(|one| blocks(b).any(|other| one.overlaps(other)))
}

/// Whether a request fails: ranges overlap, or there is no such network of that owner and region.
pub(super) fn fails(
    world: &World,
    profile: &Profile,
    requester: Id<Network>,
    accepter: Option<Id<Network>>,
) -> bool {
    let rules = world.chosen.peering(profile.peering);
    match accepter {
        Some(accepter) => {
            rules.overlap.get() == Some(Overlap::Fails)
                && overlap(&world.design, requester, accepter)
        }
        None => true,
    }
}

/// Refuses where a network of either side has as many peerings as it may.
pub(super) fn room(
    world: &World,
    profile: &Profile,
    networks: &[Id<Network>],
) -> Result<(), Refusal> {
    for network in networks {
        let head = &world.design[*network].head;
        let (what, per) = (Counted::ActivePeerings, Per::Network);
        let most = world.quota(profile, head.account.get(), what, per);
        if let Some(most) = most.filter(|most| world.peerings.active(*network) >= *most) {
            let what = format!("active peerings of {}", head.printed_id());
            return Err(Refusal::quota(&what, most)
                .on(ElementKind::Network)
                .named(head.printed_id()));
        }
    }
    Ok(())
}

/// Refuses where an account has as many peerings as it may, accepted ones on either side and its own requests.
pub(super) fn share(world: &World, profile: &Profile, side: &PeeringSide) -> Result<(), Refusal> {
    let (what, per) = (Counted::Peerings, Per::AccountAndRegion);
    let (owner, region) = account(&world.design, side);
    let Some(most) = world.quota(profile, owner, what, per) else {
        return Ok(());
    };
    if world.peerings.all(owner, region) < most {
        return Ok(());
    }
    Err(Refusal::quota("peerings of the account", most).on(ElementKind::Peering))
}

/// A limit in numbers, as the provider has it without being asked.
pub(super) fn most(profile: &Profile, what: Counted, per: Per) -> Option<u32> {
    profile.limit(what, per)?.default.get()
}

/// Refuses one more where an element has as many as its owner may have.
pub(super) fn full(
    world: &World,
    profile: &Profile,
    of: AnyId,
    what: Counted,
    per: Per,
    have: usize,
) -> Result<(), Refusal> {
    let head = world.design.head(of);
    match world.quota(profile, head.account.get(), what, per) {
        Some(most) if have >= most as usize => {
            let printed = head.printed_id();
            Err(
                Refusal::quota(&format!("{} on {printed}", what.words()), most)
                    .on(of.kind())
                    .named(printed),
            )
        }
        _ => Ok(()),
    }
}

/// There is a peering of the pair already.
pub(super) fn duplicate(world: &World, known: Id<Peering>, kind: ErrorKind) -> Refusal {
    let printed = world.design[known].head.printed_id();
    Refusal::new(
        kind,
        MessageKind::Duplicate,
        format!("{printed} joins the two networks already"),
    )
    .about(&world.design, AnyId::Peering(known))
}

/// The network that a call names, owned by the caller and in the region of the call.
pub(super) fn own_network(
    world: &World,
    call: &Call<'_>,
    parameter: &str,
) -> Result<Id<Network>, Refusal> {
    let network = present::<Network>(world, call, parameter)?;
    own(world, call, AnyId::Network(network))?;
    Ok(network)
}

/// The network with an id, if it belongs to that owner and lies in that region.
pub(super) fn other_network(
    world: &World,
    found: Option<AnyId>,
    account: Option<Text>,
    region: Option<Text>,
) -> Option<Id<Network>> {
    let AnyId::Network(network) = found.filter(|id| world.exists(*id))? else {
        return None;
    };
    let head = &world.design[network].head;
    let there = match (head.region.get(), region) {
        (Some(is), Some(said)) => is == said,
        _ => true,
    };
    (there && same_account(head.account.get(), account)).then_some(network)
}

impl World {
    /// Whether an element is there: not gone, not on its way out.
    #[must_use]
    pub fn exists(&self, id: AnyId) -> bool {
        !matches!(self.phase(id), Phase::Deleted | Phase::Deleting)
    }
}

/// What deleting a peering does to routes that lead over it.
pub(super) fn drop_routes(world: &mut World, profile: &Profile, id: Id<Peering>) {
    if profile.peering.routes_after_delete.get() == Some(RoutesAfterDelete::Removed) {
        super::routes::remove_to(world, AnyId::Peering(id));
    }
}

/// A note where the accepting network is not in the design.
pub(super) fn note_absent(request: &Request, notes: &mut Vec<Note>) {
    if request.accepter.is_none() {
        notes.push(Note::new(
            "accepter_not_found",
            format!(
                "{} is no network of that owner and region in this world",
                request.accepter_id
            ),
        ));
    }
}

/// The blocks of a network, IPv4 first.
pub(super) fn put_blocks(
    world: &World,
    network: Option<Id<Network>>,
    fields: &mut Fields,
    keys: (&str, &str, &str),
) {
    use crate::model::Family;
    let Some(network) = network else { return };
    let (single, set, set6) = keys;
    let blocks = |family: Family| {
        world.design[network]
            .live_cidrs()
            .map(|(cidr, _)| cidr)
            .filter(move |cidr| cidr.family() == family)
    };
    for (at, cidr) in blocks(Family::Ipv4).enumerate() {
        let text = cidr.to_string();
        if at == 0 {
            fields.put(single, text.as_str());
        }
        fields.put(&format!("{set}.{at}.CidrBlock"), text.as_str());
    }
    for (at, cidr) in blocks(Family::Ipv6).enumerate() {
        fields.put(
            &format!("{set6}.{at}.Ipv6CidrBlock"),
            cidr.to_string().as_str(),
        );
    }
}
