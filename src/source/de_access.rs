//! The parts of a tree that serde asks for: items, entries, keys, leaves, variants.

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::de::{Known, Tree};
use super::de_error::{Error, expected};
use super::field::RAW_TOKEN;
use super::tree::{Entry, Node};

/// The items of a list.
pub(crate) struct Items<'de, 'n> {
    pub tree: Tree<'de, 'n>,
    pub rest: std::slice::Iter<'de, Node>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Error;
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(node) = self.rest.next() else {
            return Ok(None);
        };
        seed.deserialize(self.tree.at(node))
            .map(Some)
            .map_err(|e| self.tree.notes.fail(e, node))
    }
    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// The members of an object.
pub(crate) struct Entries<'de, 'n> {
    pub tree: Tree<'de, 'n>,
    pub known: Known,
    pub rest: std::slice::Iter<'de, Entry>,
    pub value: Option<&'de Entry>,
}

impl<'de> MapAccess<'de> for Entries<'de, '_> {
    type Error = Error;
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        self.value = self.rest.by_ref().find(|entry| !entry.shadowed);
        let Some(entry) = self.value else {
            return Ok(None);
        };
        seed.deserialize(Key {
            entry,
            json: self.tree.json,
        })
        .map(Some)
    }
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let Some(entry) = self.value.take() else {
            return self.tree.wrong("a value");
        };
        let tree = Tree {
            node: &entry.value,
            known: Some((entry, self.known)),
            ..self.tree
        };
        seed.deserialize(tree)
            .map_err(|e| self.tree.notes.fail(e, &entry.value))
    }
}

/// A key: a text, or a leaf with its place where [`Raw`](super::Raw) asks.
struct Key<'de> {
    entry: &'de Entry,
    json: Option<&'de str>,
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Error;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(&self.entry.key)
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Entry {
            key,
            key_start: start,
            key_end: end,
            ..
        } = self.entry;
        match (name, self.json) {
            (RAW_TOKEN, Some(json)) => visitor
                .visit_borrowed_str(json.get(*start as usize..*end as usize).unwrap_or_default()),
            (RAW_TOKEN, None) => visitor.visit_seq(Leaf {
                start: *start,
                end: *end,
                shape: 2,
                text: key,
                step: 0,
            }),
            _ => visitor.visit_newtype_struct(self),
        }
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(Variant {
            name: &self.entry.key,
            value: None,
        })
    }
    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Start, end, shape and text of a leaf, in this order.
pub(crate) struct Leaf<'de> {
    pub start: u32,
    pub end: u32,
    pub shape: u8,
    pub text: &'de str,
    pub step: u8,
}

impl<'de> SeqAccess<'de> for Leaf<'de> {
    type Error = Error;
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.step += 1;
        match self.step {
            1 => seed.deserialize(self.start.into_deserializer()).map(Some),
            2 => seed.deserialize(self.end.into_deserializer()).map(Some),
            3 => seed.deserialize(self.shape.into_deserializer()).map(Some),
            4 => seed
                .deserialize(BorrowedStrDeserializer::new(self.text))
                .map(Some),
            _ => Ok(None),
        }
    }
}

/// The name of a variant and what stands under it.
pub(crate) struct Variant<'de, 'n> {
    pub name: &'de str,
    pub value: Option<Tree<'de, 'n>>,
}

impl<'de, 'n> EnumAccess<'de> for Variant<'de, 'n> {
    type Error = Error;
    type Variant = Content<'de, 'n>;
    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Content<'de, 'n>), Error> {
        let name: StrDeserializer<'_, Error> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, Content(self.value)))
    }
}

/// What stands under the name of a variant.
pub(crate) struct Content<'de, 'n>(Option<Tree<'de, 'n>>);

impl<'de> VariantAccess<'de> for Content<'de, '_> {
    type Error = Error;
    fn unit_variant(self) -> Result<(), Error> {
        match self.0 {
            None => Ok(()),
            Some(tree) => de::Deserialize::deserialize(tree),
        }
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.0.ok_or_else(|| expected("an object with one key"))?)
    }
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.0
            .ok_or_else(|| expected("an object with one key"))?
            .list(visitor)
    }
    fn struct_variant<V: Visitor<'de>>(
        self,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0
            .ok_or_else(|| expected("an object with one key"))?
            .map(Known { within: "", keys }, visitor)
    }
}
