//! The fields of an element in the words of design files, without what only a clock or a counter changes and without secrets.

mod direct;
mod hubs;
mod networks;

use std::collections::BTreeMap;
use std::fmt::Display;

use rustc_hash::FxHashMap;

use crate::model::{
    AnyId, AnyLink, CidrBlock, Design, Element, Head, Link, NetworkAttachment, Presence,
};
use crate::report::diff::Value;
use crate::source::{Field, Text};

/// What a snapshot says about a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    /// The key is not there.
    Absent,
    /// It could not be read, or its list was not given.
    Unknown,
    /// This.
    Given(Value),
}

/// A field of an element.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Its name.
    pub(super) name: &'static str,
    /// Its value.
    pub(super) said: Said,
}

/// Collects the fields of one element.
pub(super) struct Members<'d> {
    design: &'d Design,
    list: Vec<Member>,
}

/// What a design says beside its elements, by element.
#[derive(Debug, Default)]
pub(super) struct Beside(FxHashMap<AnyId, Vec<(&'static str, String)>>);

impl Beside {
    /// Reads announcements and preferences.
    pub(super) fn of(design: &Design) -> Self {
        let mut all: FxHashMap<AnyId, Vec<(&'static str, String)>> = FxHashMap::default();
        for said in &design.about.advertise {
            let Some(session) = said.session.get() else {
                continue;
            };
            let mut more = String::new();
            if let Some(path) = &said.as_path {
                let path: Vec<String> = path.iter().filter_map(number).collect();
                more.push_str(&format!(" as_path [{}]", path.join(", ")));
            }
            if !said.communities.is_empty() {
                let all: Vec<String> = said.communities.iter().filter_map(number).collect();
                more.push_str(&format!(" communities [{}]", all.join(", ")));
            }
            if let Some(med) = said.med.get() {
                more.push_str(&format!(" med {med}"));
            }
            let list = all.entry(session).or_default();
            for prefix in said.prefixes.iter().filter_map(Field::get) {
                list.push(("advertise", format!("{prefix}{more}")));
            }
        }
        for said in &design.about.prefer {
            let (Some(site), Some(session)) = (said.site.get(), said.session.get()) else {
                continue;
            };
            let session = design.head(session).printed_id();
            let preference = said.local_pref.get().unwrap_or(100);
            all.entry(AnyId::Site(site))
                .or_default()
                .push(("prefer", format!("{session} local_pref {preference}")));
        }
        Self(all)
    }
}

fn number<T: Display + Copy>(field: &Field<T>) -> Option<String> {
    field.get().map(|value| value.to_string())
}

/// The fields of an element, in the order of its type.
pub(super) fn members(design: &Design, beside: &Beside, id: AnyId) -> Vec<Member> {
    let mut all = Members {
        design,
        list: Vec::new(),
    };
    all.head(design.head(id));
    match id {
        AnyId::Network(id) => all.network(&design[id]),
        AnyId::Subnet(id) => all.subnet(&design[id]),
        AnyId::Peering(id) => all.peering(&design[id]),
        AnyId::RouteTable(id) => all.route_table(&design[id]),
        AnyId::VirtualGateway(id) => all.virtual_gateway(&design[id]),
        AnyId::TransitGateway(id) => all.transit_gateway(&design[id]),
        AnyId::TransitGatewayAttachment(id) => all.attachment(&design[id]),
        AnyId::TransitGatewayRouteTable(id) => all.transit_table(&design[id]),
        AnyId::TransitGatewayConnectPeer(id) => all.connect_peer(&design[id]),
        AnyId::DirectConnectGateway(id) => all.direct_connect_gateway(&design[id]),
        AnyId::DirectConnectGatewayAssociation(id) => all.association(&design[id]),
        AnyId::DirectConnectGatewayAttachment(id) => all.gateway_attachment(&design[id]),
        AnyId::DirectConnectGatewayProposal(id) => all.proposal(&design[id]),
        AnyId::Connection(id) => all.connection(&design[id]),
        AnyId::Lag(id) => all.lag(&design[id]),
        AnyId::VirtualInterface(id) => all.virtual_interface(&design[id]),
        AnyId::BgpPeer(id) => all.bgp_peer(&design[id]),
        AnyId::RouteServer(id) => all.route_server(&design[id]),
        AnyId::RouteServerEndpoint(id) => all.endpoint(&design[id]),
        AnyId::RouteServerPeer(id) => all.server_peer(&design[id]),
        AnyId::CustomerGateway(id) => all.customer_gateway(&design[id]),
        AnyId::VpnConnection(id) => all.vpn(&design[id]),
        AnyId::VpnTunnel(id) => all.tunnel(&design[id]),
        AnyId::InternetGateway(id) => all.ties("network", design[id].attachments.as_ref()),
        AnyId::EgressOnlyInternetGateway(id) => {
            all.ties("network", design[id].attachments.as_ref());
        }
        AnyId::NatGateway(id) => all.nat_gateway(&design[id]),
        AnyId::Interface(id) => all.interface(&design[id]),
        AnyId::PrefixList(id) => all.prefix_list(&design[id]),
        AnyId::Site(id) => all.site(&design[id]),
        AnyId::SiteRouter(id) => all.site_router(&design[id]),
        AnyId::SiteLink(id) => all.site_link(&design[id]),
        AnyId::SharedRisk(id) => {
            let members = design[id].members.iter();
            let names = members.filter_map(|link| all.name_of_any(link)).collect();
            all.set("members", Some(names));
        }
    }
    all.tags(design.head(id));
    // Of what only parts were read nothing is known beside these.
    if design.head(id).presence == Presence::Mentioned {
        for member in &mut all.list {
            if member.said == Said::Absent {
                member.said = Said::Unknown;
            }
        }
    }
    let mut lines: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (name, line) in beside.0.get(&id).into_iter().flatten() {
        lines.entry(name).or_default().push(line.clone());
    }
    for (name, list) in lines {
        all.set(name, Some(list));
    }
    all.list
}

impl Members<'_> {
    fn push(&mut self, name: &'static str, said: Said) {
        self.list.push(Member { name, said });
    }

    fn head(&mut self, head: &Head) {
        self.text("state", &head.state.native);
        // A Name tag is a tag.
        if head.tag("Name") != head.name.get() {
            self.text("name", &head.name);
        }
    }

    fn tags(&mut self, head: &Head) {
        let tags: BTreeMap<&'static str, &'static str> = head
            .tags
            .iter()
            .filter_map(|tag| {
                let value = tag.value.get().map_or("", Text::as_str);
                Some((tag.key.get()?.as_str(), value))
            })
            .collect();
        self.push("tags", Said::Given(Value::Map(tags)));
    }

    fn field<T: Copy>(
        &mut self,
        name: &'static str,
        field: &Field<T>,
        value: impl FnOnce(T) -> Value,
    ) {
        let said = match field {
            Field::Absent => Said::Absent,
            Field::Wrong { .. } => Said::Unknown,
            Field::Value { value: found, .. } => Said::Given(value(*found)),
        };
        self.push(name, said);
    }

    fn text<T: Display + Copy>(&mut self, name: &'static str, field: &Field<T>) {
        self.field(name, field, |value| Value::Text(value.to_string()));
    }

    /// A word whose case says nothing.
    fn word(&mut self, name: &'static str, field: &Field<Text>) {
        self.field(name, field, |value| Value::Text(value.to_lowercase()));
    }

    fn number(&mut self, name: &'static str, field: &Field<i64>) {
        self.field(name, field, Value::Number);
    }

    fn asn(&mut self, name: &'static str, field: &Field<crate::model::Asn>) {
        self.field(name, field, |asn| {
            i64::try_from(asn.number).map_or_else(|_| Value::Text(asn.to_string()), Value::Number)
        });
    }

    fn flag(&mut self, name: &'static str, field: &Field<bool>) {
        self.field(name, field, Value::Flag);
    }

    /// What a reference names: the id of what it leads to, else what was written.
    fn name_of<T: Element>(&self, link: &Link<T>) -> Option<String> {
        let to = link
            .get()
            .map(|id| self.design.head(T::any(id)).printed_id());
        to.or(link.id.get()).map(|text| text.to_string())
    }

    fn name_of_any(&self, link: &AnyLink) -> Option<String> {
        let to = link.get().map(|id| self.design.head(id).printed_id());
        to.or(link.id.get()).map(|text| text.to_string())
    }

    fn link<T: Element>(&mut self, name: &'static str, link: &Link<T>) {
        let said = self.name_of(link);
        self.reference(name, said, &link.id);
    }

    fn any(&mut self, name: &'static str, link: &AnyLink) {
        let said = self.name_of_any(link);
        self.reference(name, said, &link.id);
    }

    fn reference(&mut self, name: &'static str, said: Option<String>, written: &Field<Text>) {
        let said = match (said, written) {
            (Some(text), _) => Said::Given(Value::Text(text)),
            (None, Field::Wrong { .. }) => Said::Unknown,
            (None, _) => Said::Absent,
        };
        self.push(name, said);
    }

    /// A list whose order says nothing; `None`: it was not given.
    fn set(&mut self, name: &'static str, list: Option<Vec<String>>) {
        let said = list.map_or(Said::Unknown, |list| Said::Given(Value::List(list)));
        self.push(name, said);
    }

    fn list<T: Display + Copy>(&mut self, name: &'static str, list: Option<&Vec<Field<T>>>) {
        self.set(
            name,
            list.map(|list| list.iter().filter_map(number).collect()),
        );
    }

    fn links<T: Element>(&mut self, name: &'static str, list: Option<&Vec<Link<T>>>) {
        let names = list.map(|list| list.iter().filter_map(|link| self.name_of(link)).collect());
        self.set(name, names);
    }

    /// The blocks that are neither at an end nor on their way there.
    fn blocks(&mut self, blocks: &[CidrBlock]) {
        let live = blocks.iter().filter(|block| block.state.is_live());
        let names = live.filter_map(|block| number(&block.cidr)).collect();
        self.set("cidrs", Some(names));
    }

    /// The networks of a gateway.
    fn ties(&mut self, name: &'static str, ties: Option<&Vec<NetworkAttachment>>) {
        let names = ties.map(|ties| {
            let live = ties.iter().filter(|tie| tie.state.is_live());
            live.filter_map(|tie| self.name_of(&tie.network)).collect()
        });
        self.set(name, names);
    }
}
