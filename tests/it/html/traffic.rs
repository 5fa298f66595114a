//! The parts of the page about traffic: what they say, what they leave out, and that choosing in them works.

use std::path::{Path, PathBuf};

use netvet::app::check::{CheckOptions, check};
use netvet::app::generate::{Exporter, GenerateOptions, write};
use netvet::app::load::{LoadOptions, Loaded, load};
use netvet::app::traffic::traffic;
use netvet::app::{PROFILES, Profiles, Time, catalogue};
use netvet::generate::Kind;
use netvet::report::traffic::Traffic;
use netvet::settings::{Selected, Settings};
use netvet::source::Limits;
use serde_json::Value;

use super::{assert_closed, assert_steps, browser, inside, page};
use crate::diagram::formats::HOSTILE;

fn loaded(path: &str) -> Loaded {
    let profiles = Profiles::new(PROFILES);
    load(&LoadOptions::new(
        &[PathBuf::from(path)],
        &profiles,
        Time(1_780_000_000),
    ))
}

/// The page of an input.
fn checked(path: &str) -> String {
    let (profiles, limits) = (Profiles::new(PROFILES), Limits::default());
    let settings = Settings::new(Selected::all(&catalogue::all()));
    let mut options = CheckOptions::new(&settings, &profiles, &limits);
    options.picture = true;
    page(&check(loaded(path), &options))
}

/// What the script gets.
fn data(page: &str) -> Value {
    let scripts = inside(page, "script");
    let of = |(attributes, _): &&(&str, &str)| attributes.contains("id=\"r-traffic\"");
    serde_json::from_str(scripts.iter().find(of).unwrap().1).unwrap()
}

/// The text of a part of the page, without tags.
fn part(page: &str, from: &str, to: &str) -> String {
    let (_, after) = page.split_once(&format!("<h2 id=\"{from}\">")).unwrap();
    let (part, _) = after.split_once(to).unwrap();
    part.split('<')
        .map(|tag| tag.split_once('>').map_or(tag, |(_, text)| text))
        .collect()
}

/// A file in the directory of tests.
fn written(name: &str, text: &str) -> String {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("traffic");
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join(name);
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

fn rows(traffic: &Traffic) -> Vec<(&str, usize)> {
    let rows = traffic.failures.iter();
    rows.map(|row| (row.name.as_str(), row.lost_pairs))
        .collect()
}

#[test]
fn ways_name_the_places_of_their_routes() {
    let path = "examples/designs/two-networks.yaml";
    let page = checked(path);
    assert_closed(&page);
    let data = data(&page);
    assert_eq!(data["grids"][0]["rows"], serde_json::json!(["xd", "dx"]));
    let way = &data["paths"][0];
    assert_eq!((&way["from"], &way["to"]), (&0.into(), &1.into()));
    let outcome = &way["outcomes"][0];
    assert_eq!(outcome["class"], "DELIVERED");
    assert_eq!(outcome["ways"], serde_json::json!(["peering/shop-tools"]));
    let hop = &outcome["hops"][0];
    let text = std::fs::read_to_string(path).unwrap();
    let wanted = "- {to: 10.1.0.0/16, via: peering/shop-tools}";
    let line = 1 + text.lines().position(|line| line.contains(wanted)).unwrap();
    let place = hop["winner"]["place"].as_str().unwrap();
    assert!(place.starts_with(&format!("{path}:{line}:")), "{place}");
    let said = hop["winner"]["text"].as_str().unwrap();
    assert!(
        said.starts_with("10.1.0.0/16 via peering/shop-tools"),
        "{said}"
    );
    // What the picture brings out: both networks and the peering, under keys that it has.
    let keys: Vec<&str> = way["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| {
            data["keys"][usize::try_from(n.as_u64().unwrap()).unwrap()]
                .as_str()
                .unwrap()
        })
        .collect();
    assert_eq!(
        keys,
        ["network/shop", "peering/shop-tools", "network/tools"]
    );
    for key in keys {
        assert!(page.contains(&format!("data-key=\"{key}\"")), "{key}");
    }
    let said = part(&page, "reachability", "<h2");
    assert!(said.contains("1two-way"), "{said}");
}

