//! Texts: how long, of which characters.

/// Which characters a name may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Charset {
    /// Any.
    Any,
    /// Anything but these.
    Without(&'static str),
    /// Lower-case ASCII letters, digits and these.
    LowerDigitsAnd(&'static str),
    /// Letters and digits of ASCII, and these.
    AlphanumericAnd(&'static str),
    /// Letters and digits of any script, and these.
    LettersDigitsAnd(&'static str),
}

impl Charset {
    /// The first character that may not stand there.
    #[must_use]
    pub fn refuses(self, text: &str) -> Option<char> {
        text.chars().find(|c| match self {
            Charset::Any => false,
            Charset::Without(bad) => bad.contains(*c),
            Charset::LowerDigitsAnd(more) => {
                !(c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(*c))
            }
            Charset::AlphanumericAnd(more) => !(c.is_ascii_alphanumeric() || more.contains(*c)),
            Charset::LettersDigitsAnd(more) => !(c.is_alphanumeric() || more.contains(*c)),
        })
    }
}

/// A text's length in characters, and what it may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TextRule {
    /// At least so many characters.
    pub least: usize,
    /// At most so many.
    pub most: usize,
    /// Which.
    pub charset: Charset,
    /// Characters that may not stand first.
    pub not_first: &'static str,
}

impl TextRule {
    /// No greatest length.
    pub const ANY_LENGTH: usize = usize::MAX;

    /// So many characters of a set.
    #[must_use]
    pub const fn new(least: usize, most: usize, charset: Charset) -> Self {
        Self {
            least,
            most,
            charset,
            not_first: "",
        }
    }

    /// The same, without these at the start.
    #[must_use]
    pub const fn not_first(mut self, characters: &'static str) -> Self {
        self.not_first = characters;
        self
    }

    /// What is wrong with a text, after "the key"; `None` where nothing is.
    #[must_use]
    pub fn refuses(&self, text: &str) -> Option<String> {
        let length = text.chars().count();
        if length < self.least {
            return Some(if length == 0 {
                "is empty".to_owned()
            } else {
                format!("has {length} characters; {} are needed", self.least)
            });
        }
        if length > self.most {
            return Some(format!(
                "has {length} characters; {} are possible",
                self.most
            ));
        }
        let refused = self.charset.refuses(text);
        let first = text.chars().next().filter(|c| self.not_first.contains(*c));
        refused
            .map(|c| format!("has the character `{c}`, which is not taken"))
            .or_else(|| first.map(|c| format!("begins with `{c}`, which is not taken")))
    }
}
