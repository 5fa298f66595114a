//! Loading from files, with a reader and a design format of a few lines.

mod reader;
mod windows;

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::inventory::inventory;
use super::load::{LoadOptions, Loaded, load};
use super::progress::Silent;
use crate::import::read::Readers;
use crate::import::resolve::Why;
use crate::model::{Mode, ProviderId, Time};
use crate::source::{Limits, Span, Text};
use reader::{FIRST, ONE, SECOND, TWO, read_design};

/// A directory of its own, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("netvet-load-{}-{number}", std::process::id()));
        for (name, content) in files {
            let path = path.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        Scratch(path)
    }

    fn load(&self, names: &[&str]) -> Loaded {
        self.load_as(names, None)
    }

    fn load_as(&self, names: &[&str], provider: Option<ProviderId>) -> Loaded {
        let paths: Vec<PathBuf> = names.iter().map(|name| self.0.join(name)).collect();
        load(&LoadOptions {
            paths: &paths,
            provider,
            account: None,
            region: None,
            as_of: None,
            now: Time(42),
            limits: Limits::default(),
            ignore_files: true,
            readers: Readers {
                exports: &[&FIRST, &SECOND],
                design: read_design,
            },
            profiles: &crate::profile::Profiles::new(crate::provider::PROFILES),
            progress: &Silent,
        })
    }

    /// A path below this directory.
    fn short<'a>(&self, path: &'a str) -> &'a str {
        path.strip_prefix(self.0.to_str().unwrap())
            .map_or(path, |rest| rest.trim_start_matches('/'))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn rules(loaded: &Loaded) -> Vec<&'static str> {
    let mut names: Vec<_> = loaded
        .findings
        .iter()
        .map(|finding| finding.rule.name)
        .collect();
    names.sort_unstable();
    names
}

fn ids(loaded: &Loaded) -> Vec<&'static str> {
    loaded
        .design
        .networks
        .iter()
        .filter_map(|(_, network)| network.head.id.get())
        .map(Text::as_str)
        .collect()
}