/// What the command prints.
#[cfg(feature = "cli")]
fn printed(path: &str) -> Value {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(["failures", path, "--format", "json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[cfg(feature = "cli")]
fn texts(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|text| text.as_str().unwrap()).collect()
}

/// A pair of the command in the words of the page.
#[cfg(feature = "cli")]
fn pair(of: &Value) -> String {
    let [from, to, family] = ["from", "to", "family"].map(|key| of[key].as_str().unwrap());
    format!("{from} → {to} ({family})")
}

/// A row of the command as one of the page: its counts, what is lost and gained, and what takes other ways.
#[cfg(feature = "cli")]
fn row_of(row: &Value) -> Value {
    let failed = &row["failed"][0];
    let [kind, id] = ["kind", "id"].map(|key| failed[key].as_str().unwrap());
    let changes = row["pairs"].as_array().unwrap().iter().map(|change| {
        let parts = [("loses", "lost"), ("gains", "gained")].map(|(word, key)| {
            let blocks = texts(&change[key]);
            (!blocks.is_empty()).then(|| format!("{word} {}", blocks.join(", ")))
        });
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{} {}", pair(change), parts.join("; "))
    });
    let moves = row["paths"].as_array().unwrap().iter().map(|path| {
        let [cidrs, before, after] =
            ["cidrs", "before", "after"].map(|key| texts(&path[key]).join(", "));
        format!("{}: {cidrs}, over {after} instead of {before}", pair(path))
    });
    serde_json::json!([
        format!("{kind}/{id}"),
        row["lost_pairs"],
        row["gained_pairs"],
        row["lost_addresses"],
        row["lost_addresses_ipv6"],
        row["changed_paths"],
        changes.collect::<Vec<_>>(),
        moves.collect::<Vec<_>>(),
    ])
}

/// A class of the command as a row of the page.
#[cfg(feature = "cli")]
fn rating_of(rating: &Value) -> Vec<String> {
    let of = &rating["of"];
    let of = match (&of["kind"], &of["id"]) {
        (Value::String(kind), Value::String(id)) => format!("{kind}/{id}"),
        _ => pair(of),
    };
    let class = rating["class"].as_str().unwrap().to_owned();
    let because = texts(&rating["because"]).join("; ");
    vec![of, class, because, texts(&rating["limited_by"]).join(", ")]
}

/// What stands in the cells of a table's body, without tags.
#[cfg(feature = "cli")]
fn cells(page: &str, table: &str) -> Vec<Vec<String>> {
    let (_, after) = page.split_once(table).unwrap();
    let (table, _) = after.split_once("</table>").unwrap();
    let (_, body) = table.split_once("<tbody>").unwrap();
    let text = |cell: &str| -> String {
        let parts = cell.split('<');
        parts
            .map(|tag| tag.split_once('>').map_or(tag, |(_, text)| text))
            .collect()
    };
    let row = |row: &str| -> Vec<String> {
        let cells = row.split("</td>").filter(|cell| cell.contains("<td"));
        cells.map(text).collect()
    };
    body.split("</tr>")
        .filter(|part| part.contains("<tr"))
        .map(row)
        .collect()
}

/// In any order.
#[cfg(feature = "cli")]
fn sorted(rows: impl Iterator<Item = Value>) -> Vec<String> {
    let mut rows: Vec<String> = rows.map(|row| row.to_string()).collect();
    rows.sort();
    rows
}

#[cfg(feature = "cli")]
#[test]
fn failures_are_those_of_the_command() {
    let mut lost = 0;
    let mut moved = 0;
    let mut rated = 0;
    for name in [
        "direct-connect",
        "dual-stack",
        "hub-and-spoke",
        "multi-account",
        "three-providers",
        "vpn-backup",
    ] {
        let path = format!("examples/designs/{name}.yaml");
        let (page, command) = (checked(&path), printed(&path));
        let shown = data(&page);
        let shown = shown["failures"].as_array().unwrap();
        let said = command["failures"].as_array().unwrap();
        let table = cells(&page, "<table id=\"r-fails\">");
        assert_eq!(table.len(), shown.len(), "{name}");
        let mut points_of_page = 0;
        let of_page = sorted(shown.iter().zip(&table).map(|(row, cells)| {
            // The column of IPv6 is there only where something has such addresses.
            let (first, [gained, moved]) = cells.split_last_chunk().unwrap();
            let six = first.get(3).map_or("0", String::as_str);
            let point = first[0]
                .strip_prefix(row["name"].as_str().unwrap())
                .unwrap();
            points_of_page += usize::from(point == " single point of failure");
            let list = |key: &str| row.get(key).cloned().unwrap_or(serde_json::json!([]));
            let number = |text: &str| text.parse::<u64>().unwrap();
            serde_json::json!([
                row["name"],
                number(&first[1]),
                number(gained),
                first[2],
                six,
                number(moved),
                list("pairs"),
                list("paths"),
            ])
        }));
        assert_eq!(of_page, sorted(said.iter().map(row_of)), "{name}");
        let points = command["single_points_of_failure"].as_array().unwrap();
        assert_eq!(points_of_page, points.len(), "{name}");
        let mut of_page: Vec<Vec<String>> = Vec::new();
        if let Some((_, after)) = page.split_once("<h3 id=\"resiliency\">") {
            of_page = cells(after, "<table>");
        }
        of_page.sort();
        let resiliency = command["resiliency"].as_array().unwrap();
        let mut of_command: Vec<Vec<String>> = resiliency.iter().map(rating_of).collect();
        of_command.sort();
        assert_eq!(of_page, of_command, "{name}");
        lost += points.len();
        moved += said
            .iter()
            .filter(|row| row["changed_paths"].as_u64() > Some(0))
            .count();
        rated += resiliency.len();
    }
    // Of each there is something to compare.
    assert!(lost >= 5 && moved >= 10 && rated >= 10);
}

#[test]
fn a_location_takes_its_connections_with_it_and_another_carries_on() {
    // Two locations with one router each: what fails first changes the way of both directions and loses nothing.
    let connected = loaded("examples/designs/direct-connect.yaml");
    let profiles = Profiles::new(PROFILES);
    let traffic = traffic(&connected.design, &profiles, &connected.sources);
    let rows = rows(&traffic);
    assert!(rows.iter().all(|(_, lost)| *lost == 0), "{rows:?}");
    let ways: Vec<&str> = traffic
        .failures
        .iter()
        .filter(|row| row.changed_paths == 2)
        .map(|row| row.name.as_str())
        .collect();
    let expected = [
        "bgp-peer/fra-core/v4",
        "device/EqFA5-1",
        "lag/fra",
        "location/EqFA5",
        "site-router/dc/west",
        "virtual-interface/fra-core",
    ];
    assert_eq!(ways, expected);
    // A location takes everything with it that ends there.
    let location = traffic
        .failures
        .iter()
        .find(|row| row.name == "location/EqFA5");
    let with = &location.unwrap().with;
    for one in ["connection/fra-1", "lag/fra", "virtual-interface/fra-core"] {
        assert!(with.iter().any(|name| name == one), "{one}: {with:?}");
    }
    let classes: Vec<(&str, &str)> = traffic
        .ratings
        .iter()
        .map(|rating| (rating.of.as_str(), rating.class))
        .collect();
    assert_eq!(
        classes,
        [
            ("virtual-gateway/core-vgw", "high"),
            ("direct-connect-gateway/dxgw", "high"),
            ("core → dc (ipv4)", "high"),
        ]
    );
}

#[test]
fn a_pressed_pair_stays_pressed_until_another_is() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    // More pairs than a page explains, and of most nothing is to be said.
    let mut text = "netvet: 1\nprovider: aws\nnetworks:\n".to_owned();
    for n in 10..40 {
        let subnets = format!("{{s{n}: {{cidrs: [10.{n}.0.0/24]}}}}");
        text.push_str(&format!(
            "  n{n}: {{cidrs: [10.{n}.0.0/16], subnets: {subnets}}}\n"
        ));
    }
    text.push_str("peerings: {p: {requester: n10, accepter: n11}}\nroute_tables:\n");
    for n in 10..40 {
        let routes = match n {
            10 => "{to: 10.11.0.0/16, via: peering/p}",
            11 => "{to: 10.10.0.0/16, via: peering/p}",
            _ => "",
        };
        let table = format!("  t{n}: {{network: n{n}, main: true, routes: [{routes}]}}\n");
        text.push_str(&table);
    }
    let page = checked(&written("many-pairs.yaml", &text));
    let steps = r#"
const cell = (title) => all('.r-grid button').find((el) => el.title.startsWith(title));
const pressed = () => all('.r-grid button[aria-pressed=true]').map((el) => el.title);
is('at first none is', pressed(), []);
const silent = cell('n38 → n39');
const top = silent.getBoundingClientRect().top;
click(silent);
is('the cells stay where they are', silent.getBoundingClientRect().top, top);
is('nothing is known about it', one('#r-path').textContent.includes('not in the page'), true);
is('the picture says nothing', [one('.nv-lit').hidden, one('#r-see').hidden], [true, true]);
is('it is pressed all the same', pressed(), ['n38 → n39: none']);
is('and the only one that the tabulator reaches', all('.r-grid button').filter((el) => el.tabIndex === 0), [silent]);
click(cell('n10 → n11'));
is('another is pressed instead', pressed(), ['n10 → n11: two-way']);
is('the picture says it, once for addresses in and between subnets', one('.nv-lit span').textContent, 'Path from n10 to n11 (IPv4): DELIVERED at n11.');
is('both are explained', all('#r-path .r-outcome').length, 2);
click(one('[data-failure]'));
is('a failure is told in another part', [pressed(), one('[data-failure]').getAttribute('aria-pressed')], [['n10 → n11: two-way'], 'true']);
is('the picture shows the failure', one('.nv-lit span').textContent.startsWith('Without peering/p'), true);
click(one('#r-see'));
is('and again the pair when asked', one('.nv-lit span').textContent.startsWith('Path from n10 to n11'), true);
click(one('#r-failure button'));
is('and again the failure', one('.nv-lit span').textContent.startsWith('Without peering/p'), true);
click(one('.nv-lit button'));
is('what is explained stays marked', pressed(), ['n10 → n11: two-way']);
click(silent);
is('back', pressed(), ['n38 → n39: none']);
one('#r-from').value = one('#r-to').value; pick(one('#r-to'), one('#r-to').value);
is('no pair, no cell', pressed(), []);
"#;
    assert_steps(&browser, "traffic-pressed", &page, steps);
}

#[test]
fn a_page_says_why_it_has_no_such_part() {
    let networks = "netvet: 1\nprovider: aws\nnetworks:\n  a: {cidrs: [10.0.0.0/16]}\n";
    let two = format!("{networks}  b: {{cidrs: [10.1.0.0/16]}}\n");
    let page = checked(&written("no-tables.yaml", &two));
    let said = part(&page, "reachability", "<h2");
    assert!(said.contains("the input holds no route tables"), "{said}");
    assert!(!page.contains("id=\"r-from\""));
    let said = part(&page, "failures", "<h2");
    assert!(
        said.contains("none of the elements whose failures are tried here"),
        "{said}"
    );
    let one = format!("{networks}route_tables:\n  t: {{network: a, main: true, routes: []}}\n");
    let page = checked(&written("one.yaml", &one));
    let said = part(&page, "reachability", "<h2");
    assert!(said.contains("only one network or site"), "{said}");
    // Reports without a picture have no such part, and nothing is computed for them.
    let (profiles, limits) = (Profiles::new(PROFILES), Limits::default());
    let settings = Settings::new(Selected::all(&catalogue::all()));
    let report = check(
        loaded("examples/designs/two-networks.yaml"),
        &CheckOptions::new(&settings, &profiles, &limits),
    );
    assert!(report.traffic.is_none());
}

#[test]
fn what_is_shown_of_a_large_estate_is_bounded_and_said() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("traffic-large");
    let _ = std::fs::remove_dir_all(&directory);
    let options = GenerateOptions {
        exporter: Exporter::Aws,
        kind: Kind::Hybrid,
        objects: 3300,
        seed: 1,
        faults: 0,
    };
    write(&options, &directory).unwrap();
    let large = loaded(&directory.display().to_string());
    let networks = large.design.networks.iter().count();
    assert!((500..=1000).contains(&networks), "{networks}");
    let profiles = Profiles::new(PROFILES);
    let traffic = traffic(&large.design, &profiles, &large.sources);
    let pairs: usize = traffic.grids[0].counts.iter().map(|(_, n)| n).sum();
    assert_eq!(pairs, networks * (networks - 1) / 2);
    let bytes = serde_json::to_string(&traffic).unwrap().len();
    assert!(bytes < 2_500_000, "{bytes}");
    assert!(!traffic.paths.is_empty() && traffic.paths.len() <= 600);
    // Both directions of each.
    let one = &traffic.paths[0];
    let other = &traffic.paths[1];
    assert_eq!((one.from, one.to), (other.to, other.from));
    let said = traffic.reach_notes.join("\n");
    let shown = format!("{} of {pairs} pairs", traffic.paths.len() / 2);
    assert!(said.contains(&shown), "{said}");
    assert_eq!(traffic.failures.len(), 400);
    let said = traffic.failure_notes.join("\n");
    assert!(
        said.contains("The table holds 400 elements. Left out are"),
        "{said}"
    );
    // The same input gives the same page.
    let again = self::traffic(&large.design, &profiles, &large.sources);
    assert_eq!(again, traffic);
}

