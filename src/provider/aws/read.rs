//! One document to one batch.

use std::collections::BTreeMap;

use super::collections::{self, Form, Known};
use super::context::Context;
use super::lower::{Cx, at};
use super::other;
use super::page::{Lists, Page};
use super::raw::raw;
use super::time;
use crate::import::{Batch, NotModelled, Notice, Refused, Surroundings};
use crate::model::{for_each_kind, *};
use crate::profile::Profile;
use crate::source::field::Unreadable;
use crate::source::{
    Document, Mapping, Members, Part, Problem, Raw, ReadError, Span, Text, Top, Value,
};

/// Reads a document that was recognised as one of AWS.
///
/// # Errors
/// The text is not JSON.
pub(super) fn read(
    document: &Document<'_>,
    around: &Surroundings,
    profile: &'static Profile,
) -> Result<Batch, ReadError> {
    let outline = document.outline();
    let keys = outline.first_item_keys.iter().map(|key| &**key);
    let bare = match outline.shape {
        Top::List => collections::bare(keys),
        Top::Map
            if !outline
                .keys
                .iter()
                .any(|key| collections::find(key).is_some()) =>
        {
            collections::bare(outline.keys.iter().map(|key| &**key))
        }
        _ => None,
    };
    if let Some(known) = bare {
        return whole(document, around, profile, known);
    }
    let mut reader = Reader::new(document.text(), around, profile);
    let problems = document.members(&mut reader)?;
    reader.end_page();
    // The outline ends at the first list; a bare object may have one before the member that tells.
    if let Some(known) = reader.bare {
        return whole(document, around, profile, known);
    }
    Ok(reader.into_batch(problems))
}

/// Reads a document that is a list of objects, or one object, without a key.
fn whole(
    document: &Document<'_>,
    around: &Surroundings,
    profile: &'static Profile,
    known: &'static Known,
) -> Result<Batch, ReadError> {
    struct Whole<'a, 's>(Reader<'a, 's>, &'static Known);
    impl<'de> Members<'de> for Whole<'_, '_> {
        fn member<V: Value<'de>>(&mut self, _: &str, value: V) -> Result<(), V::Error> {
            self.0.take(self.1, Form::Bare, value)
        }
        fn restart(&mut self) {
            self.0.restart();
        }
    }
    let mut reader = Whole(Reader::new(document.text(), around, profile), known);
    let problems = document.whole(&mut reader)?;
    let mut reader = reader.0;
    reader.end_page();
    reader.bare = Some(known);
    Ok(reader.into_batch(problems))
}

raw! {
    /// The header of the answer that holds its time.
    Headers { date = "date" | "Date"; }
    /// What a client adds to an answer.
    Metadata {
        -
        headers: Part<Headers<'a>> = "HTTPHeaders";
    }
}

/// Members that belong to an answer but hold no objects.
const BESIDE: &[&str] = &[
    "AreRoutesPersisted",
    "ClientToken",
    "Return",
    "ReturnCode",
    "ReturnValue",
    "RequestId",
    "Error",
    "status_code",
    "fileVersion",
    "configSnapshotId",
    "requestId",
];

/// What takes the members of a document.
pub(super) struct Reader<'a, 's> {
    text: &'a str,
    pub(super) around: &'s Surroundings,
    pub(super) cx: Cx<'a>,
    kinds: Vec<String>,
    not_modelled: BTreeMap<String, usize>,
    lists: Lists,
    /// The answer being read.
    pub(super) page: Page,
    /// Lengths of the arenas where the page began.
    begun: Lengths,
    /// What the document is, where it turned out to be an object without a key.
    bare: Option<&'static Known>,
}

