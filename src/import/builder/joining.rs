//! The elements of one kind, put together.

use rustc_hash::FxHashMap;

use super::slots::{Identity, Slots};
use super::{Contradiction, SameName, Share};
use crate::import::views::{Meeting, Member};
use crate::model::*;
use crate::source::Text;

/// Elements of one kind after all their views were put together.
pub(super) struct Joined<T> {
    pub(super) elements: Vec<T>,
    pub(super) contradictions: Vec<Contradiction>,
    pub(super) same_names: Vec<SameName>,
}

impl<T> Default for Joined<T> {
    fn default() -> Self {
        Self {
            elements: Vec::new(),
            contradictions: Vec::new(),
            same_names: Vec::new(),
        }
    }
}

/// A view of an element that was met before.
struct Further<T> {
    slot: usize,
    strength: u8,
    /// When it was met.
    order: usize,
    view: T,
}

/// Takes the elements of one kind, list by list.
pub(super) struct Joiner<T> {
    slots: Slots<T>,
    /// The first view of each.
    elements: Vec<T>,
    further: Vec<Further<T>>,
    /// How many were met.
    met: usize,
}

impl<T> Default for Joiner<T> {
    fn default() -> Self {
        Self {
            slots: Slots::default(),
            elements: Vec::new(),
            further: Vec::new(),
            met: 0,
        }
    }
}

impl<T: Identity + Member> Joiner<T> {
    /// Takes the lists of further documents, in their order.
    pub(super) fn add(&mut self, lists: Vec<Vec<T>>, share: Share) {
        let mut coming: usize = lists.iter().map(Vec::len).sum();
        let expected = share.expected(self.met + coming);
        self.slots.make_room(coming, expected);
        for mut list in lists {
            self.slots.next_view();
            let length = list.len();
            // The first list becomes the arena, so that one large export is not copied.
            if self.elements.is_empty() {
                let repeated = list
                    .iter()
                    .enumerate()
                    .filter(|(at, element)| self.slots.slot(element, *at).is_some())
                    .count();
                if repeated == 0 {
                    self.met += length;
                    coming -= length;
                    make_room(&mut list, coming, expected);
                    self.elements = list;
                    continue;
                }
                self.slots = Slots::default();
                self.slots.make_room(coming, expected);
                self.slots.next_view();
            }
            make_room(&mut self.elements, coming, expected);
            coming -= length;
            for element in list {
                self.met += 1;
                match self.slots.slot(&element, self.elements.len()) {
                    Some(slot) => self.further.push(Further {
                        slot,
                        strength: strength(element.head()),
                        order: self.met,
                        view: element,
                    }),
                    None => self.elements.push(element),
                }
            }
        }
    }

    /// Fills the first views from the further ones.
    pub(super) fn finish(mut self) -> Joined<T> {
        let contradictions = fill(&mut self.elements, self.further);
        let same_names = same_names(&self.elements);
        Joined {
            elements: self.elements,
            contradictions,
            same_names,
        }
    }
}

/// Makes room for `coming` more at least, and where that is to be done, for as many as are expected in the end: memory that is not
/// touched costs nothing, and growing moves everything.
fn make_room<T>(elements: &mut Vec<T>, coming: usize, expected: usize) {
    if elements.capacity() - elements.len() < coming {
        let more = expected.saturating_sub(elements.len()).max(coming);
        // An expectation for which there is no room is none; the elements then grow as they come.
        let _ = elements.try_reserve_exact(more);
    }
}

/// Smaller is stronger.
fn strength(head: &Head) -> u8 {
    match (head.mode, head.presence) {
        (Mode::Design, _) => 0,
        (Mode::Export, Presence::Listed)
            if head.exporter.is_some() && head.exporter == head.account.get() =>
        {
            1
        }
        (Mode::Export, Presence::Listed) => 2,
        (Mode::Export, Presence::Mentioned) => 3,
    }
}

fn fill<T: Identity + Member>(
    elements: &mut [T],
    mut further: Vec<Further<T>>,
) -> Vec<Contradiction> {
    further.sort_by_key(|view| (view.slot, view.strength, view.order));
    let mut contradictions = Vec::new();
    for Further { slot, mut view, .. } in further {
        let Some(base) = elements.get_mut(slot) else {
            continue;
        };
        if strength(view.head()) < strength(base.head()) {
            std::mem::swap(base, &mut view);
        }
        let mut meeting = if base.head().mode == view.head().mode {
            Meeting::default()
        } else {
            Meeting::overlay()
        };
        let place = |head: &Head| head.origins.first().copied().or(head.id.span());
        let (here, there) = (place(base.head()), place(view.head()));
        base.fill(view, &mut meeting);
        if let Some((member, held, other)) = meeting.contradiction
            && let (Some(held), Some(other)) = (held.or(here), other.or(there))
        {
            contradictions.push(Contradiction {
                element: T::any(Id::new(slot)),
                member,
                held,
                other,
            });
        }
    }
    contradictions
}

fn same_names<T: Element>(elements: &[T]) -> Vec<SameName> {
    let mut known: FxHashMap<Text, usize> = FxHashMap::default();
    let mut twice = Vec::new();
    for (at, element) in elements.iter().enumerate() {
        let head = element.head();
        let Some(name) = head.name.get().filter(|_| head.mode == Mode::Design) else {
            continue;
        };
        let first = *known.entry(name).or_insert(at);
        if first != at {
            twice.push(SameName {
                held: T::any(Id::new(first)),
                other: T::any(Id::new(at)),
            });
        }
    }
    twice
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_made_once_and_an_expectation_without_room_is_no_failure() {
        let mut elements = vec![1_u64];
        make_room(&mut elements, 3, 50);
        assert!(elements.capacity() >= 50);
        let before = elements.as_ptr();
        for _ in 0..49 {
            make_room(&mut elements, 1, 60);
            elements.push(2);
        }
        assert_eq!(elements.as_ptr(), before);
        make_room(&mut elements, 1, usize::MAX);
        elements.extend([3; 10]);
        assert_eq!(elements.len(), 60);
    }
}
