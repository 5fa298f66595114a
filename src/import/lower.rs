//! What all lowerings share: from leaves as written to values with places.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::raw::raw;
use super::{Notice, Refused, Surroundings, layout};
use crate::model::{
    AnyLink, Cidr, Design, ElementKind, Head, Link, Mode, Presence, State, Tag, Time,
};
use crate::profile::{MachineOf, Profile};
use crate::source::{Field, Lowering, Part, Raw, Scalar, Secret, Shape, Span, Text};

/// Where elements are collected, and what is known beside them.
#[derive(Debug)]
pub(crate) struct Cx<'a> {
    /// Leaves to values.
    pub(crate) lower: Lowering<'a>,
    /// The provider's facts.
    pub(crate) profile: &'static Profile,
    /// The elements so far.
    pub(crate) design: Design,
    /// What could not be read.
    pub(crate) refused: Vec<Refused>,
    /// What was noticed.
    pub(crate) notices: Vec<Notice>,
    /// The exporting account.
    pub(crate) account: Option<Text>,
    /// The region of the calls.
    pub(crate) region: Option<Text>,
    /// The first id or range at fault in the element being read.
    fault: Option<(Span, &'static str)>,
}

/// The point at which an element began.
#[derive(Clone, Copy)]
pub(crate) struct Mark(usize);