/// A design in which names do what they can.
fn hostile() -> String {
    // As YAML and JSON both read it: control characters and the like only as escapes.
    let quoted = |text: &str| -> String {
        let escaped = text.chars().map(|c| match u32::from(c) {
            0x22 | 0x5c | 0..0x20 | 0x7f..0x1_0000 => format!("\\u{:04x}", u32::from(c)),
            _ => c.to_string(),
        });
        format!("\"{}\"", escaped.collect::<String>())
    };
    let name = |n: usize| quoted(&format!("{}{n}", HOSTILE[n]));
    let mut text = "netvet: 1\nprovider: aws\nnetworks:\n".to_owned();
    let count = HOSTILE.len();
    for n in 0..count {
        text.push_str(&format!("  {}: {{cidrs: [10.{n}.0.0/16]}}\n", name(n)));
    }
    text.push_str("peerings:\n");
    for n in 1..count {
        let [a, b] = [name(n - 1), name(n)];
        text.push_str(&format!("  {b}: {{requester: {a}, accepter: {b}}}\n"));
    }
    text.push_str("route_tables:\n");
    for n in 0..count {
        let mut routes = Vec::new();
        for (other, peering) in [(n.wrapping_sub(1), n), (n + 1, n + 1)] {
            if other < count {
                let via = quoted(&format!("peering/{}{peering}", HOSTILE[peering]));
                routes.push(format!("{{to: 10.{other}.0.0/16, via: {via}}}"));
            }
        }
        let routes = routes.join(", ");
        text.push_str(&format!(
            "  {}: {{network: {}, main: true, routes: [{routes}]}}\n",
            name(n),
            name(n)
        ));
    }
    text
}

