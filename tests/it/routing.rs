//! Routing from files: worked examples with answers that were calculated by hand.

#[cfg(feature = "cli")]
#[path = "routing/checks.rs"]
mod checks;
#[path = "routing/properties.rs"]
mod properties;

use std::path::{Path, PathBuf};

use netvet::app::load::{LoadOptions, Loaded, load};
use netvet::app::progress::Silent;
use netvet::app::reach::{self, Query, State};
use netvet::app::{PROFILES, Profiles, Time, readers};
use netvet::routing::Routing;
use netvet::routing::expect::{Holds, Judge, Judgement};
use netvet::source::Limits;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/routing")
        .join(name)
}

/// A design that says everything it refers to.
fn load_path(path: &Path) -> Loaded {
    let loaded = read(path);
    assert!(loaded.unresolved.is_empty(), "{:?}", loaded.unresolved);
    loaded
}

fn read(path: &Path) -> Loaded {
    let profiles = Profiles::new(PROFILES);
    let loaded = load(&LoadOptions {
        paths: &[path.to_path_buf()],
        provider: None,
        account: None,
        region: None,
        as_of: None,
        now: Time(0),
        limits: Limits::default(),
        ignore_files: true,
        readers: readers(),
        profiles: &profiles,
        progress: &Silent,
    });
    assert!(!loaded.is_faulty(), "{:?}", loaded.problems());
    loaded
}

fn routing(path: &Path) -> Routing {
    reach::routing(&load_path(path).design, &Profiles::new(PROFILES))
}

/// Runs the commands of a worked example that read a design, as its file gives them, and holds every check of them.
#[cfg(feature = "cli")]
fn worked_example(name: &str) {
    let folder = folder(name);
    let text = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let cases: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut faults = Vec::new();
    let mut seen = 0;
    for case in cases.as_array().unwrap() {
        let command: Vec<&str> = case["command"]
            .as_array()
            .unwrap()
            .iter()
            .map(|word| word.as_str().unwrap())
            .collect();
        if command[0] == "simulate" {
            continue;
        }
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_netvet"))
            .args(&command)
            .current_dir(&folder)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let printed = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{}: {error}: {errors}", command.join(" ")));
        let status = output.status.code().unwrap();
        let allowed: Vec<i64> = match &case["exit"] {
            serde_json::Value::Null => vec![0, 1],
            serde_json::Value::Array(several) => {
                several.iter().map(|one| one.as_i64().unwrap()).collect()
            }
            one => vec![one.as_i64().unwrap()],
        };
        if !allowed.contains(&i64::from(status)) {
            faults.push(format!("{}: exit status {status}", command.join(" ")));
        }
        for check in case["checks"].as_array().unwrap() {
            seen += 1;
            if let Err(fault) = checks::check(&printed, check) {
                faults.push(format!("{}: {fault}", command.join(" ")));
            }
        }
    }
    assert!(seen > 0);
    assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
}

#[cfg(feature = "cli")]
#[test]
fn longest_prefix_one_way_and_pending() {
    worked_example("E2");
}

#[cfg(feature = "cli")]
#[test]
fn response_to_the_wrong_network() {
    worked_example("E3");
}

#[cfg(feature = "cli")]
#[test]
fn choice_of_the_virtual_interface() {
    worked_example("E4");
}

#[cfg(feature = "cli")]
#[test]
fn virtual_gateway_order() {
    worked_example("E5");
}

/// A real network and what its machines really answered each other: a reply proves that both ways work.
#[test]
fn machines_that_answered_each_other_are_reachable() {
    let loaded = read(&folder("lab").join("aws_configs"));
    let routing = reach::routing(&loaded.design, &Profiles::new(PROFILES));
    let text = std::fs::read_to_string(folder("lab").join("reachability.tsv")).unwrap();
    let is_private = |address: &str| {
        let address: std::net::Ipv4Addr = address.parse().unwrap();
        address.is_private()
    };
    let mut pairs = std::collections::BTreeSet::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [from, to, _, seen] = cells[..] else {
            panic!("{line}")
        };
        let answered = ["reply", "open", "closed"].contains(&seen);
        if answered && from != to && is_private(from) && is_private(to) {
            pairs.insert((from, to));
        }
    }
    // Of the 218 probes so many pairs of private addresses were answered.
    assert_eq!(pairs.len(), 18);
    for (from, to) in pairs {
        let query = Query {
            from: from.to_owned(),
            to: to.to_owned(),
            family: None,
        };
        let answer = reach::answer(&routing, &State::default(), &query, false).unwrap();
        assert_eq!(answer.verdict, "two-way", "{from} to {to}: {answer:?}");
    }
}

