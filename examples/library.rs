//! Load, check and print from Rust: `cargo run --example library -- examples/exports/aws`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::path::PathBuf;

use netvet::app::check::{CheckOptions, Most, check};
use netvet::app::load::{LoadOptions, load};
use netvet::app::progress::Silent;
use netvet::app::{PROFILES, Profiles, Time, catalogue, readers};
use netvet::finding::Severity;
use netvet::settings::{Selected, Settings};
use netvet::source::Limits;

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let profiles = Profiles::new(PROFILES);
    let loaded = load(&LoadOptions {
        paths: &paths,
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
    println!("{} elements", loaded.design.len());
    let settings = Settings::new(Selected::all(&catalogue::all()));
    let report = check(
        loaded,
        &CheckOptions {
            settings: &settings,
            baseline: None,
            fail_on: Some(Severity::Error),
            show_ignored: false,
            most: Most::default(),
            picture: false,
            limits: &Limits::default(),
            profiles: &profiles,
            progress: &Silent,
        },
    );
    for item in report.shown() {
        let (finding, place) = (&item.finding, &item.place);
        println!(
            "{}:{}:{} {} {}",
            place.path, place.line, place.column, finding.rule.name, finding.message
        );
    }
}
