//! The settings file as it is written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use super::placed::Placed;
use crate::finding::Severity;
use crate::model::{ElementKind, Time};

pub(super) type Words = Vec<Placed<Selector>>;
pub(super) type Counts = BTreeMap<Placed<String>, Placed<Count>>;

/// The settings of `netvet`, in a file named `netvet.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(rename = "Settings")]
pub(super) struct File {
    /// Only these rules run: names, codes, or beginnings of codes.
    pub(super) select: Option<Placed<Words>>,
    /// These rules run too.
    pub(super) extend_select: Option<Placed<Words>>,
    /// These rules do not run.
    pub(super) ignore: Option<Placed<Words>>,
    /// The lowest severity that makes the exit status 1.
    pub(super) fail_on: Option<Placed<FailOn>>,
    /// The clock of rules about expiry; left out: the latest time that the inputs carry, else now.
    pub(super) as_of: Option<Placed<Moment>>,
    /// Keys of tags that elements must have.
    pub(super) required_tags: Option<RequiredTags>,
    /// Other severities than the rules' own, by rule, code or beginning of a code; the longer selector decides.
    pub(super) severity: BTreeMap<Placed<Selector>, Placed<Level>>,
    /// Limits that the provider has raised, for all accounts or, in a table named by an account, for that one.
    pub(super) quotas: BTreeMap<Placed<String>, Placed<Quota>>,
    /// From where on rules speak that have no fixed limit.
    pub(super) thresholds: Counts,
    /// Networks whose addresses overlap on purpose.
    pub(super) intended_overlap: Vec<IntendedOverlap>,
    /// Findings that are accepted.
    pub(super) exceptions: Vec<Exception>,
}

/// Networks whose addresses overlap on purpose.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IntendedOverlap {
    /// The networks, by id, name, `network/id` or `network/name`; at least two.
    #[schemars(length(min = 2))]
    pub(super) networks: Placed<Vec<Placed<String>>>,
    /// Why that is right.
    pub(super) reason: Placed<String>,
}

/// Findings that are accepted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    /// The rule: a name, a code, or the beginning of a code.
    pub(super) rule: Placed<Selector>,
    /// The element, by id, name, `kind/id` or `kind/name`; left out: every element.
    pub(super) element: Option<Placed<String>>,
    /// Why the finding is accepted; without one there is a finding about the exception itself.
    pub(super) reason: Option<Placed<String>>,
    /// The last day on which it is accepted.
    pub(super) until: Option<Placed<Day>>,
}

/// A rule's name or code, or the beginning of either.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Selector(pub(super) String);

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Selector)
    }
}

impl JsonSchema for Selector {
    fn schema_name() -> Cow<'static, str> {
        "Selector".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A rule's name or code, or the beginning of either.",
            "type": "string"
        })
    }
}

/// A severity, or no severity by another word.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident $expected:literal {
        $($(#[$about:meta])* $variant:ident $word:literal $severity:expr,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, JsonSchema)]
        #[schemars(rename_all = "lowercase")]
        pub(super) enum $name {
            $($(#[$about])* $variant,)*
        }

        impl $name {
            pub(super) const fn severity(self) -> Option<Severity> {
                match self {
                    $($name::$variant => $severity,)*
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl Visitor<'_> for Reader {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        match text {
                            $($word => Ok($name::$variant),)*
                            _ => Err(E::unknown_variant(text, &[$($word),*])),
                        }
                    }
                }
                deserializer.deserialize_any(Reader)
            }
        }
    };
}

words! {
    /// From which severity on a finding fails the run.
    FailOn "\"error\", \"warning\", \"info\" or \"never\"" {
        /// Errors only.
        Error "error" Some(Severity::Error),
        /// Warnings and errors.
        Warning "warning" Some(Severity::Warning),
        /// Every finding.
        Info "info" Some(Severity::Info),
        /// None.
        Never "never" None,
    }
}

words! {
    /// A severity, or off.
    Level "\"error\", \"warning\", \"info\" or \"off\"" {
        /// An error.
        Error "error" Some(Severity::Error),
        /// A warning.
        Warning "warning" Some(Severity::Warning),
        /// An info.
        Info "info" Some(Severity::Info),
        /// The rule does not run.
        Off "off" None,
    }
}

