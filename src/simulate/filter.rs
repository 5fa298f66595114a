//! The filters of EC2's describing calls: names and tags, each with values of which one must fit; several filters hold together.

use super::argument::{Argument, Kind, Parameter};
use super::operation::Call;
use super::refusal::Refusal;
use crate::model::Head;
use crate::source::Text;

const NAME: &str = "Filters.Name";

const FILTER: &[Parameter] = &[
    Parameter::required("Name", Kind::Text),
    Parameter::optional("Values", Kind::List(&Kind::Text)),
];

/// The parameter of a call.
pub(super) const FILTERS: Parameter =
    Parameter::optional("Filters", Kind::List(&Kind::Map(FILTER)));

/// What a filter looks at; case counts.
enum Of<T> {
    /// What the provider has a name for.
    Named(T),
    /// The keys of all tags.
    Keys,
    /// The value of a tag.
    Tag(&'static str),
}

/// A filter with its values.
pub(super) struct Filter<T> {
    of: Of<T>,
    values: Vec<Text>,
}

impl<T: Copy> Filter<T> {
    /// The filters of a call; `known` finds those that the provider has a name for, of which `such_as` is one.
    pub(super) fn read(
        call: &Call<'_>,
        known: impl Fn(&str) -> Option<T>,
        such_as: &str,
    ) -> Result<Vec<Self>, Refusal> {
        let mut filters = Vec::new();
        for filter in call.with.items(FILTERS.name) {
            let Argument::Map(filter) = filter else {
                continue;
            };
            let Some(name) = filter.text("Name") else {
                return Err(Refusal::missing(NAME));
            };
            let of = match (known(name.as_str()), name.as_str().strip_prefix("tag:")) {
                (Some(named), _) => Of::Named(named),
                (None, Some(key)) => Of::Tag(key),
                (None, None) if name == "tag-key" => Of::Keys,
                (None, None) => {
                    let expected = format!("the name of a filter, such as {such_as}");
                    return Err(Refusal::value(NAME, &expected));
                }
            };
            let values = filter.texts("Values");
            filters.push(Self { of, values });
        }
        Ok(filters)
    }

    /// Whether an element fits; `head` is absent where the caller does not see its tags.
    pub(super) fn fits(&self, head: Option<&Head>, named: impl FnOnce(T) -> Option<Text>) -> bool {
        let wanted = |value: Option<Text>| value.is_some_and(|value| self.values.contains(&value));
        match self.of {
            Of::Named(of) => wanted(named(of)),
            Of::Tag(key) => wanted(head.and_then(|head| head.tag(key))),
            Of::Keys => {
                let tags = head.into_iter().flat_map(|head| &head.tags);
                let mut keys = tags.map(|tag| tag.key.get());
                keys.any(wanted)
            }
        }
    }
}
