//! The fast walk over a JSON document: straight from the text into the reader's types.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use rustc_hash::FxHashSet;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};

use super::field::{Part, Raw, wrong_parts};
use super::members::{Members, Value};
use super::strict::Strict;

/// Walks the value at `start`; gives the place of the first byte after it that is not white space.
///
/// Fails for anything out of the ordinary; the caller then finds out what it is.
pub(crate) fn walk<'de, M: Members<'de>>(
    text: &'de str,
    start: usize,
    members: &mut M,
    whole: bool,
) -> Result<usize, serde_json::Error> {
    let rest = text.get(start..).unwrap_or_default();
    let mut stream = serde_json::Deserializer::from_str(rest);
    if whole {
        let mut taken = false;
        let mut once = Once {
            stream: Some(&mut stream),
            error: PhantomData,
        };
        members.member(
            "",
            Typed {
                map: &mut once,
                taken: &mut taken,
            },
        )?;
        if !taken {
            once.next_value::<IgnoredAny>()?;
        }
    } else {
        Nested {
            members,
            pages: true,
        }
        .deserialize(&mut stream)?;
    }
    match stream.end() {
        Ok(()) => Ok(text.len()),
        Err(error) => Ok(start + after(rest, &error)),
    }
}

/// The byte that an error points at.
fn after(text: &str, error: &serde_json::Error) -> usize {
    let bytes = text.as_bytes();
    let line = match error.line().checked_sub(2) {
        None => 0,
        Some(skip) => memchr::memchr_iter(b'\n', bytes)
            .nth(skip)
            .map_or(bytes.len(), |at| at + 1),
    };
    (line + error.column()).saturating_sub(1).min(bytes.len())
}

/// A single value in the role of a member.
struct Once<D, E> {
    stream: Option<D>,
    error: PhantomData<E>,
}

impl<'de, D: Deserializer<'de>> MapAccess<'de> for Once<D, D::Error> {
    type Error = D::Error;
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        _: K,
    ) -> Result<Option<K::Value>, D::Error> {
        Ok(None)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, D::Error> {
        seed.deserialize(
            self.stream
                .take()
                .ok_or_else(|| D::Error::custom("read twice"))?,
        )
    }
}

/// The value of the member at which an open object stands.
struct Typed<'m, A> {
    map: &'m mut A,
    taken: &'m mut bool,
}

impl<'de, A: MapAccess<'de>> Typed<'_, A> {
    fn read<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        *self.taken = true;
        self.map.next_value_seed(seed)
    }

    /// Fails where a part came out wrong, because the place is not known here.
    fn sure<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        let before = wrong_parts();
        let read = self.read(seed)?;
        if wrong_parts() == before {
            Ok(read)
        } else {
            Err(A::Error::custom("a wrong part"))
        }
    }
}

impl<'de, A: MapAccess<'de>> Value<'de> for Typed<'_, A> {
    type Error = A::Error;

    fn items<T: Deserialize<'de>>(self, each: impl FnMut(T)) -> Result<usize, A::Error> {
        self.sure(Each {
            each,
            item: PhantomData,
        })
    }

    fn one<T: Deserialize<'de>>(self) -> Result<Part<T>, A::Error> {
        self.sure(Strict(PhantomData))
    }

    fn leaf(self) -> Result<Raw<'de>, A::Error> {
        self.read(PhantomData)
    }

    fn skip(self) -> Result<usize, A::Error> {
        self.read(Count)
    }

    fn nested<M: Members<'de>>(self, members: &mut M) -> Result<(), A::Error> {
        self.read(Nested {
            members,
            pages: true,
        })
    }
}

macro_rules! scalars {
    ($value:ty: $($name:ident($type:ty) => $result:expr;)*) => {$(
        fn $name<E: de::Error>(self, _: $type) -> Result<$value, E> {
            $result
        }
    )*};
}

struct Each<F, T> {
    each: F,
    item: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> DeserializeSeed<'de> for Each<F, T> {
    type Value = usize;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<usize, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> Visitor<'de> for Each<F, T> {
    type Value = usize;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while let Some(item) = seq.next_element_seed(Strict(PhantomData))? {
            (self.each)(item);
            count += 1;
        }
        Ok(count)
    }
    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<usize, A::Error> {
        (self.each)(T::deserialize(Strict(
            de::value::MapAccessDeserializer::new(map),
        ))?);
        Ok(1)
    }
    fn visit_unit<E: de::Error>(self) -> Result<usize, E> {
        Ok(0)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<usize, E> {
        if text.is_empty() {
            Ok(0)
        } else {
            Err(E::custom("a text"))
        }
    }
}

struct Count;

impl<'de> DeserializeSeed<'de> for Count {
    type Value = usize;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<usize, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Count {
    type Value = usize;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while seq.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(count)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<usize, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(1)
    }
    fn visit_unit<E: de::Error>(self) -> Result<usize, E> {
        Ok(0)
    }
    scalars! { usize:
        visit_str(&str) => Ok(0);
        visit_bool(bool) => Ok(0);
        visit_i64(i64) => Ok(0);
        visit_u64(u64) => Ok(0);
        visit_f64(f64) => Ok(0);
    }
}

struct Nested<'m, M> {
    members: &'m mut M,
    /// Whether a list is taken as a list of pages.
    pages: bool,
}

impl<'de, M: Members<'de>> DeserializeSeed<'de> for Nested<'_, M> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de, M: Members<'de>> Visitor<'de> for Nested<'_, M> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen: FxHashSet<Cow<'de, str>> = FxHashSet::default();
        while let Some(key) = map.next_key_seed(Key)? {
            let mut taken = false;
            self.members.member(
                &key,
                Typed {
                    map: &mut map,
                    taken: &mut taken,
                },
            )?;
            if !taken {
                map.next_value::<IgnoredAny>()?;
            }
            if !seen.insert(key) {
                return Err(A::Error::custom("a key stands twice"));
            }
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if !self.pages {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        while seq
            .next_element_seed(Page {
                members: &mut *self.members,
            })?
            .is_some()
        {}
        Ok(())
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }
    scalars! { ():
        visit_str(&str) => Ok(());
        visit_bool(bool) => Ok(());
        visit_i64(i64) => Ok(());
        visit_u64(u64) => Ok(());
        visit_f64(f64) => Ok(());
    }
}

struct Page<'m, M> {
    members: &'m mut M,
}

impl<'de, M: Members<'de>> DeserializeSeed<'de> for Page<'_, M> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        self.members.page();
        d.deserialize_any(Nested {
            members: self.members,
            pages: false,
        })
    }
}

struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Cow<'de, str>, D::Error> {
        d.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}
