//! What holds for every sequence of any operations and events, drawn from a call of every operation with its ids, numbers and callers
//! exchanged: the same numbers are drawn every time.

use std::collections::{BTreeMap, BTreeSet};

use netvet::app::{PROFILES, Profiles, ProviderId, Time};
use netvet::model::{ElementKind, Step};
use netvet::simulate::event;
use netvet::simulate::trace::{Deed, Traced};
use netvet::simulate::{Answer, Chosen, Principals, Setup, Simulation, World};
use netvet::source::Text;
use serde_json::{Value, json};

use super::contracts::contracts;
use super::properties::{built, nobody, steps};

/// Numbers that look as if drawn (Vigna's xorshift64*).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next()).unwrap() % most
    }

    fn one_in(&mut self, most: usize) -> bool {
        self.below(most) == 0
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Ids by what they begin with.
struct Pool(BTreeMap<String, Vec<String>>);

/// What an id begins with; all that look like UUIDs are of one kind here, as nothing in them tells.
fn class(id: &str) -> String {
    match id {
        "$asked" => "proposal".to_owned(),
        "$way" => "way".to_owned(),
        id if id.len() == 36 => "uuid".to_owned(),
        id => id
            .split_once('-')
            .map_or("", |(prefix, _)| prefix)
            .to_owned(),
    }
}

/// What the ids of a kind to which something can happen begin with.
fn prefix(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Connection => "dxcon",
        ElementKind::VirtualInterface => "dxvif",
        ElementKind::BgpPeer => "dxpeer",
        ElementKind::RouteServerPeer => "rsp",
        ElementKind::Interface => "eni",
        ElementKind::Peering => "pcx",
        ElementKind::VirtualGateway => "vgw",
        ElementKind::TransitGateway => "tgw",
        ElementKind::DirectConnectGateway => "uuid",
        _ => "-",
    }
}

impl Pool {
    fn of(design: &Value) -> Self {
        let mut pool = Self(BTreeMap::new());
        pool.gather(design);
        for (prefix, ids) in &mut pool.0 {
            // Those that the run may create.
            ids.extend((1..4).map(|n| format!("{prefix}-{n}")));
        }
        let made =
            |prefix: &str| -> Vec<String> { (1..4).map(|n| format!("{prefix}-{n}")).collect() };
        let uuids = pool.0.entry("uuid".to_owned()).or_default();
        uuids.extend(made("direct-connect-gateway-association"));
        uuids.extend(made("peering"));
        let kind = ElementKind::DirectConnectGatewayProposal.word();
        pool.0.insert("proposal".to_owned(), made(kind));
        pool.0.insert("way".to_owned(), made("route"));
        pool
    }

    fn gather(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(id) = members.get("id").and_then(Value::as_str) {
                    self.0.entry(class(id)).or_default().push(id.to_owned());
                }
                members.values().for_each(|value| self.gather(value));
            }
            Value::Array(items) => items.iter().for_each(|value| self.gather(value)),
            _ => {}
        }
    }

    /// A call's arguments with some of them exchanged.
    fn exchange(&self, value: &mut Value, draw: &mut Draw) {
        match value {
            Value::Object(members) => {
                let gone: Vec<String> = members
                    .keys()
                    .filter(|_| draw.one_in(40))
                    .cloned()
                    .collect();
                gone.iter().for_each(|key| {
                    members.remove(key);
                });
                for (key, value) in members {
                    if key == "vlan" {
                        *value = json!(10 + draw.below(4));
                    } else {
                        self.exchange(value, draw);
                    }
                }
            }
            Value::Array(items) => items
                .iter_mut()
                .for_each(|value| self.exchange(value, draw)),
            Value::String(text) => {
                let known = self.0.get(&class(text));
                if let (Some(ids), true) = (known, text.starts_with('$') || draw.one_in(3)) {
                    *text = draw.of(ids).clone();
                } else if draw.one_in(40) {
                    *text = "nothing".to_owned();
                }
            }
            Value::Number(_) if draw.one_in(8) => *value = json!(*draw.of(&[0, 1, 2, 5000, -1])),
            _ => {}
        }
    }
}

const ACCOUNTS: [&str; 3] = ["111111111111", "222222222222", "333333333333"];

