//! What rules about quotas share: counting against the provider's limits. Quotas can be raised or differ between accounts, so
//! every finding is a warning at most.

use crate::finding::{Draft, Sink};
use crate::model::{Element, Id, ProviderId};
use crate::profile::{Counted, Limit, Per};
use crate::rules::Context;
use crate::rules::context::Quota;
use crate::source::Text;

/// Those of a list that are live.
pub(super) fn live<T: Element>(cx: &Context<'_>, ids: &[Id<T>]) -> Vec<Id<T>> {
    ids.iter().copied().filter(|id| cx.is_live(*id)).collect()
}

/// The limit and what it is for an account, if it is known and more than it was counted.
fn exceeded(
    cx: &Context<'_>,
    account: Option<Text>,
    limit: Option<&'static Limit>,
    found: usize,
) -> Option<(&'static Limit, Quota)> {
    let limit = limit?;
    let quota = cx.quota(account, limit)?;
    quota.is_exceeded(found).then_some((limit, quota))
}

/// The sentence about a limit that is exceeded, with what to do.
fn said(who: &str, limit: &Limit, quota: &Quota, found: usize) -> (String, String) {
    let what = limit.what.words();
    let most = quota.most;
    let highest = limit
        .highest
        .get()
        .filter(|highest| u64::from(*highest) > most);
    let (quota, help) = match (limit.adjustable.may_be_higher(), highest) {
        _ if quota.raised => (
            quota.words(),
            match highest {
                Some(highest) => format!("The quota is {most}; it can be raised to {highest}"),
                None => {
                    format!("The quota is {most}; ask for a higher one, and say so in the settings")
                }
            },
        ),
        (false, _) => (
            format!("at most {most} are possible"),
            format!("The limit of {most} is fixed"),
        ),
        (true, Some(highest)) => (
            format!("the quota is {most} unless raised"),
            format!("The quota is {most}; it can be raised to {highest}"),
        ),
        (true, None) => (
            format!("the quota is {most} unless raised"),
            format!("The quota is {most}; ask for a higher one if it has not been raised"),
        ),
    };
    (format!("{who} has {found} {what}; {quota}"), help)
}

/// Judges elements counted for an element.
pub(super) fn judge<P: Element, T: Element>(
    cx: &Context<'_>,
    what: Counted,
    per: Per,
    of: Id<P>,
    counted: &[Id<T>],
    out: &mut Sink,
) {
    let account = cx.head(of).account.get();
    let limit = cx.profile(of).limit(what, per);
    let Some((limit, quota)) = exceeded(cx, account, limit, counted.len()) else {
        return;
    };
    let (message, help) = said(&cx.name(of), limit, &quota, counted.len());
    let mut draft = Draft::at(cx.head(of).origin(), message)
        .help(help)
        .about(cx.subject(of))
        .key("count", what.words());
    if let Some(last) = counted.last() {
        draft = draft.also(cx.head(*last).origin(), "the last one of them");
    }
    out.push(quota.shown(draft));
}

/// Judges what is counted for an element but has no elements of its own.
pub(super) fn number<P: Element>(
    cx: &Context<'_>,
    what: Counted,
    per: Per,
    of: Id<P>,
    found: usize,
    out: &mut Sink,
) {
    let account = cx.head(of).account.get();
    let limit = cx.profile(of).limit(what, per);
    let Some((limit, quota)) = exceeded(cx, account, limit, found) else {
        return;
    };
    let (message, help) = said(&cx.name(of), limit, &quota, found);
    let draft = Draft::at(cx.head(of).origin(), message)
        .help(help)
        .about(cx.subject(of))
        .key("count", what.words());
    out.push(quota.shown(draft));
}

/// Whose something is: provider, account, region.
type Owner = (ProviderId, Text, Option<Text>);

/// Judges the live elements of a kind for each account and region that owns some.
pub(super) fn per_owner<T: Element>(cx: &Context<'_>, what: Counted, out: &mut Sink) {
    let mut owned: Vec<(Owner, Id<T>)> = Vec::new();
    for (id, element) in T::arena(cx.design).iter() {
        let head = element.head();
        if let Some(account) = head.account.get().filter(|_| head.state.is_live()) {
            owned.push(((head.provider, account, head.region.get()), id));
        }
    }
    owned.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    for group in owned.chunk_by(|a, b| a.0 == b.0) {
        let Some(((provider, account, region), last)) = group.last() else {
            continue;
        };
        let profile = cx.profiles.get(*provider);
        let limit = profile.limit(what, Per::AccountAndRegion);
        let Some((limit, quota)) = exceeded(cx, Some(*account), limit, group.len()) else {
            continue;
        };
        let place = region.map_or_else(String::new, |region| format!(" in {region}"));
        let who = format!("{} {account}{place}", profile.words.account);
        let (message, help) = said(&who, limit, &quota, group.len());
        let draft = Draft::at(cx.head(*last).origin(), message)
            .help(help)
            .about(cx.subject(*last))
            .key("count", format!("{who} {}", what.words()));
        out.push(quota.shown(draft));
    }
}
