//! The scene as an interactive page: the SVG, its data, and a script of our own; nothing is loaded from anywhere.

use std::collections::BTreeMap;

use maud::{DOCTYPE, PreEscaped, html};
use serde::Serialize;

use super::change;
use super::layout::layout;
use super::scene::{Edge, Item, Level, Mark, NodeKind, Scene};
use super::style::caption;
use super::svg::{self, Use};
use super::text::count;

/// What a page needs to show pictures: markup for its body, a style sheet and a script with their hashes for its policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Widget {
    /// To be put into the body.
    pub markup: String,
    /// To be put into a `style` of its own, unchanged.
    pub css: &'static str,
    /// SHA-256 of the style sheet, Base64.
    pub css_sha256: &'static str,
    /// To be put into a `script` at the end of the body, unchanged.
    pub script: &'static str,
    /// SHA-256 of the script, Base64.
    pub script_sha256: &'static str,
}

/// Style sheet of pictures and of the viewer.
pub const CSS: &str = concat!(
    include_str!("../svg/picture.css"),
    include_str!("viewer.css")
);
/// The script of the viewer.
pub const SCRIPT: &str = include_str!("viewer.js");
const CSS_SHA256: &str = "CRnWKx0Xe0nOp2CeWTeQE4uI/GwEq9SU937tO3KEDY8=";
const SCRIPT_SHA256: &str = "8eFuznPyJMQWX7yNHp3EKdJBhLe1sMEp0S9X/d3Qr1Q=";
/// Style sheet of the page around the viewer.
pub const PAGE_CSS: &str = "html,body{height:100%;margin:0}body{display:flex;flex-direction:column}.nv{flex:1;min-height:0}\n";
/// SHA-256 of [`PAGE_CSS`], Base64.
pub const PAGE_CSS_SHA256: &str = "EODsgwbF7cmTCV29K7xhz3AlUak56B7qnctJFklOVio=";

/// More boxes than these make a poor first view; a coarser one is shown first.
const MANY: usize = 160;

/// What is known of an element beyond the picture.
#[derive(Serialize, Default)]
struct Known<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    provider: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    account: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    region: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    state: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<(&'a str, &'a str)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<(&'static str, &'a str, &'a str)>,
}

impl<'a> Known<'a> {
    fn of(item: &'a Item) -> Self {
        Self {
            kind: caption(item.kind),
            id: &item.id,
            name: item.name.as_deref().unwrap_or(""),
            provider: item.provider,
            account: item.account.as_deref().unwrap_or(""),
            region: item.region.as_deref().unwrap_or(""),
            state: &item.state,
            tags: item
                .tags
                .iter()
                .map(|(k, v)| (k.as_str(), v.as_str()))
                .collect(),
            ..Self::default()
        }
    }

    fn mark(&mut self, mark: Option<&'a Mark>) {
        for (severity, code, message) in mark.iter().flat_map(|mark| &mark.findings) {
            let entry = (severity.word(), code.as_str(), message.as_str());
            if !self.findings.contains(&entry) {
                self.findings.push(entry);
            }
        }
    }
}

/// Data of every element of the pictures, by key. What a finer picture has holds; coarser ones add their summaries.
fn data(scenes: &[(String, Scene)]) -> BTreeMap<&str, Known<'_>> {
    let mut all: BTreeMap<&str, Known<'_>> = BTreeMap::new();
    for (_, scene) in scenes {
        let mut new: BTreeMap<&str, Known<'_>> = BTreeMap::new();
        scene_data(scene, &mut new);
        for (key, known) in new {
            all.entry(key).or_insert(known);
        }
    }
    all
}

