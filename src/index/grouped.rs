//! Two shapes of "all values of one key": by element id and by any ordered key.

use std::fmt;
use std::marker::PhantomData;

use rayon::prelude::*;

use crate::model::Id;

/// All values of each element of one kind, in the order in which they were given; two flat vectors.
pub struct Grouped<K, V> {
    starts: Vec<u32>,
    values: Vec<V>,
    key: PhantomData<fn() -> K>,
}

impl<K, V> Default for Grouped<K, V> {
    fn default() -> Self {
        Self {
            starts: Vec::new(),
            values: Vec::new(),
            key: PhantomData,
        }
    }
}

impl<K, V: fmt::Debug> fmt::Debug for Grouped<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grouped")
            .field("values", &self.values)
            .finish_non_exhaustive()
    }
}

impl<K, V: Copy> Grouped<K, V> {
    /// Groups pairs of an arena of `len` elements by counting; pairs whose id lies outside the arena are left out.
    #[must_use]
    pub fn new(len: usize, pairs: impl IntoIterator<Item = (Id<K>, V)>) -> Self {
        let pairs: Vec<(Id<K>, V)> = pairs
            .into_iter()
            .filter(|(id, _)| id.index() < len)
            .collect();
        let mut starts = vec![0_u32; len + 1];
        for (id, _) in &pairs {
            starts[id.index() + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut values: Vec<Option<V>> = vec![None; pairs.len()];
        for (id, value) in pairs {
            let slot = &mut next[id.index()];
            values[*slot as usize] = Some(value);
            *slot += 1;
        }
        Self {
            starts,
            values: values.into_iter().flatten().collect(),
            key: PhantomData,
        }
    }
}

impl<K, V> Grouped<K, V> {
    /// The values of `id`; none where there are none.
    #[must_use]
    pub fn of(&self, id: Id<K>) -> &[V] {
        let at = id.index();
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => self
                .values
                .get(*start as usize..*end as usize)
                .unwrap_or(&[]),
            _ => &[],
        }
    }
}

/// All values of each key, in the order in which they were given; found by binary search.
#[derive(Debug)]
pub struct Keyed<K, V>(Vec<(K, V)>);

impl<K, V> Default for Keyed<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy + Send, V: Send> Keyed<K, V> {
    /// Sorts pairs by key; equal keys keep their order.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut pairs: Vec<(K, V)> = pairs.into_iter().collect();
        pairs.par_sort_by_key(|(key, _)| *key);
        Self(pairs)
    }

    /// The pairs of `key`.
    #[must_use]
    pub fn of(&self, key: K) -> &[(K, V)] {
        let start = self.0.partition_point(|(k, _)| *k < key);
        let rest = &self.0[start..];
        &rest[..rest.partition_point(|(k, _)| *k == key)]
    }

    /// The values of `key`.
    pub fn values(&self, key: K) -> impl Iterator<Item = &V> + use<'_, K, V> {
        self.of(key).iter().map(|(_, value)| value)
    }

    /// All keys with their pairs, in the order of the keys.
    pub fn groups(&self) -> impl Iterator<Item = &[(K, V)]> {
        self.0.chunk_by(|(a, _), (b, _)| a == b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Network;

    #[test]
    fn values_stay_with_their_key_and_in_order() {
        let id = Id::<Network>::new;
        let grouped = Grouped::new(3, [(id(2), 'a'), (id(0), 'b'), (id(2), 'c'), (id(9), 'x')]);
        assert_eq!(grouped.of(id(2)), ['a', 'c']);
        assert_eq!(grouped.of(id(0)), ['b']);
        assert!(grouped.of(id(1)).is_empty() && grouped.of(id(7)).is_empty());
        let keyed = Keyed::new([(5, 'a'), (1, 'b'), (5, 'c')]);
        assert_eq!(keyed.values(5).collect::<String>(), "ac");
        assert_eq!(keyed.of(2), []);
        assert_eq!(keyed.groups().count(), 2);
    }
}
