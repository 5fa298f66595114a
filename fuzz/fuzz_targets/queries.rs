//! The list of queries, references, and single values.
#![no_main]

use std::sync::OnceLock;

use netvet::app::load::Loaded;
use netvet::app::reach;
use netvet::model::{ElementKind, Lookup};
use netvet::routing::Routing;

const DESIGN: &str = "netvet: 1
provider: aws
networks:
  a: {cidrs: [10.0.0.0/16, 2001:db8:a::/56], subnets: {s: {cidrs: [10.0.0.0/24]}}}
  b: {cidrs: [10.1.0.0/16]}
peerings: {p: {requester: a, accepter: b}}
route_tables:
  ta: {network: a, main: true, routes: [{to: 10.1.0.0/16, via: peering/p}]}
  tb: {network: b, main: true, routes: [{to: 10.0.0.0/16, via: peering/p}]}
sites: {hq: {prefixes: [192.168.0.0/16]}}
";

fn world() -> &'static (Loaded, Routing) {
    static WORLD: OnceLock<(Loaded, Routing)> = OnceLock::new();
    WORLD.get_or_init(|| {
        let loaded = netvet_fuzz::loaded("world.yaml", DESIGN.as_bytes(), None);
        let routing = reach::routing(&loaded.design, netvet_fuzz::profiles());
        (loaded, routing)
    })
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (loaded, routing) = world();
    let state = reach::State::with_failed(routing, &[]);
    if let Ok(queries) = reach::queries(text) {
        for query in queries.iter().take(16) {
            let _ = reach::answer(routing, &state, query, true);
        }
    }
    let references: Vec<String> = text.lines().take(16).map(str::to_owned).collect();
    let _ = reach::failed(routing, &references);
    let lookup = Lookup::names(&loaded.design);
    for line in &references {
        let _ = lookup.find(line, ElementKind::ALL);
    }
});
