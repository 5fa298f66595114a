//! What all lowerings share: from leaves as written to values with places.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::raw::raw;
use super::{AWS, PROFILE, time};
use crate::import::{Notice, Refused, Surroundings};
use crate::model::{
    AnyLink, Cidr, Design, ElementKind, Head, Link, Mode, Presence, State, Tag, Time,
};
use crate::profile::MachineOf;
use crate::source::{Field, Lowering, Part, Raw, Scalar, Shape, Span, Text};

/// Where elements are collected, and what is known beside them.
#[derive(Debug)]
pub(super) struct Cx<'a> {
    /// Leaves to values.
    pub(super) lower: Lowering<'a>,
    /// The elements so far.
    pub(super) design: Design,
    /// What could not be read.
    pub(super) refused: Vec<Refused>,
    /// What was noticed.
    pub(super) notices: Vec<Notice>,
    /// The exporting account.
    pub(super) account: Option<Text>,
    /// The region of the calls.
    pub(super) region: Option<Text>,
    /// The first id or range at fault in the element being read.
    fault: Option<(Span, &'static str)>,
}

/// The point at which an element began.
#[derive(Clone, Copy)]
pub(super) struct Mark(usize);

impl<'a> Cx<'a> {
    pub(super) fn new(text: &'a str, around: &Surroundings) -> Self {
        Self {
            lower: Lowering::new(around.file, text),
            design: Design::default(),
            refused: Vec::new(),
            notices: Vec::new(),
            account: around.account,
            region: around.region,
            fault: None,
        }
    }

    /// An element begins.
    pub(super) fn begin(&mut self) -> Mark {
        self.fault = None;
        Mark(self.lower.unreadable.len())
    }

    /// An element ends: whether it can be kept. Where its id or a range is at fault it is noted as refused.
    pub(super) fn whole(&mut self, kind: ElementKind, head: &Head, mark: Mark) -> bool {
        let Some((span, expected)) = self.fault.take() else {
            return true;
        };
        self.lower.unreadable.truncate(mark.0);
        self.refused.push(Refused {
            span,
            kind,
            id: head.id.get(),
            expected,
        });
        false
    }

    fn blame<T>(&mut self, field: &Field<T>, expected: &'static str) {
        if let Field::Wrong { span } = field {
            self.fault.get_or_insert((*span, expected));
        }
    }

    /// The id of the element itself.
    pub(super) fn id(&mut self, raw: &Raw<'_>) -> Field<Text> {
        let id = self.lower.id(raw);
        self.blame(&id, "the id of an element, a text");
        id
    }

    /// A reference to an element of one kind.
    pub(super) fn link<T>(&mut self, raw: &Raw<'_>) -> Link<T> {
        Link::unresolved(self.lower.id(raw))
    }

    /// A reference to an element of one of several kinds.
    pub(super) fn any(&mut self, raw: &Raw<'_>, kinds: &'static [ElementKind]) -> AnyLink {
        AnyLink::unresolved(self.lower.id(raw), kinds)
    }

    /// A text.
    pub(super) fn text(&mut self, raw: &Raw<'_>) -> Field<Text> {
        self.lower.field(raw)
    }

    /// A text in lower case, for words that come in any case.
    pub(super) fn word(&mut self, raw: &Raw<'_>) -> Field<Text> {
        self.text(raw).map(lower_case)
    }

    /// A value; what a sanitiser put in its place counts as absent.
    pub(super) fn value<T: Scalar>(&mut self, raw: &Raw<'_>) -> Field<T> {
        if is_masked(raw) {
            Field::Absent
        } else {
            self.lower.field(raw)
        }
    }

    /// A range of the element. One that cannot be read costs the element.
    pub(super) fn range(&mut self, raw: &Raw<'_>) -> Field<Cidr> {
        let range = self.value(raw);
        self.blame(&range, Cidr::EXPECTED);
        range
    }

