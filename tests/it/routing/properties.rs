//! Properties that hold for any design: random designs, judged by slower and simpler ways of computing the same.

use std::fmt::Write as _;
use std::net::Ipv4Addr;

use proptest::prelude::*;

use super::{Path, State, load_path, reach};
use netvet::app::{PROFILES, Profiles};
use netvet::model::{ElementKind, Family};
use netvet::routing::failures::DEFAULT_KINDS;
use netvet::routing::resiliency::Subject;
use netvet::routing::{At, Failure, OutcomeClass, Outcomes, Routing};

/// Numbers that decide about a design; what is not there is zero.
struct Dice<'a>(std::slice::Iter<'a, u16>);

impl Dice<'_> {
    fn below(&mut self, bound: u16) -> u16 {
        self.0.next().copied().unwrap_or(0) % bound
    }

    fn one_in(&mut self, bound: u16) -> bool {
        self.below(bound) == 0
    }
}

const BLOCKS: [&str; 6] = [
    "10.0.0.0/16",
    "10.1.0.0/16",
    "10.2.0.0/16",
    "10.0.0.0/16",
    "10.3.0.0/17",
    "10.3.128.0/17",
];
const PREFIXES: [&str; 12] = [
    "0.0.0.0/0",
    "10.0.0.0/8",
    "10.0.0.0/16",
    "10.1.0.0/16",
    "10.2.0.0/16",
    "10.2.3.0/24",
    "10.3.0.0/16",
    "192.168.0.0/16",
    "192.168.0.0/17",
    "192.168.7.0/24",
    "172.16.0.0/12",
    "172.16.5.0/24",
];

