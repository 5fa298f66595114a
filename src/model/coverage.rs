//! What the lists that were read prove: absence counts only where the owner's list is complete.

use rustc_hash::{FxHashMap, FxHashSet};

use super::head::Head;
use super::kind::{Design, ElementKind};
use super::place::ProviderId;
use crate::source::Text;

/// Whether the list of a kind, account and region is in the input.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Listed {
    /// It is not, or it cannot be told whose list it is.
    No,
    /// Some pages of it are.
    Partial,
    /// It is, whole: what is not in it does not exist.
    Complete,
}

/// The lists that were read, by kind, provider, account and region.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    lists: FxHashMap<(ElementKind, ProviderId), Vec<List>>,
    /// What the elements of one exporter say about accounts and regions, for lists of which nothing else does.
    hints: FxHashMap<(ProviderId, Option<Text>), Hints>,
}

#[derive(Clone, Debug, Default)]
struct List {
    /// `None` where neither documents nor folders nor options name the exporter.
    account: Option<Text>,
    region: Option<Text>,
    complete: bool,
    /// Of a list without account or region: those of what is in it.
    hints: Hints,
}

#[derive(Clone, Debug, Default)]
struct Hints {
    accounts: FxHashSet<Text>,
    regions: FxHashSet<Text>,
}

impl Hints {
    fn add(&mut self, head: &Head) {
        self.accounts.extend(head.account.get());
        self.regions.extend(head.region.get());
    }
}

/// Kinds that only their owner's export of their own region shows.
const AT_HOME: [ElementKind; 5] = [
    ElementKind::Connection,
    ElementKind::Lag,
    ElementKind::Network,
    ElementKind::RouteTable,
    ElementKind::VirtualInterface,
];

impl Coverage {
    /// Reads it off a design's [listings](super::About::listings).
    #[must_use]
    pub fn of(design: &Design) -> Self {
        let mut coverage = Self::default();
        for listing in &design.about.listings {
            let known = coverage
                .lists
                .entry((listing.kind, listing.provider))
                .or_default();
            // The last page says that nothing follows it.
            let complete = !listing.truncated;
            match known
                .iter_mut()
                .find(|l| l.account == listing.account && l.region == listing.region)
            {
                Some(list) => list.complete |= complete,
                None => known.push(List {
                    account: listing.account,
                    region: listing.region,
                    complete,
                    ..List::default()
                }),
            }
        }
        let unnamed = |list: &List| list.account.is_none() || list.region.is_none();
        if coverage.lists.values().flatten().any(unnamed) {
            coverage.read_hints(design);
        }
        coverage
    }

    /// Lists that nobody names are taken to be those of the accounts and regions of what they hold.
    fn read_hints(&mut self, design: &Design) {
        for element in design.all() {
            let head = design.head(element);
            let kind = element.kind();
            for list in self
                .lists
                .get_mut(&(kind, head.provider))
                .into_iter()
                .flatten()
            {
                if list.account == head.exporter
                    && (list.account.is_none() || list.region.is_none())
                {
                    list.hints.add(head);
                }
            }
            if AT_HOME.contains(&kind) {
                self.hints
                    .entry((head.provider, head.exporter))
                    .or_default()
                    .add(head);
            }
        }
    }

    /// Whether the list of `kind` of an owner was read. `account` and `region` are those of the absent thing; `None` where
    /// they are not known, which only a list without a name can answer. Kinds that belong to no region ignore it.
    #[must_use]
    pub fn listed(
        &self,
        kind: ElementKind,
        provider: ProviderId,
        account: Option<Text>,
        region: Option<Text>,
    ) -> Listed {
        // What a list's own elements never say, those beside it may.
        let told = |list: &List, all: fn(&Hints) -> &FxHashSet<Text>, text: Text| {
            let own = all(&list.hints);
            if own.is_empty() {
                self.hints
                    .get(&(provider, list.account))
                    .is_some_and(|hints| all(hints).contains(&text))
            } else {
                own.contains(&text)
            }
        };
        let fits = |list: &&List| {
            let account_fits = match (list.account, account) {
                (Some(named), Some(owner)) => named == owner,
                (Some(_), None) => false,
                (None, Some(owner)) => told(list, |hints| &hints.accounts, owner),
                (None, None) => true,
            };
            let region_fits = kind.is_global()
                || match (list.region, region) {
                    (Some(named), Some(region)) => named == region,
                    (Some(_), None) => false,
                    (None, Some(region)) => told(list, |hints| &hints.regions, region),
                    (None, None) => true,
                };
            account_fits && region_fits
        };
        self.lists
            .get(&(kind, provider))
            .into_iter()
            .flatten()
            .filter(fits)
            .map(|list| {
                if list.complete {
                    Listed::Complete
                } else {
                    Listed::Partial
                }
            })
            .max()
            .unwrap_or(Listed::No)
    }

    /// Whether any list of this kind was read, whoever's.
    #[must_use]
    pub fn any(&self, kind: ElementKind, provider: ProviderId) -> bool {
        self.lists.contains_key(&(kind, provider))
    }
}
