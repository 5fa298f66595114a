//! Scenarios: reading, and the schema. Steps and assertions have the form of a design's plan.

use super::format::Scenario as Format;
use super::format::{Advertisement as Entry, Design};
use super::lower::Lower;
use super::{in_yaml, mappings, schema_of, unknown_key};
use crate::import::Notice;
use crate::model::{Advertisement, ProviderId, Step, Time};
use crate::source::field::Unreadable;
use crate::source::tree::{Data, Entry as Member, Node};
use crate::source::{Field, FileId, Problem, Span, Text, from_node};

/// A scenario as written.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The whole document.
    pub span: Span,
    /// What it is about.
    pub name: Field<Text>,
    /// When it begins.
    pub clock: Field<Time>,
    /// The provider's word.
    pub provider: Field<Text>,
    /// The design: a path, a list of paths, or a mapping.
    pub design: Option<Node>,
    /// `fail`, `warn` or `pass`.
    pub unknown: Field<Text>,
    /// `immediate` or `manual`.
    pub settle: Field<Text>,
    /// Chosen behaviour.
    pub switches: Option<Node>,
    /// Accounts that may call some operations only.
    pub principals: Option<Node>,
    /// What happens.
    pub steps: Vec<Step>,
}

/// A scenario, and what is wrong with its form.
#[derive(Clone, Debug)]
pub struct ScenarioRead {
    /// What could be read.
    pub scenario: Scenario,
    /// Values that cannot stand where they do.
    pub unreadable: Vec<Unreadable>,
    /// Unknown keys.
    pub notices: Vec<Notice>,
}

/// Reads the tree of a scenario.
#[must_use]
pub fn read(file: FileId, root: &Node) -> ScenarioRead {
    let read = from_node::<Format<'_>>(file, root);
    let mut shapes = Vec::new();
    for problem in &read.problems {
        if let Problem::Unreadable { span, expected } | Problem::Refused { span, expected, .. } =
            problem
        {
            let expected = in_yaml(expected);
            let span = *span;
            shapes.push(Unreadable { span, expected });
        }
    }
    let format = read.value.unwrap_or_default();
    let nothing = Design::default();
    let mut lower = Lower::new(file, &nothing, ProviderId::GENERIC, shapes);
    let mut steps = Vec::new();
    for (entry, node) in format.steps.0.items.iter().zip(mappings(root, "steps")) {
        steps.push(lower.step(entry, node));
    }
    let scenario = Scenario {
        span: Span::new(file, root.start, root.end),
        name: lower.text(&format.scenario),
        clock: lower.get(&format.clock),
        provider: lower.text(&format.provider),
        design: root.get("design").cloned(),
        unknown: lower.word(&format.unknown),
        settle: lower.word(&format.settle),
        switches: root.get("switches").cloned(),
        principals: root.get("principals").cloned(),
        steps,
    };
    ScenarioRead {
        scenario,
        unreadable: lower.finish().unreadable,
        notices: read.unknown.into_iter().map(unknown_key).collect(),
    }
}

/// An announcement, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct AdvertisementRead {
    /// The entry, where it names prefixes; its references are not resolved.
    pub entry: Option<Advertisement>,
    /// Values that cannot stand where they do.
    pub unreadable: Vec<Unreadable>,
}

/// Reads what an event says about announcements on a session: the keys of an `advertise` entry of a design.
#[must_use]
pub fn advertisement(file: FileId, with: Option<&Node>, session: &str) -> AdvertisementRead {
    let (start, end) = with.map_or((0, 0), |node| (node.start, node.end));
    let mut members = match with.map(|node| &node.data) {
        Some(Data::Map(members)) => members.clone(),
        _ => Vec::new(),
    };
    let scalar = Data::Scalar {
        text: session.into(),
        quoted: true,
    };
    members.push(Member {
        key: "session".into(),
        key_start: start,
        key_end: start,
        shadowed: false,
        value: Node {
            start,
            end: start,
            data: scalar,
        },
    });
    let node = Node {
        start,
        end,
        data: Data::Map(members),
    };
    let format = from_node::<Entry<'_>>(file, &node);
    let nothing = Design::default();
    let mut lower = Lower::new(file, &nothing, ProviderId::GENERIC, Vec::new());
    let entry = lower.advertisement(
        &format.value.unwrap_or_default(),
        Span::new(file, start, end),
    );
    AdvertisementRead {
        entry,
        unreadable: lower.finish().unreadable,
    }
}

/// The JSON schema of the format, made from the types that read it.
#[must_use]
pub fn schema() -> serde_json::Value {
    schema_of::<Format<'_>>()
}
