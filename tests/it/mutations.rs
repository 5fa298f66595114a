//! Inputs that were damaged at random: nothing may panic, whatever is read is checked and reported, and copies can be read.
//! `NETVET_MUTATIONS` sets how many are tried; the coverage-guided targets are in `fuzz/`.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use netvet::app::check::{CheckOptions, Most, check};
use netvet::app::load::{LoadOptions, Loaded, load};
use netvet::app::progress::Silent;
use netvet::app::reach;
use netvet::app::redact::{Mapping, RedactOptions, What, copies};
use netvet::app::{PROFILES, Profiles, ProviderId, Time, readers};
use netvet::finding::Severity;
use netvet::generate::Random;
use netvet::model::Family;
use netvet::report::{FORMATS, Style};
use netvet::routing::{Outcomes, Point};
use netvet::rules::catalogue;
use netvet::settings::{Baseline, Selected, Settings, Written};
use netvet::source::Limits;

/// Pieces that mean something in JSON, YAML, addresses or numbers.
const PIECES: [&str; 40] = [
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "- ",
    "\n",
    "\n  ",
    "#",
    "&a ",
    "*a",
    "<<: *a",
    "|",
    ">-",
    "null",
    "true",
    "-1",
    "0",
    "4294967296",
    "1e99",
    "/33",
    "0.0.0.0/0",
    "::/0",
    "10.0.0.0/8",
    "fd00::/8",
    "vpc-1",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "é",
    "\t",
    "\r",
    "~",
    "!",
    "%",
    "---\n",
    "...\n",
];

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else if path.metadata().unwrap().len() < 12_000 {
            into.push(path);
        }
    }
}

/// Texts of the examples and tests that end so.
fn seeds(folders: &[&str], ends: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in folders {
        files(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut found,
        );
    }
    found.sort();
    let ending = |path: &PathBuf| {
        let end = path.extension()?.to_str()?.to_owned();
        ends.contains(&end.as_str()).then_some(end)
    };
    found
        .into_iter()
        .filter_map(|path| Some((ending(&path)?, fs::read(&path).unwrap())))
        .collect()
}

fn below(random: &mut Random, bound: usize) -> usize {
    usize::try_from(random.below(bound.max(1) as u64)).unwrap()
}

/// A few damages to a text.
fn damaged(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=below(random, 4) {
        let at = below(random, bytes.len() + 1);
        let end = (at + below(random, 40)).min(bytes.len());
        match below(random, 8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                let place = below(random, bytes.len() + 1);
                bytes.splice(place..place, piece);
            }
            3 => {
                let from = below(random, other.len());
                let piece = &other[from..(from + 60).min(other.len())];
                bytes.splice(at..end, piece.iter().copied());
            }
            4 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << below(random, 8);
                }
            }
            _ => {
                let piece = PIECES[below(random, PIECES.len())];
                let end = if below(random, 2) == 0 { at } else { end };
                bytes.splice(at..end, piece.bytes());
            }
        }
    }
    bytes
}

fn count() -> usize {
    let chosen = std::env::var("NETVET_MUTATIONS").ok();
    chosen.and_then(|n| n.parse().ok()).unwrap_or(400)
}

fn loaded(path: &Path, provider: Option<ProviderId>, profiles: &Profiles) -> Loaded {
    load(&LoadOptions {
        paths: &[path.to_owned()],
        provider,
        account: None,
        region: None,
        as_of: None,
        now: Time(1_780_000_000),
        limits: Limits::default(),
        ignore_files: false,
        readers: readers(),
        profiles,
        progress: &Silent,
    })
}

/// Reads, asks, copies, checks and reports.
fn walked(
    path: &Path,
    copy: &Path,
    provider: Option<ProviderId>,
    profiles: &Profiles,
    settings: &Settings,
) {
    let first = loaded(path, provider, profiles);
    if first.design.networks.len() <= 16 {
        let routing = reach::routing(&first.design, profiles);
        let state = reach::State::with_failed(&routing, &[]);
        let _ = reach::matrix(&routing, &state, true, None);
    }
    let options = RedactOptions {
        roots: &[],
        what: What {
            accounts: true,
            names: true,
            public_addresses: true,
        },
        mapping: &Mapping::from_key("k"),
        limits: &Limits::default(),
    };
    for made in copies(&first, &options).unwrap().flatten() {
        fs::write(copy, &made.bytes).unwrap();
        let again = loaded(copy, provider, profiles);
        let elements = |loaded: &Loaded| {
            loaded
                .inputs
                .iter()
                .map(|input| input.elements)
                .sum::<usize>()
        };
        assert_eq!(
            elements(&first),
            elements(&again),
            "the copy holds other elements"
        );
    }
    let report = check(
        first,
        &CheckOptions {
            settings,
            baseline: None,
            fail_on: Some(Severity::Error),
            show_ignored: true,
            most: Most::Usual,
            picture: true,
            limits: &Limits::default(),
            profiles,
            progress: &Silent,
        },
    );
    assert!(!report.broken, "a rule broke off");
    for format in FORMATS {
        (format.write)(&report, &Style::default(), &mut std::io::sink()).unwrap();
    }
}

