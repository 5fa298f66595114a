//! Routing of large designs that are loaded already: tables, all pairs, symmetry, and every single failure.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a bench that cannot go on should stop, and may say what it measured"
)]

// What the program uses.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use netvet::app::load::{LoadOptions, load};
use netvet::app::progress::Silent;
use netvet::app::reach::{State, routing};
use netvet::app::{PROFILES, Profiles, Time, readers};
use netvet::model::{Design, ElementKind};
use netvet::routing::Routing;
use netvet::source::Limits;

fn design(name: &str, text: &str) -> Design {
    let path = std::env::temp_dir().join(format!("netvet-bench-route-{name}.yaml"));
    std::fs::write(&path, text).unwrap();
    let profiles = Profiles::new(PROFILES);
    let loaded = load(&LoadOptions {
        paths: std::slice::from_ref(&path),
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
    let _ = std::fs::remove_file(&path);
    assert!(!loaded.is_faulty(), "{:?}", loaded.problems());
    loaded.design
}

/// Networks of /22 in 10.0.0.0/8, each peered with others at random; a tenth of the routes has a second, longer one.
fn peered(networks: usize, peerings: usize) -> String {
    let mut out = String::from(
        "netvet: 1\nprovider: aws\naccount: '111111111111'\nregion: eu-west-1\nnetworks:\n",
    );
    let block = |n: usize| format!("10.{}.{}", n / 64, (n % 64) * 4);
    for n in 0..networks {
        writeln!(out, "  n{n}: {{cidrs: [{}.0/22]}}", block(n)).unwrap();
    }
    let mut seed = 1_u64;
    let mut next = |bound: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % bound
    };
    let mut seen = std::collections::HashSet::new();
    let mut pairs = Vec::new();
    while pairs.len() < peerings {
        let (a, b) = (next(networks), next(networks));
        if a != b && seen.insert((a.min(b), a.max(b))) {
            pairs.push((a, b));
        }
    }
    out.push_str("peerings:\n");
    let mut routes: Vec<String> = vec![String::new(); networks];
    for (p, (a, b)) in pairs.iter().enumerate() {
        writeln!(out, "  p{p}: {{requester: n{a}, accepter: n{b}}}").unwrap();
        for (from, to) in [(*a, *b), (*b, *a)] {
            write!(
                routes[from],
                "{{to: {}.0/22, via: peering/p{p}}}, ",
                block(to)
            )
            .unwrap();
        }
        if p % 5 == 0 {
            write!(
                routes[*a],
                "{{to: {}.0/24, via: peering/p{p}}}, ",
                block(*b)
            )
            .unwrap();
        }
    }
    out.push_str("route_tables:\n");
    for (n, routes) in routes.iter().enumerate() {
        writeln!(
            out,
            "  r{n}: {{network: n{n}, main: true, routes: [{routes}]}}"
        )
        .unwrap();
    }
    out
}

/// Direct Connect gateways with many virtual interfaces that announce the same prefixes with different paths.
fn gateways(count: usize, interfaces: usize, prefixes: usize) -> String {
    let mut out = String::from(
        "netvet: 1\nprovider: aws\naccount: '111111111111'\nregion: eu-west-1\nnetworks:\n",
    );
    for g in 0..count {
        writeln!(out, "  n{g}: {{cidrs: [10.{g}.0.0/16]}}").unwrap();
    }
    let each = |out: &mut String, key: &str, line: &dyn Fn(usize) -> String| {
        writeln!(out, "{key}:").unwrap();
        for g in 0..count {
            writeln!(out, "  {}", line(g)).unwrap();
        }
    };
    each(&mut out, "virtual_gateways", &|g| {
        format!("g{g}: {{network: n{g}}}")
    });
    each(&mut out, "route_tables", &|g| {
        format!(
            "r{g}: {{network: n{g}, main: true, routes: [{{to: 0.0.0.0/0, via: virtual-gateway/g{g}}}]}}"
        )
    });
    each(&mut out, "direct_connect_gateways", &|g| {
        format!("d{g}: {{asn: 64600}}")
    });
    each(&mut out, "direct_connect_gateway_associations", &|g| {
        format!("a{g}: {{gateway: d{g}, to: virtual-gateway/g{g}}}")
    });
    each(&mut out, "sites", &|g| format!("s{g}: {{asn: 65001}}"));
    out.push_str("connections:\n");
    for c in 0..interfaces {
        writeln!(out, "  c{c}: {{location: L{}, device: D{c}}}", c % 4).unwrap();
    }
    out.push_str("virtual_interfaces:\n");
    for g in 0..count {
        for v in 0..interfaces {
            writeln!(out, "  v{g}-{v}: {{type: private, connection: c{v}, vlan: {}, gateway: direct-connect-gateway/d{g}, bgp_peers: {{v4: {{family: ipv4, asn: 65001, site: s{g}}}}}}}", g + 1).unwrap();
        }
    }
    out.push_str("advertise:\n");
    for g in 0..count {
        for v in 0..interfaces {
            let list: Vec<String> = (0..prefixes)
                .map(|p| format!("172.{}.{p}.0/24", 16 + g % 16))
                .collect();
            let path = vec!["65001"; 1 + (v * 7) % 5].join(", ");
            writeln!(
                out,
                "- {{session: v{g}-{v}/v4, prefixes: [{}], as_path: [{path}]}}",
                list.join(", ")
            )
            .unwrap();
        }
    }
    out
}

fn whole(design: &Design, kind: ElementKind, say: bool) -> (Routing, usize) {
    let start = Instant::now();
    let routing = routing(design, &Profiles::new(PROFILES));
    let built = start.elapsed();
    let normal = State::default();
    let facts = routing.facts(normal.view(&routing));
    let known = start.elapsed();
    let pairs = routing.matrix(&facts, false, None);
    let paired = start.elapsed();
    let rows = routing.sweep(&facts, &routing.elements_of(&[kind]), 1);
    let all = start.elapsed();
    let lost: usize = rows.iter().map(netvet::routing::Failure::lost_pairs).sum();
    if say {
        eprintln!(
            "atoms {} segments {} runs {} pairs {} failures {} lost {lost}: tables {:?}, facts {:?}, pairs {:?}, failures {:?}, all {:?}",
            routing.prefixes.atoms(),
            routing.lpm.len(),
            facts.len(),
            pairs.len(),
            rows.len(),
            built,
            known - built,
            paired - known,
            all - paired,
            all
        );
    }
    (routing, black_box(lost))
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("")
        .to_owned()
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("route");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(5));
    for (networks, peerings) in [(5_000, 25_000), (10_000, 50_000)] {
        let design = design("peered", &peered(networks, peerings));
        whole(&design, ElementKind::Peering, true);
        eprintln!("peak {}", memory());
        group.bench_function(format!("peerings/{peerings}"), |b| {
            b.iter(|| whole(&design, ElementKind::Peering, false).1)
        });
    }
    let design = design("gateways", &gateways(200, 30, 100));
    whole(&design, ElementKind::VirtualInterface, true);
    eprintln!("peak {}", memory());
    group.bench_function("virtual-interfaces/6000", |b| {
        b.iter(|| whole(&design, ElementKind::VirtualInterface, false).1)
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
