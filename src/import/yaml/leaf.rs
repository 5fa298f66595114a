//! What the format's types are made of: leaves that know what stands in them, and containers that never fail as a whole.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::source::Raw;
use crate::source::de::SHAPE_TOKEN;

/// What may stand in a leaf.
pub(crate) trait Kind {
    /// Whether its schema stands once among the definitions instead of at every use.
    const SHARED: bool = false;
    /// Distinguishes the kind from others.
    fn name() -> Cow<'static, str>;
    /// Its JSON schema, without `null`.
    fn schema() -> Schema;
}

/// A scalar as written, of a known kind; whether it fits is judged when it is lowered.
pub(crate) struct Leaf<'a, K> {
    /// As written.
    pub raw: Raw<'a>,
    kind: PhantomData<fn() -> K>,
}

impl<K> Clone for Leaf<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Leaf<'_, K> {}
impl<K> Default for Leaf<'_, K> {
    fn default() -> Self {
        Self {
            raw: Raw::Absent,
            kind: PhantomData,
        }
    }
}
impl<'de: 'a, 'a, K> Deserialize<'de> for Leaf<'a, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Leaf {
            raw: Raw::deserialize(deserializer)?,
            kind: PhantomData,
        })
    }
}

impl<K: Kind> JsonSchema for Leaf<'_, K> {
    fn inline_schema() -> bool {
        !K::SHARED
    }
    fn schema_name() -> Cow<'static, str> {
        K::name()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        or_null(K::schema())
    }
}

/// The schema, or nothing after the key.
fn or_null(mut schema: Schema) -> Schema {
    let word = Value::from("null");
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    } else if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.push(serde_json::json!({"type": "null"}));
    } else if let Some(types) = schema.get_mut("type") {
        *types = match types.take() {
            Value::Array(mut all) => {
                all.push(word);
                all.into()
            }
            one => vec![one, word].into(),
        };
    }
    schema
}

/// One value or a list of them.
pub(crate) struct Many<T> {
    /// What could be read.
    pub items: Vec<T>,
    /// Whether the key is there.
    pub listed: bool,
    /// Whether some item could not be read at all.
    pub incomplete: bool,
}

/// A list of mappings.
pub(crate) struct List<T>(pub Many<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            listed: false,
            incomplete: false,
        }
    }
}
impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Many::default())
    }
}

impl<T> Many<T> {
    fn wrong() -> Self {
        Self {
            incomplete: true,
            listed: true,
            items: Vec::new(),
        }
    }

    /// Whether it was given and every item could be read.
    pub(super) fn is_whole(&self) -> bool {
        self.listed && !self.incomplete
    }

    /// The items of an open list.
    pub(super) fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Self, A::Error>
    where
        T: Deserialize<'de>,
    {
        Items(PhantomData).visit_seq(seq)
    }
}