macro_rules! lengths {
    ($($kind:ident $field:ident;)*) => {
        /// How many elements of each kind there are.
        #[derive(Clone, Copy, Default)]
        struct Lengths { $($field: usize,)* }

        impl Reader<'_, '_> {
            fn lengths(&self) -> Lengths {
                Lengths { $($field: self.cx.design.$field.len(),)* }
            }

            /// What an envelope says about account and region holds for the elements of its page.
            fn place(&mut self, account: Option<Text>, region: Option<Text>) {
                let outside = Span::file(self.cx.lower.file());
                $(for element in self.cx.design.$field.as_mut_slice().iter_mut().skip(self.begun.$field) {
                    let head = &mut element.head;
                    if let Some(account) = account {
                        head.exporter = Some(account);
                        if head.account.span().is_none_or(|span| span == outside) {
                            head.account = at(Some(account), outside);
                        }
                    }
                    if region.is_some()
                        && !is_global(ElementKind::$kind)
                        && head.region.span().is_none_or(|span| span == outside)
                    {
                        head.region = at(region, outside);
                    }
                })*
            }

            /// Where elements of all kinds begin, in the order of the file.
            fn first_place(&self, kind: ElementKind, from: usize) -> Option<Span> {
                match kind {
                    $(ElementKind::$kind => self.cx.design.$field.as_slice().get(from).map(|e| e.head.origin()),)*
                    ElementKind::Location | ElementKind::Device => None,
                }
            }

            fn count(&self, kind: ElementKind) -> usize {
                match kind {
                    $(ElementKind::$kind => self.cx.design.$field.len(),)*
                    ElementKind::Location | ElementKind::Device => 0,
                }
            }
        }
    };
}
for_each_kind!(lengths);

/// Whether elements of a kind belong to no region.
fn is_global(kind: ElementKind) -> bool {
    matches!(
        kind,
        ElementKind::DirectConnectGateway
            | ElementKind::DirectConnectGatewayAssociation
            | ElementKind::DirectConnectGatewayAttachment
            | ElementKind::DirectConnectGatewayProposal
    )
}

impl<'a, 's> Reader<'a, 's> {
    fn new(text: &'a str, around: &'s Surroundings, profile: &'static Profile) -> Self {
        Self {
            text,
            around,
            cx: Cx::new(text, around, profile),
            kinds: Vec::new(),
            not_modelled: BTreeMap::new(),
            lists: Lists::default(),
            page: Page::default(),
            begun: Lengths::default(),
            bare: None,
        }
    }

    /// The current page ends, and the next one begins.
    fn end_page(&mut self) {
        let page = std::mem::take(&mut self.page);
        let keys = page.keys.iter().map(|key| &**key);
        if self.bare.is_none() {
            self.bare = collections::bare(keys);
        }
        let account = page.context.account;
        let region = page.context.region;
        page.finish(&mut self.cx, &self.around.path, &mut self.lists);
        if account.is_some() || region.is_some() {
            self.cx.account = account.or(self.cx.account);
            self.cx.region = region.or(self.cx.region);
            self.place(account, region);
        }
        self.begun = self.lengths();
    }

    /// Notes what the document holds.
    pub(super) fn kind(&mut self, kind: &str) {
        if !self.kinds.iter().any(|known| known == kind) {
            self.kinds.push(kind.to_owned());
        }
    }

    /// Counts objects for which there is no element.
    pub(super) fn count_other(&mut self, kind: String, count: usize) {
        self.kind(&kind);
        if count > 0 {
            *self.not_modelled.entry(kind).or_default() += count;
        }
    }

    /// Pages inside the document: answers that were wrapped into a list, each with the id of what it is about.
    fn wrapped<'de, V: Value<'de>>(&mut self, value: V, one_type: bool) -> Result<(), V::Error> {
        let outer = std::mem::take(&mut self.page);
        let begun = self.begun;
        self.page.one_type = one_type;
        let mut pages = Pages {
            reader: self,
            one_type,
        };
        value.nested(&mut pages)?;
        self.end_page();
        self.page = outer;
        self.begun = begun;
        Ok(())
    }

    fn into_batch(mut self, problems: Vec<Problem>) -> Batch {
        std::mem::take(&mut self.lists).finish(&mut self.cx);
        let mut batch = Batch {
            kinds: self.kinds,
            ..Batch::default()
        };
        for (kind, count) in self.not_modelled {
            batch.not_modelled.push(NotModelled { kind, count });
        }
        batch.elements = self.cx.design;
        batch.refused = self.cx.refused;
        batch.unreadable = self.cx.lower.unreadable;
        batch.notices = self.cx.notices;
        for problem in problems {
            match problem {
                Problem::DuplicateKey { key, span, first } => {
                    batch.notices.push(Notice::DuplicateKey {
                        key: key.into(),
                        first,
                        last: span,
                    });
                }
                Problem::Unreadable { span, expected } => {
                    batch.unreadable.push(Unreadable { span, expected });
                }
                Problem::Refused {
                    member,
                    span,
                    expected,
                    ..
                } => {
                    let found = collections::find(&member).map(|found| found.known);
                    match found.or(self.bare) {
                        Some(known) => batch.refused.push(Refused {
                            span,
                            kind: known.kind,
                            id: None,
                            expected,
                        }),
                        None => batch.unreadable.push(Unreadable { span, expected }),
                    }
                }
            }
        }
        batch
    }
}