    /// Several ranges, each a leaf of its own.
    pub(super) fn ranges<'r, 'x: 'r>(
        &mut self,
        leaves: impl Iterator<Item = &'r Raw<'x>>,
    ) -> Vec<Field<Cidr>> {
        leaves
            .map(|leaf| self.range(leaf))
            .filter(|range| !range.is_absent())
            .collect()
    }

    /// Ranges of one leaf, separated by commas; all stand where the leaf stands.
    pub(super) fn comma_ranges(&mut self, raw: &Raw<'_>, into: &mut Vec<Field<Cidr>>) {
        let (Some(text), Some(span)) = (raw.text(), self.lower.span(raw)) else {
            into.extend(Some(self.range(raw)).filter(|range| !range.is_absent()));
            return;
        };
        if memchr::memchr(b',', text.as_bytes()).is_none() {
            into.extend(Some(self.range(raw)).filter(|range| !range.is_absent()));
            return;
        }
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let range = match Cidr::parse(part) {
                Some(cidr) => Field::at(cidr, span),
                None => Field::Wrong { span },
            };
            self.blame(&range, Cidr::EXPECTED);
            into.push(range);
        }
    }

    /// A moment in any of the forms in which clients print one.
    pub(super) fn time(&mut self, raw: &Raw<'_>) -> Field<Time> {
        if let (Raw::Json(json), Some(Shape::Container)) = (raw, raw.shape())
            && let (Some(time), Some(span)) = (time::recorded(json), self.lower.span(raw))
        {
            return Field::at(time, span);
        }
        self.value(raw)
    }

    /// `enable` and `disable`.
    pub(super) fn switch(&mut self, raw: &Raw<'_>) -> Field<bool> {
        self.value::<Switch>(raw).map(|Switch(on)| on)
    }

    /// The state of an element or of a part of one.
    pub(super) fn state(&mut self, of: impl Into<MachineOf>, raw: &Raw<'_>) -> State {
        let native = self.text(raw);
        State {
            native,
            phase: native
                .get()
                .map_or_else(Default::default, |word| PROFILE.phase(of, &word)),
        }
    }

    /// Tags, from a list of keys and values or from a map.
    pub(super) fn tags(&mut self, raw: &Part<Tags<'_>>) -> Vec<Tag> {
        let Some(Tags(tags)) = raw.as_ref() else {
            return Vec::new();
        };
        tags.iter()
            .map(|(key, value)| Tag {
                key: self.text(key),
                value: self.text(value),
            })
            .collect()
    }

    /// The beginning of an element: its id, tags and, from the Name tag, its name. The account is that of the export, whose own
    /// things the lists hold; where the element names its owner, [`Cx::owned`] says so.
    pub(super) fn head(&mut self, id: Field<Text>, tags: Vec<Tag>) -> Head {
        // What is known from outside has a file, but no place in it.
        let outside = Span::file(self.lower.file());
        let origin = id.span().unwrap_or(outside);
        let name = tags
            .iter()
            .find(|tag| tag.key.get().is_some_and(|key| key == "Name"))
            .map(|tag| tag.value)
            .unwrap_or_default();
        Head {
            provider: AWS,
            mode: Mode::Export,
            presence: Presence::Listed,
            id,
            name,
            account: at(self.account, outside),
            exporter: self.account,
            region: at(self.region, outside),
            state: State::default(),
            tags,
            origins: vec![origin],
        }
    }

    /// An element of which only a part is read, known by an id that stands elsewhere.
    pub(super) fn mention(&mut self, id: Field<Text>) -> Head {
        let mut head = self.head(id, Vec::new());
        head.presence = Presence::Mentioned;
        head
    }

    /// Names the owner, where the element says it.
    pub(super) fn owned(&mut self, head: &mut Head, owner: &Raw<'_>) {
        let owner = self.text(owner);
        if owner.get().is_some() {
            head.account = owner;
        }
    }
}

/// A value that stands nowhere in the text, at the place of what it belongs to.
pub(super) fn at<T>(value: Option<T>, span: Span) -> Field<T> {
    value.map_or(Field::Absent, |value| Field::at(value, span))
}

