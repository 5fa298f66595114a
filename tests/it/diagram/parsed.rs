//! DOT text read again by graphviz-rust, as far as it can be compared with a scene.

use std::collections::BTreeMap;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use netvet::diagram::Scene;
use netvet::diagram::scene::{End, Level};

/// A label as lines of text, cell by cell; markup gone.
type Label = Vec<String>;

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Key to the key of the cluster around it and its label.
    pub(super) clusters: BTreeMap<String, (Option<String>, Label)>,
    /// The same for nodes.
    pub(super) nodes: BTreeMap<String, (Option<String>, Label)>,
    /// Start with row, end with row, label.
    pub(super) edges: Vec<(String, String, Label)>,
}

pub(super) fn parse(text: &str) -> Parsed {
    let graph = graphviz_rust::parse(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let Graph::DiGraph { stmts, strict, .. } = graph else {
        panic!("not a directed graph");
    };
    assert!(!strict);
    let mut parsed = Parsed::default();
    walk(&stmts, None, &mut parsed);
    parsed
}

fn walk(stmts: &[Stmt], around: Option<&str>, into: &mut Parsed) {
    for stmt in stmts {
        match stmt {
            Stmt::Subgraph(Subgraph { id, stmts }) => {
                let key = plain(id);
                let label = stmts.iter().find_map(|stmt| match stmt {
                    Stmt::Attribute(attribute) => label_of(std::slice::from_ref(attribute)),
                    _ => None,
                });
                let old = into
                    .clusters
                    .insert(key.clone(), (around.map(str::to_owned), label.unwrap()));
                assert!(old.is_none(), "cluster {key} twice");
                walk(stmts, Some(&key), into);
            }
            Stmt::Node(Node { id, attributes }) => {
                let key = plain(&id.0);
                let label = label_of(attributes).unwrap();
                let old = into
                    .nodes
                    .insert(key.clone(), (around.map(str::to_owned), label));
                assert!(old.is_none(), "node {key} twice");
            }
            Stmt::Edge(Edge { ty, attributes }) => {
                let EdgeTy::Pair(Vertex::N(from), Vertex::N(to)) = ty else {
                    panic!("not a pair: {ty:?}");
                };
                let label = label_of(attributes).unwrap_or_default();
                into.edges.push((end(from), end(to), label));
            }
            Stmt::Attribute(_) | Stmt::GAttribute(_) => {}
        }
    }
}

fn end(id: &NodeId) -> String {
    let row = id.1.as_ref().map_or(String::new(), |port| {
        let port = plain(port.0.as_ref().unwrap());
        format!("#{}", port.trim_end_matches('e'))
    });
    format!("{}{row}", plain(&id.0))
}

/// The text of an identifier.
fn plain(id: &Id) -> String {
    match id {
        Id::Plain(text) => text.clone(),
        Id::Escaped(text) => {
            let inner = text.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
            inner.replace("\\\"", "\"").replace("\\\\", "\\")
        }
        other => panic!("{other:?}"),
    }
}

fn label_of(attributes: &[Attribute]) -> Option<Label> {
    let Attribute(_, value) = attributes
        .iter()
        .find(|Attribute(key, _)| plain(key) == "label")?;
    Some(match value {
        Id::Html(text) => cells(text),
        other => vec![plain(other)],
    })
}

/// The lines of an HTML-like label: a new one at each cell and each break. Panics where tags do not nest.
fn cells(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = label.strip_prefix('<').unwrap().strip_suffix('>').unwrap();
    while !rest.is_empty() {
        if let Some(tag) = rest.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').unwrap();
            rest = after;
            let name = tag.trim_matches('/').split(' ').next().unwrap().to_owned();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name.clone()), "{label}");
            } else if !tag.ends_with('/') {
                assert_eq!(tag.matches('"').count() % 2, 0, "{label}");
                open.push(name.clone());
            }
            if matches!(name.as_str(), "TD" | "BR") && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
        } else {
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            rest = after;
            assert!(!text.contains('>'), "{label}");
            line.push_str(&unescaped(text));
        }
    }
    assert!(open.is_empty() && line.is_empty(), "{label}");
    lines
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '&' => {
                let (entity, c) = [
                    ("&amp;", '&'),
                    ("&lt;", '<'),
                    ("&gt;", '>'),
                    ("&quot;", '"'),
                ]
                .into_iter()
                .find(|(entity, _)| rest.starts_with(entity))
                .unwrap_or_else(|| panic!("bare & in {text}"));
                out.push(c);
                entity.len()
            }
            '\\' => {
                assert!(rest.starts_with("\\\\"), "bare backslash in {text}");
                out.push('\\');
                2
            }
            other => {
                assert!(!other.is_control(), "control character in {text:?}");
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    out
}

/// Compares all that was read with the scene.
pub(super) fn assert_same(text: &str, scene: &Scene) {
    let parsed = parse(text);
    let cluster = |index: usize| format!("cluster/{}", scene.groups[index].key);
    let mut clusters: Vec<String> = (0..scene.groups.len()).map(cluster).collect();
    for (index, group) in scene.groups.iter().enumerate() {
        let (parent, label) = &parsed.clusters[&clusters[index]];
        assert_eq!(*parent, group.parent.map(cluster));
        let mut wanted = vec![group.level.word().to_owned(), group.title.clone()];
        wanted.extend(group.lines.iter().cloned());
        wanted.extend(group.mark.as_ref().map(|mark| mark.text()));
        assert_label(label, &wanted);
    }
    assert_eq!(
        scene
            .groups
            .iter()
            .filter(|g| g.level == Level::Network)
            .count(),
        parsed
            .clusters
            .keys()
            .filter(|key| key.contains("/network."))
            .count()
    );
    let legend = parsed.clusters.keys().find(|key| *key == "cluster/legend");
    clusters.extend(legend.cloned());
    clusters.sort();
    assert_eq!(
        parsed.clusters.keys().cloned().collect::<Vec<_>>(),
        clusters
    );

    assert_eq!(
        parsed.nodes.len(),
        scene.nodes.len() + usize::from(legend.is_some())
    );
    for node in &scene.nodes {
        let (around, label) = &parsed.nodes[&node.key];
        assert_eq!(*around, node.group.map(cluster), "{}", node.key);
        let mut wanted = Vec::new();
        if !node.title.is_empty() {
            wanted.extend([node.kind.caption().to_owned(), node.title.clone()]);
        }
        wanted.extend(node.all_lines());
        wanted.extend(node.mark.as_ref().map(|mark| mark.text()));
        for row in &node.rows {
            wanted.extend(row.cells.iter().flatten().cloned());
            wanted.extend(row.mark.as_ref().map(|mark| mark.text()));
        }
        assert_label(label, &wanted);
    }

    assert_eq!(parsed.edges.len(), scene.edges.len());
    let key = |end: End| {
        let row = end.row.map_or(String::new(), |row| format!("#r{row}"));
        format!("{}{row}", scene.nodes[end.node].key)
    };
    for ((from, to, label), edge) in parsed.edges.iter().zip(&scene.edges) {
        assert_eq!((from, to), (&key(edge.from), &key(edge.to)));
        let mut wanted = edge.lines.clone();
        wanted.extend(edge.mark.as_ref().map(|mark| mark.text()));
        assert_label(label, &wanted);
    }
}

/// Labels wrap long texts, so only the characters and their order are compared.
fn assert_label(read: &[String], wanted: &[String]) {
    assert_eq!(read.concat(), wanted.concat());
}