/// The pages of a list inside the document.
struct Pages<'r, 'a, 's> {
    reader: &'r mut Reader<'a, 's>,
    one_type: bool,
}

impl<'de> Members<'de> for Pages<'_, '_, '_> {
    fn member<V: Value<'de>>(&mut self, key: &str, value: V) -> Result<(), V::Error> {
        self.reader.member(key, value)
    }
    fn restart(&mut self) {
        self.reader.restart();
    }
    fn page(&mut self) {
        self.reader.end_page();
        self.reader.page.one_type = self.one_type;
    }
}

impl<'de> Members<'de> for Reader<'_, '_> {
    fn member<V: Value<'de>>(&mut self, key: &str, value: V) -> Result<(), V::Error> {
        if let Some(found) = collections::find(key) {
            let count = self.count(found.known.kind);
            self.take(found.known, found.form, value)?;
            if !found.own_casing
                && let Some(span) = self.first_place(found.known.kind, count)
            {
                self.cx.notices.push(Notice::MixedCasing {
                    span,
                    member: key.to_owned(),
                });
            }
            return Ok(());
        }
        match key {
            "_context" => {
                let mut page = std::mem::take(&mut self.page.context);
                let cx = &mut self.cx;
                value.items(|members: Mapping<'_, Raw<'_>>| {
                    for (key, value) in &members.entries {
                        page.take(cx, &key.text().unwrap_or_default(), value);
                    }
                })?;
                self.page.context = page;
            }
            "data" | "Data" => value.nested(self)?,
            "NextToken" | "nextToken" | "NextMarker" | "nextMarker" => {
                let token = value.leaf()?;
                if !token.is_empty() {
                    self.page.token = self.cx.lower.span(&token);
                }
            }
            "AdditionalRoutesAvailable" | "additionalRoutesAvailable" => {
                let more = value.leaf()?;
                self.page.is_search = true;
                if more.text().is_some_and(|word| word == "true") {
                    self.page.more_routes = self.cx.lower.span(&more);
                }
            }
            "AreRoutesPersisted" | "areRoutesPersisted" => {
                let word = value.leaf()?;
                self.page.persisted = Some(self.cx.value(&word));
            }
            "ResponseMetadata" => {
                let metadata = value.one::<Metadata<'_>>()?;
                let headers = metadata.as_ref().and_then(|m| m.headers.as_ref());
                let date = headers.and_then(|headers| headers.date.text());
                let captured = date.and_then(|text| time::header(&text));
                let about = &mut self.cx.design.about;
                about.captured = about.captured.max(captured);
            }
            "TransitGatewayPropagations" => self.wrapped(value, false)?,
            "TransitGatewayStaticRoutes" => self.wrapped(value, true)?,
            // Answers to a change that show the new state and nothing else; a bare object has it among its members.
            "virtualInterfaceState" | "connectionState" | "interconnectState" => {
                value.skip()?;
                self.page.keys.push(key.into());
                self.kind(&format!("aws.directconnect.{key}"));
            }
            _ if BESIDE.contains(&key) => {
                value.skip()?;
            }
            _ => self.unknown(key, value)?,
        }
        Ok(())
    }

    fn restart(&mut self) {
        *self = Self::new(self.text, self.around, self.cx.profile);
    }

    fn page(&mut self) {
        self.end_page();
    }
}

impl Reader<'_, '_> {
    /// A key that names nothing that is read: an id beside a list, a member of a bare object, or objects of another kind.
    fn unknown<'de, V: Value<'de>>(&mut self, key: &str, value: V) -> Result<(), V::Error> {
        if let Some(service) = other::service(key) {
            let count = value.skip()?;
            self.count_other(format!("aws.{service}.{key}"), count);
            return Ok(());
        }
        self.page.keys.push(key.into());
        if Context::is_member(key) {
            let leaf = value.leaf()?;
            self.page.context.take(&mut self.cx, key, &leaf);
            return Ok(());
        }
        // What stands beside known lists is of the same service, also where it is younger than this program.
        let count = value.skip()?;
        if count > 0 {
            let service = if key.starts_with(|c: char| c.is_ascii_lowercase()) {
                "directconnect"
            } else {
                "ec2"
            };
            self.count_other(format!("aws.{service}.{key}"), count);
        }
        Ok(())
    }
}
