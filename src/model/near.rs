//! The word that was meant.

use strsim::osa_distance;

/// The one of `known` that is nearest to `word`, if it is near enough to be meant; among equals the first in the alphabet.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    known
        .into_iter()
        .filter_map(|known| {
            let letters = known.chars().count();
            // At least half of the letters must stay.
            let most = match length {
                0..=2 => 1,
                3..=5 => 2,
                _ => 1 + letters / 5,
            }
            .min(letters / 2);
            // Most are too long or too short, which is quickly told.
            if length.abs_diff(letters) > most {
                return None;
            }
            let slips = osa_distance(&word, &known.to_lowercase());
            (slips <= most).then_some((slips, known))
        })
        .min()
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

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
