//! The JSON schemas of the formats, by name.

use serde_json::Value;

/// A schema.
#[derive(Debug)]
pub struct Schema {
    /// Its name in the command and in its file's name.
    pub name: &'static str,
    /// Makes it from the types that read or write the format.
    pub make: fn() -> Value,
}

/// Every schema.
pub static SCHEMAS: &[Schema] = &[
    Schema {
        name: "design",
        make: crate::import::yaml::schema,
    },
    Schema {
        name: "report",
        make: crate::report::json::schema,
    },
    Schema {
        name: "scenario",
        make: crate::import::yaml::scenario::schema,
    },
    Schema {
        name: "settings",
        make: settings,
    },
];

/// With the rules and limits there are.
fn settings() -> Value {
    let profiles = crate::profile::Profiles::new(crate::provider::PROFILES);
    crate::settings::schema(&super::catalogue::all(), &profiles)
}

/// A schema as text, with a line break at the end.
///
/// ```
/// let schema = netvet::app::schema::text("design").expect("a schema of that name");
/// assert!(schema.contains("virtual_interfaces"));
/// assert_eq!(netvet::app::schema::text("nothing"), None);
/// ```
#[must_use]
pub fn text(name: &str) -> Option<String> {
    let schema = SCHEMAS.iter().find(|schema| schema.name == name)?;
    Some(format!("{:#}\n", (schema.make)()))
}