/// Judges the assertions of a design.
fn judged(path: &Path) -> Vec<(String, Judgement)> {
    let loaded = load_path(path);
    let routing = reach::routing(&loaded.design, &Profiles::new(PROFILES));
    let plain = |text: &str| text.to_owned();
    let judge = Judge::new(&routing, &plain);
    let expect = &loaded.design.about.expect;
    assert!(!expect.is_empty());
    expect
        .iter()
        .enumerate()
        .map(|(at, e)| {
            let judgement = judge
                .judge(&e.name, &e.value)
                .expect("an assertion about routing")
                .unwrap();
            (format!("{at} {}", e.name), judgement)
        })
        .collect()
}

fn all_hold(name: &str) {
    let path = folder("designs").join(format!("{name}.yaml"));
    let bad: Vec<String> = judged(&path)
        .into_iter()
        .filter(|(_, j)| j.holds != Holds::Pass)
        .map(|(name, j)| format!("{name}: {} {} {:?}", j.holds.word(), j.detail, j.witness))
        .collect();
    assert!(bad.is_empty(), "{name}:\n{}", bad.join("\n"));
}

#[test]
fn allowed_prefixes_filter_or_announce() {
    all_hold("allowed-prefixes");
}

#[test]
fn sites_reach_each_other_through_a_virtual_gateway() {
    all_hold("cloudhub");
}

#[test]
fn hubs_isolate_share_and_peer() {
    all_hold("transit-gateway");
}

#[test]
fn route_server_med_and_failover() {
    all_hold("route-server");
}

#[test]
fn peerings_carry_through_where_the_default_table_says_so() {
    all_hold("peering-transit");
}

#[test]
fn a_supernet_opens_paths() {
    all_hold("hairpin");
}

#[test]
fn region_before_path_length() {
    all_hold("region-preference");
}

#[test]
fn missing_facts_are_named() {
    all_hold("unknown");
}

#[test]
fn both_families() {
    all_hold("ipv6");
}

#[test]
fn oscillations_and_their_participants() {
    all_hold("oscillation");
    let routing = routing(&folder("designs").join("oscillation.yaml"));
    let control = serde_json::to_value(reach::control_plane(&routing, &State::default())).unwrap();
    // The three sites: all direct, then all over the next one, whose path is then too long: a period of two.
    let unstable = &control["oscillations"][1];
    assert_eq!(unstable["result"], "unstable");
    assert_eq!(unstable["prefixes"], serde_json::json!(["192.168.0.0/16"]));
    assert_eq!(unstable["period"], 2);
    assert_eq!(
        unstable["participants"],
        serde_json::json!(["site/s1", "site/s2", "site/s3"])
    );
    assert_eq!(unstable["stable_states"], 0);
    // The two: either of them goes over the other.
    let stable = &control["oscillations"][0];
    assert_eq!(stable["result"], "multi-stable");
    assert_eq!(stable["stable_states"], 2);
    assert_eq!(
        stable["participants"],
        serde_json::json!(["site/d1", "site/d2"])
    );
    assert_eq!(control["stable"], false);
}

