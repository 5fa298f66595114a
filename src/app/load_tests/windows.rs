//! Large calls are read in windows of files, which must not show.

use std::path::PathBuf;
use std::sync::Mutex;

use super::super::load::{LoadOptions, Loaded, Window, load_in};
use super::super::progress::Progress;
use super::Scratch;
use crate::model::Time;
use crate::profile::Profiles;
use crate::provider::PROFILES;

/// The phases with their steps announced, and the steps done in them.
#[derive(Default)]
struct Phases(Mutex<Vec<(&'static str, usize, usize)>>);

impl Progress for Phases {
    fn phase(&self, what: &'static str, steps: usize) {
        self.0.lock().unwrap().push((what, steps, 0));
    }
    fn step(&self) {
        self.0.lock().unwrap().last_mut().unwrap().2 += 1;
    }
}

fn small(files: usize) -> Window {
    Window {
        above: 0,
        bytes: 1,
        files,
    }
}

fn run(
    scratch: &Scratch,
    names: &[&str],
    window: Window,
    threads: usize,
) -> (Loaded, Vec<(&'static str, usize, usize)>) {
    let paths: Vec<PathBuf> = names.iter().map(|name| scratch.0.join(name)).collect();
    let profiles = Profiles::new(PROFILES);
    let phases = Phases::default();
    let options = LoadOptions {
        progress: &phases,
        ..LoadOptions::new(&paths, &profiles, Time(1_780_000_000))
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    let loaded = pool.install(|| load_in(&options, window));
    (loaded, phases.0.into_inner().unwrap())
}

/// Everything that loading gives; the files by number with their paths.
fn print(loaded: &Loaded) -> String {
    let Loaded {
        sources,
        design,
        findings,
        unresolved,
        inputs,
        not_modelled,
        refused,
        passed_over,
        failed,
        barren,
        as_of,
    } = loaded;
    let files: Vec<_> = sources
        .iter()
        .map(|(id, file)| (id, file.path(), file.named()))
        .collect();
    format!(
        "{files:#?}\n{design:#?}\n{findings:#?}\n{unresolved:#?}\n{inputs:#?}\n{not_modelled:#?}\n{refused:#?}\n{passed_over:#?}\n\
         {failed:#?}\n{barren:#?}\n{as_of:?}"
    )
}

/// Shows the first line that differs instead of two books.
fn assert_same(one: &str, other: &str, what: &str) {
    let differs = one
        .lines()
        .zip(other.lines())
        .enumerate()
        .find(|(_, (a, b))| a != b);
    assert_eq!(differs, None, "{what}");
    assert_eq!(one.len(), other.len(), "{what}");
}

const ACCOUNTS: [&str; 5] = [
    "111111111111",
    "222222222222",
    "333333333333",
    "444444444444",
    "555555555555",
];
const SHARER: &str = "333333333333";

/// Exports of several accounts that show the same objects differently.
fn exports() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (n, account) in ACCOUNTS.iter().enumerate() {
        let mut put = |name: &str, text: String| {
            files.push((format!("{account}/eu-west-1/{name}.json"), text));
        };
        // The networks of the sharing account are seen by all, each time with another state.
        let state = if n % 2 == 0 { "available" } else { "pending" };
        put(
            "vpcs",
            format!(
                r#"{{"Vpcs": [
                {{"VpcId": "vpc-{n}", "OwnerId": "{account}", "CidrBlock": "10.{n}.0.0/16", "State": "available"}},
                {{"VpcId": "vpc-shared", "OwnerId": "{SHARER}", "CidrBlock": "10.{}.0.0/16", "State": "{state}"}},
                {{"VpcId": "vpc-shared", "OwnerId": "{SHARER}", "CidrBlock": "10.99.0.0/16", "State": "available"}},
                {{"VpcId": 7}}]}}"#,
                90 + n
            ),
        );
        let cut = if n == 3 {
            r#", "NextToken": "more""#
        } else {
            ""
        };
        put(
            "subnets",
            format!(
                r#"{{"Subnets": [
                {{"SubnetId": "subnet-{n}", "VpcId": "vpc-{n}", "OwnerId": "{account}", "CidrBlock": "10.{n}.1.0/24"}},
                {{"SubnetId": "subnet-shared", "VpcId": "vpc-shared", "OwnerId": "{SHARER}", "CidrBlock": "10.99.{n}.0/24",
                  "Tags": [{{"Key": "seen-by", "Value": "{account}"}}]}}]{cut}}}"#
            ),
        );
        put(
            "peerings",
            format!(
                r#"{{"VpcPeeringConnections": [{{"VpcPeeringConnectionId": "pcx-{}", "Status": {{"Code": "{}"}},
                "RequesterVpcInfo": {{"VpcId": "vpc-{n}", "OwnerId": "{account}", "CidrBlock": "10.{n}.0.0/16"}},
                "AccepterVpcInfo": {{"VpcId": "vpc-missing", "OwnerId": "{account}"}}}}]}}"#,
                n / 2,
                if n == 1 { "deleted" } else { "active" },
            ),
        );
        // Sessions without an id stand inside their interface, two of them alike.
        let peer = format!(
            r#"{{"asn": 65000, "addressFamily": "ipv4", "amazonAddress": "192.168.0.1/30", "customerAddress": "192.168.0.2/30",
                "bgpStatus": "{}"}}"#,
            if n == 2 { "down" } else { "up" }
        );
        put(
            "interfaces",
            format!(
                r#"{{"virtualInterfaces": [{{"virtualInterfaceId": "dxvif-{}", "ownerAccount": "{SHARER}", "virtualInterfaceType": "private",
                "vlan": {}, "connectionId": "dxcon-1", "bgpPeers": [{peer}, {peer}, {{"asn": {}, "addressFamily": "ipv6"}}]}}]}}"#,
                n % 2,
                100 + n,
                65100 + n
            ),
        );
        put("acls", r#"{"NetworkAcls": [{}, {}]}"#.to_owned());
    }
    files.push(("222222222222/broken.json".into(), "{\"Vpcs\": [".into()));
    files.push(("222222222222/empty.json".into(), String::new()));
    files.push(("444444444444/other.json".into(), "{\"x\": 1}".into()));
    files.push((
        "333333333333/plan.json".into(),
        r#"{"netvet": 1, "provider": "aws", "networks": {"planned": {"cidrs": ["10.50.0.0/16"]}, "shared": {"id": "vpc-shared"}}}"#.into(),
    ));
    files.push((
        "555555555555/plan.json".into(),
        r#"{"netvet": 1, "provider": "aws", "networks": {"planned": {"cidrs": ["10.51.0.0/16"]}}}"#
            .into(),
    ));
    files
}

