//! A design as a design file that gives the same model. Secrets are never written.

mod direct;
mod entry;
mod hubs;
mod names;
mod networks;
mod site;
mod text;

use std::collections::BTreeMap;

use crate::model::{Design, ElementKind, ProviderId};
use crate::profile::Profiles;
use crate::source::Text;
use names::Names;
use text::Out;

use super::lower::is_customers;

/// A design file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its text.
    pub text: String,
    /// Elements that the format has no place for, because what they lie in is not in the design, by kind.
    pub left_out: Vec<(ElementKind, usize)>,
}

/// What is known while a design is written.
struct Writer<'d> {
    design: &'d Design,
    profiles: &'d Profiles,
    names: Names,
    provider: ProviderId,
    account: Option<Text>,
    region: Option<Text>,
    left_out: BTreeMap<ElementKind, usize>,
}

/// Whether a character does not show, or steers what shows it.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{061C}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{2069}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// Writes a design.
#[must_use]
pub fn write(design: &Design, profiles: &Profiles) -> Written {
    let mut writer = Writer {
        design,
        profiles,
        names: Names::of(design),
        provider: provider(design),
        account: common(design, |head| head.account.get(), |_| false),
        region: common(design, |head| head.region.get(), ElementKind::is_global),
        left_out: BTreeMap::new(),
    };
    let sections = writer.sections();
    let mut text = "netvet: 1\n".to_owned();
    if writer.provider != ProviderId::GENERIC {
        let members = [
            ("provider", Some(Text::new(writer.provider.0))),
            ("account", writer.account),
            ("region", writer.region),
        ];
        for (key, value) in members {
            if let Some(value) = value {
                text.push_str(key);
                text.push(':');
                Out::Text(value.to_string()).write(0, &mut text);
            }
        }
    }
    for (key, section) in sections {
        let is_empty = match &section {
            Out::Block(members) => members.is_empty(),
            Out::List(items) => items.is_empty(),
            _ => false,
        };
        if is_empty {
            continue;
        }
        text.push_str(key);
        text.push(':');
        match section {
            // An item a line.
            Out::List(items) => {
                text.push('\n');
                for item in items {
                    text.push_str("  -");
                    item.write(0, &mut text);
                }
            }
            section => section.write(1, &mut text),
        }
    }
    Written {
        text,
        left_out: writer.left_out.into_iter().collect(),
    }
}

/// The provider of most elements; among equals the first in the alphabet.
fn provider(design: &Design) -> ProviderId {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for id in design.all().filter(|id| !is_customers(id.kind())) {
        *counts.entry(design.head(id).provider.0).or_default() += 1;
    }
    let most = counts.values().copied().max();
    let first = counts.iter().find(|(_, count)| Some(**count) == most);
    first.map_or(ProviderId::GENERIC, |(word, _)| ProviderId(word))
}

/// What all elements say alike; `None` where one differs or says nothing.
fn common(
    design: &Design,
    said: impl Fn(&crate::model::Head) -> Option<Text>,
    exempt: impl Fn(ElementKind) -> bool,
) -> Option<Text> {
    let mut all = design
        .all()
        .filter(|id| !is_customers(id.kind()) && !exempt(id.kind()))
        .map(|id| said(design.head(id)));
    let first = all.next()??;
    all.all(|other| other == Some(first)).then_some(first)
}

impl Writer<'_> {
    fn sections(&mut self) -> Vec<(&'static str, Out)> {
        let mut sections = self.network_sections();
        sections.extend(self.direct_sections());
        sections.extend(self.hub_sections());
        sections.extend(self.site_sections());
        sections
    }
}