/// A whole number that is not negative.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count(pub(super) u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Count;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, 0 or more")
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Count, E> {
                count(value, &self)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

fn count<E: de::Error>(value: i64, expected: &dyn de::Expected) -> Result<Count, E> {
    u64::try_from(value)
        .map(Count)
        .map_err(|_| E::invalid_value(de::Unexpected::Signed(value), expected))
}

impl JsonSchema for Count {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Count".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "minimum": 0})
    }
}

/// A raised limit, or those of one account.
#[derive(Debug)]
pub(super) enum Quota {
    One(Count),
    Account(Counts),
}

impl<'de> Deserialize<'de> for Quota {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Quota;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, 0 or more, or a table of them for one account")
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Quota, E> {
                count(value, &self).map(Quota::One)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Quota, A::Error> {
                let mut counts = Counts::new();
                while let Some((key, value)) = map.next_entry()? {
                    counts.insert(key, value);
                }
                Ok(Quota::Account(counts))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl JsonSchema for Quota {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Quota".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"anyOf": [
            {"type": "integer", "minimum": 0},
            {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
        ]})
    }
}

/// Keys of tags: a list for every element, or lists by kind.
#[derive(Debug)]
pub(super) enum RequiredTags {
    Every(Vec<Placed<String>>),
    ByKind(BTreeMap<Placed<String>, Vec<Placed<String>>>),
}

/// The key of a table by kind that means every kind.
pub(super) const EVERY_KIND: &str = "all";

impl<'de> Deserialize<'de> for RequiredTags {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = RequiredTags;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of tag keys, or a table of such lists by kind of element")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<RequiredTags, A::Error> {
                let mut keys = Vec::new();
                while let Some(key) = seq.next_element()? {
                    keys.push(key);
                }
                Ok(RequiredTags::Every(keys))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RequiredTags, A::Error> {
                let mut kinds = BTreeMap::new();
                while let Some((kind, keys)) = map.next_entry()? {
                    kinds.insert(kind, keys);
                }
                Ok(RequiredTags::ByKind(kinds))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl JsonSchema for RequiredTags {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "RequiredTags".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let keys = serde_json::json!({"type": "array", "items": {"type": "string"}});
        let kinds = std::iter::once(EVERY_KIND).chain(ElementKind::ALL.iter().map(|k| k.word()));
        let by_kind: serde_json::Map<String, serde_json::Value> =
            kinds.map(|word| (word.to_owned(), keys.clone())).collect();
        json_schema!({"anyOf": [
            keys,
            {"type": "object", "additionalProperties": false, "properties": by_kind}
        ]})
    }
}

/// Text, or what TOML has for dates and times.
fn date_or_text<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<String, D::Error> {
    struct Reader(&'static str);
    impl<'de> Visitor<'de> for Reader {
        type Value = String;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
            // A date of TOML comes as a map of one private key.
            match map.next_entry::<String, String>()? {
                Some((key, text)) if key.starts_with("$__toml") => Ok(text),
                _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
            }
        }
    }
    deserializer.deserialize_any(Reader(expected))
}

/// A moment with its zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment(pub(super) Time);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a time with its zone, for example 2026-01-31T12:00:00Z";
        let text = date_or_text(deserializer, EXPECTED)?;
        match text.parse::<jiff::Timestamp>() {
            Ok(time) => Ok(Moment(Time(time.as_second()))),
            Err(_) => Err(de::Error::invalid_value(
                de::Unexpected::Other(&format!("`{text}`")),
                &EXPECTED,
            )),
        }
    }
}

impl JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date-time"})
    }
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day(pub(super) jiff::civil::Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a day, for example 2026-01-31";
        let text = date_or_text(deserializer, EXPECTED)?;
        day(&text).map(Day).ok_or_else(|| {
            de::Error::invalid_value(de::Unexpected::Other(&format!("`{text}`")), &EXPECTED)
        })
    }
}

/// A day as it is written, `2026-01-31`.
pub(super) fn day(text: &str) -> Option<jiff::civil::Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date"})
    }
}
