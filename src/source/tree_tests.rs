//! Trees and scanners against readers of other makers, and input that wants to do harm.

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value as Json;
use serde_yaml::Value as Yaml;

use super::json::{Scanner, unescape};
use super::tree::{Data, Node};
use super::*;

const FILE: FileId = FileId(0);

/// Whether a tree says what another reader read; scalars are compared as what they are written as.
fn same_json(node: &Node, value: &Json) -> bool {
    match (&node.data, value) {
        (Data::Null, Json::Null) => true,
        (Data::Scalar { text, quoted: true }, Json::String(other)) => **text == **other,
        (
            Data::Scalar {
                text,
                quoted: false,
            },
            Json::Bool(other),
        ) => **text == other.to_string(),
        (
            Data::Scalar {
                text,
                quoted: false,
            },
            Json::Number(other),
        ) => text.parse::<f64>().ok() == other.as_f64(),
        (Data::List(items), Json::Array(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(a, b)| same_json(a, b))
        }
        (Data::Map(entries), Json::Object(others)) => {
            let live = entries.iter().filter(|e| !e.shadowed);
            live.clone().count() == others.len()
                && live
                    .clone()
                    .all(|e| others.get(&*e.key).is_some_and(|b| same_json(&e.value, b)))
        }
        _ => false,
    }
}

fn same_yaml(node: &Node, value: &Yaml) -> bool {
    match (&node.data, value) {
        (Data::Null, Yaml::Null) => true,
        (Data::Scalar { text, .. }, Yaml::String(other)) => **text == **other,
        (
            Data::Scalar {
                text,
                quoted: false,
            },
            Yaml::Bool(other),
        ) => text.eq_ignore_ascii_case(&other.to_string()),
        (
            Data::Scalar {
                text,
                quoted: false,
            },
            Yaml::Number(other),
        ) => {
            serde_yaml::from_str::<f64>(text).ok().map(f64::to_bits)
                == other.as_f64().map(f64::to_bits)
        }
        (Data::List(items), Yaml::Sequence(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(a, b)| same_yaml(a, b))
        }
        (Data::Map(entries), Yaml::Mapping(others)) => {
            let live: Vec<_> = entries.iter().filter(|e| !e.shadowed).collect();
            live.len() == others.len()
                && live.iter().zip(others).all(|(entry, (key, value))| {
                    let same_key = match key {
                        Yaml::String(key) => *entry.key == **key,
                        Yaml::Null => matches!(&*entry.key, "" | "~" | "null"),
                        Yaml::Bool(key) => entry.key.eq_ignore_ascii_case(&key.to_string()),
                        Yaml::Number(key) => {
                            serde_yaml::from_str::<f64>(&entry.key).ok() == key.as_f64()
                        }
                        _ => false,
                    };
                    same_key && same_yaml(&entry.value, value)
                })
        }
        _ => false,
    }
}

/// Every place lies inside that of the value around it, in order.
fn places_nest(node: &Node, text: &str) -> bool {
    let inside = |inner: &Node| {
        node.start <= inner.start
            && inner.start <= inner.end
            && inner.end <= node.end
            && places_nest(inner, text)
    };
    let whole = text.get(node.start as usize..node.end as usize).is_some();
    whole
        && match &node.data {
            Data::List(items) => {
                items.iter().all(inside) && items.windows(2).all(|w| w[0].end <= w[1].start)
            }
            Data::Map(entries) => entries.iter().all(|e| {
                inside(&e.value)
                    && node.start <= e.key_start
                    && e.key_end <= e.value.start.max(e.key_end)
            }),
            _ => true,
        }
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,5}( [a-z]{1,5}){0,3}",
        "[ -~é😀\n\t]{0,12}",
        "(true|null|~|1e3|0x1f|012|1_000|-5|.5|- a|a: b|# c|\\[x|'q'|%a|@b|\\*c|&d|!e|>|\\||---|: |yes)",
    ]
}

