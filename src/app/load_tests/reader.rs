//! A provider and a design format of a few lines.

use crate::import::{Batch, Certainty, NotModelled, Notice, Reader, Refused, Surroundings};
use crate::model::{ElementKind, Head, Link, Listing, Mode, Network, ProviderId, State, Subnet};
use crate::source::{
    Document, Field, Lowering, Members, Outline, Raw, ReadError, Span, Text, Value,
};

#[derive(serde::Deserialize)]
struct Item<'a> {
    #[serde(borrow, default)]
    id: Raw<'a>,
    #[serde(borrow, default)]
    owner: Raw<'a>,
    #[serde(borrow, default)]
    net: Raw<'a>,
    #[serde(borrow, default)]
    state: Raw<'a>,
}

struct Taker<'a, 's> {
    around: &'s Surroundings,
    provider: ProviderId,
    lower: Lowering<'a>,
    batch: Batch,
    token: Option<Span>,
}

impl<'de> Members<'de> for Taker<'_, '_> {
    fn member<V: Value<'de>>(&mut self, key: &str, value: V) -> Result<(), V::Error> {
        match key {
            "nets" | "subs" => {
                self.batch.kinds.push(format!("test.{key}"));
                value.items(|item: Item<'_>| self.item(key, &item))?;
            }
            "next" => self.token = self.lower.span(&value.leaf()?),
            "others" => {
                let count = value.skip()?;
                self.batch.not_modelled.push(NotModelled {
                    kind: "test.others".into(),
                    count,
                });
            }
            _ => {}
        }
        Ok(())
    }
    fn restart(&mut self) {
        self.batch = Batch::default();
    }
}

impl Taker<'_, '_> {
    fn item(&mut self, key: &str, item: &Item<'_>) {
        let kind = if key == "nets" {
            ElementKind::Network
        } else {
            ElementKind::Subnet
        };
        let id = self.lower.id(&item.id);
        if let Field::Wrong { span } = id {
            self.batch.refused.push(Refused {
                span,
                kind,
                id: None,
                expected: "an id",
            });
            return;
        }
        let outside = Span::file(self.around.file);
        let outer =
            |text: Option<Text>| text.map_or(Field::Absent, |text| Field::at(text, outside));
        let head = Head {
            provider: self.provider,
            id,
            account: self
                .lower
                .field::<Text>(&item.owner)
                .or(outer(self.around.account)),
            exporter: self.around.account,
            region: outer(self.around.region),
            state: State {
                native: self.lower.field(&item.state),
                ..State::default()
            },
            origins: vec![id.span().unwrap_or(outside)],
            ..Head::default()
        };
        if key == "nets" {
            self.batch.elements.networks.push(Network {
                head,
                ..Network::default()
            });
        } else {
            let network = Link::unresolved(self.lower.id(&item.net));
            self.batch.elements.subnets.push(Subnet {
                head,
                network,
                ..Subnet::default()
            });
        }
    }
}

fn read(
    provider: ProviderId,
    document: &Document<'_>,
    around: &Surroundings,
) -> Result<Batch, ReadError> {
    let lower = Lowering::new(document.file(), document.text());
    let mut taker = Taker {
        around,
        provider,
        lower,
        batch: Batch::default(),
        token: None,
    };
    let problems = document.members(&mut taker)?;
    let mut batch = taker.batch;
    batch.problems = problems;
    for kind in [ElementKind::Network, ElementKind::Subnet] {
        let collection = if kind == ElementKind::Network {
            "test.nets"
        } else {
            "test.subs"
        };
        if batch.kinds.iter().any(|known| known == collection) {
            if let Some(span) = taker.token {
                batch.notices.push(Notice::Truncated {
                    span,
                    collection,
                    parent: None,
                });
            }
            batch.elements.about.listings.push(Listing {
                kind,
                provider,
                account: around.account,
                region: around.region,
                truncated: taker.token.is_some(),
                span: Span::file(around.file),
            });
        }
    }
    Ok(batch)
}

fn recognize(outline: &Outline, _: Option<ProviderId>) -> Certainty {
    if outline
        .keys
        .iter()
        .any(|key| ["nets", "subs"].contains(&&**key))
    {
        Certainty::Shared
    } else {
        Certainty::No
    }
}

pub(super) const ONE: ProviderId = ProviderId("one");
pub(super) const TWO: ProviderId = ProviderId("two");
pub(super) static FIRST: Reader = Reader {
    provider: ONE,
    regions: &[],
    recognize,
    read: |document, around| read(ONE, document, around),
};
pub(super) static SECOND: Reader = Reader {
    provider: TWO,
    regions: &[],
    recognize,
    read: |document, around| read(TWO, document, around),
};

/// `netvet: 1`, `provider:`, `inputs: [..]`, `networks: {name: {id: ..}}`.
pub(super) fn read_design(
    document: &Document<'_>,
    around: &Surroundings,
) -> Result<Batch, ReadError> {
    let mut batch = Batch {
        kinds: vec!["design".into()],
        ..Batch::default()
    };
    let Some(tree) = document.tree() else {
        return Ok(batch);
    };
    let text = |node: &crate::source::tree::Node| match &node.data {
        crate::source::tree::Data::Scalar { text, .. } => Field::at(
            Text::new(text),
            Span::new(around.file, node.start, node.end),
        ),
        _ => Field::Absent,
    };
    let word = tree.get("provider").map(text).unwrap_or_default().get();
    let provider = [ONE, TWO]
        .into_iter()
        .find(|known| word.is_some_and(|word| word == *known.0))
        .unwrap_or_default();
    batch
        .elements
        .about
        .design_files
        .push((around.file, provider));
    if let Some(crate::source::tree::Data::List(items)) = tree.get("inputs").map(|node| &node.data)
    {
        batch.inputs = items.iter().map(text).collect();
    }
    if let Some(crate::source::tree::Data::Map(entries)) =
        tree.get("networks").map(|node| &node.data)
    {
        for entry in entries {
            let place = Span::new(around.file, entry.key_start, entry.key_end);
            let head = Head {
                provider,
                mode: Mode::Design,
                name: Field::at(Text::new(&entry.key), place),
                id: entry.value.get("id").map(text).unwrap_or_default(),
                origins: vec![place],
                ..Head::default()
            };
            batch.elements.networks.push(Network {
                head,
                ..Network::default()
            });
        }
    }
    Ok(batch)
}