/// Which of two networks with the same block behind one gateway gets packets is not known, in whatever order they stand.
#[test]
fn equal_blocks_behind_one_gateway_are_ambiguous() {
    let routing = routing(&folder("designs").join("equal-blocks.yaml"));
    for (from, to) in [
        ("hq", "one"),
        ("hq", "two"),
        ("lab", "one"),
        ("lab", "two"),
        ("three", "one"),
        ("three", "two"),
    ] {
        let query = Query {
            from: from.into(),
            to: to.into(),
            family: None,
        };
        let answer = reach::answer(&routing, &State::default(), &query, false).unwrap();
        assert_eq!(answer.forward, "unknown", "{from} to {to}: {answer:?}");
        assert_eq!(answer.outcomes[0].ambiguous, Some("tie"));
    }
    let query = Query {
        from: "hq".into(),
        to: "three".into(),
        family: None,
    };
    let answer = reach::answer(&routing, &State::default(), &query, false).unwrap();
    assert_eq!(answer.forward, "delivered");
}

/// Which of two tunnels a virtual gateway uses is not published, so whether it passes on the route that the third site takes is not
/// known either, whatever the sites are called.
#[test]
fn what_hangs_on_the_choice_between_equal_routes_is_ambiguous() {
    let text = std::fs::read_to_string(folder("designs").join("passed-on.yaml")).unwrap();
    // The names of the first two the other way round.
    let renamed = text.replace("to-a", "to-z").replace("cgw-a", "cgw-z");
    for (name, text) in [("as-written", text), ("with-other-names", renamed)] {
        let routing = properties::loaded(name, &text);
        let query = |from: &str| Query {
            from: from.into(),
            to: "192.168.1.1".into(),
            family: None,
        };
        let answer = reach::answer(&routing, &State::default(), &query("c"), false).unwrap();
        assert_eq!(answer.forward, "unknown", "{answer:?}");
        let [outcome] = answer.outcomes.as_slice() else {
            panic!("{answer:?}");
        };
        assert_eq!(outcome.class, "AMBIGUOUS");
        assert_eq!(outcome.ambiguous, Some("tie"));
        assert!(
            outcome
                .why
                .ends_with("EXTERNAL at a, EXTERNAL at b, NO_ROUTE at c"),
            "{}",
            outcome.why
        );
        // The network itself uses one of the two, and both end at a site with the block.
        let answer = reach::answer(&routing, &State::default(), &query("prod"), false).unwrap();
        assert_eq!(answer.forward, "delivered", "{answer:?}");
    }
}

/// The third site tells three others, which never agree on what they hear. Only with one of the two tunnels it has anything to tell.
#[test]
fn a_choice_after_which_nothing_settles_is_not_left_out() {
    let text = std::fs::read_to_string(folder("designs").join("passed-on.yaml")).unwrap();
    let ring = "  s1: {prefixes: [], asn: 65101}
  s2: {prefixes: [], asn: 65102}
  s3: {prefixes: [], asn: 65103}
site_links:
  c1: {from: c, to: s1, local_pref: 100, transit: true}
  c2: {from: c, to: s2, local_pref: 100, transit: true}
  c3: {from: c, to: s3, local_pref: 100, transit: true}
  l12: {from: s2, to: s1, local_pref: 200, max_as_path: 4, transit: true}
  l23: {from: s3, to: s2, local_pref: 200, max_as_path: 4, transit: true}
  l31: {from: s1, to: s3, local_pref: 200, max_as_path: 4, transit: true}
advertise:";
    let text = text.replace("advertise:", ring);
    let renamed = text.replace("to-a", "to-z").replace("cgw-a", "cgw-z");
    let answer = |name: &str, text: &str| {
        let routing = properties::loaded(name, text);
        let query = Query {
            from: "s1".into(),
            to: "192.168.1.1".into(),
            family: None,
        };
        reach::answer(&routing, &State::default(), &query, false).unwrap()
    };
    let (one, other) = (
        answer("ring", &text),
        answer("ring-with-other-names", &renamed),
    );
    assert_eq!(one.forward, "unknown", "{one:?}");
    // Of several possible ends one that does not settle decides, and that it is one of several is told.
    assert_eq!(one.outcomes[0].class, "UNSTABLE");
    assert_eq!(one.outcomes[0].ambiguous, Some("tie"));
    assert_eq!(other.forward, "unknown", "{other:?}");
}