/// Whether YAML lets a character stand as it is.
fn printable(c: char) -> bool {
    !matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn json_value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>()
            .prop_filter("finite", |f| f.is_finite())
            .prop_map(Json::from),
        words().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::btree_map(words(), inner, 0..5)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

/// The text with characters put in, taken away or doubled.
fn damaged(text: &str, blows: &[(prop::sample::Index, u8, char)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (index, kind, put) in blows {
        let at = index.index(chars.len() + 1);
        match kind % 3 {
            0 => chars.insert(at, *put),
            1 if at < chars.len() => drop(chars.remove(at)),
            _ => chars.truncate(at),
        }
    }
    chars.into_iter().collect()
}

fn blows() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, char)>> {
    let put = prop::sample::select(
        "{}[],:\"'\\ \n\t-#&*!|>%@`0a\u{1}é"
            .chars()
            .collect::<Vec<_>>(),
    );
    let kind = prop_oneof![4 => Just(0_u8), 4 => Just(1), 1 => Just(2)];
    prop::collection::vec((any::<prop::sample::Index>(), kind, put), 1..4)
}

/// Takes everything, and looks at it.
#[derive(Default)]
struct All(usize);

impl<'de> Members<'de> for All {
    fn member<V: Value<'de>>(&mut self, key: &str, value: V) -> Result<(), V::Error> {
        match key.len() % 4 {
            0 => self.0 += value.items(|_: Mapping<'de, Part<Vec<Raw<'de>>>>| {})?,
            1 => self.0 += value.skip()?,
            2 => drop(value.one::<Vec<Raw<'de>>>()?),
            _ => value.nested(self)?,
        }
        Ok(())
    }
    fn restart(&mut self) {}
}

/// Reads a text in every way there is.
fn read_all(text: &str) -> bool {
    let mut sources = Sources::new();
    let id = sources.add("x", text);
    let limits = Limits::default();
    let mut sound = false;
    if let Ok(parsed) = Parsed::new(id, "x", text, &limits) {
        let mut next = parsed.first(text);
        sound = true;
        while let Some(document) = next {
            let _ = document.outline();
            let walked = document.members(&mut All::default()).is_ok();
            sound &= walked && document.whole(&mut All::default()).is_ok();
            if let Some(node) = document.tree() {
                let _ = from_node::<Json>(id, node);
            }
            next = document.rest();
        }
    }
    let wanted: Vec<Span> = (0..text.len())
        .step_by(1 + text.len() / 500)
        .map(|at| error::span(id, at, at + 3))
        .collect();
    let _ = sources.positions(&wanted, Unit::Utf16);
    let names = SecretNames::new(["key"]);
    let (pointers, shown) = Shown::locate(sources.into(), &wanted, &names, &limits);
    assert_eq!(pointers.len(), wanted.len());
    let _ = shown.text(id, 0..error::offset(text.len()));
    sound
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_trees_say_what_serde_json_says(value in json_value(), pretty: bool) {
        let text = if pretty {
            serde_json::to_string_pretty(&value).unwrap()
        } else {
            serde_json::to_string(&value).unwrap()
        };
        let mut problems = Vec::new();
        let node = json_tree::tree(FILE, &text, 0, 128, &mut problems).unwrap();
        prop_assert!(same_json(&node, &value), "{node:?}");
        prop_assert!(places_nest(&node, &text));
        prop_assert_eq!(problems, []);
        let read = de::read::<Json>(FILE, &node, Some(&text), "");
        prop_assert_eq!(read.value, Some(value));
    }

    #[test]
    fn yaml_trees_say_what_another_reader_says(value in json_value()) {
        let text = serde_yaml::to_string(&value).unwrap();
        // Line breaks in YAML 1.1, which the other reader follows, and plain characters in 1.2.
        prop_assume!(!text.contains(['\u{85}', '\u{2028}', '\u{2029}']));
        let other: Yaml = serde_yaml::from_str(&text).unwrap();
        let yaml = yaml::parse(FILE, &text, &Limits::default());
        let yaml = yaml.unwrap_or_else(|e| panic!("{e:?} in {text}"));
        prop_assert_eq!(yaml.documents.len(), 1);
        let node = &yaml.documents[0];
        prop_assert!(same_yaml(node, &other), "{} is {:?}", text, node);
        prop_assert!(places_nest(node, &text), "{} is {:?}", text, node);
    }

    /// JSON is YAML as well.
    #[test]
    fn json_read_as_yaml_is_the_same(value in json_value()) {
        let text = serde_json::to_string(&value).unwrap();
        // YAML has shorter keys, and fewer characters.
        prop_assume!(text.len() < 900 && !text.chars().any(|c| c.is_control() || !printable(c)));
        let yaml = yaml::parse(FILE, &text, &Limits::default());
        let yaml = yaml.unwrap_or_else(|e| panic!("{e:?} in {text}"));
        prop_assert!(same_json(&yaml.documents[0], &value), "{} is {:?}", text, yaml.documents);
    }

    #[test]
    fn what_is_json_is_what_serde_json_takes_for_it(value in json_value(), blows in blows()) {
        let text = damaged(&serde_json::to_string(&value).unwrap(), &blows);
        let mut scanner = Scanner::new(&text, 0);
        let scanned = scanner.value().is_ok() && scanner.peek().is_none();
        let other = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        prop_assert_eq!(scanned, other, "{}", text);
    }

    #[test]
    fn nothing_panics(value in json_value(), yaml: bool, blows in blows()) {
        let text = if yaml {
            serde_yaml::to_string(&value).unwrap()
        } else {
            serde_json::to_string_pretty(&value).unwrap()
        };
        read_all(&text);
        read_all(&damaged(&text, &blows));
        read_all(&damaged(&text, &blows).repeat(2));
    }

    #[test]
    fn texts_are_unescaped_as_serde_json_does(text in any::<String>(), wide: bool) {
        let quoted = if wide {
            let units = text.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
            format!("\"{}\"", units.collect::<String>())
        } else {
            serde_json::to_string(&text).unwrap()
        };
        prop_assert_eq!(unescape(&quoted), text);
    }
}

#[test]
fn hostile_json() {
    let brackets = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let maps = |n: usize| format!("{}1{}", "{\"a\":".repeat(n), "}".repeat(n));
    for (text, sound) in [
        (brackets(1_000_000), true),
        (maps(1_000_000), true),
        (
            format!("{{\"items\": [{}, {{}}]}}", brackets(900_000)),
            true,
        ),
        (brackets(1_000_001), false),
        ("[".repeat(1_000_000), false),
        ("{\"a\":".repeat(1_000_000), false),
        (format!("{{\"abcd\": [{}]}}", "9".repeat(1_000_000)), true),
        ("{\"abcd\": [1e999999999, -0.0e-999999]}".into(), true),
        (
            "{\"abcd\": [\"\\ud800\", \"\\udc00\\ud800\"], \"\\ud800\": 1}".into(),
            true,
        ),
        (
            format!("{{{}\"b\": 1}}", "\"a\": 1, ".repeat(100_000)),
            true,
        ),
        ("{\"abcd\": [\"\u{0}\"]}".into(), false),
        ("".into(), true),
        (" \n\t\r ".into(), true),
        ("{\"abcd\": [\"".into(), false),
        ("{\"abcd\": [\"\\".into(), false),
        ("{\"abcd\": [\"\\u12".into(), false),
        ("{\"abcd\": [tru".into(), false),
        ("{\"abcd\": [-".into(), false),
        ("{\"abcd\": [1.".into(), false),
        ("{\"abcd\": [1e+".into(), false),
        ("{\"abcd\"".into(), false),
    ] {
        let begins: String = text.chars().take(40).collect();
        assert_eq!(read_all(&text), sound, "{begins}");
    }
}

#[test]
fn every_cut_of_an_export_has_a_place_at_its_end() {
    let text = "{\"Vpcs\": [{\"VpcId\": \"vpc-1\", \"Size\": 12, \"Tags\": [{\"Key\": \"\\u00e4\", \"Value\": null}]}], \"N\": true}";
    for end in 1..text.len() {
        let cut = &text[..end];
        let parsed = Parsed::new(FILE, "x.json", cut, &Limits::default()).unwrap();
        let error = parsed
            .first(cut)
            .unwrap()
            .members(&mut All::default())
            .unwrap_err();
        assert_eq!(
            (error.span.start as usize, error.span.end as usize),
            (end, end),
            "{cut}"
        );
        assert!(
            error.message.contains("ends") || error.message.contains("digit"),
            "{error:?}"
        );
    }
}
