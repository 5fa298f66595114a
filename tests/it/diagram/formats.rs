//! Every format with hostile names.

use std::io::Write as _;
use std::process::{Command, Stdio};

use netvet::diagram::{Options, View, dot, scene};
use netvet::model::*;
use proptest::prelude::*;

use super::estate::{self, estate, head, network, out, peer, side, subnet, text};
use super::parsed::assert_same;

/// Names made of everything that has a meaning somewhere.
pub(crate) const HOSTILE: &[&str] = &[
    "say \"hi\"",
    "end\\",
    "\\N \\G \\L \\l \\\"",
    "<b>bold</b> & <!-- x -->",
    "]]> > > >>",
    "&lt;script&gt; &#65; &",
    "line\nbreak\r\n\ttab",
    "\u{1b}[31mred\u{1b}[0m",
    "\0nul",
    " ",
    "   ",
    "größe 共享 🌍",
    "\u{202e}evil\u{2066}",
    "a->b; } digraph { x [label=\"y\"]",
    "{left|right} <port>",
    "--",
    "#comment // /* x */",
    "%41 $x ${y} `z`",
    "node",
    "subgraph",
    "1.5.7",
    "-",
    "\u{fffe}\u{feff}\u{200b}",
];

/// One design with a name in every place where names stand.
pub(crate) fn named(name: &str) -> Design {
    let mut design = Design::default();
    let own = |n: usize| head(&format!("{name}{n}"), name, name, name);
    let a = network(&mut design, own(1), &["10.0.0.0/16"]);
    let b = network(&mut design, own(2), &["10.1.0.0/16"]);
    let sub = subnet(&mut design, own(3), a, "10.0.0.0/24");
    design[sub].zone = text(name);
    let (from, to) = (estate::link(&design, a), estate::link(&design, b));
    let mut pcx = own(4);
    pcx.state = estate::state(name, Phase::Unknown);
    peer(
        &mut design,
        pcx,
        side(from, name, name, &[]),
        side(to, name, name, &[]),
    );
    let stranger = out(&format!("{name}x"));
    peer(
        &mut design,
        own(5),
        side(from, name, name, &[]),
        side(stranger, name, name, &[]),
    );
    design.connections.push(Connection {
        head: own(6),
        location: text(name),
        device: text(name),
        bandwidth: text(name),
        ..Connection::default()
    });
    design.virtual_interfaces.push(VirtualInterface {
        head: own(7),
        connection: estate::any(AnyId::Connection(Id::new(0)), name),
        interface_type: text(name),
        ..VirtualInterface::default()
    });
    design
}

/// What the real program makes of it; `None` where it is not installed.
fn graphviz(text: &str) -> Option<String> {
    let mut child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    let messages = String::from_utf8_lossy(&output.stderr);
    // Fonts differ between machines; that is no fault of the text.
    let complaints: Vec<&str> = messages
        .lines()
        .filter(|line| !line.to_lowercase().contains("font") && !line.trim().is_empty())
        .collect();
    assert!(
        output.status.success() && complaints.is_empty(),
        "{complaints:?}"
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn hostile_names_leave_dot_valid() {
    for name in HOSTILE {
        let design = named(name);
        let scene = scene(&design, &[], &Options::default()).unwrap();
        let text = dot::write(&scene);
        assert_same(&text, &scene);
        assert!(
            !text.chars().any(|c| c.is_control() && c != '\n'),
            "{name:?}"
        );
    }
}

#[test]
fn graphviz_draws_hostile_names_as_they_are() {
    for name in HOSTILE {
        let design = named(name);
        let scene = scene(&design, &[], &Options::default()).unwrap();
        let Some(svg) = graphviz(&dot::write(&scene)) else {
            eprintln!("skipped: the program dot is not installed");
            return;
        };
        let shown = netvet::diagram::text::clean(name);
        let shown = shown
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        // Graphviz writes some characters as entities; blanks at the ends do not matter.
        let svg = svg
            .replace("&#45;", "-")
            .replace("&#39;", "'")
            .replace("&#160;", " ");
        assert!(svg.contains(shown.trim()), "{name:?} as {shown:?} in {svg}");
    }
}

#[test]
fn graphviz_draws_every_view() {
    let design = estate();
    for view in View::ALL {
        let options = Options {
            view,
            ..Options::default()
        };
        let scene = scene(&design, &[], &options).unwrap();
        let Some(svg) = graphviz(&dot::write(&scene)) else {
            eprintln!("skipped: the program dot is not installed");
            return;
        };
        for node in &scene.nodes {
            assert!(
                svg.contains(&format!("<g id=\"{}\"", node.key.replace('-', "&#45;")))
                    || svg.contains(&format!("id=\"{}\"", node.key)),
                "{}",
                node.key
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_name_leaves_dot_valid(name in "\\PC{0,12}|[\\x00-\\x7f]{0,12}|.{0,80}") {
        let design = named(&name);
        let scene = scene(&design, &[], &Options::default()).unwrap();
        let text = dot::write(&scene);
        assert_same(&text, &scene);
    }
}