fn write_list(
    out: &mut String,
    dice: &mut Dice<'_>,
    most: u16,
    mut item: impl FnMut(&mut Dice<'_>) -> String,
) {
    let items: Vec<String> = (0..dice.below(most + 1)).map(|_| item(dice)).collect();
    write!(out, "[{}]", items.join(", ")).unwrap();
}

fn prefix(dice: &mut Dice<'_>) -> &'static str {
    PREFIXES[usize::from(dice.below(12))]
}

/// A design with peerings, gateways, hubs, sessions and sites.
fn hybrid(numbers: &[u16]) -> String {
    let mut dice = Dice(numbers.iter());
    let d = &mut dice;
    let mut out = String::from(
        "netvet: 1\nprovider: aws\naccount: '111111111111'\nregion: eu-west-1\nnetworks:\n",
    );
    let nets = 2 + d.below(3);
    for n in 0..nets {
        writeln!(
            out,
            "  n{n}: {{cidrs: [{}]}}",
            BLOCKS[usize::from((n + d.below(2)) % 6)]
        )
        .unwrap();
    }
    writeln!(out, "peerings:").unwrap();
    let mut peerings = Vec::new();
    for a in 0..nets {
        for b in a + 1..nets {
            if !d.one_in(3) {
                let state = if d.one_in(4) {
                    "pending-acceptance"
                } else {
                    "active"
                };
                writeln!(
                    out,
                    "  p{a}{b}: {{requester: n{a}, accepter: n{b}, state: {state}}}"
                )
                .unwrap();
                peerings.push((a, b));
            }
        }
    }
    writeln!(
        out,
        "  none: {{requester: n0, accepter: n1, state: failed}}"
    )
    .unwrap();
    writeln!(
        out,
        "interfaces:\n  fw: {{network: n0, addresses: [10.0.0.9], forwards: {}}}",
        d.one_in(2)
    )
    .unwrap();
    let gateways = 1 + d.below(nets);
    writeln!(out, "virtual_gateways:").unwrap();
    for g in 0..gateways {
        writeln!(
            out,
            "  g{g}: {{network: n{g}, asn: {}}}",
            64512 + u32::from(g)
        )
        .unwrap();
    }
    let propagates: Vec<bool> = (0..nets).map(|_| !d.one_in(3)).collect();
    writeln!(out, "route_tables:").unwrap();
    for n in 0..nets {
        let own: Vec<String> = peerings
            .iter()
            .filter(|(a, b)| *a == n || *b == n)
            .map(|(a, b)| format!("peering/p{a}{b}"))
            .collect();
        write!(out, "  r{n}: {{network: n{n}, main: true, propagate: [").unwrap();
        if n < gateways && propagates[usize::from(n)] {
            write!(out, "g{n}").unwrap();
        }
        out.push_str("], routes: ");
        let mut used = Vec::new();
        let mut routes = Vec::new();
        for _ in 0..d.below(5) {
            let to = prefix(d);
            if used.contains(&to) {
                continue;
            }
            used.push(to);
            let via = match d.below(6) {
                0 if n == 0 => "interface/fw".to_owned(),
                1 if n < gateways => format!("virtual-gateway/g{n}"),
                2 | 3 => "transit-gateway/t".to_owned(),
                4 => "blackhole".to_owned(),
                _ => match own.get(usize::from(d.below(4))) {
                    Some(own) => own.clone(),
                    None => "transit-gateway/t".to_owned(),
                },
            };
            routes.push(format!("{{to: {to}, via: {via}}}"));
        }
        writeln!(out, "[{}]}}", routes.join(", ")).unwrap();
    }
    let attached: Vec<u16> = (0..nets).filter(|_| !d.one_in(3)).collect();
    let dx_hub = d.one_in(2);
    writeln!(
        out,
        "transit_gateways:\n  t:\n    asn: 64520\n    ecmp: {}\n    attachments:",
        d.one_in(2)
    )
    .unwrap();
    for n in &attached {
        writeln!(out, "      a{n}: {{to: network/n{n}}}").unwrap();
    }
    writeln!(
        out,
        "      av: {{to: vpn-connection/x2}}\n      aw: {{to: vpn-connection/x3}}"
    )
    .unwrap();
    if dx_hub {
        writeln!(out, "      ad: {{to: direct-connect-gateway/dt}}").unwrap();
    }
    let mut names: Vec<String> = attached.iter().map(|n| format!("a{n}")).collect();
    names.extend(["av".to_owned(), "aw".to_owned()]);
    if dx_hub {
        names.push("ad".to_owned());
    }
    writeln!(out, "    route_tables:").unwrap();
    let split = usize::from(d.below(u16::try_from(names.len()).unwrap()));
    for (table, members) in [("r1", &names[..split]), ("r2", &names[split..])] {
        let feeding: Vec<&str> = names
            .iter()
            .filter(|_| !d.one_in(3))
            .map(String::as_str)
            .collect();
        write!(
            out,
            "      {table}: {{associate: [{}], propagate: [{}], routes: ",
            members.join(", "),
            feeding.join(", ")
        )
        .unwrap();
        let mut used = Vec::new();
        let mut routes = Vec::new();
        for _ in 0..d.below(3) {
            let to = prefix(d);
            if !used.contains(&to) {
                used.push(to);
                let via = if d.one_in(4) {
                    "blackhole"
                } else {
                    &names[usize::from(d.below(u16::try_from(names.len()).unwrap()))]
                };
                routes.push(format!("{{to: {to}, via: {via}}}"));
            }
        }
        writeln!(out, "[{}]}}", routes.join(", ")).unwrap();
    }
    writeln!(out, "direct_connect_gateways: {{dv: {{asn: 64600}}, dt: {{asn: 64601}}}}\ndirect_connect_gateway_associations:").unwrap();
    for g in 0..gateways {
        if !d.one_in(3) {
            write!(
                out,
                "  dv-g{g}: {{gateway: dv, to: virtual-gateway/g{g}, allowed_prefixes: "
            )
            .unwrap();
            write_list(&mut out, d, 2, |d| prefix(d).to_owned());
            out.push_str("}\n");
        }
    }
    write!(
        out,
        "  dt-t: {{gateway: dt, to: transit-gateway/t, allowed_prefixes: "
    )
    .unwrap();
    write_list(&mut out, d, 2, |d| prefix(d).to_owned());
    out.push_str("}\nconnections:\n");
    for c in 0..4 {
        let region = if d.one_in(3) {
            "us-east-1"
        } else {
            "eu-west-1"
        };
        writeln!(
            out,
            "  c{c}: {{location: L{}, device: D{}, region: {region}}}",
            d.below(2),
            d.below(3)
        )
        .unwrap();
    }
    writeln!(
        out,
        "lags: {{lag: {{connections: [c2, c3], minimum_links: {}}}}}\nvirtual_interfaces:",
        d.below(3)
    )
    .unwrap();
    let mut sessions = Vec::new();
    for v in 0..4 {
        let on = if v == 3 {
            "lag: lag".to_owned()
        } else {
            format!("connection: c{v}")
        };
        let (kind, gateway) = match d.below(4) {
            0 if gateways > 0 => ("private", "virtual-gateway/g0"),
            1 if dx_hub => ("transit", "direct-connect-gateway/dt"),
            _ => ("private", "direct-connect-gateway/dv"),
        };
        let site = d.below(3);
        let link = d.one_in(3);
        writeln!(
            out,
            "  v{v}: {{type: {kind}, {on}, vlan: {}, gateway: {gateway}, site_link: {link}, bgp_peers: {{v4: {{family: ipv4, asn: {}, site: s{site}}}}}}}",
            v + 1,
            65001 + u32::from(site)
        )
        .unwrap();
        sessions.push(format!("v{v}/v4"));
    }
    writeln!(out, "customer_gateways:").unwrap();
    for s in 0..3 {
        writeln!(
            out,
            "  k{s}: {{asn: {}, address: 203.0.113.{s}, site: s{s}}}",
            65001 + s
        )
        .unwrap();
    }
    writeln!(out, "vpn_connections:").unwrap();
    for x in 0..2 {
        let fixed = d.one_in(3);
        write!(
            out,
            "  x{x}: {{customer_gateway: k{}, to: virtual-gateway/g{}, ",
            d.below(3),
            d.below(gateways)
        )
        .unwrap();
        if fixed {
            out.push_str("routing: static, static_routes: ");
            write_list(&mut out, d, 2, |d| prefix(d).to_owned());
        } else {
            out.push_str("routing: bgp");
            sessions.push(format!("x{x}"));
        }
        out.push_str(", tunnels: {t1: {status: up}, t2: {status: up}}}\n");
    }
    writeln!(out, "  x2: {{customer_gateway: k{}, routing: bgp}}\n  x3: {{customer_gateway: k{}, routing: bgp}}", d.below(3), d.below(3)).unwrap();
    sessions.extend(["x2".to_owned(), "x3".to_owned()]);
    writeln!(out, "sites:").unwrap();
    for (s, own) in ["192.168.0.0/16", "192.168.7.0/24", "172.16.0.0/12"]
        .into_iter()
        .enumerate()
    {
        writeln!(
            out,
            "  s{s}: {{prefixes: [{own}], asn: {}, transit: {}}}",
            65001 + s,
            d.one_in(3)
        )
        .unwrap();
    }
    if d.one_in(2) {
        writeln!(out, "site_links:\n  l0: {{from: s1, to: s0, transit: {}}}\n  l1: {{from: s0, to: s1, local_pref: 200}}", d.one_in(2)).unwrap();
    }
    writeln!(out, "shared_risks: {{duct: [c0, c1]}}\nadvertise:").unwrap();
    for session in &sessions {
        if d.one_in(12) {
            continue;
        }
        writeln!(out, "- {{session: {session}, prefixes: []}}").unwrap();
        for _ in 0..d.below(4) {
            let tag = match d.below(4) {
                0 => ", communities: ['7224:7300']",
                1 => ", communities: ['7224:7100']",
                _ => "",
            };
            let path = ["65001", "65001, 65001", "65009"][usize::from(d.below(3))];
            writeln!(
                out,
                "- {{session: {session}, prefix: {}, as_path: [{path}], med: {}{tag}}}",
                prefix(d),
                d.below(2)
            )
            .unwrap();
        }
    }
    writeln!(out, "prefer:").unwrap();
    for session in &sessions {
        if d.one_in(3) {
            writeln!(
                out,
                "- {{site: s{}, session: {session}, local_pref: {}}}",
                d.below(3),
                100 + 50 * d.below(3)
            )
            .unwrap();
        }
    }
    out.push_str("- {site: s0, session: x2, local_pref: 100}\n");
    out
}

pub(super) fn loaded(name: &str, text: &str) -> Routing {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.yaml", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let loaded = load_path(&path);
    reach::routing(&loaded.design, &Profiles::new(PROFILES))
}

fn told(routing: &Routing, failure: &Failure) -> String {
    format!(
        "{:?} {:?} {:?}",
        routing.path_names(&failure.failed),
        failure.pairs,
        failure.paths
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn incremental_failures_equal_full_recomputation(numbers in proptest::collection::vec(0_u16..u16::MAX, 220)) {
        let text = hybrid(&numbers);
        let routing = loaded("hybrid", &text);
        let normal = State::default();
        let base = routing.facts(normal.view(&routing));
        let mut kinds = DEFAULT_KINDS.to_vec();
        kinds.extend(netvet::routing::failures::kinds_of("gateway").unwrap());
        kinds.extend(netvet::routing::failures::kinds_of("association").unwrap());
        let elements = routing.elements_of(&kinds);
        let mut sets: Vec<Vec<u32>> = elements.iter().map(|e| vec![*e]).collect();
        sets.extend(elements.windows(2).step_by(3).map(<[u32]>::to_vec));
        for set in sets {
            let quick = routing.fail(&base, &set);
            let full = routing.fail_fully(&base, &set);
            prop_assert_eq!(told(&routing, &quick), told(&routing, &full), "{}", text);
        }
    }

    #[test]
    fn resiliency_classes_of_pairs_equal_full_recomputation(numbers in proptest::collection::vec(0_u16..u16::MAX, 220)) {
        let text = hybrid(&numbers);
        let routing = loaded("ratings", &text);
        let ratings = routing.ratings();
        for to in routing.known_nets()..routing.ends() {
            for from in 0..routing.known_nets() {
                for family in [Family::Ipv4, Family::Ipv6] {
                    let of = Subject::Pair(from, to, family);
                    let full = routing.rate_pair_fully(from, to, family);
                    match ratings.iter().find(|rating| rating.of == of) {
                        Some(rating) => prop_assert_eq!(Some(rating), full.as_ref(), "{}", text),
                        None => prop_assert!(full.is_none_or(|rating| rating.class.is_none()), "{}", text),
                    }
                }
            }
        }
    }

    #[test]
    fn classes_add_up_to_the_whole_space(numbers in proptest::collection::vec(0_u16..u16::MAX, 220)) {
        let routing = loaded("sums", &hybrid(&numbers));
        let normal = State::default();
        let facts = routing.facts(normal.view(&routing));
        for source in 0..routing.sources() {
            for family in [Family::Ipv4, Family::Ipv6] {
                let mut sum = netvet::routing::Count::ZERO;
                for (atoms, _) in facts.within(source, routing.prefixes.family(family)) {
                    sum.add(netvet::routing::Count::of(routing.prefixes.span(atoms)));
                }
                prop_assert_eq!(sum, netvet::routing::Count::of(netvet::routing::Span::all(family)));
            }
        }
    }
}

/// The same text with other names, which sort the other way round: a letter and digits, each of which is taken from nine.
fn renamed(text: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        let (letter, digits) = word.split_at(word.len().min(1));
        let is_name = "ngprcksxla".contains(letter)
            && !digits.is_empty()
            && digits.chars().all(|digit| digit.is_ascii_digit());
        if is_name {
            out += letter;
            out.extend(digits.bytes().map(|digit| char::from(b'0' + b'9' - digit)));
        } else {
            out += &word;
        }
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

/// The same text without one of its top-level sections.
fn without(text: &str, section: &str) -> String {
    let mut inside = false;
    let lines = text.lines().filter(|line| {
        if !line.starts_with([' ', '-']) {
            inside = line.starts_with(section);
        }
        !inside
    });
    lines.map(|line| format!("{line}\n")).collect()
}

/// Everything that is said about a design: all pairs, and what becomes of all packets of every network and site.
fn said(routing: &Routing) -> String {
    let normal = State::default();
    let mut text = serde_json::to_string(&reach::matrix(routing, &normal, true, None)).unwrap();
    for end in 0..routing.ends() {
        let query = reach::Query {
            from: routing.end_name(end).to_owned(),
            to: "0.0.0.0/0".to_owned(),
            family: None,
        };
        let answer = reach::answer(routing, &normal, &query, false).unwrap();
        text += &serde_json::to_string(&answer).unwrap();
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_asked_for_a_peering_does_not_matter(numbers in proptest::collection::vec(0_u16..u16::MAX, 220)) {
        let text = hybrid(&numbers);
        let swapped = text
            .replace("requester:", "REQUESTER:")
            .replace("accepter:", "requester:")
            .replace("REQUESTER:", "accepter:");
        prop_assert!(text != swapped);
        prop_assert_eq!(said(&loaded("asked", &text)), said(&loaded("swapped", &swapped)), "{}", text);
    }

    #[test]
    fn a_prefix_that_no_table_in_use_has_changes_nothing(numbers in proptest::collection::vec(0_u16..u16::MAX, 220)) {
        let text = hybrid(&numbers);
        let spare = "route_tables:\n  spare: {network: n0, routes: [{to: 10.2.3.64/27, via: blackhole}, {to: 192.168.7.128/25, via: blackhole}]}\n";
        let refined = text.replacen("route_tables:\n", spare, 1);
        prop_assert!(text != refined);
        prop_assert_eq!(said(&loaded("coarse", &text)), said(&loaded("fine", &refined)), "{}", text);
    }

    #[test]
    fn without_peerings_that_break_nothing_all_stays(numbers in proptest::collection::vec(0_u16..u16::MAX, 220)) {
        let text = hybrid(&numbers);
        let routing = loaded("whole", &text);
        let normal = State::default();
        let base = routing.facts(normal.view(&routing));
        let peerings = routing.elements_of(&[ElementKind::Peering]);
        let cold: Vec<&str> = peerings
            .iter()
            .filter(|peering| routing.fail(&base, &[**peering]).cold)
            .map(|peering| routing.elements.name(*peering).as_str())
            // A route to one that does not work stays, and drops.
            .filter(|name| !text.contains(&format!("peering/{name}}}")))
            .collect();
        // One that failed before carries nothing.
        prop_assert!(cold.contains(&"none"), "{}", text);
        let is_cold = |line: &str| cold.iter().any(|name| line.starts_with(&format!("  {name}: {{requester:")));
        let rest: String = text.lines().filter(|line| !is_cold(line)).map(|line| format!("{line}\n")).collect();
        prop_assert_eq!(text.lines().count() - rest.lines().count(), cold.len());
        prop_assert_eq!(said(&routing), said(&loaded("rest", &rest)), "{}", text);
    }

    #[test]
    fn answers_under_other_names_do_not_contradict(numbers in proptest::collection::vec(0_u16..u16::MAX, 220)) {
        // With links between sites the name decides by the rule itself.
        let text = without(&hybrid(&numbers), "site_links:");
        let other = renamed(&text);
        prop_assert!(text != other);
        let pairs = |routing: &Routing, name: &dyn Fn(&str) -> String| -> Vec<(String, &'static str, &'static str)> {
            let matrix = reach::matrix(routing, &State::default(), true, None);
            let key = |pair: &reach::PairJson| format!("{} {} {}", name(pair.from), name(pair.to), pair.family);
            let mut all: Vec<_> = matrix.pairs.iter().map(|pair| (key(pair), pair.forward, pair.back)).collect();
            all.sort();
            all
        };
        let before = pairs(&loaded("names", &text), &renamed);
        let after = pairs(&loaded("renamed", &other), &str::to_owned);
        prop_assert_eq!(before.len(), after.len());
        for (one, two) in before.into_iter().zip(after) {
            prop_assert_eq!(&one.0, &two.0);
            // Of routes that tie one is used, and which is not known; what is sure does not depend on it.
            let sure = |one: &str, two: &str| one != "unknown" && two != "unknown";
            if sure(one.1, two.1) {
                prop_assert_eq!(one.1, two.1, "{}: {}", one.0, text);
            }
            if sure(one.2, two.2) {
                prop_assert_eq!(one.2, two.2, "{}: {}", one.0, text);
            }
        }
    }

    #[test]
    fn the_order_in_a_file_does_not_matter(numbers in proptest::collection::vec(0_u16..u16::MAX, 220)) {
        let text = hybrid(&numbers);
        // The entries of the top-level mappings whose entries take one line, the other way round.
        let mut sections: Vec<(String, Vec<String>)> = Vec::new();
        for line in text.lines() {
            match sections.last_mut() {
                Some((_, entries)) if line.starts_with([' ', '-']) => entries.push(line.to_owned()),
                _ => sections.push((line.to_owned(), Vec::new())),
            }
        }
        let mut turned = String::new();
        for (head, mut entries) in sections {
            let nested = head.starts_with("transit_gateways");
            // In lists the last of two entries about one thing holds.
            let list = entries.iter().any(|entry| entry.starts_with('-'));
            if !nested && !list {
                entries.reverse();
            }
            turned += &format!("{head}\n");
            for entry in entries {
                turned += &format!("{entry}\n");
            }
        }
        prop_assert!(text != turned);
        let sorted = |routing: &Routing| {
            let normal = State::default();
            let matrix = reach::matrix(routing, &normal, true, None);
            let mut pairs: Vec<String> = matrix.pairs.iter().map(|pair| serde_json::to_string(pair).unwrap()).collect();
            pairs.sort();
            pairs
        };
        prop_assert_eq!(sorted(&loaded("order", &text)), sorted(&loaded("turned", &turned)), "{}", text);
    }
}

/// A route of the naive model: prefix, length, and the peering, or a drop.
type NaiveRoute = (u32, u8, Option<usize>);

fn within(address: u32, first: u32, len: u8) -> bool {
    len == 0 || (address ^ first) >> (32 - u32::from(len)) == 0
}

fn block(text: &str) -> (u32, u8) {
    let (address, len) = text.split_once('/').unwrap();
    (
        u32::from(address.parse::<Ipv4Addr>().unwrap()),
        len.parse().unwrap(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Networks with peerings only: the longest matching prefix by looking at every route, one address after the other.
    #[test]
    fn atoms_answer_like_a_walk_for_one_address(
        numbers in proptest::collection::vec(0_u16..u16::MAX, 80),
        addresses in proptest::collection::vec(any::<u32>(), 40),
        near in proptest::collection::vec((0_usize..12, 0_u32..3), 40),
    ) {
        let mut dice = Dice(numbers.iter());
        let d = &mut dice;
        let nets: Vec<&str> = (0..4).map(|n| BLOCKS[(n + usize::from(d.below(2))) % 6]).collect();
        let pairs = [(0, 1), (1, 2), (2, 3), (0, 3), (0, 2)];
        let active: Vec<bool> = pairs.iter().map(|_| !d.one_in(4)).collect();
        let mut tables: Vec<Vec<NaiveRoute>> = vec![Vec::new(); 4];
        let mut text = String::from("netvet: 1\nprovider: aws\naccount: '111111111111'\nregion: eu-west-1\nnetworks:\n");
        for (n, cidr) in nets.iter().enumerate() {
            writeln!(text, "  n{n}: {{cidrs: [{cidr}]}}").unwrap();
        }
        text.push_str("peerings:\n");
        for (p, (a, b)) in pairs.iter().enumerate() {
            let state = if active[p] { "active" } else { "expired" };
            writeln!(text, "  p{p}: {{requester: n{a}, accepter: n{b}, state: {state}}}").unwrap();
        }
        text.push_str("route_tables:\n");
        for n in 0..4_usize {
            let mut routes = Vec::new();
            for _ in 0..d.below(6) {
                let to = prefix(d);
                let (first, len) = block(to);
                let own = block(nets[n]);
                // More specific than local is refused, equal ones are local.
                if tables[n].iter().any(|(f, l, _)| (*f, *l) == (first, len)) || (len >= own.1 && within(first, own.0, own.1)) {
                    continue;
                }
                let target = (0..5).cycle().skip(usize::from(d.below(5))).find(|p| pairs[*p].0 == n || pairs[*p].1 == n).filter(|_| !d.one_in(6));
                tables[n].push((first, len, target));
                let via = target.map_or("blackhole".to_owned(), |p| format!("peering/p{p}"));
                routes.push(format!("{{to: {to}, via: {via}}}"));
            }
            writeln!(text, "  r{n}: {{network: n{n}, main: true, routes: [{}]}}", routes.join(", ")).unwrap();
        }
        let routing = loaded("naive", &text);
        let normal = State::default();
        let view = normal.view(&routing);
        let mut outcomes = Outcomes::default();
        let near = near.into_iter().map(|(p, off)| block(PREFIXES[p]).0.wrapping_add(off).wrapping_sub(1));
        for address in addresses.into_iter().chain(near) {
            for (n, table) in tables.iter().enumerate() {
                let own = |net: usize| { let (first, len) = block(nets[net]); within(address, first, len) };
                let reserved = within(address, u32::from(Ipv4Addr::new(169, 254, 168, 0)), 22);
                let best = table.iter().filter(|(f, l, _)| within(address, *f, *l)).max_by_key(|(_, l, _)| *l);
                let expected = if reserved {
                    (OutcomeClass::Reserved, n)
                } else if own(n) {
                    (OutcomeClass::Delivered, n)
                } else {
                    match best {
                        None => (OutcomeClass::NoRoute, n),
                        Some((_, _, None)) => (OutcomeClass::Blackhole, n),
                        Some((_, _, Some(p))) if !active[*p] => (OutcomeClass::Blackhole, n),
                        Some((_, _, Some(p))) => {
                            let far = if pairs[*p].0 == n { pairs[*p].1 } else { pairs[*p].0 };
                            if own(far) { (OutcomeClass::Delivered, far) } else { (OutcomeClass::EdgeToEdge, far) }
                        }
                    }
                };
                let span = netvet::routing::Span { family: Family::Ipv4, first: u128::from(address), last: u128::from(address) };
                let group = routing.topology.nets[n].groups[0];
                let runs = routing.follow(view, &mut outcomes, netvet::routing::Point::Group(group), routing.prefixes.covering(span));
                prop_assert_eq!(runs.len(), 1);
                let found = outcomes.get(runs[0].outcome);
                prop_assert_eq!((found.class, found.at), (expected.0, At::Net(u32::try_from(expected.1).unwrap())), "{} from n{}\n{}", Ipv4Addr::from(address), n, text);
            }
        }
    }
}
