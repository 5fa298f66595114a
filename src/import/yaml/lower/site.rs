//! The customer's side, announcements, preferences, shared risks and exceptions.

use super::{Lower, Parent};
use crate::import::yaml::format::{
    Advertisement, Design, Exception, Preference, SharedRiskMembers, Site,
};
use crate::model;
use crate::model::{ElementKind, Head};
use crate::source::Span;

impl Lower {
    pub(super) fn sites(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::Site,
            &design.sites,
            None,
            |lower, head, entry| lower.site(head, entry),
        );
        self.each(
            ElementKind::SiteLink,
            &design.site_links,
            None,
            |lower, head, entry| {
                let link = model::SiteLink {
                    head,
                    from: lower.link(&entry.from),
                    to: lower.link(&entry.to),
                    local_pref: lower.get(&entry.local_pref),
                    max_as_path: lower.get(&entry.max_as_path),
                    transit: lower.get(&entry.transit),
                    status: lower.word(&entry.status),
                };
                lower.batch.elements.site_links.push(link);
            },
        );
        self.each(
            ElementKind::SharedRisk,
            &design.shared_risks,
            None,
            |lower, head, entry| {
                let list = match entry {
                    SharedRiskMembers::Members(list) => list,
                    SharedRiskMembers::Entry(entry) => &entry.members,
                };
                let members = list.items.iter().map(|leaf| lower.any(leaf));
                let members = members.filter(|link| !link.is_absent()).collect();
                let risk = model::SharedRisk { head, members };
                lower.batch.elements.shared_risks.push(risk);
            },
        );
    }

    fn site(&mut self, head: Head, entry: &Site<'_>) {
        let parent = Parent::of(&head);
        let site = model::Site {
            head,
            prefixes: self.listed(&entry.prefixes),
            asn: self.get(&entry.asn),
            transit: self.get(&entry.transit),
        };
        self.batch.elements.sites.push(site);
        self.each(
            ElementKind::SiteRouter,
            &entry.routers,
            Some(&parent),
            |lower, head, entry| {
                let router = model::SiteRouter {
                    head,
                    site: parent.link(),
                    asn: lower.get(&entry.asn),
                };
                lower.batch.elements.site_routers.push(router);
            },
        );
    }

    /// What a site announces; `item` is the place of the whole entry.
    pub(in crate::import::yaml) fn advertisement(
        &mut self,
        entry: &Advertisement<'_>,
        item: Span,
    ) -> Option<model::Advertisement> {
        let session = self.any(&entry.session);
        if session.is_absent() {
            self.wrong::<()>(item, "`session`, for example vif-1/v4");
            return None;
        }
        if !entry.prefix.listed && !entry.prefixes.listed {
            self.wrong::<()>(
                item,
                "`prefix`, or `prefixes` (an empty list where nothing is announced)",
            );
            return None;
        }
        let mut prefixes = self.many(&entry.prefix);
        prefixes.extend(self.many(&entry.prefixes));
        Some(model::Advertisement {
            span: session.id.span().unwrap_or(item),
            session,
            site: self.link(&entry.site),
            router: self.link(&entry.router),
            prefixes,
            as_path: self.listed(&entry.as_path),
            communities: self.texts(&entry.communities),
            med: self.get(&entry.med),
        })
    }

    /// How a site chooses; `item` is the place of the whole entry.
    pub(in crate::import::yaml) fn preference(
        &mut self,
        entry: &Preference<'_>,
        item: Span,
    ) -> Option<model::Preference> {
        let session = self.any(&entry.session);
        if session.is_absent() {
            self.wrong::<()>(item, "`session`, for example vif-1/v4");
            return None;
        }
        Some(model::Preference {
            span: session.id.span().unwrap_or(item),
            site: self.link(&entry.site),
            session,
            local_pref: self.get(&entry.local_pref),
        })
    }

    /// An exception from a rule; `item` is the place of the whole entry.
    pub(in crate::import::yaml) fn exception(
        &mut self,
        entry: &Exception<'_>,
        item: Span,
    ) -> Option<model::Exception> {
        let rule = self.get(&entry.rule);
        if rule.is_absent() {
            self.wrong::<()>(item, "`rule`: a name, a code, or a code's prefix");
            return None;
        }
        let until = self.text(&entry.until);
        let until = match until.located() {
            Some((day, span)) if !is_day(day) => self.wrong(span, "a day such as 2026-12-01"),
            _ => until,
        };
        Some(model::Exception {
            span: rule.span().unwrap_or(item),
            rule,
            element: self.text(&entry.element),
            reason: self.get(&entry.reason),
            until,
        })
    }

    /// Lowers the mappings of a list, each with its place.
    pub(in crate::import::yaml) fn list<T, U>(
        &mut self,
        entries: &[T],
        items: &[Span],
        lower: impl Fn(&mut Self, &T, Span) -> Option<U>,
    ) -> Vec<U> {
        let pairs = entries.iter().zip(items);
        pairs
            .filter_map(|(entry, item)| lower(self, entry, *item))
            .collect()
    }
}

fn is_day(text: &str) -> bool {
    text.len() == "2026-12-01".len() && text.parse::<jiff::civil::Date>().is_ok()
}