/// Events that take something out, with those that bring it back.
const BACK: [(&str, &str); 4] = [
    ("advertise", "withdraw"),
    ("fail", "restore"),
    ("connection_down", "connection_up"),
    ("appliance_down", "appliance_up"),
];

/// A sequence of steps.
fn drawn(of: &Value, pool: &Pool, length: usize, draw: &mut Draw) -> Vec<Step> {
    let calls = of["calls"].as_array().unwrap();
    let ids: Vec<&String> = pool.0.values().flatten().collect();
    let events: Vec<&event::Event> = event::EVENTS.iter().copied().flatten().collect();
    let own = of["as"].as_str().unwrap();
    let (mut out, mut taken) = (Vec::new(), BTreeMap::new());
    while out.len() < length {
        let step = match draw.below(20) {
            0 => json!({"advance": format!("{}s", draw.below(400_000))}),
            1 => json!({"settle": true}),
            2 if draw.one_in(3) => json!({"event": event::SERVER_FAULT}),
            2..=6 => {
                let event = draw.of(&events);
                let (name, kinds) = (event.name, event.of);
                let fitting: Vec<&&String> = ids
                    .iter()
                    .filter(|id| kinds.iter().any(|kind| prefix(*kind) == class(id)))
                    .collect();
                let of = match fitting.is_empty() || draw.one_in(8) {
                    true => draw.of(&ids),
                    false => *draw.of(&fitting),
                };
                // What was taken out last is what comes back, half of the time.
                let of = match BACK.iter().find(|(_, back)| *back == name) {
                    Some((gone, _)) if draw.one_in(2) => taken.get(gone).copied(),
                    _ => None,
                }
                .unwrap_or(of);
                taken.insert(name, of);
                let mut step = json!({"event": name, "of": of});
                if matches!(name, "advertise" | "withdraw") {
                    step["with"] = json!({"prefix": format!("172.20.{}.0/24", draw.below(2))});
                }
                step
            }
            _ => {
                let call = draw.of(calls);
                let mut with = call["with"].clone();
                let before = call["before"].as_array();
                let before = before.filter(|_| draw.one_in(2));
                out.extend(before.into_iter().flatten().cloned());
                if before.is_some() {
                    // What the call names is made just before it.
                } else if draw.one_in(4) && !with.to_string().contains('$') {
                    // As it stands: the call that succeeds at first.
                } else {
                    pool.exchange(&mut with, draw);
                }
                let op = call["op"].as_str().unwrap();
                let dry = matches!(op.split_once('.'), Some(("ec2" | "outscale", _)));
                if dry && draw.one_in(20) {
                    with["DryRun"] = json!(true);
                }
                let mut step = json!({"op": op, "with": with});
                match draw.below(6) {
                    0 => step["as"] = json!(draw.of(&ACCOUNTS)),
                    1 => {}
                    _ => step["as"] = json!(own),
                }
                if draw.one_in(20) {
                    step["region"] = json!("elsewhere");
                }
                step
            }
        };
        // What has just happened can often not happen once more.
        if !step["event"].is_null() && draw.one_in(5) {
            out.push(step.clone());
        }
        out.push(step);
    }
    steps(&json!({"scenario": "drawn", "steps": out}).to_string())
}

