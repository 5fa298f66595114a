//! Many calls on worlds of two sizes: one call should cost the same on both.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench that cannot go on should stop"
)]

// What the program uses.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[path = "../tests/it/simulate/many.rs"]
mod many;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("simulate");
    group.sample_size(10);
    // The same calls on a world and on one ten times as large: few, and as many as a long plan has.
    for (networks, calls) in [
        (1_000, 3_000),
        (10_000, 3_000),
        (1_000, 100_000),
        (10_000, 100_000),
    ] {
        let design = many::design(networks);
        let steps = many::steps(networks, calls);
        group.throughput(Throughput::Elements(calls as u64));
        let name = format!("{networks} networks, {calls} calls");
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter_batched(
                || many::begin(design.clone()),
                |mut simulation| {
                    let refused = many::run(&mut simulation, &steps);
                    assert_eq!(refused, 0);
                    // Dropping it is not a part of the work.
                    simulation
                },
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
