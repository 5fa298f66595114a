//! What holds of every step of every scenario that must hold.

use netvet::app::{PROFILES, Profiles, ProviderId};
use netvet::model::ElementKind;
use serde_json::Value;

use super::run::{Ran, watched};
use super::scenarios;

#[test]
fn what_is_refused_changes_nothing_and_every_change_is_a_move() {
    let profiles = Profiles::new(PROFILES);
    let machine = |provider: ProviderId, subject: &Value| {
        let kind = ElementKind::from_word(subject["kind"].as_str().unwrap())?;
        profiles.get(provider).machine(kind)
    };
    let (mut refused, mut moves) = (0, 0);
    for path in scenarios("tests/simulate/holds") {
        let mut designs: Vec<String> = Vec::new();
        let mut provider = ProviderId::GENERIC;
        let ran = watched(&path, |design| {
            if let Some(first) = design.all().next() {
                provider = design.head(first).provider;
            }
            designs.push(format!("{design:?}"));
        });
        let Ran::Trace { json, .. } = ran else {
            panic!("{} is wrong", path.display());
        };
        let steps = json["steps"].as_array().unwrap();
        assert_eq!(designs.len(), steps.len() + 1);
        for (at, step) in steps.iter().enumerate() {
            let what = format!("{}: step {}", path.display(), at + 1);
            let changes = step["changes"].as_array().unwrap();
            if !step["result"]["error"].is_null() {
                refused += 1;
                assert!(designs[at] == designs[at + 1], "{what} changed the design");
                assert!(changes.is_empty(), "{what} changed something");
            }
            for change in changes {
                let (Some(machine), Some(to)) =
                    (machine(provider, &change["subject"]), change["to"].as_str())
                else {
                    continue;
                };
                if !change["field"].is_null() {
                    continue;
                }
                moves += 1;
                let legal = match change["from"].as_str() {
                    Some(from) => machine.path(from, to).is_some(),
                    None => machine.path_into_being(to).is_some(),
                };
                assert!(legal, "{what}: {change}");
            }
        }
    }
    assert!(
        refused > 350 && moves > 100,
        "{refused} refusals, {moves} moves"
    );
}
