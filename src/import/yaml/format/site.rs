//! The customer's side, what it announces, what fails together, and exceptions.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

use super::{Common, Headed, element, entry};
use crate::import::yaml::kinds::{
    AnyReference, Community, Day, Members, Sessions, Status, To, ToAny, Word,
};
use crate::import::yaml::leaf::{Leaf, Many, Named};
use crate::model;
use crate::model::{Asn, Cidr};
use crate::source::Text;
use crate::source::de::SHAPE_TOKEN;

element! {
    /// The customer's own network.
    Site "site" "a site" {
        /// What it owns; left out: what it announces.
        prefixes: Many<Leaf<'a, Cidr>>,
        /// Its ASN.
        asn: Leaf<'a, Asn>,
        /// Its routers.
        routers: Named<'a, SiteRouter<'a>>,
        /// Whether it announces on one session what it learned on another; left out: no.
        transit: Leaf<'a, bool>,
    }
}

element! {
    /// A router of a site.
    SiteRouter "site-router" "a router of a site" {
        /// Its ASN; left out: that of the site.
        asn: Leaf<'a, Asn>,
    }
}

element! {
    /// BGP between two sites, one way.
    SiteLink "site-link" "a site link" {
        /// The site that announces.
        from: Leaf<'a, To<model::Site>>,
        /// The site that hears it.
        to: Leaf<'a, To<model::Site>>,
        /// The LOCAL_PREF that the hearing site gives; left out: 100.
        local_pref: Leaf<'a, i64>,
        /// The longest AS_PATH that the hearing site takes.
        max_as_path: Leaf<'a, i64>,
        /// Whether `from` passes on what it learned elsewhere; left out: no.
        transit: Leaf<'a, bool>,
        /// Whether it is up; left out: up.
        status: Leaf<'a, Word<Status>>,
    }
}

entry! {
    /// What a site announces on a session.
    Advertisement "advertisement" "an announcement" {
        /// The session: a virtual interface and its BGP peer (`vif-1/v4`), a VPN connection, or a route server and its peer.
        session: Leaf<'a, ToAny<Sessions>>,
        /// The site; left out: that of the session.
        site: Leaf<'a, To<model::Site>>,
        /// The router; left out: that of the session.
        router: Leaf<'a, To<model::SiteRouter>>,
        /// The prefix.
        prefix: Many<Leaf<'a, Cidr>>,
        /// Several prefixes with the same attributes. An empty list: nothing is announced.
        prefixes: Many<Leaf<'a, Cidr>>,
        /// The AS_PATH; left out: the ASN of the router, else of the site, else of the session.
        as_path: Many<Leaf<'a, Asn>>,
        /// Its BGP communities.
        communities: Many<Leaf<'a, Community>>,
        /// The multi-exit discriminator; left out: 0.
        med: Leaf<'a, i64>,
    }
}

entry! {
    /// How a site chooses among sessions for the provider's prefixes.
    Preference "preference" "a preference" {
        /// The site.
        site: Leaf<'a, To<model::Site>>,
        /// The session.
        session: Leaf<'a, ToAny<Sessions>>,
        /// The LOCAL_PREF that the site gives to what it hears there; left out: 100.
        local_pref: Leaf<'a, i64>,
    }
}

element! {
    /// Things that fail together.
    SharedRisk "shared-risk" "a shared risk" {
        /// What fails together.
        members: Many<Leaf<'a, ToAny<Members>>>,
    }
}

entry! {
    /// An exception from a rule.
    Exception "exception" "an exception" {
        /// The rule's name, its code, or a code's prefix.
        rule: Leaf<'a, Text>,
        /// The element; left out: any.
        element: Leaf<'a, AnyReference>,
        /// Why.
        reason: Leaf<'a, Text>,
        /// The last day on which it holds.
        until: Leaf<'a, Day>,
    }
}

/// What fails together: a list of references, or a mapping that says more.
pub(crate) enum SharedRiskMembers<'a> {
    /// The list.
    Members(Many<Leaf<'a, ToAny<Members>>>),
    /// The mapping.
    Entry(SharedRisk<'a>),
}

type MemberList<'a> = Many<Leaf<'a, ToAny<Members>>>;

impl Default for SharedRiskMembers<'_> {
    fn default() -> Self {
        SharedRiskMembers::Members(Many::default())
    }
}

impl<'a> Headed<'a> for SharedRiskMembers<'a> {
    fn common(&self) -> Common<'a, '_> {
        match self {
            SharedRiskMembers::Members(_) => Common::default(),
            SharedRiskMembers::Entry(entry) => entry.common(),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for SharedRiskMembers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes<'a>(PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for Shapes<'a> {
            type Value = SharedRiskMembers<'a>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list or a mapping")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                d: D,
            ) -> Result<Self::Value, D::Error> {
                MemberList::deserialize(d).map(SharedRiskMembers::Members)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Many::from_seq(seq).map(SharedRiskMembers::Members)
            }
            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
                SharedRisk::deserialize(d).map(SharedRiskMembers::Entry)
            }
        }
        deserializer.deserialize_newtype_struct(SHAPE_TOKEN, Shapes(PhantomData))
    }
}

impl JsonSchema for SharedRiskMembers<'_> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "shared risk or its members".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let members = generator.subschema_for::<MemberList<'_>>();
        let entry = generator.subschema_for::<SharedRisk<'_>>();
        json_schema!({"anyOf": [members, entry]})
    }
}
