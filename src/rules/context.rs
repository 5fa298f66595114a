//! What a rule sees: the design, its look-ups, the providers' facts, the user's choices, and words for messages.

use crate::finding::{Draft, Subject};
use crate::index::Index;
use crate::model::{
    AnyId, Design, Element, ElementKind, Head, Id, Link, Listed, Network, ProviderId, Route,
    RouteTable, Time,
};
use crate::profile::{Limit, Profile, Profiles, Word};
use crate::settings::Settings;
use crate::source::{Field, Span, Text};

/// What a rule sees. Complete before the first rule starts.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The design.
    pub design: &'a Design,
    /// Its look-ups.
    pub index: &'a Index,
    /// The providers' facts.
    pub profiles: &'a Profiles,
    /// The user's choices.
    pub settings: &'a Settings,
    /// The moment by which expiry is judged; absent: nothing expires.
    pub as_of: Option<Time>,
}

impl<'a> Context<'a> {
    /// The facts of an element's provider.
    #[must_use]
    pub fn profile<T: Element>(&self, id: Id<T>) -> &'static Profile {
        self.profiles.get(self.head(id).provider)
    }

    /// Names, owner, state and places of an element.
    #[must_use]
    pub fn head<T: Element>(&self, id: Id<T>) -> &'a Head {
        self.design.head(T::any(id))
    }

    /// Whether an element is neither at an end nor on its way there.
    #[must_use]
    pub fn is_live<T: Element>(&self, id: Id<T>) -> bool {
        self.head(id).state.is_live()
    }

    /// Whether an element was exported. What a provider refuses cannot be in a genuine export, so findings say less there.
    #[must_use]
    pub fn exported<T: Element>(&self, id: Id<T>) -> bool {
        !self.head(id).is_design()
    }

    /// The provider's word for an element's kind, without article.
    #[must_use]
    pub fn word<T: Element>(&self, id: Id<T>) -> Word {
        self.profile(id).word(T::KIND)
    }

    /// The provider's word for another kind.
    #[must_use]
    pub fn word_for(&self, provider: ProviderId, kind: ElementKind) -> Word {
        self.profiles.get(provider).word(kind)
    }

    /// The element in a sentence: the provider's word and the name or id, for example `VPC prod (vpc-1)`.
    #[must_use]
    pub fn name<T: Element>(&self, id: Id<T>) -> String {
        self.name_of(T::any(id))
    }

    /// The same for an element of any kind.
    #[must_use]
    pub fn name_of(&self, id: AnyId) -> String {
        let head = self.design.head(id);
        format!(
            "{} {}",
            self.word_for(head.provider, id.kind()),
            self.short_of(id)
        )
    }

    /// The element without the word for its kind.
    #[must_use]
    pub fn short<T: Element>(&self, id: Id<T>) -> String {
        self.short_of(T::any(id))
    }

    /// The same for an element of any kind.
    #[must_use]
    pub fn short_of(&self, id: AnyId) -> String {
        self.design.head(id).short()
    }

    /// What a reference names in a sentence, whether or not it leads to an element.
    #[must_use]
    pub fn link_name<T: Element>(&self, link: &Link<T>, provider: ProviderId) -> String {
        match (link.get(), link.id.get()) {
            (Some(id), _) => self.name(id),
            (None, Some(text)) => format!("{} {text}", self.word_for(provider, T::KIND)),
            (None, None) => self.word_for(provider, T::KIND).with_article(),
        }
    }

    /// The element as reports print it.
    #[must_use]
    pub fn subject<T: Element>(&self, id: Id<T>) -> Subject {
        self.subject_of(T::any(id))
    }

    /// The same for an element of any kind.
    #[must_use]
    pub fn subject_of(&self, id: AnyId) -> Subject {
        let head = self.design.head(id);
        Subject {
            kind: id.kind().word(),
            id: head.printed_id(),
            name: head.name.get(),
            provider: head.provider.0,
            account: head.account.get(),
            region: head.region.get(),
        }
    }

    /// What a reference names as reports print it: the element, or an element of which only the id is known.
    #[must_use]
    pub fn link_subject<T: Element>(
        &self,
        link: &Link<T>,
        provider: ProviderId,
        account: Option<Text>,
        region: Option<Text>,
    ) -> Option<Subject> {
        if let Some(id) = link.get() {
            return Some(self.subject(id));
        }
        Some(Subject {
            kind: T::KIND.word(),
            id: link.id.get()?,
            name: None,
            provider: provider.0,
            account,
            region,
        })
    }

    /// A route as reports print it: named after its table and its destination.
    #[must_use]
    pub fn route_subject(&self, table: Id<RouteTable>, route: &Route) -> Subject {
        let id = format!("{}/{}", self.head(table).printed_id(), destination(route));
        Subject {
            kind: "route",
            id: Text::new(&id),
            name: None,
            ..self.subject(table)
        }
    }

    /// How many a limit allows an account: as the settings say, else as the provider does unless asked. Unknown: `None`.
    #[must_use]
    pub fn quota(&self, account: Option<Text>, limit: &Limit) -> Option<Quota> {
        if let Some((most, raised)) = self.settings.quota(account, limit) {
            return Some(Quota {
                most,
                raised: true,
                place: raised,
            });
        }
        let most = u64::from(limit.default.get()?);
        Some(Quota {
            most,
            raised: false,
            place: None,
        })
    }

    /// Whether the settings name two networks as overlapping on purpose.
    #[must_use]
    pub fn overlap_is_intended(&self, a: Id<Network>, b: Id<Network>) -> bool {
        self.settings
            .overlap_is_intended(&self.subject(a), &self.subject(b))
    }

    /// What the provider is called in a sentence.
    #[must_use]
    pub fn provider<T: Element>(&self, id: Id<T>) -> &'static str {
        self.profile(id).words.provider
    }

    /// Whether the whole list of `kind` of an owner and region was given, so that what it does not show does not exist.
    #[must_use]
    pub fn lists_all(
        &self,
        kind: ElementKind,
        provider: ProviderId,
        account: Option<Text>,
        region: Option<Text>,
    ) -> bool {
        let listed = self.index.coverage.listed(kind, provider, account, region);
        listed == Listed::Complete
    }

    /// The same for the owner and region of an element.
    #[must_use]
    pub fn lists_all_beside(&self, kind: ElementKind, head: &Head) -> bool {
        self.lists_all(kind, head.provider, head.account.get(), head.region.get())
    }
}

