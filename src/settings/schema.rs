//! The JSON schema of the settings file.

use serde_json::{Value, json};

use super::file::quota_words;
use super::format::File;
use super::threshold::THRESHOLDS;
use crate::finding::RuleInfo;
use crate::profile::Profiles;

/// The schema, from the types that read the file, with the rules, limits and thresholds there are.
#[must_use]
pub fn schema(catalogue: &[&'static RuleInfo], profiles: &Profiles) -> Value {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_deserialize()
        .into_generator()
        .into_root_schema_for::<File>()
        .to_value();
    let rules: Vec<String> = catalogue
        .iter()
        .flat_map(|rule| [rule.name.to_owned(), rule.code.to_string()])
        .collect();
    let mut put = |pointer: &str, key: &str, value: Value| {
        let place = schema.pointer_mut(pointer).and_then(Value::as_object_mut);
        if let Some(place) = place {
            place.insert(key.to_owned(), value);
        }
    };
    // The names make editors complete; the pattern lets beginnings, lists and any casing pass.
    let selector =
        json!([{"enum": rules}, {"pattern": "^[A-Za-z0-9_-]+\\*?( *, *[A-Za-z0-9_-]+\\*?)*$"}]);
    put("/$defs/Selector", "anyOf", selector);
    let counts = json!({"type": "integer", "minimum": 0});
    let thresholds: serde_json::Map<String, Value> = THRESHOLDS
        .iter()
        .map(|of| {
            let about = json!({
                "type": "integer", "minimum": 0, "default": of.default, "description": of.about
            });
            (of.name.to_owned(), about)
        })
        .collect();
    put(
        "/properties/thresholds",
        "properties",
        Value::Object(thresholds),
    );
    put(
        "/properties/thresholds",
        "additionalProperties",
        json!(false),
    );
    let quotas: serde_json::Map<String, Value> = quota_words(profiles)
        .into_iter()
        .map(|word| (word, counts.clone()))
        .collect();
    let own = json!({
        "type": "object",
        "description": "The limits of one account.",
        "additionalProperties": false,
        "properties": quotas.clone()
    });
    put("/properties/quotas", "properties", Value::Object(quotas));
    put("/properties/quotas", "additionalProperties", own);
    schema
}
