//! Changes between two looks at an element, judged by the providers' machines.

use netvet::model::{ElementKind as Kind, Seconds};
use netvet::profile::{
    Absence, Actor, Certainty, Change, Machine, MachineOf, Profile, Verdict, Viewer,
};
use netvet::provider::{aws, huawei, outscale};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn machine(profile: &Profile, of: impl Into<MachineOf>) -> &'static Machine {
    profile.machine(of).unwrap()
}

fn judge(machine: &Machine, from: &str, to: &str) -> Verdict {
    judge_aged(machine, from, None, to, None)
}

fn judge_aged(
    machine: &Machine,
    from: &str,
    aged: Option<i64>,
    to: &str,
    elapsed: Option<i64>,
) -> Verdict {
    machine.judge(&Change {
        from,
        aged: aged.map(Seconds),
        to,
        elapsed: elapsed.map(Seconds),
    })
}

#[track_caller]
fn legal(machine: &Machine, from: &str, to: &str) -> (Vec<&'static str>, Certainty) {
    match judge(machine, from, to) {
        Verdict::Legal(path) => (path.via(), path.certainty()),
        other => panic!("{from} to {to}: {other:?}"),
    }
}

#[track_caller]
fn illegal(machine: &Machine, pairs: &[(&str, &str)]) {
    for (from, to) in pairs {
        let verdict = judge(machine, from, to);
        assert_eq!(verdict, Verdict::Illegal, "{from} to {to}");
    }
}

#[test]
fn peerings_of_aws() {
    let peering = machine(&aws::PROFILE, Kind::Peering);
    assert_eq!(
        legal(peering, "pending-acceptance", "active"),
        (vec!["provisioning"], Certainty::Stated)
    );
    assert_eq!(
        legal(peering, "initiating-request", "deleted").0,
        ["pending-acceptance"]
    );
    assert_eq!(legal(peering, "active", "deleted").0, [] as [&str; 0]);
    assert_eq!(legal(peering, "active", "deleting").0, [] as [&str; 0]);
    illegal(
        peering,
        &[
            ("active", "pending-acceptance"),
            ("active", "rejected"),
            ("active", "expired"),
            ("deleted", "active"),
            ("deleting", "active"),
            ("rejected", "deleted"),
            ("failed", "deleted"),
            ("expired", "pending-acceptance"),
        ],
    );
    assert_eq!(judge(peering, "active", "Active"), Verdict::NotJudged);
}

#[test]
fn a_request_of_aws_lasts_a_week() {
    let peering = machine(&aws::PROFILE, Kind::Peering);
    let verdict = |aged, to, elapsed| {
        judge_aged(peering, "pending-acceptance", Some(aged), to, Some(elapsed))
    };
    match verdict(8 * DAY, "active", DAY) {
        Verdict::Overdue { end, lasts } => {
            assert_eq!((end.to, lasts), (Some("expired"), Seconds(7 * DAY)));
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        verdict(8 * DAY, "rejected", DAY),
        Verdict::Overdue { .. }
    ));
    assert!(matches!(verdict(8 * DAY, "expired", 0), Verdict::Legal(_)));
    // Accepted in good time, and looked at long after.
    assert!(matches!(
        verdict(6 * DAY, "active", 30 * DAY),
        Verdict::Legal(_)
    ));
    match verdict(DAY, "expired", DAY) {
        Verdict::TooFast(path) => assert_eq!(path.takes, Seconds(6 * DAY)),
        other => panic!("{other:?}"),
    }
    let never = judge_aged(
        peering,
        "initiating-request",
        None,
        "expired",
        Some(7 * DAY - 1),
    );
    assert!(matches!(never, Verdict::TooFast(_)));
}

#[test]
fn virtual_interfaces_of_aws() {
    let interface = machine(&aws::PROFILE, Kind::VirtualInterface);
    illegal(
        interface,
        &[
            ("available", "confirming"),
            ("available", "rejected"),
            ("deleted", "available"),
            ("rejected", "pending"),
            ("deleting", "available"),
        ],
    );
    // Whether confirming a private interface ends in "pending", no document says.
    let (via, certainty) = legal(interface, "confirming", "available");
    assert_eq!((via, certainty), (vec!["pending"], Certainty::Inferred));
    // A change of the packet size.
    assert_eq!(
        legal(interface, "available", "pending"),
        (vec![], Certainty::Stated)
    );
    assert_eq!(judge(interface, "available", "unknown"), Verdict::NotJudged);
    assert_eq!(
        judge(interface, "unknown", "confirming"),
        Verdict::NotJudged
    );
}

#[test]
fn what_was_refused_is_deleted_by_huawei_only() {
    let own = machine(&outscale::PROFILE, Kind::Peering);
    illegal(
        own,
        &[
            ("rejected", "deleted"),
            ("failed", "deleted"),
            ("expired", "deleted"),
            ("deleted", "active"),
            ("active", "pending-acceptance"),
        ],
    );
    assert_eq!(
        legal(own, "pending-acceptance", "active").0,
        [] as [&str; 0]
    );
    for profile in [&huawei::PROFILE, &huawei::OTC_PROFILE] {
        let peering = machine(profile, Kind::Peering);
        for from in ["REJECTED", "EXPIRED", "ACTIVE", "PENDING_ACCEPTANCE"] {
            assert_eq!(
                legal(peering, from, "DELETED"),
                (vec![], Certainty::Stated),
                "{from}"
            );
        }
        illegal(
            peering,
            &[
                ("ACTIVE", "PENDING_ACCEPTANCE"),
                ("REJECTED", "ACTIVE"),
                ("DELETED", "ACTIVE"),
            ],
        );
        // No page says how long a request waits, so it is never too late.
        assert!(matches!(
            judge_aged(
                peering,
                "PENDING_ACCEPTANCE",
                Some(400 * DAY),
                "ACTIVE",
                Some(DAY)
            ),
            Verdict::Legal(_)
        ));
    }
}

