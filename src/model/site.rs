//! The customer's side, which is in no export: sites, routers, links, shared risks, and what is announced.

use super::asn::Asn;
use super::cidr::Cidr;
use super::head::Head;
use super::link::{AnyLink, Link};
use crate::source::{Field, Span, Text};

/// The customer's own network.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Names, owner, state and places.
    pub head: Head,
    /// What it owns; `None`: what it announces.
    pub prefixes: Option<Vec<Field<Cidr>>>,
    /// Its ASN.
    pub asn: Field<Asn>,
    /// Announces on one session what it learned on another.
    pub transit: Field<bool>,
}

/// A router of a site.
#[derive(Clone, Debug, Default)]
pub struct SiteRouter {
    /// Names, owner, state and places.
    pub head: Head,
    /// The site.
    pub site: Link<Site>,
    /// Its ASN.
    pub asn: Field<Asn>,
}

/// BGP between sites, one way: `to` hears what `from` announces.
#[derive(Clone, Debug, Default)]
pub struct SiteLink {
    /// Names, owner, state and places.
    pub head: Head,
    /// Announces.
    pub from: Link<Site>,
    /// Hears.
    pub to: Link<Site>,
    /// LOCAL_PREF that the hearing side gives.
    pub local_pref: Field<i64>,
    /// Longest AS_PATH that the hearing side takes.
    pub max_as_path: Field<i64>,
    /// Passes on what `from` learned elsewhere.
    pub transit: Field<bool>,
    /// `up` or `down`.
    pub status: Field<Text>,
}

/// Things that fail together.
#[derive(Clone, Debug, Default)]
pub struct SharedRisk {
    /// Names, owner, state and places.
    pub head: Head,
    /// What fails.
    pub members: Vec<AnyLink>,
}

/// What a site says on a session.
#[derive(Clone, Debug)]
pub struct Advertisement {
    /// Where it stands.
    pub span: Span,
    /// The session: a BGP peer, VPN connection or route server peer.
    pub session: AnyLink,
    /// The site; absent: that of the session.
    pub site: Link<Site>,
    /// The router; absent: that of the session.
    pub router: Link<SiteRouter>,
    /// The prefixes; an empty list says that nothing is announced.
    pub prefixes: Vec<Field<Cidr>>,
    /// The AS_PATH; `None`: the ASN of the router, else site, else session.
    pub as_path: Option<Vec<Field<Asn>>>,
    /// BGP communities as written.
    pub communities: Vec<Field<Text>>,
    /// Multi-exit discriminator.
    pub med: Field<i64>,
}

/// How a site chooses among sessions.
#[derive(Clone, Debug)]
pub struct Preference {
    /// Where it stands.
    pub span: Span,
    /// The site.
    pub site: Link<Site>,
    /// The session.
    pub session: AnyLink,
    /// LOCAL_PREF that the site gives to what it hears there.
    pub local_pref: Field<i64>,
}
