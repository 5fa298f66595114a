//! Tags of what is created: not two of one key, not too many, and none that the provider does not take.

use super::argument::{Argument, Arguments, Kind, Parameter};
use super::operation::Call;
use super::refusal::Refusal;
use super::trace::Fields;
use super::world::World;
use crate::model::{ElementKind, Head, Tag};
use crate::profile::{ErrorKind, MessageKind};
use crate::source::Text;

/// Keys and values.
pub(super) type Tags = Vec<(Text, Option<Text>)>;

/// A tag as EC2 names its members.
const TAG: &[Parameter] = &[
    Parameter::required("Key", Kind::Text),
    Parameter::optional("Value", Kind::Text),
];

/// A list of tags for what a call creates.
const SPECIFICATION: &[Parameter] = &[
    Parameter::optional("ResourceType", Kind::Text),
    Parameter::optional("Tags", Kind::List(&Kind::Map(TAG))),
];

/// The parameter of EC2's creating calls.
pub(super) const SPECIFICATIONS: Parameter =
    Parameter::optional("TagSpecifications", Kind::List(&Kind::Map(SPECIFICATION)));

/// Reads the tags of a call that has a plain list of them, with `key` and `value`.
pub(super) fn read(call: &Call<'_>, name: &str, kind: ElementKind) -> Result<Tags, Refusal> {
    let mut tags = Tags::new();
    gather(&call.with, name, ["key", "value"], &mut tags)?;
    judge(call, name, kind, tags)
}

/// Reads the tags of a call of EC2; `word` is the provider's resource type of what it creates, the only one that can be tagged by it.
pub(super) fn specified(
    call: &Call<'_>,
    kind: ElementKind,
    word: &'static str,
) -> Result<Tags, Refusal> {
    let list = SPECIFICATIONS.name;
    let mut tags = Tags::new();
    for item in call.with.items(list) {
        let Argument::Map(item) = item else { continue };
        if item.text("ResourceType").is_none_or(|of| of != word) {
            return Err(Refusal::value(&format!("{list}.ResourceType"), word));
        }
        gather(item, "Tags", ["Key", "Value"], &mut tags)?;
    }
    judge(call, &format!("{list}.Tags"), kind, tags)
}

/// Adds the tags of a list at `path`.
fn gather(
    from: &Arguments,
    path: &str,
    [key, value]: [&str; 2],
    tags: &mut Tags,
) -> Result<(), Refusal> {
    for item in from.items(path) {
        let Argument::Map(item) = item else { continue };
        let Some(key) = item.text(key) else { continue };
        if tags.iter().any(|(known, _)| *known == key) {
            let message = format!("two tags have the key {key}");
            return Err(Refusal::new(
                ErrorKind::InvalidValue,
                MessageKind::Duplicate,
                message,
            ));
        }
        tags.push((key, item.text(value)));
    }
    Ok(())
}

/// Refuses more tags than an element may have, and keys and values that cannot be.
fn judge(call: &Call<'_>, name: &str, kind: ElementKind, tags: Tags) -> Result<Tags, Refusal> {
    let Some(rule) = call.profile.naming.tags_of(kind) else {
        return Ok(tags);
    };
    for (key, value) in &tags {
        if let Some(prefix) = rule.reserved_prefix.get().filter(|p| key.starts_with(*p)) {
            let expected = format!("a list of tags whose keys do not begin with {prefix}");
            return Err(Refusal::value(name, &expected));
        }
        let of_key = rule.key.get().and_then(|rule| rule.refuses(key));
        let of_value = rule.value.get().zip(*value);
        let of_value = of_value.and_then(|(rule, value)| rule.refuses(&value));
        let wrong = of_key.map(|wrong| ("keys", wrong));
        if let Some((what, wrong)) = wrong.or(of_value.map(|wrong| ("values", wrong))) {
            let expected = format!("a list of tags with {what} that fit: one {wrong}");
            return Err(Refusal::value(name, &expected));
        }
    }
    match rule.most.get() {
        Some(most) if tags.len() > most => Err(Refusal::new(
            if call.service == "ec2" {
                ErrorKind::LimitExceeded
            } else {
                ErrorKind::InvalidValue
            },
            MessageKind::Quota,
            format!("{} tags are more than {most}", tags.len()),
        )),
        _ => Ok(tags),
    }
}

/// The tags as an element has them.
pub(super) fn made(world: &World, tags: Tags) -> Vec<Tag> {
    let tag = |(key, value): (Text, Option<Text>)| Tag {
        key: world.field(key),
        value: world.text(value),
    };
    tags.into_iter().map(tag).collect()
}

/// The tags of an element as an answer shows them, under the provider's names for the list and its members.
pub(super) fn put(head: &Head, [list, key, value]: [&str; 3], fields: &mut Fields) {
    for (at, tag) in head.tags.iter().enumerate() {
        fields.below(&format!("{list}.{at}"), |fields| {
            fields.put_some(key, tag.key.get());
            fields.put(value, tag.value.get().unwrap_or_else(|| Text::new("")));
        });
    }
}

/// The names of EC2's answers for [`put`].
pub(super) const EC2: [&str; 3] = ["Tags", "Key", "Value"];