#[test]
fn explanations_name_the_deciding_step() {
    let routing = routing(&folder("E4").join("design.yaml"));
    let query = Query {
        from: "vee".into(),
        to: "172.30.9.9".into(),
        family: None,
    };
    let answer = reach::answer(&routing, &State::default(), &query, true).unwrap();
    let hops = serde_json::to_value(&answer.outcomes[0].hops).unwrap();
    assert_eq!(hops[0]["at"], "vee");
    assert_eq!(hops[0]["table"], "route-table/vee-main");
    assert_eq!(hops[0]["winner"]["via"], "virtual-gateway/g");
    assert_eq!(hops[1]["at"], "g");
    assert_eq!(hops[1]["winner"]["via"], "virtual-interface/vb");
    assert_eq!(hops[1]["rule"], "R-40");
    // va and vb have the same preference; the shorter path decides.
    assert_eq!(hops[1]["step"], "AS_PATH length");
    assert_eq!(hops[1]["candidates"].as_array().unwrap().len(), 3);
}

#[test]
fn wrong_assertions_fail_with_a_witness() {
    let judged = judged(&folder("designs").join("wrong.yaml"));
    for (name, judgement) in &judged {
        assert_eq!(judgement.holds, Holds::Fail, "{name}: {}", judgement.detail);
    }
    let witness = |at: usize| judged[at].1.witness.clone().unwrap();
    // Only the lower half of ant is reachable from bee.
    assert_eq!(witness(0).cidrs, ["10.20.128.0/17"]);
    assert_eq!(witness(1).failed, ["peering/ab"]);
    assert_eq!(witness(2).failed, ["peering/ab"]);
    assert_eq!(witness(3).cidrs, ["10.20.0.0/17", "10.21.0.0/16"]);
}

/// That nothing serves a gateway is told only where the list of virtual interfaces is there.
#[test]
fn without_the_list_of_virtual_interfaces_no_class_is_told() {
    let class = |name: &str, files: &[(&str, &str)]| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("class-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            std::fs::write(folder.join(file), text).unwrap();
        }
        let routing = reach::routing(&read(&folder).design, &Profiles::new(PROFILES));
        std::fs::remove_dir_all(&folder).unwrap();
        let ratings = routing.ratings();
        assert_eq!(ratings.len(), 1);
        ratings[0].class
    };
    let gateway = (
        "gateways.json",
        r#"{"VpnGateways": [{"VpnGatewayId": "vgw-0a1", "State": "available", "Type": "ipsec.1", "VpcAttachments": []}]}"#,
    );
    let none = ("interfaces.json", r#"{"virtualInterfaces": []}"#);
    assert_eq!(class("alone", &[gateway]), None);
    assert_eq!(
        class("listed", &[gateway, none]),
        Some(netvet::routing::resiliency::Resiliency::None)
    );
    let design = "netvet: 1\nprovider: aws\nvirtual_gateways: {g: {}}\n";
    assert_eq!(
        class("design", &[("design.yaml", design)]),
        Some(netvet::routing::resiliency::Resiliency::None)
    );
}

#[test]
fn ends_are_the_networks_and_sites_after_which_they_are_called() {
    let mut kinds = std::collections::BTreeMap::new();
    for name in ["dual-stack", "hub-and-spoke", "vpn-backup"] {
        let path = PathBuf::from(format!("examples/designs/{name}.yaml"));
        let design = load_path(&path).design;
        let routing = reach::routing(&design, &Profiles::new(PROFILES));
        for end in 0..routing.ends() {
            let called = routing.end_name(end);
            let element = routing.end_element(end).unwrap();
            assert_eq!(design.head(element).name.get().unwrap(), *called);
            assert_eq!(
                routing.end(called, true).unwrap(),
                routing.as_query_end(end)
            );
            *kinds.entry(element.kind().word()).or_insert(0) += 1;
        }
        // Groups of networks that the input does not hold have no such number.
        assert_eq!(routing.end_element(u32::MAX), None);
    }
    assert!(kinds["network"] >= 5 && kinds["site"] >= 2, "{kinds:?}");
}
