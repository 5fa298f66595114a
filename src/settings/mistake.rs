//! What is wrong in a settings or baseline file: where, what was expected, what was meant.

use super::placed::Mark;
use crate::model::near::nearest;

/// Something wrong in a file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where.
    pub mark: Mark,
    /// One sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Mistake {
    /// Without advice.
    #[must_use]
    pub fn new(mark: Mark, message: impl Into<String>) -> Self {
        Mistake {
            mark,
            message: message.into(),
            help: None,
        }
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A word that is not known, with the one that was meant or all there are.
    #[must_use]
    pub(super) fn unknown(mark: Mark, what: &str, given: &str, known: &[&str]) -> Self {
        let mistake = Mistake::new(mark, format!("there is no {what} `{given}`"));
        match nearest(given, known.iter().copied()) {
            Some(near) => mistake.help(format!("did you mean `{near}`?")),
            None => mistake.help(listed(what, known)),
        }
    }
}

fn listed(what: &str, known: &[&str]) -> String {
    match known {
        [one] => format!("the only {what} here is `{one}`"),
        _ => {
            let words: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
            format!("it is one of {}", words.join(", "))
        }
    }
}

/// What the TOML reader says, in the words of this program.
pub(super) fn reworded(mark: Mark, message: &str) -> Mistake {
    // The quoted words of the message: the given one, then the known ones.
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let (true, [given, known @ ..]) = (message.starts_with("unknown field"), quoted.as_slice()) {
        return Mistake::unknown(mark, "key", given, known);
    }
    if let (true, [given, known @ ..]) = (message.starts_with("unknown variant"), quoted.as_slice())
    {
        return Mistake::unknown(mark, "value", given, known);
    }
    if let (true, [missing, ..]) = (message.starts_with("missing field"), quoted.as_slice()) {
        return Mistake::new(mark, format!("the key `{missing}` is missing here"));
    }
    let found = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "));
    if let Some((found, expected)) = found.and_then(|rest| rest.split_once(", expected ")) {
        let expected = match expected {
            "a sequence" => "a list",
            "a map" => "a table",
            "a string" => "a text in quotes",
            _ if expected.starts_with("struct ") => "a table",
            _ => expected,
        };
        let found = match found {
            "sequence" => "a list",
            "map" => "a table",
            _ => found,
        };
        return Mistake::new(mark, format!("expected {expected}, found {found}"));
    }
    Mistake::new(mark, message)
}
