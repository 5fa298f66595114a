//! Tags of what is created: not two of one key, and not too many.

use crate::model::{ElementKind, Tag};
use crate::profile::{ErrorKind, MessageKind};
use crate::simulate::argument::Argument;
use crate::simulate::operation::Call;
use crate::simulate::refusal::Refusal;
use crate::simulate::world::World;
use crate::source::Text;

/// Keys and values.
pub(super) type Tags = Vec<(Text, Option<Text>)>;

/// Reads the tags of a call.
pub(super) fn read(call: &Call<'_>, name: &str) -> Result<Tags, Refusal> {
    let mut tags: Tags = Vec::new();
    for item in call.with.items(name) {
        let Argument::Map(item) = item else { continue };
        let Some(key) = item.text("key") else {
            return Err(Refusal::missing(&format!("{name}.key")));
        };
        if tags.iter().any(|(known, _)| *known == key) {
            let message = format!("two tags have the key {key}");
            return Err(Refusal::new(
                ErrorKind::InvalidValue,
                MessageKind::Duplicate,
                message,
            ));
        }
        tags.push((key, item.text("value")));
    }
    let rule = call.profile.naming.tags_of(ElementKind::VirtualInterface);
    let most = rule.and_then(|rule| rule.most.get());
    match most {
        Some(most) if tags.len() > most => Err(Refusal::new(
            ErrorKind::InvalidValue,
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