#[test]
fn damaged_exports_and_designs() {
    let seeds = seeds(
        &["examples", "tests/import", "tests/rules", "tests/routing"],
        &["json", "yaml", "yml"],
    );
    assert!(seeds.len() > 200);
    // Of this process alone, so that a long run and a short one do not meet.
    let dir = format!("mutations-{}", std::process::id());
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(dir);
    fs::create_dir_all(&dir).unwrap();
    let profiles = Profiles::new(PROFILES);
    let settings = Settings::with(Selected::all(&catalogue()), None);
    let providers = ["aws", "outscale", "huawei", "otc"].map(|name| Some(ProviderId(name)));
    for number in 0..count() {
        let mut random = Random::new(number as u64);
        let (end, seed) = &seeds[below(&mut random, seeds.len())];
        let (_, other) = &seeds[below(&mut random, seeds.len())];
        let bytes = damaged(&mut random, seed, other);
        let path = dir.join(format!("damaged.{end}"));
        fs::write(&path, &bytes).unwrap();
        let provider = providers.get(below(&mut random, 8)).copied().flatten();
        let copy = dir.join(format!("copy.{end}"));
        let done = catch_unwind(AssertUnwindSafe(|| {
            walked(&path, &copy, provider, &profiles, &settings)
        }));
        if done.is_err() {
            let kept = dir.join(format!("failed-{number}.{end}"));
            fs::write(&kept, &bytes).unwrap();
            panic!(
                "{provider:?}: {}:\n{}",
                kept.display(),
                String::from_utf8_lossy(&bytes)
            );
        }
    }
    fs::remove_dir_all(&dir).unwrap();
}

#[test]
fn damaged_settings_baselines_and_queries() {
    let mut all = seeds(&["tests/rules", "tests/cli"], &["toml"]);
    let settings = "select = [\"CIDR\", \"peering-self\"]\nfail-on = \"warning\"\nas-of = 2026-01-01T00:00:00Z\nrequired-tags = [\"Name\"]\n[severity]\nPEER = \"info\"\n[quotas.\"111122223333\"]\nactive-peerings-per-network = 125\n[thresholds]\npeering-near-expiry-hours = 48\n[[intended-overlap]]\nnetworks = [\"a\", \"b\"]\nreason = \"x\"\n[[exceptions]]\nrule = \"PEER001\"\nelement = \"peering/old\"\nreason = \"y\"\nuntil = 2026-12-01\n";
    let baseline = "{\"format\": 1, \"findings\": [\n  {\"fingerprint\": \"0123456789abcdef0123456789abcdef\", \"rule\": \"peering-self\", \"code\": \"PEER003\", \"elements\": [\"peering/p\"]}\n]}\n";
    let queries = "from,to,family\na,b,ipv4\na@10.0.0.5,internet,\n\"a\",\"10.0.0.0/8\",ipv6\n";
    for text in [settings, baseline, queries] {
        all.extend(std::iter::repeat_n(
            (String::new(), text.as_bytes().to_vec()),
            4,
        ));
    }
    let profiles = Profiles::new(PROFILES);
    for number in 0..count() * 5 {
        let mut random = Random::new(number as u64);
        let (_, seed) = &all[below(&mut random, all.len())];
        let (_, other) = &all[below(&mut random, all.len())];
        let bytes = damaged(&mut random, seed, other);
        let text = String::from_utf8_lossy(&bytes);
        let _ = Written::read("netvet.toml", &text, &catalogue(), &profiles);
        let _ = Baseline::read("baseline.json", &text);
        let _ = reach::queries(&text);
    }
}
/// Found by damaged input: the blocks that Huawei Cloud forwards to nobody are not listed in the order of addresses.
#[test]
fn every_address_has_one_outcome_whatever_the_provider() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutations-found");
    fs::create_dir_all(&dir).unwrap();
    let path = dir.join("reserved.yaml");
    let design = "netvet: 1\nnetworks:\n  a: {cidrs: [10.4.0.0/16]}\nroute_tables:\n  main: {network: a, main: true, routes: []}\n";
    fs::write(&path, design).unwrap();
    let profiles = Profiles::new(PROFILES);
    for provider in ["aws", "outscale", "huawei", "otc"] {
        let loaded = loaded(&path, Some(ProviderId(provider)), &profiles);
        let routing = reach::routing(&loaded.design, &profiles);
        let state = reach::State::with_failed(&routing, &[]);
        let mut next = 0;
        for family in [Family::Ipv4, Family::Ipv6] {
            let atoms = routing.prefixes.family(family);
            let mut outcomes = Outcomes::default();
            for run in routing.follow(state.view(&routing), &mut outcomes, Point::Group(0), atoms) {
                assert_eq!(run.atoms.start, next, "{provider} {family:?}");
                next = run.atoms.end;
            }
        }
        assert_eq!(next, routing.prefixes.atoms(), "{provider}");
    }
}
