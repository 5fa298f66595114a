//! What the targets share: one file through reading, checking and every report.

use std::path::PathBuf;
use std::sync::OnceLock;

use netvet::app::check::{CheckOptions, Most, check};
use netvet::app::load::{LoadOptions, Loaded, load, load_scenario};
use netvet::app::progress::Silent;
use netvet::app::simulate::{SimulateOptions, simulate, write_json, write_text};
use netvet::app::{PROFILES, Profiles, ProviderId, Time, readers};
use netvet::finding::Severity;
use netvet::report::{FORMATS, Style};
use netvet::rules::catalogue;
use netvet::settings::{Selected, Settings};
use netvet::source::Limits;

/// Bounds that keep one input short.
fn limits() -> Limits {
    Limits {
        file_bytes: 4 << 20,
        yaml_values: 100_000,
        alias_values: 10_000,
        ..Limits::default()
    }
}

/// The providers' facts.
pub fn profiles() -> &'static Profiles {
    static ALL: OnceLock<Profiles> = OnceLock::new();
    ALL.get_or_init(|| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build_global()
            .expect("no pool yet");
        Profiles::new(PROFILES)
    })
}

/// The provider that a byte stands for.
pub fn provider(byte: u8) -> Option<ProviderId> {
    let names = ["aws", "outscale", "huawei", "otc"];
    names.get(usize::from(byte)).map(|name| ProviderId(name))
}

/// Writes a file of this content.
fn written(name: &str, content: &[u8]) -> PathBuf {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    let directory = DIRECTORY.get_or_init(|| {
        let directory = std::env::temp_dir().join(format!("netvet-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&directory).expect("a directory");
        directory
    });
    let path = directory.join(name);
    std::fs::write(&path, content).expect("a file");
    path
}

fn options(paths: &[PathBuf], provider: Option<ProviderId>) -> LoadOptions<'_> {
    LoadOptions {
        paths,
        provider,
        account: None,
        region: None,
        as_of: Some(Time(1_780_000_000)),
        now: Time(1_780_000_000),
        limits: limits(),
        ignore_files: false,
        readers: readers(),
        profiles: profiles(),
        progress: &Silent,
    }
}

/// Loads one file of this content.
pub fn loaded(name: &str, content: &[u8], provider: Option<ProviderId>) -> Loaded {
    load(&options(&[written(name, content)], provider))
}

/// Loads a scenario of this content and runs it.
pub fn simulated(content: &[u8]) {
    let path = written("scenario.yaml", content);
    let (Some(read), mut loaded) = load_scenario(&options(&[path], None)) else {
        return;
    };
    // What a step costs does not matter here; a large world would only make runs long.
    if loaded.is_faulty() || loaded.design.networks.len() > 64 {
        return;
    }
    let options = SimulateOptions {
        settings: rules(),
        profiles: profiles(),
        provider: None,
        as_of: Some(Time(1_780_000_000)),
        progress: &Silent,
    };
    if let Ok(trace) = simulate(read, &mut loaded, &options, |_, _, _| {}) {
        write_text(&trace, &Style::default(), &mut std::io::sink()).expect("a sink");
        write_json(&trace, &mut std::io::sink()).expect("a sink");
    }
}

fn rules() -> &'static Settings {
    static RULES: OnceLock<Settings> = OnceLock::new();
    RULES.get_or_init(|| Settings::with(Selected::all(&catalogue()), None))
}

/// Every rule and every report over a design. A rule that breaks off is a crash here.
pub fn checked(loaded: Loaded) {
    let checked = check(
        loaded,
        &CheckOptions {
            settings: rules(),
            baseline: None,
            fail_on: Some(Severity::Error),
            show_ignored: true,
            most: Most::Usual,
            picture: false,
            limits: &limits(),
            profiles: profiles(),
            progress: &Silent,
        },
    );
    assert!(!checked.broken, "a rule broke off");
    for format in FORMATS {
        (format.write)(&checked, &Style::default(), &mut std::io::sink()).expect("a sink");
    }
}
