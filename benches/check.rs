//! All rules over large designs that are loaded already.
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
use netvet::app::check::{CheckOptions, Most, findings};
use netvet::app::generate::{Exporter, GenerateOptions, Kind, write};
use netvet::app::load::{LoadOptions, load};
use netvet::app::progress::Silent;
use netvet::app::{PROFILES, Profiles, Time, readers};
use netvet::index::overlaps;
use netvet::model::Cidr;
use netvet::settings::{Selected, Settings};
use netvet::source::Limits;
use rayon::prelude::*;

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    let profiles = Profiles::new(PROFILES);
    let settings = Settings::new(Selected::all(&catalogue::all()));
    for objects in [10_000, 100_000] {
        let directory = std::env::temp_dir().join(format!("netvet-bench-check-{objects}"));
        let _ = std::fs::remove_dir_all(&directory);
        let options = GenerateOptions {
            exporter: Exporter::Aws,
            kind: Kind::Hybrid,
            objects,
            seed: 1,
            faults: objects / 1000,
        };
        write(&options, &directory).unwrap();
        let mut loaded = load(&LoadOptions {
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
        let options = CheckOptions {
            settings: &settings,
            baseline: None,
            fail_on: None,
            show_ignored: false,
            most: Most::default(),
            picture: false,
            limits: &Limits::default(),
            profiles: &profiles,
            progress: &Silent,
        };
        group.throughput(Throughput::Elements(loaded.design.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(objects), |b| {
            b.iter(|| findings(&mut loaded, &options))
        });
    }
    group.finish();
}

/// A million blocks of 10.0.0.0/8 and others, from /12 to /28, in no order.
fn blocks() -> Vec<(Cidr, u32)> {
    let mut seed = 1_u64;
    let mut next = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(seed >> 32).unwrap()
    };
    let block = |number: u32, address: u32, length: u32| {
        let length = u8::try_from(12 + length % 17).unwrap();
        let net = ipnet::Ipv4Net::new(address.into(), length).unwrap().trunc();
        (Cidr(net.into()), number)
    };
    (0..1_000_000)
        .map(|number| block(number, next(), next()))
        .collect()
}

/// Which of a million blocks overlap, against only sorting them.
fn overlap(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("overlap");
    group.sample_size(10);
    let blocks = blocks();
    assert!(overlaps(blocks.iter().copied()).len() > 100_000);
    group.bench_function("found", |b| b.iter(|| overlaps(blocks.iter().copied())));
    group.bench_function("sorted", |b| {
        b.iter(|| {
            let mut sorted = blocks.clone();
            sorted.par_sort_unstable();
            sorted
        })
    });
    group.finish();
}

criterion_group!(benches, bench, overlap);
criterion_main!(benches);