#[test]
fn order_of_arguments_and_threads_changes_nothing() {
    let files: Vec<(String, String)> = (0..40)
        .map(|n| {
            let account = 111_111_111_111_u64 + n % 3;
            let name = format!("{account}/eu-west-1/nets-{n}.json");
            // Every third network is in several exports, with different states.
            let items: Vec<String> = (0..30)
                .map(|i| {
                    format!(
                        r#"{{"id": "net-{}", "owner": "111111111112", "state": "s{n}"}}"#,
                        if i % 3 == 0 { i } else { n * 100 + i }
                    )
                })
                .collect();
            (name, format!(r#"{{"nets": [{}]}}"#, items.join(",")))
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let scratch = Scratch::new(&files);
    let print = |loaded: &Loaded| {
        format!(
            "{:?} {:?} {:?}",
            loaded.design, loaded.findings, loaded.inputs
        )
    };
    let on = |threads: usize, names: &[&str]| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| print(&scratch.load(names)))
    };
    let folders = ["111111111111", "111111111112", "111111111113"];
    let one = on(1, &folders);
    assert_eq!(
        one,
        on(
            4,
            &[
                "111111111113",
                "111111111111",
                "111111111112",
                "111111111111/eu-west-1"
            ]
        )
    );
    let loaded = scratch.load(&folders);
    // Ids of 30 * 2 / 3 own ones in each of 40 files, and 10 shared ones.
    assert_eq!(loaded.design.networks.len(), 40 * 20 + 10);
    assert_eq!(
        loaded
            .inputs
            .iter()
            .map(|input| input.elements)
            .sum::<usize>(),
        40 * 30
    );
    // The owner's first view holds: the files of 111111111112 are 1, 4, 7, …, and by path 1 comes first, then 10.
    let shared = loaded
        .design
        .networks
        .iter()
        .find(|(_, n)| n.head.id.get().unwrap() == "net-0")
        .unwrap()
        .1;
    assert_eq!(shared.head.state.word(), "s1");
}

#[test]
fn every_object_is_created_refused_or_not_modelled() {
    let text = r#"{"nets": [{"id": "net-1"}, {"id": 7}, {"id": "net-2", "owner": 5}, 9, {"id": "a", "id": "net-3"}], "others": [1, 2]}"#;
    let scratch = Scratch::new(&[("a.json", text)]);
    let loaded = scratch.load(&["a.json"]);
    let [input] = loaded.inputs.as_slice() else {
        panic!()
    };
    assert_eq!(
        (input.elements, input.refused, input.not_modelled),
        (3, 2, 2)
    );
    assert_eq!(input.elements + input.refused + input.not_modelled, 5 + 2);
    assert_eq!(ids(&loaded), ["net-1", "net-2", "net-3"]);
    assert_eq!(
        rules(&loaded),
        [
            "input-duplicate-key",
            "input-element-refused",
            "input-element-refused"
        ]
    );
    assert_eq!(loaded.refused.len(), 2);
    assert!(!loaded.is_faulty());
    assert_eq!(loaded.as_of, Time(42));
}

#[test]
fn a_refused_item_without_id_may_be_the_missing_one() {
    let subs = r#"{"subs": [{"id": "sub-1", "net": "net-9"}]}"#;
    let whole = Scratch::new(&[
        ("1/nets.json", r#"{"nets": [{"id": "net-1"}]}"#),
        ("1/subs.json", subs),
    ]);
    let why = |loaded: &Loaded| loaded.unresolved.iter().map(|u| u.why).collect::<Vec<_>>();
    assert_eq!(why(&whole.load(&["1"])), [Why::Missing]);
    let broken = Scratch::new(&[
        ("1/nets.json", r#"{"nets": [{"id": "net-1"}, {"id": 9}]}"#),
        ("1/subs.json", subs),
    ]);
    let loaded = broken.load(&["1"]);
    assert_eq!(rules(&loaded), ["input-element-refused"]);
    // It may be the item that was refused, so nothing is said to be missing.
    assert_eq!(why(&loaded), [Why::NotGiven]);
}

#[test]
fn the_last_page_silences_the_others() {
    let page = r#"{"nets": [{"id": "net-1"}], "next": "x"}"#;
    let last = r#"{"nets": [{"id": "net-2"}]}"#;
    let scratch = Scratch::new(&[
        ("eu-west-1/1.json", page),
        ("eu-west-1/2.json", last),
        ("us-east-1/2.json", last),
    ]);
    assert_eq!(rules(&scratch.load(&["eu-west-1"])), [""; 0]);
    assert_eq!(
        rules(&scratch.load(&["eu-west-1/1.json"])),
        ["input-truncated"]
    );
    // A list of another region does not go on with it.
    assert_eq!(
        rules(&scratch.load(&["eu-west-1/1.json", "us-east-1"])),
        ["input-truncated"]
    );
}

#[test]
fn what_the_input_is_not_is_named() {
    let scratch = Scratch::new(&[
        ("good/nets.json", r#"{"nets": []}"#),
        ("good/other.json", r#"{"x": 1}"#),
        ("good/empty.json", ""),
        ("good/scenario.yaml", "scenario: a\n"),
        ("good/like.yaml", "networks: {}\n"),
        ("bad/cut.json", r#"{"nets": [{"id": "net-1""#),
        ("bad/nets.json", r#"{"nets": [{"id": "net-2"}]}"#),
        ("barren/x.json", "{}"),
    ]);
    let loaded = scratch.load(&["good"]);
    assert!(!loaded.is_faulty());
    assert_eq!(loaded.passed_over.len(), 4);
    assert_eq!(loaded.remarks().len(), 4);
    assert_eq!(loaded.problems(), []);
    for name in ["other.json", "empty.json", "scenario.yaml", "like.yaml"] {
        let loaded = scratch.load(&[&format!("good/{name}")]);
        assert!(loaded.is_faulty(), "{name}");
        let [problem] = loaded.problems().try_into().unwrap();
        assert!(
            problem.message.contains(name) && problem.help.is_some(),
            "{problem:?}"
        );
    }
    // The rest is read all the same.
    let loaded = scratch.load(&["bad"]);
    assert!(loaded.is_faulty());
    assert_eq!(ids(&loaded), ["net-2"]);
    let [problem] = loaded.problems().try_into().unwrap();
    assert_eq!(
        problem
            .place
            .as_ref()
            .map(|place| (scratch.short(&place.path), place.line, place.column)),
        Some(("bad/cut.json", 1, 25))
    );

    let loaded = scratch.load(&["good", "barren"]);
    assert_eq!(
        loaded
            .barren
            .iter()
            .map(|path| scratch.short(path))
            .collect::<Vec<_>>(),
        ["barren"]
    );
    assert!(loaded.is_faulty());
    assert!(scratch.load(&["missing"]).is_faulty());
}

#[test]
fn account_and_region_come_from_the_document_first() {
    let text = r#"{"nets": [{"id": "net-1"}], "_context": {"account": "999999999999"}}"#;
    let scratch = Scratch::new(&[("111122223333/eu-west-1/a.json", text)]);
    let loaded = scratch.load(&["111122223333"]);
    let head = &loaded.design.networks.as_slice()[0].head;
    assert_eq!(head.account.get().unwrap(), "999999999999");
    assert_eq!(head.region.get().unwrap(), "eu-west-1");
}

#[test]
fn options_designs_and_folders_name_the_provider() {
    let nets = r#"{"nets": [{"id": "net-1"}]}"#;
    let scratch = Scratch::new(&[
        ("x/nets.json", nets),
        ("two/nets.json", nets),
        (
            "design.yaml",
            "netvet: 1\nprovider: two\ninputs: [x/, ./x/nets.json]\nnetworks: {prod: {id: net-1}, new: {}}\n",
        ),
    ]);
    let provider = |loaded: &Loaded| loaded.design.networks.as_slice()[0].head.provider;
    assert_eq!(provider(&scratch.load(&["x"])), ONE);
    assert_eq!(provider(&scratch.load(&["two"])), TWO);
    assert_eq!(provider(&scratch.load_as(&["x"], Some(TWO))), TWO);
    assert_eq!(provider(&scratch.load_as(&["two"], Some(ONE))), ONE);
    // A design brings its inputs along, lies over them, and says whose they are, also where they are named beside it.
    for names in [&["design.yaml"][..], &["x", "design.yaml"]] {
        let loaded = scratch.load(names);
        assert!(!loaded.is_faulty(), "{:?}", loaded.problems());
        assert_eq!(loaded.inputs.len(), 2);
        let networks: Vec<_> = loaded
            .design
            .networks
            .iter()
            .map(|(_, n)| {
                (
                    n.head.provider,
                    n.head.name.get().unwrap().as_str(),
                    n.head.mode,
                )
            })
            .collect();
        assert_eq!(
            networks,
            [(TWO, "prod", Mode::Export), (TWO, "new", Mode::Design)]
        );
    }
}

#[test]
fn several_designs_are_one() {
    let scratch = Scratch::new(&[
        ("a.yaml", "netvet: 1\nnetworks: {prod: {}, a: {}}\n"),
        ("b.yaml", "netvet: 1\nnetworks:\n  prod: {}\n"),
        ("c.json", "{\"netvet\": 1,\n\t\"networks\": {\"c\": {}}}"),
    ]);
    let loaded = scratch.load(&["c.json", "b.yaml", "a.yaml"]);
    assert_eq!(loaded.design.networks.len(), 4);
    assert_eq!(rules(&loaded), ["input-duplicate-name"]);
    let finding = &loaded.findings[0];
    let path = |span: Span| scratch.short(loaded.sources.path(span.file)).to_owned();
    assert_eq!(
        (path(finding.primary), path(finding.labels[0].span)),
        ("b.yaml".into(), "a.yaml".into())
    );
}

#[test]
fn the_inventory_counts_distinct_elements_and_what_leads_out() {
    let scratch = Scratch::new(&[
        (
            "111122223333/eu-west-1/a.json",
            r#"{"nets": [{"id": "net-1"}], "others": [{}]}"#,
        ),
        (
            "111122223333/eu-west-1/b.json",
            r#"{"nets": [{"id": "net-1"}], "subs": [{"id": "s1", "net": "net-1"}, {"id": "s2", "net": "net-7"}]}"#,
        ),
        ("111122223333/eu-west-1/c.json", r#"{"unknown": 1}"#),
    ]);
    let loaded = scratch.load(&["111122223333"]);
    let mut out = Vec::new();
    inventory(&loaded).json(&mut out).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(
        json["totals"],
        serde_json::json!({"network": 1, "subnet": 2})
    );
    assert_eq!(
        json["elements"][0],
        serde_json::json!({"kind": "network", "provider": "one", "account": "111122223333", "region": "eu-west-1", "count": 1})
    );
    let leaves = &json["leaves_input"][0];
    assert_eq!(
        (&leaves["from"]["id"], &leaves["kind"], &leaves["id"]),
        (&"s2".into(), &"network".into(), &"net-7".into())
    );
    assert_eq!(json["not_modelled"][0]["count"], 1);
    assert_eq!(json["inputs"][1]["kind"], "test.nets, test.subs");
    assert_eq!(
        scratch.short(json["unrecognised"][0].as_str().unwrap()),
        "111122223333/eu-west-1/c.json"
    );
    let mut text = Vec::new();
    inventory(&loaded).text(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(
        text.contains("network  one       111122223333  eu-west-1      1"),
        "{text}"
    );
}