impl<'a> Cx<'a> {
    /// Nothing was read of `text` yet, which is the whole file.
    pub(crate) fn new(text: &'a str, around: &Surroundings, profile: &'static Profile) -> Self {
        Self {
            profile,
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
    pub(crate) fn begin(&mut self) -> Mark {
        self.fault = None;
        Mark(self.lower.unreadable.len())
    }

    /// An element ends: whether it can be kept. Where its id or a range is at fault it is noted as refused.
    pub(crate) fn whole(&mut self, kind: ElementKind, head: &Head, mark: Mark) -> bool {
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
    pub(crate) fn id(&mut self, raw: &Raw<'_>) -> Field<Text> {
        let id = self.lower.id(raw);
        self.blame(&id, "the id of an element, a text");
        id
    }

    /// A reference to an element of one kind.
    pub(crate) fn link<T>(&mut self, raw: &Raw<'_>) -> Link<T> {
        Link::unresolved(self.lower.id(raw))
    }

    /// A reference to an element of one of several kinds.
    pub(crate) fn any(&mut self, raw: &Raw<'_>, kinds: &'static [ElementKind]) -> AnyLink {
        AnyLink::unresolved(self.lower.id(raw), kinds)
    }

    /// A text.
    pub(crate) fn text(&mut self, raw: &Raw<'_>) -> Field<Text> {
        self.lower.field(raw)
    }

    /// A text in lower case, for words that come in any case.
    pub(crate) fn word(&mut self, raw: &Raw<'_>) -> Field<Text> {
        self.text(raw).map(lower_case)
    }

    /// A value; what a sanitiser put in its place counts as absent.
    pub(crate) fn value<T: Scalar>(&mut self, raw: &Raw<'_>) -> Field<T> {
        if is_masked(raw) {
            Field::Absent
        } else {
            self.lower.field(raw)
        }
    }

    /// A range of the element. One that cannot be read costs the element.
    pub(crate) fn range(&mut self, raw: &Raw<'_>) -> Field<Cidr> {
        let range = self.value(raw);
        self.blame(&range, Cidr::EXPECTED);
        range
    }

    /// Several ranges, each a leaf of its own.
    pub(crate) fn ranges<'r, 'x: 'r>(
        &mut self,
        leaves: impl Iterator<Item = &'r Raw<'x>>,
    ) -> Vec<Field<Cidr>> {
        leaves
            .map(|leaf| self.range(leaf))
            .filter(|range| !range.is_absent())
            .collect()
    }

    /// Ranges of one leaf, separated by commas; all stand where the leaf stands.
    pub(crate) fn comma_ranges(&mut self, raw: &Raw<'_>, into: &mut Vec<Field<Cidr>>) {
        self.ranges_in(raw, &[','], into);
    }

    /// The same with any separators.
    pub(crate) fn ranges_in(
        &mut self,
        raw: &Raw<'_>,
        separators: &[char],
        into: &mut Vec<Field<Cidr>>,
    ) {
        let (Some(text), Some(span)) = (raw.text(), self.lower.span(raw)) else {
            into.extend(Some(self.range(raw)).filter(|range| !range.is_absent()));
            return;
        };
        if !text.contains(separators) {
            into.extend(Some(self.range(raw)).filter(|range| !range.is_absent()));
            return;
        }
        for part in text
            .split(separators)
            .map(str::trim)
            .filter(|p| !p.is_empty())
        {
            let range = match Cidr::parse(part) {
                Some(cidr) => Field::at(cidr, span),
                None => Field::Wrong { span },
            };
            self.blame(&range, Cidr::EXPECTED);
            into.push(range);
        }
    }

    /// A moment in any of the forms in which clients print one.
    pub(crate) fn time(&mut self, raw: &Raw<'_>) -> Field<Time> {
        if let (Raw::Json(json), Some(Shape::Container)) = (raw, raw.shape())
            && let (Some(time), Some(span)) = (recorded(json), self.lower.span(raw))
        {
            return Field::at(time, span);
        }
        self.value(raw)
    }

    /// `enable` and `disable`.
    pub(crate) fn switch(&mut self, raw: &Raw<'_>) -> Field<bool> {
        self.value::<Switch>(raw).map(|Switch(on)| on)
    }

    /// The state of an element or of a part of one.
    pub(crate) fn state(&mut self, of: impl Into<MachineOf>, raw: &Raw<'_>) -> State {
        let native = self.text(raw);
        State {
            native,
            phase: native
                .get()
                .map_or_else(Default::default, |word| self.profile.phase(of, &word)),
        }
    }

    /// Tags, from a list of keys and values or from a map.
    pub(crate) fn tags(&mut self, raw: &Part<Tags<'_>>) -> Vec<Tag> {
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
    pub(crate) fn head(&mut self, id: Field<Text>, tags: Vec<Tag>) -> Head {
        // What is known from outside has a file, but no place in it.
        let outside = Span::file(self.lower.file());
        let origin = id.span().unwrap_or(outside);
        let name = tags
            .iter()
            .find(|tag| tag.key.get().is_some_and(|key| key == "Name"))
            .map(|tag| tag.value)
            .unwrap_or_default();
        Head {
            provider: self.profile.provider,
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
    pub(crate) fn mention(&mut self, id: Field<Text>) -> Head {
        let mut head = self.head(id, Vec::new());
        head.presence = Presence::Mentioned;
        head
    }

    /// Place and length of a key; what is no text is no key.
    pub(crate) fn secret(&mut self, raw: &Raw<'_>) -> Field<Secret> {
        if is_masked(raw)
            && let Some(span) = self.lower.span(raw)
        {
            return Field::at(
                Secret {
                    length: raw.text().map_or(0, |text| text.chars().count()),
                    masked: true,
                },
                span,
            );
        }
        self.lower.field(raw)
    }

    /// Names the owner, where the element says it.
    pub(crate) fn owned(&mut self, head: &mut Head, owner: &Raw<'_>) {
        let owner = self.text(owner);
        if owner.get().is_some() {
            head.account = owner;
        }
    }
}

/// A value that stands nowhere in the text, at the place of what it belongs to.
pub(crate) fn at<T>(value: Option<T>, span: Span) -> Field<T> {
    value.map_or(Field::Absent, |value| Field::at(value, span))
}

/// The same text in lower case.
pub(crate) fn lower_case(text: Text) -> Text {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        Text::new(&text.to_ascii_lowercase())
    } else {
        text
    }
}

/// Whether a placeholder stands in the place of a value: `<vpc-cidr>`, `##cidr-1##`.
pub(crate) fn is_masked(raw: &Raw<'_>) -> bool {
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

/// The region of a zone's name, `eu-west-1a`; local and wavelength zones tell nothing.
pub(crate) fn zone_region(zone: &str) -> Option<Text> {
    let region = zone.strip_suffix(|c: char| c.is_ascii_lowercase())?;
    layout::is_region(region).then(|| Text::new(region))
}

/// The object as which placebo records a time: `{"__class__": "datetime", "year": 2019, …}`. Its zone is UTC.
#[derive(serde::Deserialize)]
struct Recorded {
    #[serde(rename = "__class__")]
    class: String,
    year: i16,
    month: i8,
    day: i8,
    #[serde(default)]
    hour: i8,
    #[serde(default)]
    minute: i8,
    #[serde(default)]
    second: i8,
}

/// The moment in such an object.
fn recorded(json: &str) -> Option<Time> {
    let at: Recorded = serde_json::from_str(json).ok()?;
    if at.class != "datetime" {
        return None;
    }
    let civil =
        jiff::civil::DateTime::new(at.year, at.month, at.day, at.hour, at.minute, at.second, 0)
            .ok()?;
    let zoned = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Time(zoned.timestamp().as_second()))
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
pub(crate) struct Tags<'a>(Vec<(Raw<'a>, Raw<'a>)>);

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
pub(crate) mod tests {
    use super::*;
    use crate::profile::GENERIC;
    use crate::source::FileId;

    /// Surroundings of a test.
    pub(crate) fn around(path: &str) -> Surroundings {
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
    fn recorded_times() {
        let json = r#"{"__class__": "datetime", "year": 2019, "month": 1, "day": 16, "hour": 16, "minute": 10, "second": 52, "microsecond": 0}"#;
        // date -u -d 2019-01-16T16:10:52Z +%s
        assert_eq!(recorded(json), Some(Time(1_547_655_052)));
        assert_eq!(recorded(r#"{"__class__": "date"}"#), None);
    }

    #[test]
    fn tags_in_three_spellings() {
        for text in [
            r#"[{"Key": "Name", "Value": "hub"}, {"Key": "x", "Value": ""}]"#,
            r#"[{"key": "Name", "value": "hub", "tag": "Name=hub"}, {"key": "x"}]"#,
            r#"{"Name": "hub", "x": null}"#,
        ] {
            let raw: Part<Tags<'_>> = serde_json::from_str(text).unwrap();
            let mut cx = Cx::new(text, &around(""), &GENERIC);
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
        let mut cx = Cx::new(text, &around(""), &GENERIC);
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