fn scratch(files: &[(String, String)]) -> Scratch {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Scratch::new(&files)
}

#[test]
fn windows_change_nothing() {
    let files = exports();
    let scratch = scratch(&files);
    let (loaded, phases) = run(&scratch, &ACCOUNTS, Window::whole(), 2);
    let whole = print(&loaded);
    assert_eq!(phases.first(), Some(&("reading", files.len(), files.len())));
    // The set has everything that could be told by the order.
    let rules = super::rules(&loaded);
    for rule in [
        "input-duplicate-id",
        "input-duplicate-name",
        "input-element-refused",
        "input-truncated",
    ] {
        assert!(rules.contains(&rule), "{rule} in {rules:?}");
    }
    let design = &loaded.design;
    // Five own ones, the shared one and the planned one, which stands twice.
    assert_eq!(design.networks.len(), 5 + 1 + 2);
    assert_eq!(design.subnets.len(), 5 + 1);
    // Of each interface the two that are alike, and one of each view.
    assert_eq!(design.virtual_interfaces.len(), 2);
    assert_eq!(design.bgp_peers.len(), 2 + 3 + 2 + 2);
    assert_eq!((loaded.failed.len(), loaded.passed_over.len()), (1, 2));
    // The view of the owner holds, which is neither in the first window nor in the last; among the others the first.
    let shared = design
        .subnets
        .iter()
        .find(|(_, subnet)| subnet.head.id.get().is_some_and(|id| id == "subnet-shared"))
        .unwrap()
        .1;
    assert_eq!(shared.head.exporter.unwrap(), SHARER);

    let mut turned = ACCOUNTS;
    turned.reverse();
    for (window, threads) in [
        (small(1), 1),
        (small(1), 4),
        (small(2), 2),
        (small(7), 3),
        (small(usize::MAX), 2),
        (
            Window {
                bytes: 1500,
                ..small(1)
            },
            2,
        ),
    ] {
        for names in [&ACCOUNTS, &turned] {
            let what = format!("{window:?} with {threads} threads");
            let (loaded, phases_now) = run(&scratch, names, window, threads);
            assert_same(&whole, &print(&loaded), &what);
            assert_eq!(phases_now, phases, "{what}");
        }
    }
}

#[test]
fn a_design_that_names_files_in_a_later_window_starts_again() {
    let mut files = exports();
    // It lies behind exports that are merged by then, and brings one along that comes before all of them.
    files.push((
        "444444444444/uses.json".into(),
        r#"{"netvet": 1, "provider": "aws", "inputs": ["../000000000000/", "../555555555555/eu-west-1/vpcs.json"],
            "networks": {"first": {"id": "vpc-0"}}}"#
            .into(),
    ));
    let brought = r#"{"Vpcs": [{"VpcId": "vpc-shared", "OwnerId": "333333333333", "CidrBlock": "10.1.0.0/16", "State": "pending"}]}"#;
    files.push(("000000000000/vpcs.json".into(), brought.into()));
    let scratch = scratch(&files);
    let (loaded, phases) = run(&scratch, &ACCOUNTS, Window::whole(), 2);
    let whole = print(&loaded);
    assert_eq!(loaded.inputs.len(), 5 * 5 + 4);
    assert!(loaded.inputs[0].path.ends_with("000000000000/vpcs.json"));
    let named = files.len() - 1;
    assert_eq!(phases.first(), Some(&("reading", named, named)));
    for (window, before) in [
        (small(1), 25),
        (small(4), 28),
        (small(9), 27),
        (small(100), named),
    ] {
        let (loaded, again) = run(&scratch, &ACCOUNTS, window, 2);
        assert_same(&whole, &print(&loaded), &format!("{window:?}"));
        let [first, rest @ ..] = again.as_slice() else {
            panic!("{again:?}")
        };
        assert_eq!(rest, phases, "{window:?}");
        assert_eq!(*first, ("reading", named, before), "{window:?}");
    }
}

#[test]
fn what_can_be_read_only_once_or_may_name_files_is_read_in_one_go() {
    let mut files = exports();
    files.push((
        "444444444444/uses.yaml".into(),
        "netvet: 1\nprovider: aws\ninputs: [../000000000000/]\n".into(),
    ));
    files.push(("000000000000/vpcs.json".into(), "{\"Vpcs\": []}".into()));
    let scratch = scratch(&files);
    let (loaded, phases) = run(&scratch, &ACCOUNTS, Window::whole(), 2);
    let (in_windows, again) = run(&scratch, &ACCOUNTS, small(1), 2);
    assert_same(&print(&loaded), &print(&in_windows), "a YAML file");
    assert_eq!(again, phases);
}