/// Reads the items of a list; one that cannot be read is noted by the tree and left out.
struct Items<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
    type Value = Many<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_none<E: Error>(self) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Many<T>, D::Error> {
        Ok(d.deserialize_seq(self).unwrap_or_else(|_| Many::wrong()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Many<T>, A::Error> {
        let mut many = Many {
            listed: true,
            ..Many::default()
        };
        // The tree's list goes on after an item that failed; its length bounds the number of tries.
        for _ in 0..seq.size_hint().unwrap_or_default() {
            match seq.next_element() {
                Ok(Some(item)) => many.items.push(item),
                Ok(None) => break,
                Err(_) => many.incomplete = true,
            }
        }
        Ok(many)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_option(Items(PhantomData))
            .map(List)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMore<T>(PhantomData<T>);
        fn one<'de, T: Deserialize<'de>, D: Deserializer<'de>>(d: D) -> Many<T> {
            match T::deserialize(d) {
                Ok(item) => Many {
                    items: vec![item],
                    listed: true,
                    incomplete: false,
                },
                Err(_) => Many::wrong(),
            }
        }
        impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMore<T> {
            type Value = Many<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one value or a list")
            }
            fn visit_none<E: Error>(self) -> Result<Many<T>, E> {
                Ok(Many::default())
            }
            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Many<T>, D::Error> {
                d.deserialize_newtype_struct(SHAPE_TOKEN, Shapes(PhantomData))
            }
        }
        struct Shapes<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Shapes<T> {
            type Value = Many<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one value or a list")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Many<T>, D::Error> {
                Ok(one(d))
            }
            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Many<T>, D::Error> {
                Ok(one(d))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Many<T>, A::Error> {
                Many::from_seq(seq)
            }
        }
        deserializer.deserialize_option(OneOrMore(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Many<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("one or more of {}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({"anyOf": [{"type": "array", "items": one}, one, {"type": "null"}]})
    }
}

impl<T: JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("list of {}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({"type": ["array", "null"], "items": one})
    }
}

/// A scalar, or a mapping that says more.
pub(crate) enum Or<'a, K, T> {
    /// The scalar.
    Leaf(Leaf<'a, K>),
    /// The mapping.
    Entry(T),
}

impl<K, T> Default for Or<'_, K, T> {
    fn default() -> Self {
        Or::Leaf(Leaf::default())
    }
}

impl<'de: 'a, 'a, K, T: Deserialize<'de>> Deserialize<'de> for Or<'a, K, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes<'a, K, T>(PhantomData<(Leaf<'a, K>, T)>);
        impl<'de: 'a, 'a, K, T: Deserialize<'de>> Visitor<'de> for Shapes<'a, K, T> {
            type Value = Or<'a, K, T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a mapping")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                d: D,
            ) -> Result<Self::Value, D::Error> {
                Leaf::deserialize(d).map(Or::Leaf)
            }
            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
                T::deserialize(d).map(Or::Entry)
            }
        }
        deserializer.deserialize_newtype_struct(SHAPE_TOKEN, Shapes(PhantomData))
    }
}

impl<K: Kind, T: JsonSchema> JsonSchema for Or<'_, K, T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("{} or {}", K::name(), T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let leaf = generator.subschema_for::<Leaf<'_, K>>();
        let entry = generator.subschema_for::<T>();
        json_schema!({"anyOf": [leaf, entry]})
    }
}

/// A mapping from names to elements of one kind, in the order of the file.
pub(crate) struct Named<'a, T> {
    /// Names with what stands under them; `None` where that could not be read.
    pub entries: Vec<(Leaf<'a, Name>, Option<T>)>,
    /// Whether the key is there with a mapping.
    pub listed: bool,
}

impl<T> Default for Named<'_, T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            listed: false,
        }
    }
}

/// The name of an element.
pub(crate) struct Name;

impl<'de: 'a, 'a, T: Deserialize<'de> + Default> Deserialize<'de> for Named<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<'a, T>(PhantomData<Named<'a, T>>);
        impl<'de: 'a, 'a, T: Deserialize<'de> + Default> Visitor<'de> for Entries<'a, T> {
            type Value = Named<'a, T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }
            fn visit_none<E: Error>(self) -> Result<Named<'a, T>, E> {
                Ok(Named::default())
            }
            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Named<'a, T>, D::Error> {
                Ok(d.deserialize_map(self).unwrap_or_default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named<'a, T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(name) = map.next_key()? {
                    entries.push((name, map.next_value_seed(Entry(PhantomData))?));
                }
                Ok(Named {
                    entries,
                    listed: true,
                })
            }
        }
        deserializer.deserialize_option(Entries(PhantomData))
    }
}

/// What stands under a name: nothing is an element without any facts, and what cannot be read costs only itself.
struct Entry<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Default> DeserializeSeed<'de> for Entry<T> {
    type Value = Option<T>;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Option<T>, D::Error> {
        d.deserialize_option(self)
    }
}

impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for Entry<T> {
    type Value = Option<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }
    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(Some(T::default()))
    }
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Option<T>, D::Error> {
        Ok(T::deserialize(d).ok())
    }
}

impl<T: JsonSchema> JsonSchema for Named<'_, T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("mapping of {}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({
            "type": ["object", "null"],
            "additionalProperties": {"anyOf": [one, {"type": "null"}]},
        })
    }
}