fn begin(of: &Value, provider: &'static str, manual: bool) -> Simulation<'static> {
    let mut design = of["design"].clone();
    design["netvet"] = json!(1);
    let mut principals = Principals::new();
    let allowed = [
        "ec2.CreateVpcPeeringConnection",
        "ec2.DescribeVpcPeeringConnections",
    ];
    principals.insert(Text::new(ACCOUNTS[2]), allowed.map(Text::new).to_vec());
    Simulation::new(Setup {
        design: built(&design.to_string()),
        profiles: Profiles::new(PROFILES),
        provider: ProviderId(provider),
        clock: Time(1_767_225_600),
        manual,
        chosen: Chosen::default(),
        principals,
        findings: &nobody,
    })
}

/// The id and state of an element, and which of the accounts see it.
type Seen = (String, [bool; 3]);

/// The state of every element, and who sees it.
fn seen(world: &World) -> Vec<Seen> {
    let all = world.design.all();
    all.map(|id| {
        let state = format!(
            "{} {}",
            world.design.head(id).printed_id(),
            world.design.head(id).state.word()
        );
        (
            state,
            ACCOUNTS.map(|who| world.sees(Some(Text::new(who)), id)),
        )
    })
    .collect()
}

/// Runs steps. What is refused or wrong changes nothing; every change of a state is a move of its machine.
fn checked(
    of: &Value,
    provider: &'static str,
    manual: bool,
    steps: &[Step],
    counts: &mut BTreeMap<(Text, bool), usize>,
) -> (Vec<Option<Traced>>, Vec<Seen>) {
    let profiles = Profiles::new(PROFILES);
    let profile = profiles.get(ProviderId(provider));
    let mut run = begin(of, provider, manual);
    let mut all = Vec::new();
    for step in steps {
        let before = run.world().fingerprint();
        let Ok(traced) = run.step(step) else {
            assert_eq!(before, run.world().fingerprint());
            all.push(None);
            continue;
        };
        let refused = matches!(traced.answer, Some(Answer::Error(_)));
        if refused {
            assert_eq!(before, run.world().fingerprint(), "{traced:?}");
            assert!(traced.changes.is_empty(), "{traced:?}");
        }
        if let Deed::Operation(name) | Deed::Event(name) = traced.deed {
            *counts.entry((name, refused)).or_default() += 1;
        }
        for change in &traced.changes {
            let kind = ElementKind::from_word(change.subject.kind);
            let machine = kind.and_then(|kind| profile.machine(kind));
            let (Some(machine), Some(to), None) = (machine, change.to, change.field) else {
                continue;
            };
            let legal = match change.from {
                // Kept transient states show every single move.
                Some(from) if manual => machine
                    .moves_from(Some(&from))
                    .any(|row| row.to == Some(to.as_str())),
                Some(from) => machine.path(&from, &to).is_some(),
                None => machine.path_into_being(&to).is_some(),
            };
            assert!(legal, "{provider}: {change:?} by {:?}", traced.deed);
        }
        all.push(Some(traced));
    }
    let seen = seen(run.world());
    (all, seen)
}

#[test]
fn no_sequence_of_anything_leaves_the_machines() {
    let all = contracts();
    let mut draw = Draw(0x5EED_0000_0000_0001);
    let mut counts = BTreeMap::new();
    for (provider, sequences) in [("aws", 64), ("outscale", 12), ("huawei", 12), ("otc", 12)] {
        let of = &all[provider];
        let pool = Pool::of(&of["design"]);
        for at in 0..sequences {
            let mut steps = drawn(of, &pool, 60, &mut draw);
            let manual = at % 2 == 1;
            let first = checked(of, provider, manual, &steps, &mut counts);
            // The same steps do the same.
            if at % 4 == 0 {
                let again = checked(of, provider, manual, &steps, &mut BTreeMap::new());
                assert_eq!(first, again);
            }
            // Time passes the same in one part and in two.
            if at % 4 > 1 {
                continue;
            }
            let (one, other) = (draw.below(500_000), draw.below(500_000));
            let tail = |parts: &[usize]| {
                let parts: Vec<Value> = parts
                    .iter()
                    .map(|part| json!({"advance": format!("{part}s")}))
                    .collect();
                super::properties::steps(&json!({"scenario": "time", "steps": parts}).to_string())
            };
            let length = steps.len();
            steps.extend(tail(&[one + other]));
            let whole = checked(of, provider, manual, &steps, &mut BTreeMap::new());
            steps.truncate(length);
            steps.extend(tail(&[one, other]));
            let parts = checked(of, provider, manual, &steps, &mut BTreeMap::new());
            let changes = |of: &[Option<Traced>]| {
                let tail = of[length..].iter().flatten();
                tail.flat_map(|traced| traced.changes.clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(changes(&whole.0), changes(&parts.0));
            assert_eq!(whole.1, parts.1);
        }
    }
    // Everything was done, and everything was refused.
    let names: BTreeSet<String> = netvet::simulate::operation::names()
        .chain(event::names().map(str::to_owned))
        .collect();
    let missing: Vec<String> = names
        .iter()
        .flat_map(|name| [(name, false), (name, true)])
        .filter(|(name, refused)| {
            let never_refused = ["inject_server_fault", "advertise"];
            let excepted = *refused && never_refused.contains(&name.as_str());
            !excepted && !counts.contains_key(&(Text::new(name), *refused))
        })
        .map(|(name, refused)| format!("{name} {}", if refused { "refused" } else { "done" }))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