/// How many an account may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quota {
    /// So many.
    pub most: u64,
    /// Whether the settings say so.
    pub raised: bool,
    /// Where they do, to be shown beside the place at fault.
    pub place: Option<Span>,
}

impl Quota {
    /// Whether so many are more.
    #[must_use]
    pub fn is_exceeded(&self, found: usize) -> bool {
        found as u64 > self.most
    }

    /// The number in a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        let said = if self.raised { " by the settings" } else { "" };
        format!("the quota is {}{said}", self.most)
    }

    /// The draft with the place in the settings.
    #[must_use]
    pub fn shown(&self, draft: Draft) -> Draft {
        match self.place {
            Some(place) => draft.also(place, "the quota in the settings"),
            None => draft,
        }
    }
}

/// Where a value stands, else its element.
#[must_use]
pub fn place<T>(field: &Field<T>, head: &Head) -> Span {
    field.span().unwrap_or_else(|| head.origin())
}

/// A route's destination in words: the block, else the prefix list's id.
#[must_use]
pub fn destination(route: &Route) -> String {
    match (route.to.get(), route.to_list.id.get()) {
        (Some(cidr), _) => cidr.to_string(),
        (None, Some(list)) => list.to_string(),
        (None, None) => "an unreadable destination".to_owned(),
    }
}