fn scene_data<'a>(scene: &'a Scene, all: &mut BTreeMap<&'a str, Known<'a>>) {
    for group in &scene.groups {
        if let Some(item) = &group.item {
            let known = all.entry(&item.key).or_insert_with(|| Known::of(item));
            known.mark(group.mark.as_ref());
        }
    }
    for node in &scene.nodes {
        // A summary has no element of its own, only those inside.
        let own = match node.kind {
            NodeKind::Element(_) => node.items.first(),
            NodeKind::CustomerAs | NodeKind::State | NodeKind::Summary(_) => None,
        };
        let known = all.entry(&node.key).or_insert_with(|| match own {
            Some(item) => Known::of(item),
            None => Known {
                kind: node.kind.caption(),
                name: &node.title,
                ..Known::default()
            },
        });
        known.mark(node.mark.as_ref());
        if known.lines.is_empty() {
            known.lines = node.lines.iter().map(String::as_str).collect();
        }
        for row in &node.rows {
            let known = all
                .entry(&row.item.key)
                .or_insert_with(|| Known::of(&row.item));
            known.mark(row.mark.as_ref());
            if known.lines.is_empty() {
                known.lines = row.cells.iter().flatten().map(String::as_str).collect();
            }
        }
    }
    for edge in &scene.edges {
        edge_data(edge, all);
    }
}

fn edge_data<'a>(edge: &'a Edge, all: &mut BTreeMap<&'a str, Known<'a>>) {
    for (index, item) in edge.items.iter().enumerate() {
        let known = all.entry(&item.key).or_insert_with(|| Known::of(item));
        // A line that stands for several is found under the first.
        if index == 0 {
            known.mark(edge.mark.as_ref());
            if known.lines.is_empty() {
                known.lines = edge.lines.iter().map(String::as_str).collect();
            }
        }
    }
}

/// Where the pictures show what has no thing of its own there, but stands with others in one.
#[derive(Serialize)]
struct Data<'a> {
    things: &'a BTreeMap<&'a str, Known<'a>>,
    /// The keys of all such elements.
    keys: Vec<&'a str>,
    /// For each picture the things that stand for several (`n` a box, `e` a line, and its number) with numbers among the keys.
    inside: Vec<BTreeMap<String, Vec<usize>>>,
}

fn inside(scenes: &[(String, Scene)]) -> (Vec<&str>, Vec<BTreeMap<String, Vec<usize>>>) {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut keys: Vec<&str> = Vec::new();
    let mut all = Vec::new();
    for (_, scene) in scenes {
        let nodes = scene.nodes.iter().enumerate().map(|(index, node)| {
            let own = |item: &&Item| item.key != node.key;
            (format!("n{index}"), node.items.iter().filter(own).collect())
        });
        let edges = scene.edges.iter().enumerate().map(|(index, edge)| {
            let others = edge.items.iter().skip(1).collect::<Vec<_>>();
            (format!("e{index}"), others)
        });
        let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (holder, items) in nodes.chain(edges) {
            let numbered: Vec<usize> = items
                .into_iter()
                .map(|item| {
                    let next = keys.len();
                    let number = *numbers.entry(item.key.as_str()).or_insert(next);
                    if number == next {
                        keys.push(&item.key);
                    }
                    number
                })
                .collect();
            if !numbered.is_empty() {
                holders.insert(holder, numbered);
            }
        }
        all.push(holders);
    }
    (keys, all)
}

/// The scene at every level of detail that makes it smaller, the finest first.
fn details(scene: &Scene) -> Vec<(String, Scene)> {
    let mut list = vec![(
        format!("everything ({})", count(scene.nodes.len(), "box")),
        scene.clone(),
    )];
    for level in Level::COLLAPSIBLE {
        if !scene.groups.iter().any(|group| group.level == level) {
            continue;
        }
        let mut coarse = scene.clone();
        change::collapse(&mut coarse, level);
        change::sort(&mut coarse);
        change::merge_parallel(&mut coarse);
        let before = list.last().map_or(0, |(_, scene)| scene.nodes.len());
        if coarse.nodes.len() > 1 && coarse.nodes.len() < before {
            let name = format!(
                "each {} as one box ({})",
                level.word(),
                count(coarse.nodes.len(), "box")
            );
            list.push((name, coarse));
        }
    }
    list
}