#[test]
fn hostile_names_stay_text_in_the_parts_about_traffic() {
    let file = written("hostile.yaml", &hostile());
    let read = loaded(&file);
    assert!(!read.is_faulty(), "{:?}", read.problems());
    let page = checked(&file);
    assert_closed(&page);
    assert_eq!(page.matches("<script").count(), 4);
    let shown = data(&page);
    assert_eq!(shown["ends"].as_array().unwrap().len(), HOSTILE.len());
    assert_eq!(
        shown["failures"].as_array().unwrap().len(),
        HOSTILE.len() - 1
    );
    let harmful = page
        .chars()
        .any(|c| c != '\n' && netvet::report::escape::is_unsafe(c));
    assert!(!harmful);
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let steps = r#"
const shown = JSON.parse(one('#r-traffic').textContent);
const n = shown.ends.length;
const before = all('*').length;
for (let a = 0; a + 1 < n; a += 1) { one('#r-from').value = a; pick(one('#r-to'), a + 1); is(`pair ${a}`, one('#r-path h3').textContent.startsWith(`${shown.ends[a].label} → ${shown.ends[a + 1].label}`), true); }
is('nothing but text', all('#r-path *').every((el) => ['H3', 'H4', 'SPAN', 'P', 'SECTION', 'DIV', 'TABLE', 'THEAD', 'TBODY', 'TR', 'TH', 'TD', 'STRONG', 'BR', 'CODE'].includes(el.tagName)), true);
all('[data-failure]').forEach(click);
is('nor here', all('#r-failure *').every((el) => ['H3', 'H4', 'P', 'UL', 'LI', 'BUTTON'].includes(el.tagName)), true);
is('the last is shown', one('#r-failure h3').textContent, `Without ${shown.failures[n - 2].name}`);
is('the picture says it', one('.nv-lit span').textContent.includes(shown.failures[n - 2].name), true);
pick(one('#r-to'), 0); one('#r-from').value = 5; click(one('#r-go'));
is('a pair without a way', one('#r-path h3').textContent.includes('none'), true);
"#;
    assert_steps(&browser, "traffic-hostile", &page, steps);
}

