//! The settings file and the baseline.
#![no_main]

use netvet::rules::catalogue;
use netvet::settings::{Baseline, Written};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = Written::read("netvet.toml", text, &catalogue(), netvet_fuzz::profiles());
    let _ = Baseline::read("baseline.json", text);
});
