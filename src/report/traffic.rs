//! What traffic would do, for reports with room for it: plain data, bounded by whoever fills it in, with every text made safe to show.

use serde::Serialize;

/// Who reaches whom, and what breaks when something fails.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Traffic {
    /// Networks and sites, in their order; `from` and `to` are numbers in this list.
    pub ends: Vec<End>,
    /// All pairs, one grid for each family in which there are pairs.
    pub grids: Vec<Grid>,
    /// Pairs with every look-up on the way, the ones with problems first.
    pub paths: Vec<Path>,
    /// What fails, what loses most first.
    pub failures: Vec<Failure>,
    /// How many elements lose something when they fail, also of those that the list does not hold.
    #[serde(skip)]
    pub single_points: usize,
    /// How well gateways and pairs are doubled.
    #[serde(skip)]
    pub ratings: Vec<Rating>,
    /// The keys of things in the picture; other lists hold numbers in this one.
    pub keys: Vec<String>,
    /// Sentences about reachability: what is left out, or why there is nothing.
    #[serde(skip)]
    pub reach_notes: Vec<String>,
    /// The same about failures.
    #[serde(skip)]
    pub failure_notes: Vec<String>,
}

/// A network or site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct End {
    /// What commands call it.
    pub name: String,
    /// What people call it, with its name where that differs.
    pub label: String,
    /// Its thing in the picture.
    pub key: Option<u32>,
}

/// What arrives of the addresses of all from all, in a family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grid {
    /// `ipv4` or `ipv6`.
    pub family: &'static str,
    /// For each source a letter for each destination: `d` delivered, `p` partial, `n` not delivered, `u` unknown, `x` no such pair.
    /// A letter with a number behind it stands so often.
    pub rows: Vec<String>,
    /// Pairs, each counted once, by verdict.
    #[serde(skip)]
    pub counts: Vec<(&'static str, usize)>,
    /// Pairs that do not work both ways, at most as many as a table shows.
    #[serde(skip)]
    pub troubled: Vec<Troubled>,
}

/// A pair that does not work both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Troubled {
    /// One end.
    pub from: u32,
    /// The other.
    pub to: u32,
    /// What arrives at the other.
    pub forward: &'static str,
    /// What arrives at the one.
    pub back: &'static str,
    /// Both.
    pub verdict: &'static str,
}

/// A pair with what becomes of its packets in one direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Path {
    /// Where packets start.
    pub from: u32,
    /// Where they should arrive.
    pub to: u32,
    /// The family.
    pub family: &'static str,
    /// Whether both directions use the same things.
    pub symmetry: Option<&'static str>,
    /// What becomes of the addresses.
    pub outcomes: Vec<Outcome>,
    /// Facts that are missing.
    pub missing: Vec<String>,
    /// What packets pass, in the picture.
    pub keys: Vec<u32>,
}

/// Addresses that share an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The class.
    pub class: &'static str,
    /// Where packets end.
    pub at: String,
    /// The addresses, in words.
    pub addresses: String,
    /// What packets pass, in travel order; several where there are equal paths.
    pub ways: Vec<String>,
    /// Whether only one of them is used, and which is not known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub either: bool,
    /// A remark about several paths, flags, and the sources for which it holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// A sentence.
    pub why: String,
    /// Each look-up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<Hop>,
}

/// A look-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// The network, gateway or site.
    pub at: String,
    /// The table.
    pub table: String,
    /// What is used.
    pub winner: Option<Route>,
    /// What else could be used, each with what became of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<(&'static str, Route)>,
    /// The step and the rule that decided.
    pub decided: String,
}

/// Something that a look-up could use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// Prefix, target and origin, in words.
    pub text: String,
    /// Where it was written: path, line and column; empty for what nobody wrote.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// An element that fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Its kind.
    #[serde(skip)]
    pub kind: &'static str,
    /// `kind/name`.
    pub name: String,
    /// Ordered pairs that lose something.
    #[serde(skip)]
    pub lost_pairs: usize,
    /// Ordered pairs that gain something.
    #[serde(skip)]
    pub gained_pairs: usize,
    /// Addresses lost over all pairs, IPv4 and IPv6.
    #[serde(skip)]
    pub lost_addresses: [String; 2],
    /// How often something arrives on another way.
    #[serde(skip)]
    pub changed_paths: usize,
    /// What each pair loses and gains, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<String>,
    /// What arrives on another way, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
    /// For each network and site whether it takes part in a loss, `l`, or not, `n`; written as in [`Grid::rows`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hurt: String,
    /// What is out of service, in the picture; the element itself first.
    pub keys: Vec<u32>,
    /// What is out of service with it, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
}

/// How well something is doubled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// A gateway, or a network and a site.
    pub of: String,
    /// The class.
    pub class: &'static str,
    /// Why.
    pub because: String,
    /// The prefixes that hold it down.
    pub limited_by: String,
}

/// Letters with numbers behind those that repeat.
#[must_use]
pub fn run_lengths(letters: impl IntoIterator<Item = char>) -> String {
    let mut out = String::new();
    let mut last: Option<(char, usize)> = None;
    let mut end = |run: Option<(char, usize)>| {
        if let Some((letter, n)) = run {
            out.push(letter);
            if n > 1 {
                out.push_str(&n.to_string());
            }
        }
    };
    for letter in letters {
        match &mut last {
            Some((same, n)) if *same == letter => *n += 1,
            _ => end(last.replace((letter, 1))),
        }
    }
    end(last);
    out
}

#[cfg(test)]
mod tests {
    use super::run_lengths;

    #[test]
    fn letters_that_repeat_are_counted() {
        assert_eq!(run_lengths("".chars()), "");
        assert_eq!(run_lengths("x".chars()), "x");
        assert_eq!(run_lengths("xddddddddddddnud".chars()), "xd12nud");
    }
}
