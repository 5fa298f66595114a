//! Every format over many findings.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench that cannot go on should stop"
)]

// What the program uses.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use netvet::app::catalogue;
use netvet::app::check::{CheckOptions, Most, check};
use netvet::app::generate::{Exporter, GenerateOptions, Kind, write};
use netvet::app::load::{LoadOptions, load};
use netvet::app::progress::Silent;
use netvet::app::{PROFILES, Profiles, Time, readers};
use netvet::finding::Severity;
use netvet::report::{FORMATS, Report, Style};
use netvet::settings::{Selected, Settings};
use netvet::source::Limits;

/// A report of an estate with a fault in every cell.
fn report(objects: usize) -> Report {
    let directory = std::env::temp_dir().join(format!("netvet-bench-report-{objects}"));
    let _ = std::fs::remove_dir_all(&directory);
    let options = GenerateOptions {
        exporter: Exporter::Aws,
        kind: Kind::Hybrid,
        objects,
        seed: 1,
        faults: objects,
    };
    write(&options, &directory).unwrap();
    let profiles = Profiles::new(PROFILES);
    let loaded = load(&LoadOptions {
        paths: std::slice::from_ref(&directory),
        provider: None,
        account: None,
        region: None,
        as_of: None,
        now: Time(0),
        limits: Limits::default(),
        ignore_files: false,
        readers: readers(),
        profiles: &profiles,
        progress: &Silent,
    });
    std::fs::remove_dir_all(&directory).unwrap();
    check(
        loaded,
        &CheckOptions {
            settings: &Settings::new(Selected::all(&catalogue::all())),
            baseline: None,
            fail_on: Some(Severity::Error),
            show_ignored: false,
            most: Most::All,
            picture: false,
            limits: &Limits::default(),
            profiles: &profiles,
            progress: &Silent,
        },
    )
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("report");
    group.sample_size(10);
    for objects in [10_000, 100_000] {
        let report = report(objects);
        let findings = report.shown().count();
        assert!(findings > objects / 100, "{findings}");
        group.throughput(Throughput::Elements(findings as u64));
        for format in FORMATS {
            let id = BenchmarkId::new(format.name, findings);
            group.bench_with_input(id, &report, |b, report| {
                b.iter(|| {
                    let mut bytes = Vec::new();
                    (format.write)(report, &Style::default(), &mut bytes).unwrap();
                    bytes.len()
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
