//! Bytes to a design: synthetic exports in the provider's own shape, from files on disk, beside what parsing alone costs.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench that cannot go on should stop"
)]

// What the program uses.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod floor;

use std::path::PathBuf;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use netvet::app::generate::{Exporter, GenerateOptions, Kind, write};
use netvet::app::load::{LoadOptions, Loaded, load};
use netvet::app::progress::Silent;
use netvet::app::{PROFILES, Profiles, Time, readers};
use netvet::source::Limits;

fn loaded(path: &PathBuf) -> Loaded {
    load(&LoadOptions {
        paths: std::slice::from_ref(path),
        provider: None,
        account: None,
        region: None,
        as_of: None,
        now: Time(0),
        limits: Limits::default(),
        ignore_files: false,
        readers: readers(),
        profiles: &Profiles::new(PROFILES),
        progress: &Silent,
    })
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    for objects in [10_000, 100_000] {
        let directory = std::env::temp_dir().join(format!("netvet-bench-load-{objects}"));
        let _ = std::fs::remove_dir_all(&directory);
        let options = GenerateOptions {
            exporter: Exporter::Aws,
            kind: Kind::Hybrid,
            objects,
            seed: 1,
            faults: 0,
        };
        let (_, bytes) = write(&options, &directory).unwrap();
        group.throughput(Throughput::Bytes(bytes));
        group.bench_with_input(
            BenchmarkId::new("netvet", objects),
            &directory,
            |b, path| b.iter(|| loaded(path)),
        );
        group.bench_with_input(BenchmarkId::new("floor", objects), &directory, |b, path| {
            b.iter(|| floor::parse(path))
        });
        std::fs::remove_dir_all(&directory).unwrap();
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