#[test]
fn a_pair_and_a_failure_can_be_chosen() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let page = checked("examples/designs/hub-and-spoke.yaml");
    let steps = r#"
const label = (word) => [...one('#r-from').options].find((o) => o.textContent.startsWith(word)).value;
const lit = (name) => all(`.nv-stage svg:not([hidden]) .${name}`).map((el) => el.dataset.key).filter(Boolean);
is('nothing is lit', lit('nv-path').concat(lit('nv-lost')), []);
one('#r-from').value = label('live');
pick(one('#r-to'), label('shared'));
is('verdict', one('#r-path .r-badge').textContent, 'two-way');
is('the look-ups', all('#r-path .r-outcome:first-of-type tbody tr').map((row) => row.cells[1].textContent), ['live', 'hub', 'shared']);
is('a place', /hub-and-spoke\.yaml:\d+:\d+/.test(one('#r-path .r-place').textContent), true);
const path = lit('nv-path');
for (const key of ['network/live', 'network/shared', 'transit-gateway/hub']) is(`${key} is on the path`, path.includes(key), true);
is('the third is not', path.some((key) => key.includes('test')), false);
is('the picture says what it shows', one('.nv-lit span').textContent.startsWith('Path from live to shared'), true);
click(one('#r-swap'));
is('the way back', one('#r-path h3').textContent.startsWith('shared → live'), true);
one('#r-from').value = label('live');
pick(one('#r-to'), label('test'));
is('no way', one('#r-path .r-badge').textContent, 'none');
const cell = [...all('.r-grid button')].find((el) => el.title === 'test → shared: two-way');
click(cell);
is('the grid chooses', [one('#r-from').selectedOptions[0].textContent, cell.getAttribute('aria-pressed')], ['test', 'true']);
cell.focus();
cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
is('arrow keys move in the grid', document.activeElement.title.startsWith('test → '), true);
click(one('.nv-lit button'));
is('cleared', [lit('nv-path'), one('.nv-lit').hidden], [[], true]);
const row = [...all('[data-failure]')].find((el) => el.textContent.endsWith('/to-live'));
click(row);
const lost = lit('nv-lost');
is('the attachment is grey', lost.some((key) => key.includes('to-live')), true);
is('others are not', lost.some((key) => key.includes('to-shared') || key.startsWith('network/')), false);
is('who loses', [...new Set(lit('nv-hurt'))].sort(), ['network/live', 'network/shared']);
is('what is lost is listed', one('#r-failure li').textContent.includes('loses 10.1'), true);
one('#r-fail-points').checked = true; one('#r-fail-points').dispatchEvent(new Event('change'));
is('only single points', all('#r-fails tbody tr').filter((row) => !row.hidden).every((row) => Number(row.cells[1].textContent) > 0), true);
type(one('#r-fail-find'), 'to-test');
is('search', all('#r-fails tbody tr').filter((row) => !row.hidden).length, 1);
const offered = (text) => [...all('.nv-side button')].find((el) => el.textContent === text);
click(svg().querySelector('[data-key="network/test"]'));
click(offered('Packets from here'));
click(svg().querySelector('[data-key="network/live"]'));
click(offered('Packets to here'));
is('the picture chooses both ends', one('#r-path h3').textContent.startsWith('test → live'), true);
const attachment = [...svg().querySelectorAll('[data-key]')].find((el) => el.dataset.key.endsWith('/to-test'));
click(attachment.querySelector('.hit') || attachment);
click(offered('What its failure breaks'));
is('and what fails', one('#r-failure h3').textContent.endsWith('/to-test'), true);
"#;
    assert_steps(&browser, "traffic-driven", &page, steps);
}
