//! The word that was meant.

/// The one of `known` that is nearest to `word`, if it is near enough to be meant; among equals the first in the alphabet.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let most = match word.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    known
        .into_iter()
        // Most are too long or too short, which is quickly told.
        .filter(|known| known.len().abs_diff(word.len()) <= 4 * most)
        .map(|known| (distance(&word, &known.to_lowercase()), known))
        // At least half of the letters must stay.
        .filter(|(slips, known)| *slips <= most && slips * 2 <= known.chars().count())
        .min()
        .map(|(_, known)| known)
}

/// How many letters must be added, dropped, replaced, or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (at, letter) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        for (column, known) in other.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = (cell(&row, column) + usize::from(letter != *known))
                .min(cell(&row, column + 1) + 1)
                .min(cell(&next, column) + 1);
            let swapped =
                last == Some(*known) && column > 0 && other.get(column - 1) == Some(&letter);
            if swapped {
                best = best.min(cell(&before, column - 1) + 1);
            }
            next.push(best);
        }
        last = Some(letter);
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        assert_eq!(distance("cidrs", "cidrs"), 0);
        assert_eq!(distance("cidr", "cidrs"), 1);
        assert_eq!(distance("cdirs", "cidrs"), 1);
        assert_eq!(distance("", "asn"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn only_what_is_near_is_suggested() {
        const KNOWN: [&str; 6] = ["cidrs", "state", "asn", "to", "bgp_peers", "Prod-A"];
        assert_eq!(nearest("cidr", KNOWN), Some("cidrs"));
        assert_eq!(nearest("bgp-peers", KNOWN), Some("bgp_peers"));
        assert_eq!(nearest("BgpPeers", KNOWN), Some("bgp_peers"));
        assert_eq!(nearest("pord-a", KNOWN), Some("Prod-A"));
        assert_eq!(nearest("ot", KNOWN), Some("to"));
        assert_eq!(nearest("of", KNOWN), None);
        assert_eq!(nearest("xyz", KNOWN), None);
    }
}
