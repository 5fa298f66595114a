//! A list or an object that is already open, offered to a type only if the type asks for that shape.

use std::cell::Cell;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The open list or object.
pub(crate) enum Access<M, S> {
    /// An object.
    Map(M),
    /// A list.
    List(S),
}

/// What a type of another shape found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    /// An empty list or object: one of the ways to say that there is nothing.
    Empty,
    /// One with content.
    Filled,
}

/// Gives the open container to a type that asks for it. To a type that asks for another shape it reads the container
/// to its end, so that the stream can go on, notes this in `other`, and fails.
pub(crate) struct Shaped<'c, M, S> {
    pub access: Access<M, S>,
    pub other: &'c Cell<Option<Other>>,
}

impl<'de, M: MapAccess<'de>, S: SeqAccess<'de, Error = M::Error>> Shaped<'_, M, S> {
    fn refuse<T>(self) -> Result<T, M::Error> {
        let mut found = Other::Empty;
        match self.access {
            Access::Map(mut map) => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    found = Other::Filled;
                }
            }
            Access::List(mut seq) => {
                while seq.next_element::<IgnoredAny>()?.is_some() {
                    found = Other::Filled;
                }
            }
        }
        self.other.set(Some(found));
        Err(de::Error::custom("another shape"))
    }
}

macro_rules! refused {
    ($($name:ident($($arg:ident: $type:ty),*))*) => {$(
        fn $name<V: Visitor<'de>>(self, $($arg: $type,)* _: V) -> Result<V::Value, Self::Error> {
            $(let _ = $arg;)*
            self.refuse()
        }
    )*};
}

impl<'de, M: MapAccess<'de>, S: SeqAccess<'de, Error = M::Error>> Deserializer<'de>
    for Shaped<'_, M, S>
{
    type Error = M::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, M::Error> {
        match self.access {
            Access::Map(map) => visitor.visit_map(map),
            Access::List(seq) => visitor.visit_seq(seq),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, M::Error> {
        match self.access {
            Access::Map(map) => visitor.visit_map(map),
            Access::List(_) => self.refuse(),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, M::Error> {
        match self.access {
            Access::List(seq) => visitor.visit_seq(seq),
            Access::Map(_) => self.refuse(),
        }
    }

    // A derived structure would take a list as its fields in order.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, M::Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, M::Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, M::Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, M::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, M::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, M::Error> {
        self.deserialize_any(visitor)
    }

    refused! {
        deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64() deserialize_i128()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128()
        deserialize_f32() deserialize_f64() deserialize_char() deserialize_str() deserialize_string()
        deserialize_bytes() deserialize_byte_buf() deserialize_unit() deserialize_identifier()
        deserialize_unit_struct(name: &'static str)
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }
}

/// Stands for an object where the open container is a list.
pub(crate) struct Never<E>(std::convert::Infallible, PhantomData<E>);

impl<'de, E: de::Error> MapAccess<'de> for Never<E> {
    type Error = E;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, _: K) -> Result<Option<K::Value>, E> {
        match self.0 {}
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, _: V) -> Result<V::Value, E> {
        match self.0 {}
    }
}

/// Stands for a list where the open container is an object.
impl<'de, E: de::Error> SeqAccess<'de> for Never<E> {
    type Error = E;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, _: T) -> Result<Option<T::Value>, E> {
        match self.0 {}
    }
}
