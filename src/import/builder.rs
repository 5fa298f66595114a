//! Batches of all documents to one design: views of one object become one element.
//!
//! Two views are of one object when provider, kind and native id are the same, whatever account or region they come from; a design
//! that names no provider lies over whichever has the id.
//! The strongest view is the base and the others fill what it does not say: first what a design says, then the view of
//! the owner (the exporting account owns the element), then other lists, then mere mentions; among equals the earlier one.
//! An element that a design describes and an export shows stays [`Mode::Export`]: a fact that neither gives is unknown.

mod joining;
mod slots;

use rustc_hash::FxHashSet;

use super::joins;
use crate::model::*;
use crate::source::{Span, Text};
use joining::{Joined, Joiner};

/// Two views of one element that say different things.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The element.
    pub element: AnyId,
    /// The member, as the model names it.
    pub member: &'static str,
    /// What holds.
    pub held: Span,
    /// What the other view says.
    pub other: Span,
}

/// The same kind and name twice in designs.
#[derive(Clone, Debug, PartialEq)]
pub struct SameName {
    /// The element that the name stands for.
    pub held: AnyId,
    /// The second one.
    pub other: AnyId,
}

/// A design and what was noticed while it was put together.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The design; references are not resolved.
    pub design: Design,
    /// Contradictions, kind by kind in order.
    pub contradictions: Vec<Contradiction>,
    /// Names that stand twice.
    pub same_names: Vec<SameName>,
}

/// How much of everything was given so far, in bytes as stored, the parts that are being given included.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// So much was given.
    pub given: u64,
    /// So much there is.
    pub total: u64,
}

impl Share {
    /// Everything at once.
    pub const WHOLE: Share = Share { given: 1, total: 1 };

    /// How many there may be in the end, where there are `count` in what was given.
    fn expected(self, count: usize) -> usize {
        if self.given >= self.total {
            return count;
        }
        // A little more, because growing costs more than room that is not used; but no end of room for a small beginning.
        let times = (self.total / self.given.max(1)).min(31) + 1;
        let most = count.saturating_mul(usize::try_from(times).unwrap_or(1));
        let (count, given) = (count as u128, u128::from(self.given.max(1)));
        let expected = (count * u128::from(self.total) / given).saturating_mul(9) / 8;
        usize::try_from(expected).unwrap_or(most).min(most)
    }
}

/// Puts the elements of all documents together. The order of `parts` decides among equals, so it must not depend on threads
/// or arguments: by path, then by number of the document.
#[must_use]
pub fn merge(parts: Vec<Design>) -> Merged {
    let mut merger = Merger::default();
    merger.add(parts, Share::WHOLE);
    merger.finish()
}

macro_rules! merger {
    ($($kind:ident $field:ident;)*) => {
        /// Puts the elements of documents together that are given one after the other. What [`merge`] says of their order holds
        /// for all that are given; in how many calls they are given changes nothing.
        #[derive(Default)]
        pub struct Merger {
            about: About,
            $($field: Joiner<$kind>,)*
        }

        #[derive(Default)]
        struct Results {
            $($field: Joined<$kind>,)*
        }

        impl Merger {
            /// Takes the elements of further documents.
            pub fn add(&mut self, mut parts: Vec<Design>, share: Share) {
                for part in &mut parts {
                    self.about.append(std::mem::take(&mut part.about));
                }
                $(let $field: Vec<Vec<$kind>> = parts
                    .iter_mut()
                    .map(|part| std::mem::take(&mut part.$field).into_vec())
                    .filter(|list| !list.is_empty())
                    .collect();)*
                drop(parts);
                rayon::scope(|scope| {
                    $(if !$field.is_empty() {
                        let joiner = &mut self.$field;
                        scope.spawn(move |_| joiner.add($field, share));
                    })*
                });
            }

            /// The design of everything that was given.
            #[must_use]
            pub fn finish(self) -> Merged {
                let mut results = Results::default();
                rayon::scope(|scope| {
                    $({
                        let (joiner, result) = (self.$field, &mut results.$field);
                        scope.spawn(move |_| *result = joiner.finish());
                    })*
                });
                let mut merged = Merged::default();
                merged.design.about = self.about;
                $(
                    merged.design.$field = results.$field.elements.into();
                    merged.contradictions.extend(results.$field.contradictions);
                    merged.same_names.extend(results.$field.same_names);
                )*
                one_session_each(&mut merged);
                joins::join(&mut merged);
                merged
            }
        }
    };
}
for_each_kind!(merger);

/// A session that an old export shows inside its interface, where another export lists the sessions, is one of those.
fn one_session_each(merged: &mut Merged) {
    let design = &mut merged.design;
    let listed: FxHashSet<(ProviderId, Text)> = design
        .virtual_interfaces
        .iter()
        .filter(|(_, interface)| interface.peers_listed)
        .filter_map(|(_, interface)| Some((interface.head.provider, interface.head.id.get()?)))
        .collect();
    let doubtful = |peer: &BgpPeer| {
        peer.from_interface
            && peer
                .virtual_interface
                .id
                .get()
                .is_some_and(|id| listed.contains(&(peer.head.provider, id)))
    };
    if !design.bgp_peers.iter().any(|(_, peer)| doubtful(peer)) {
        return;
    }
    let session = |peer: &BgpPeer| {
        (
            peer.head.provider,
            peer.virtual_interface.id.get(),
            peer.effective_family(),
        )
    };
    let known: FxHashSet<(ProviderId, Option<Text>, Option<Family>)> = design
        .bgp_peers
        .iter()
        .filter(|(_, peer)| !peer.from_interface)
        .map(|(_, peer)| session(peer))
        .collect();
    let is_double = |peer: &BgpPeer| doubtful(peer) && known.contains(&session(peer));
    // Ids shift, so what was noticed about sessions shifts with them.
    let mut new_ids: Vec<Option<Id<BgpPeer>>> = Vec::with_capacity(design.bgp_peers.len());
    let mut kept: Vec<BgpPeer> = Vec::with_capacity(design.bgp_peers.len());
    for peer in std::mem::take(&mut design.bgp_peers).into_vec() {
        if is_double(&peer) {
            new_ids.push(None);
        } else {
            new_ids.push(Some(Id::new(kept.len())));
            kept.push(peer);
        }
    }
    design.bgp_peers = kept.into();
    let moved = |id: &mut AnyId| match id {
        AnyId::BgpPeer(peer) => match new_ids.get(peer.index()).copied().flatten() {
            Some(new) => {
                *peer = new;
                true
            }
            None => false,
        },
        _ => true,
    };
    merged.contradictions.retain_mut(|c| moved(&mut c.element));
    merged
        .same_names
        .retain_mut(|n| moved(&mut n.held) && moved(&mut n.other));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_made_for_a_little_more_than_the_share_promises_and_never_without_end() {
        let expected = |given, total| Share { given, total }.expected(100);
        assert_eq!(Share::WHOLE.expected(100), 100);
        assert_eq!(expected(7, 7), 100);
        // Four times as many, and an eighth more.
        assert_eq!(expected(1, 4), 450);
        assert_eq!(expected(1 << 20, 1 << 60), 3200);
        assert_eq!(expected(u64::MAX - 1, u64::MAX), 112);
        assert_eq!(expected(0, 0), 100);
        let most = Share {
            given: 1,
            total: u64::MAX,
        };
        assert_eq!(most.expected(usize::MAX), usize::MAX);
    }
}
