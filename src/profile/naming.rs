//! Identifiers, names, descriptions and tags.

use super::fact::Fact;
use super::text::TextRule;
use crate::model::ElementKind;

/// What an identifier of a kind looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdForm {
    /// A prefix with its hyphen (`vpc-`), then hexadecimal digits.
    Prefix(&'static str),
    /// A UUID.
    Uuid,
}

impl IdForm {
    /// Whether an identifier has this form. After a prefix any letters and digits pass, as sanitised exports have them.
    #[must_use]
    pub fn fits(self, id: &str) -> bool {
        match self {
            IdForm::Prefix(prefix) => id.strip_prefix(prefix).is_some_and(|rest| {
                !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric())
            }),
            IdForm::Uuid => {
                id.len() == 36
                    && id.bytes().enumerate().all(|(at, b)| match at {
                        8 | 13 | 18 | 23 => b == b'-',
                        _ => b.is_ascii_hexdigit(),
                    })
            }
        }
    }
}

/// The form of a kind's identifiers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct IdRow {
    /// The kind.
    pub kind: ElementKind,
    /// The form.
    pub form: Fact<IdForm>,
}

/// What an owner's identifier looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccountForm {
    /// So many digits; zeros at the start count.
    Digits(usize),
    /// 32 hexadecimal digits, with or without the hyphens of a UUID.
    HexOrUuid,
}

impl AccountForm {
    /// Whether an identifier has this form.
    #[must_use]
    pub fn fits(self, id: &str) -> bool {
        match self {
            AccountForm::Digits(count) => {
                id.len() == count && id.bytes().all(|b| b.is_ascii_digit())
            }
            AccountForm::HexOrUuid => {
                IdForm::Uuid.fits(id)
                    || (id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()))
            }
        }
    }
}

/// Names or descriptions of some kinds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TextRow {
    /// The kinds; empty: all that no other row names.
    pub kinds: &'static [ElementKind],
    /// What they may be.
    pub rule: Fact<TextRule>,
}

/// Tags of some kinds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TagRule {
    /// The kinds; empty: all that no other row names.
    pub kinds: &'static [ElementKind],
    /// The key.
    pub key: Fact<TextRule>,
    /// The value.
    pub value: Fact<TextRule>,
    /// How a key may not begin.
    pub reserved_prefix: Fact<&'static str>,
    /// How many on one element.
    pub most: Fact<usize>,
}

/// Identifiers, names, descriptions and tags.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NamingRules {
    /// Forms of identifiers by kind.
    pub ids: &'static [IdRow],
    /// The form of an owner's identifier.
    pub account: Fact<AccountForm>,
    /// Owners that are services or the provider itself, and have no such identifier.
    pub service_owners: &'static [&'static str],
    /// Names, where elements have a field for one.
    pub names: &'static [TextRow],
    /// Descriptions.
    pub descriptions: &'static [TextRow],
    /// Tags.
    pub tags: &'static [TagRule],
}

impl NamingRules {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        ids: &[],
        account: Fact::Unknown,
        service_owners: &[],
        names: &[],
        descriptions: &[],
        tags: &[],
    };

    /// The form of a kind's identifiers.
    #[must_use]
    pub fn id(&self, kind: ElementKind) -> Fact<IdForm> {
        self.ids
            .iter()
            .find(|row| row.kind == kind)
            .map_or(Fact::Unknown, |row| row.form)
    }

    /// What the name of a kind may be.
    #[must_use]
    pub fn name(&self, kind: ElementKind) -> Fact<TextRule> {
        text_of(self.names, kind)
    }

    /// What the description of a kind may be.
    #[must_use]
    pub fn description(&self, kind: ElementKind) -> Fact<TextRule> {
        text_of(self.descriptions, kind)
    }

    /// The rules for tags of a kind.
    #[must_use]
    pub fn tags_of(&self, kind: ElementKind) -> Option<&'static TagRule> {
        let own = self.tags.iter().find(|row| row.kinds.contains(&kind));
        own.or_else(|| self.tags.iter().find(|row| row.kinds.is_empty()))
    }
}

fn text_of(rows: &[TextRow], kind: ElementKind) -> Fact<TextRule> {
    rows.iter()
        .find(|row| row.kinds.contains(&kind))
        .or_else(|| rows.iter().find(|row| row.kinds.is_empty()))
        .map_or(Fact::Unknown, |row| row.rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_identifiers() {
        assert!(IdForm::Prefix("vpc-").fits("vpc-0a1b2c3d4e5f67890"));
        assert!(IdForm::Prefix("vpc-").fits("vpc-a"));
        assert!(!IdForm::Prefix("vpc-").fits("vpc-"));
        assert!(!IdForm::Prefix("tgw-").fits("tgw-attach-1"));
        assert!(IdForm::Uuid.fits("5f67d3aa-91da-4b0f-9c31-1e36e5a7b7f1"));
        assert!(!IdForm::Uuid.fits("5f67d3aa91da4b0f9c311e36e5a7b7f1"));
        assert!(AccountForm::HexOrUuid.fits("5f67d3aa91da4b0f9c311e36e5a7b7f1"));
        assert!(AccountForm::Digits(12).fits("012345678901"));
        assert!(!AccountForm::Digits(12).fits("12345678901"));
    }
}
