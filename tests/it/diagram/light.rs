//! Pictures of a path and of a failure.

use std::path::Path;

use netvet::app::draw::{Request, draw, light, scene};
use netvet::app::load::{LoadOptions, load};
use netvet::app::progress::Silent;
use netvet::app::{PROFILES, Profiles, Time, readers};
use netvet::diagram::scene::Light;
use netvet::diagram::{FORMATS, Scene, format};
use netvet::model::Design;
use netvet::source::Limits;

/// Two Direct Connect connections and a VPN to one office; the first connection is preferred by both sides.
fn design() -> Design {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/designs/vpn-backup.yaml");
    let loaded = load(&LoadOptions {
        paths: &[path],
        provider: None,
        account: None,
        region: None,
        as_of: None,
        now: Time(0),
        limits: Limits::default(),
        ignore_files: true,
        readers: readers(),
        profiles: &Profiles::new(PROFILES),
        progress: &Silent,
    });
    assert!(!loaded.is_faulty());
    loaded.design
}

fn request(design: &Design, path: Option<(&str, &str)>, failed: &[&str]) -> Request {
    let failed: Vec<String> = failed.iter().map(|one| (*one).to_owned()).collect();
    let mut request = Request::new(format("dot").unwrap());
    request.highlight = light::highlight(design, &Profiles::new(PROFILES), path, &failed).unwrap();
    request
}

/// The nodes and the rows that are lit so.
fn lit(scene: &Scene, light: Light) -> Vec<&str> {
    let nodes = scene.nodes.iter().filter(|node| node.light == light);
    let mut all: Vec<&str> = nodes.map(|node| node.key.as_str()).collect();
    let rows = scene.nodes.iter().flat_map(|node| &node.rows);
    all.extend(
        rows.filter(|row| row.light == light)
            .map(|row| row.item.key.as_str()),
    );
    all.sort_unstable();
    all
}

#[test]
fn the_way_of_packets_stands_out() {
    let design = design();
    let scene = scene(
        &design,
        &[],
        &request(&design, Some(("branch", "office")), &[]),
    )
    .unwrap();
    assert_eq!(
        lit(&scene, Light::Path),
        [
            "bgp-peer/lon-1-branch/v4",
            "connection/lon-1",
            "network/branch",
            "site-router/office/first",
            "site/office",
            "virtual-gateway/branch-vgw",
            "virtual-interface/lon-1-branch",
        ]
    );
    assert!(lit(&scene, Light::Lost).is_empty());
    // Every line between two of them is on the path, and no other.
    let on_path = |node: usize| scene.nodes[node].light == Light::Path;
    for edge in &scene.edges {
        let second = edge.lines.iter().any(|line| line.contains("IPv4")) && !on_path(edge.to.node);
        let expected = on_path(edge.from.node) && on_path(edge.to.node) && !second;
        assert_eq!(edge.light == Light::Path, expected, "{edge:?}");
    }
    assert_eq!(
        scene.notes,
        [
            "path from branch to office (ipv4): delivered, EXTERNAL at office; the way back: delivered"
        ]
    );
}

#[test]
fn what_a_failure_takes_along_is_grey_and_the_path_goes_elsewhere() {
    let design = design();
    let asked = request(
        &design,
        Some(("branch", "office")),
        &["location/EqLD5", "lon-2"],
    );
    let scene = scene(&design, &[], &asked).unwrap();
    assert_eq!(
        lit(&scene, Light::Lost),
        [
            "bgp-peer/lon-1-branch/v4",
            "bgp-peer/lon-2-branch/v4",
            "connection/lon-1",
            "connection/lon-2",
            "virtual-interface/lon-1-branch",
            "virtual-interface/lon-2-branch",
        ]
    );
    // The VPN is left.
    assert!(lit(&scene, Light::Path).contains(&"vpn-connection/office-vpn"));
    assert!(lit(&scene, Light::Path).contains(&"customer-gateway/office-cgw"));
    let failed =
        "with location/EqLD5 and connection/lon-2 failed, everything that arrived still arrives";
    assert!(
        scene.notes.iter().any(|note| note == failed),
        "{:?}",
        scene.notes
    );
    let location = scene
        .groups
        .iter()
        .find(|group| group.title == "EqLD5")
        .unwrap();
    assert_eq!(location.light, Light::Lost);
}

#[test]
fn every_format_says_it_in_words() {
    let design = design();
    let mut asked = request(&design, Some(("branch", "office")), &["connection/lon-1"]);
    for format in FORMATS.iter().filter(|format| format.name != "png") {
        asked.format = format;
        let drawing = draw(&design, &[], &asked).unwrap();
        let text = String::from_utf8(drawing.bytes).unwrap();
        for words in ["on the path", "lost"] {
            assert!(text.contains(words), "{}: {words}", format.name);
        }
    }
}

#[test]
fn wrong_ends_and_elements_are_named() {
    let design = design();
    let profiles = Profiles::new(PROFILES);
    let wrong = |path, failed: &[String]| {
        let result = light::highlight(&design, &profiles, path, failed);
        result.unwrap_err().to_string()
    };
    assert_eq!(
        wrong(Some(("branhc", "office")), &[]),
        "nothing in the input is called `branhc`; did you mean `branch`?"
    );
    assert_eq!(
        wrong(None, &["connection/lon-9".to_owned()]),
        "nothing in the input is called `connection/lon-9`; did you mean `connection/lon-1`?"
    );
}
