//! How reading types are declared: only the members that the model uses, each in the provider's casing and, where needed, in another.

/// Declares reading types: first the leaves, after a bar the lists and objects with their types.
///
/// A member may have several names: some tools print another casing than the provider's own.
macro_rules! raw {
    ($($(#[doc = $doc:literal])* $name:ident {
        $($leaf:ident = $first:literal $(| $more:literal)*;)*
        $(- $($part:ident: $type:ty = $part_first:literal $(| $part_more:literal)*;)*)?
    })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Default, serde::Deserialize)]
        pub(super) struct $name<'a> {
            $(#[serde(borrow, default, rename = $first $(, alias = $more)*)]
            pub(super) $leaf: crate::source::Raw<'a>,)*
            $($(#[serde(borrow, default, rename = $part_first $(, alias = $part_more)*)]
            pub(super) $part: $type,)*)?
        }
    )*};
}
pub(crate) use raw;

#[cfg(test)]
mod tests {
    use crate::source::Part;

    raw! {
        /// An object.
        Outer {
            id = "OuterId" | "outerId";
            -
            inner: Part<Vec<Inner<'a>>> = "Inner" | "inner";
        }
        /// Another.
        Inner { cidr = "Cidr" | "cidr"; }
    }

    #[test]
    fn both_casings_are_read() {
        for text in [
            r#"{"OuterId": "x", "Inner": [{"Cidr": "y"}], "More": 1}"#,
            r#"{"outerId": "x", "inner": [{"cidr": "y"}], "more": 1}"#,
        ] {
            let outer: Outer<'_> = serde_json::from_str(text).unwrap();
            assert_eq!(outer.id.text().unwrap(), "x");
            assert_eq!(
                outer.inner.items().next().unwrap().cidr.text().unwrap(),
                "y"
            );
        }
    }
}
