//! Load, check, count and draw from Rust: `cargo run --example library -- examples/exports/aws`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::io;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use netvet::app::check::{CheckOptions, check};
use netvet::app::draw::{Request, draw};
use netvet::app::inventory::inventory;
use netvet::app::load::{LoadOptions, load};
use netvet::app::{PROFILES, Profiles, Time, catalogue};
use netvet::diagram;
use netvet::report::{Style, format};
use netvet::settings::{Selected, Settings};
use netvet::source::Limits;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (profiles, limits) = (Profiles::new(PROFILES), Limits::default());
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let now = Time(i64::try_from(now.as_secs())?);
    let loaded = load(&LoadOptions::new(&paths, &profiles, now));
    inventory(&loaded).text(&mut io::stdout())?;

    let dot = diagram::format("dot").ok_or("no format of that name")?;
    let drawing = draw(&loaded.design, &[], &Request::new(dot))?;
    println!("{} bytes of DOT", drawing.bytes.len());

    let settings = Settings::new(Selected::all(&catalogue::all()));
    let report = check(loaded, &CheckOptions::new(&settings, &profiles, &limits));
    for item in report.shown() {
        let (finding, place) = (&item.finding, &item.place);
        println!(
            "{}:{}:{} {} {}",
            place.path, place.line, place.column, finding.rule.name, finding.message
        );
    }
    // Any format of `netvet check` can be written from the same report.
    let markdown = format("markdown").ok_or("no format of that name")?;
    (markdown.write)(&report, &Style::default(), &mut io::stdout())?;
    Ok(())
}