/// The same text in lower case.
pub(super) fn lower_case(text: Text) -> Text {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        Text::new(&text.to_ascii_lowercase())
    } else {
        text
    }
}

/// Whether a placeholder stands in the place of a value: `<vpc-cidr>`, `##cidr-1##`.
pub(super) fn is_masked(raw: &Raw<'_>) -> bool {
    // Nearly every value is told by its first letter.
    let first = match raw {
        Raw::Absent => return false,
        Raw::Json(json) => json.as_bytes().get(1),
        Raw::Node { text, .. } => text.as_bytes().first(),
    };
    if !matches!(first, Some(b'<' | b'#' | b'\\')) {
        return false;
    }
    raw.text().is_some_and(|text| {
        (text.starts_with('<') && text.ends_with('>'))
            || (text.starts_with("##") && text.ends_with("##"))
    })
}

/// `enable` or `disable`.
struct Switch(bool);

impl Scalar for Switch {
    const EXPECTED: &'static str = "enable or disable";
    fn parse(text: &str) -> Option<Self> {
        match text {
            "enable" | "true" => Some(Switch(true)),
            "disable" | "false" => Some(Switch(false)),
            _ => None,
        }
    }
}

raw! {
    /// A tag in a list.
    ListedTag {
        key = "Key" | "key";
        value = "Value" | "value";
    }
}

/// Tags as printed: a list of objects, or an object with the keys as members.
#[derive(Clone, Debug, Default)]
pub(super) struct Tags<'a>(Vec<(Raw<'a>, Raw<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Tags<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Tags<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of tags")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tags<'de>, A::Error> {
                let mut tags = Vec::with_capacity(seq.size_hint().unwrap_or(0));
                while let Some(ListedTag { key, value }) = seq.next_element()? {
                    tags.push((key, value));
                }
                Ok(Tags(tags))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tags<'de>, A::Error> {
                let mut tags = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    tags.push(entry);
                }
                Ok(Tags(tags))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::source::FileId;

    /// Surroundings of a test.
    pub(in crate::provider::aws) fn around(path: &str) -> Surroundings {
        Surroundings {
            file: FileId(0),
            path: path.into(),
            provider: None,
            account: Some(Text::new("111122223333")),
            region: Some(Text::new("eu-west-1")),
            context: Vec::new(),
        }
    }

    #[test]
    fn tags_in_three_spellings() {
        for text in [
            r#"[{"Key": "Name", "Value": "hub"}, {"Key": "x", "Value": ""}]"#,
            r#"[{"key": "Name", "value": "hub", "tag": "Name=hub"}, {"key": "x"}]"#,
            r#"{"Name": "hub", "x": null}"#,
        ] {
            let raw: Part<Tags<'_>> = serde_json::from_str(text).unwrap();
            let mut cx = Cx::new(text, &around(""));
            let tags = cx.tags(&raw);
            let head = cx.head(Field::Absent, tags);
            assert_eq!(head.name.get().unwrap(), "hub", "{text}");
            assert_eq!(head.tags[1].value, Field::Absent, "{text}");
        }
    }

    #[test]
    fn commas_separate_ranges_and_masks_are_absent() {
        let text = r#"["10.0.0.0/8, 192.168.0.0/16", "<cidr:1>", "10.0.0.0/33"]"#;
        let raw: Vec<Raw<'_>> = serde_json::from_str(text).unwrap();
        let mut cx = Cx::new(text, &around(""));
        let mark = cx.begin();
        let mut ranges = Vec::new();
        cx.comma_ranges(&raw[0], &mut ranges);
        cx.comma_ranges(&raw[1], &mut ranges);
        assert_eq!(ranges.len(), 2);
        let head = cx.head(Field::Absent, Vec::new());
        assert!(cx.whole(ElementKind::Network, &head, mark));
        let mark = cx.begin();
        cx.comma_ranges(&raw[2], &mut ranges);
        assert!(!cx.whole(ElementKind::Network, &head, mark));
        assert_eq!(cx.refused.len(), 1);
        assert!(cx.lower.unreadable.is_empty());
    }
}