/// The viewer of a scene, as a part of a page.
#[must_use]
pub fn widget(scene: &Scene) -> Widget {
    let scenes = details(scene);
    let first = scenes
        .iter()
        .position(|(_, scene)| scene.nodes.len() <= MANY)
        .unwrap_or(scenes.len() - 1);
    let (keys, inside) = inside(&scenes);
    let known = data(&scenes);
    let things = Data {
        things: &known,
        keys,
        inside,
    };
    let json = serde_json::to_string(&things).unwrap_or_default();
    // Inside a script element only `<` can end it.
    let json = json.replace('<', "\\u003c");
    let levels = [
        ("", "nothing"),
        ("network", "networks"),
        ("region", "regions"),
        ("account", "accounts"),
    ];
    let markup = html! {
        div.nv role="region" aria-label="topology" {
            div.nv-bar role="toolbar" aria-label="topology" {
                label { "Find " input #nv-find type="search" placeholder="name, id, address, tag …" autocomplete="off"; }
                span.nv-count role="status" {}
                @if scenes.len() > 1 {
                    label { "Detail " select #nv-detail {
                        @for (index, (name, _)) in scenes.iter().enumerate() {
                            option value=(index) selected[index == first] { (name) }
                        }
                    } }
                }
                label { "Collapse " select #nv-fold {
                    @for (value, word) in levels { option value=(value) { (word) } }
                } }
                fieldset {
                    legend { "Layers" }
                    @for (value, word) in [("addressing", "addressing"), ("peering", "peering"), ("hybrid", "hybrid"), ("bgp", "BGP")] {
                        label { input type="checkbox" name="nv-layer" value=(value) checked; " " (word) }
                    }
                }
                span {
                    button type="button" data-do="out" title="zoom out (-)" aria-label="zoom out" { "−" } " "
                    button type="button" data-do="in" title="zoom in (+)" aria-label="zoom in" { "+" } " "
                    button type="button" data-do="actual" title="actual size (1)" { "1:1" } " "
                    button type="button" data-do="fit" title="whole picture (0)" { "Fit" } " "
                    button.nv-theme type="button" data-do="theme" { "Light or dark" }
                }
            }
            div.nv-stage tabindex="0" aria-label="picture: arrow keys move, + and - zoom, 0 shows all, / searches, n and p go through hits" {
                @for (index, (_, scene)) in scenes.iter().enumerate() {
                    (PreEscaped(picture(scene, index != first)))
                }
                div.nv-lit hidden { span role="status" {} " " button type="button" { "Clear" } }
            }
            div.nv-side role="complementary" aria-label="properties" aria-live="polite" tabindex="0" {}
        }
        script #nv-data type="application/json" { (PreEscaped(json)) }
    };
    Widget {
        markup: markup.into_string(),
        css: CSS,
        css_sha256: CSS_SHA256,
        script: SCRIPT,
        script_sha256: SCRIPT_SHA256,
    }
}

fn picture(scene: &Scene, hidden: bool) -> String {
    let svg = svg::draw(scene, &layout(scene), Use::Page);
    if hidden {
        svg.replacen("<svg ", "<svg hidden=\"\" ", 1)
    } else {
        svg
    }
}

/// Writes a scene as a page of its own; the same scene gives the same bytes.
#[must_use]
pub fn write(scene: &Scene) -> String {
    let widget = widget(scene);
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}' 'sha256-{PAGE_CSS_SHA256}'; base-uri 'none'; form-action 'none'",
        widget.script_sha256, widget.css_sha256
    );
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { "Network topology" }
                style { (PreEscaped(widget.css)) }
                style { (PreEscaped(PAGE_CSS)) }
            }
            body {
                (PreEscaped(&widget.markup))
                script { (PreEscaped(widget.script)) }
            }
        }
    };
    page.into_string()
}