#[test]
fn generations_of_huawei_have_two_words_for_one_state() {
    let network = machine(&huawei::PROFILE, Kind::Network);
    assert_eq!(judge(network, "OK", "ACTIVE"), Verdict::Unchanged);
    assert_eq!(judge(network, "PENDING", "CREATING"), Verdict::Unchanged);
    assert_eq!(legal(network, "CREATING", "ACTIVE").0, [] as [&str; 0]);
    illegal(network, &[("OK", "CREATING"), ("ACTIVE", "CREATING")]);
}

#[test]
fn a_hosted_interface_of_outscale_waits_a_week() {
    let interface = machine(&outscale::PROFILE, Kind::VirtualInterface);
    assert_eq!(
        legal(interface, "confirming", "available"),
        (vec!["pending"], Certainty::Stated)
    );
    illegal(
        interface,
        &[("available", "confirming"), ("expired", "pending")],
    );
    assert!(matches!(
        judge_aged(interface, "confirming", Some(8 * DAY), "pending", None),
        Verdict::Overdue { .. }
    ));
}

#[test]
fn courses_that_follow_from_words_alone_say_so() {
    let course = |profile, kind: Kind| machine(profile, kind).course();
    assert_eq!(course(&aws::PROFILE, Kind::Peering), Certainty::Stated);
    assert_eq!(
        course(&aws::PROFILE, Kind::VirtualInterface),
        Certainty::Stated
    );
    assert_eq!(course(&outscale::PROFILE, Kind::Peering), Certainty::Stated);
    assert_eq!(
        course(&outscale::PROFILE, Kind::Network),
        Certainty::Inferred
    );
    assert_eq!(course(&huawei::PROFILE, Kind::Peering), Certainty::Stated);
    assert_eq!(
        course(&huawei::PROFILE, Kind::VirtualInterface),
        Certainty::Inferred
    );
}

#[test]
fn disappearances() {
    let requester = Viewer {
        role: Some(Actor::Requester),
        same_account: Some(false),
    };
    let gone = |profile, kind: Kind, from, viewer, elapsed| {
        let elapsed = Some(Seconds(elapsed));
        match machine(profile, kind).absence(from, None, elapsed, viewer) {
            Absence::Explained(_) => None,
            Absence::TooSoon { needs, .. } => Some(needs.0),
            other => panic!("{kind:?} {from}: {other:?}"),
        }
    };
    // Whoever deleted it sees it for two hours more, the other side for two days.
    let aws = &aws::PROFILE;
    assert_eq!(
        gone(aws, Kind::Peering, "active", requester, HOUR),
        Some(2 * HOUR)
    );
    assert_eq!(
        gone(aws, Kind::Peering, "active", requester, 2 * HOUR),
        None
    );
    assert_eq!(
        gone(&outscale::PROFILE, Kind::Peering, "active", requester, 1800),
        Some(HOUR)
    );
    assert_eq!(
        gone(&huawei::PROFILE, Kind::Peering, "ACTIVE", requester, 0),
        None
    );
    let anyone = Viewer::default();
    assert_eq!(
        gone(
            aws,
            Kind::VirtualInterface,
            "available",
            anyone,
            10 * MINUTE
        ),
        Some(15 * MINUTE)
    );
    assert_eq!(
        gone(aws, Kind::DirectConnectGateway, "available", anyone, 0),
        None
    );
    assert_eq!(gone(aws, Kind::Network, "available", anyone, 0), None);
    // How long a deleted gateway is listed, no document says.
    assert_eq!(
        machine(aws, Kind::VirtualGateway).absence("available", None, Some(Seconds(0)), anyone),
        Absence::NotJudged
    );
}

#[test]
fn who_sees_an_ended_peering_of_aws_how_long() {
    let shown = |word, role, same_account| {
        let row = machine(&aws::PROFILE, Kind::Peering).state(word).unwrap();
        let viewer = Viewer {
            role: Some(role),
            same_account: Some(same_account),
        };
        row.shown(viewer).map(|(least, most)| (least.0, most.0))
    };
    let (requester, accepter) = (Actor::Requester, Actor::Accepter);
    assert_eq!(
        shown("rejected", requester, false),
        Some((2 * DAY, 2 * DAY))
    );
    assert_eq!(
        shown("rejected", accepter, false),
        Some((2 * HOUR, 2 * HOUR))
    );
    assert_eq!(
        shown("rejected", requester, true),
        Some((2 * HOUR, 2 * HOUR))
    );
    assert_eq!(shown("deleted", accepter, false), Some((2 * HOUR, 2 * DAY)));
    assert_eq!(shown("deleted", accepter, true), Some((2 * HOUR, 2 * HOUR)));
    assert_eq!(
        shown("failed", requester, false),
        Some((2 * HOUR, 2 * HOUR))
    );
    assert_eq!(shown("failed", accepter, false), Some((0, 0)));
    assert_eq!(shown("expired", accepter, false), Some((2 * DAY, 2 * DAY)));
    assert_eq!(shown("active", requester, false), None);
}
