use super::{all, at, design, show};
use crate::model::{Action, ElementKind, ProviderId, Seconds};
use crate::source::Scalar;
use crate::source::tree::Data;

#[test]
fn sites_links_and_risks() {
    let design = design(
        "
provider: aws
account: '1'
sites:
  hq: {prefixes: [192.168.0.0/16], asn: 65001, routers: {r1: {asn: 65011}, r2: }, transit: true}
  lab: {}
site_links:
  l: {from: hq, to: lab, local_pref: 200, max_as_path: 2, transit: false, status: down}
shared_risks:
  duct: [connection/dx-1, dx-2]
  one: dx-1
  more: {id: x, members: [location/EqDB2, device/d]}
",
    );
    let s = design.sites.as_slice();
    assert_eq!(
        (
            all(s[0].prefixes.as_ref().unwrap()),
            show(&s[0].asn),
            s[0].transit.get()
        ),
        ("192.168.0.0/16".into(), "65001".into(), Some(true))
    );
    assert!(s[1].prefixes.is_none());
    // The customer's side is of no provider.
    assert_eq!(s[0].head.provider, ProviderId::GENERIC);
    let r = design.site_routers.as_slice();
    assert_eq!(
        [&r[0].head.name, &r[0].site.id, &r[1].head.name].map(show),
        ["hq/r1", "hq", "hq/r2"]
    );
    assert_eq!([&r[0].asn, &r[1].asn].map(show), ["65011", "-"]);
    let link = &design.site_links.as_slice()[0];
    assert_eq!([&link.from.id, &link.to.id].map(show), ["hq", "lab"]);
    assert_eq!(
        (
            link.local_pref.get(),
            link.max_as_path.get(),
            link.transit.get(),
            show(&link.status)
        ),
        (Some(200), Some(2), Some(false), "down".into())
    );
    let risks = design.shared_risks.as_slice();
    let members = |at: usize| {
        risks[at]
            .members
            .iter()
            .map(|m| show(&m.id))
            .collect::<Vec<_>>()
    };
    assert_eq!(members(0), ["connection/dx-1", "dx-2"]);
    assert_eq!(risks[0].members[0].kinds, [ElementKind::Connection]);
    assert_eq!(risks[0].members[1].kinds, ElementKind::ALL);
    assert_eq!(members(1), ["dx-1"]);
    assert_eq!(members(2), ["location/EqDB2", "device/d"]);
    assert_eq!(risks[2].members[0].kinds, [ElementKind::Location]);
    assert_eq!(show(&risks[2].head.id), "x");
}

#[test]
fn announcements_preferences_and_exceptions() {
    let text = "
advertise:
  - {session: vif-1/v4, site: hq, router: r1, prefix: 192.168.0.0/16, as_path: [65001, 65001], communities: ['7224:7300'], med: 5}
  - {session: vpn-1, prefixes: []}
  - {session: rs/fw-1, prefix: 10.0.0.0/8, prefixes: [10.1.0.0/16], as_path: []}
prefer:
  - {site: hq, session: vif-1/v4, local_pref: 200}
ignore:
  - {rule: peering-pending-near-expiry, element: peering/prod-shared, reason: accepted on Monday, until: 2026-12-01}
  - {rule: PEER}
";
    let about = design(text).about;
    let a = &about.advertise[0];
    assert_eq!(at(text, a.span), "vif-1/v4");
    assert_eq!(
        [&a.session.id, &a.site.id, &a.router.id].map(show),
        ["vif-1/v4", "hq", "r1"]
    );
    assert_eq!(
        (
            all(&a.prefixes),
            all(a.as_path.as_ref().unwrap()),
            all(&a.communities),
            a.med.get()
        ),
        (
            "192.168.0.0/16".into(),
            "65001 65001".into(),
            "7224:7300".into(),
            Some(5)
        )
    );
    assert!(about.advertise[1].prefixes.is_empty() && about.advertise[1].as_path.is_none());
    assert_eq!(all(&about.advertise[2].prefixes), "10.0.0.0/8 10.1.0.0/16");
    assert_eq!(about.advertise[2].as_path.as_ref().map(Vec::len), Some(0));
    let p = &about.prefer[0];
    assert_eq!(
        ([&p.site.id, &p.session.id].map(show), p.local_pref.get()),
        (["hq".into(), "vif-1/v4".into()], Some(200))
    );
    let e = &about.exceptions[0];
    assert_eq!(
        [&e.rule, &e.element, &e.reason, &e.until].map(show),
        [
            "peering-pending-near-expiry",
            "peering/prod-shared",
            "accepted on Monday",
            "2026-12-01"
        ]
    );
    assert!(about.exceptions[1].element.is_absent());
}

#[test]
fn plans_and_assertions() {
    let text = "
plan:
  - op: ec2.AcceptVpcPeeringConnection
    as: 222222222222
    region: eu-west-1
    with: {VpcPeeringConnectionId: $pcx, Nested: {List: [1, 2]}}
    bind: x
    via: cockpit
    expect: {ok: {Status.Code: active}}
  - event: bgp_down
    of: vif-1/v4
  - advance: 2h1m
    expect:
      - state: {of: $pcx, is: expired}
      - stable: true
  - settle: true
  - expect: []
expect:
  - reaches: {from: prod, to: shared}
";
    let about = design(text).about;
    let steps = &about.plan;
    assert_eq!(steps.len(), 5);
    assert!(at(text, steps[1].span).starts_with("event: bgp_down"));
    let Action::Operation { name, with } = &steps[0].action else {
        panic!()
    };
    assert_eq!(show(name), "ec2.AcceptVpcPeeringConnection");
    let with = with.as_ref().unwrap();
    assert!(
        matches!(&with.get("Nested").unwrap().get("List").unwrap().data, Data::List(items) if items.len() == 2)
    );
    assert_eq!(
        [
            &steps[0].account,
            &steps[0].region,
            &steps[0].bind,
            &steps[0].via
        ]
        .map(show),
        ["222222222222", "eu-west-1", "x", "cockpit"]
    );
    assert_eq!(steps[0].expect[0].name, "ok");
    let Action::Event { name, of, with } = &steps[1].action else {
        panic!()
    };
    assert_eq!(
        ([name, of].map(show), with.is_none()),
        (["bgp_down".into(), "vif-1/v4".into()], true)
    );
    assert!(matches!(steps[2].action, Action::Advance(Seconds(7260))));
    let names: Vec<&str> = steps[2].expect.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["state", "stable"]);
    assert_eq!(at(text, steps[2].expect[1].span), "stable");
    assert!(matches!(steps[3].action, Action::Settle));
    assert!(matches!(steps[4].action, Action::Nothing));
    assert_eq!(about.expect.len(), 1);
    assert_eq!(about.expect[0].name, "reaches");
}

#[test]
fn time_spans() {
    for (text, seconds) in [
        ("8d", 691_200),
        ("2h1m", 7_260),
        ("14m59s", 899),
        ("1d1h1m1s", 90_061),
        ("0s", 0),
    ] {
        assert_eq!(Seconds::parse(text), Some(Seconds(seconds)), "{text}");
    }
    for text in [
        "",
        "8",
        "d",
        "1m1h",
        "1h1h",
        "-1d",
        "1.5h",
        "99999999999999999d",
        "1 d",
    ] {
        assert_eq!(Seconds::parse(text), None, "{text}");
    }
}
