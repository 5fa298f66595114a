//! Operations of Huawei Cloud and Open Telekom Cloud: peerings of VPCs and routes over them.

mod route;

use super::argument::{Kind, Parameter};
use super::named::{ITS_OWNER, needed, own, present, visible};
use super::operation::{By, Call, Checked, Done, Made, Operation};
use super::page;
use super::peering::{self, calls};
use super::peering::{Request, other_network, overlap, share};
use super::refusal::Refusal;
use super::trace::{Fields, Note};
use super::world::{World, same_account};
use crate::model::{AnyId, ElementKind as Of, Id, Network, Peering, PeeringSide};
use crate::profile::{ErrorKind, SameAccount, TextRule};
use crate::source::Text;

const SERVICES: &[&str] = &["huawei", "otc"];

const ID: Parameter = Parameter::required("peering_id", Kind::Id(Of::Peering));

/// The id of the last one of the page before.
const MARKER: &str = "marker";

const SIDE: &[Parameter] = &[
    Parameter::required("vpc_id", Kind::Id(Of::Network)),
    Parameter::optional("tenant_id", Kind::Text),
];

/// All of them.
pub(super) static OPERATIONS: &[Operation] = &[
    Operation {
        services: SERVICES,
        name: "CreateVpcPeering",
        parameters: &[
            Parameter::required("name", Kind::Text),
            Parameter::optional("description", Kind::Text),
            Parameter::required("request_vpc_info", Kind::Map(SIDE)),
            Parameter::required("accept_vpc_info", Kind::Map(SIDE)),
        ],
        wrapper: "peering",
        by: By::Owner,
        check: create,
    },
    Operation {
        services: SERVICES,
        name: "AcceptVpcPeering",
        parameters: &[ID],
        wrapper: "",
        by: By::Accepter,
        check: |world, call| calls::accept(world, call, ID.name, answer),
    },
    Operation {
        services: SERVICES,
        name: "RejectVpcPeering",
        parameters: &[ID],
        wrapper: "",
        by: By::Accepter,
        check: |world, call| calls::reject(world, call, ID.name, answer),
    },
    Operation {
        services: SERVICES,
        name: "ShowVpcPeering",
        parameters: &[ID],
        wrapper: "peering",
        by: By::Requester,
        check: show,
    },
    Operation {
        services: SERVICES,
        name: "ListVpcPeerings",
        parameters: &[
            Parameter::optional("limit", Kind::Number),
            Parameter::optional(MARKER, Kind::Id(Of::Peering)),
            Parameter::optional("id", Kind::Id(Of::Peering)),
            Parameter::optional("name", Kind::Text),
            Parameter::optional("status", Kind::Text),
            Parameter::optional("tenant_id", Kind::Text),
            Parameter::optional("vpc_id", Kind::Id(Of::Network)),
        ],
        wrapper: "peerings",
        by: By::Owner,
        check: list,
    },
    Operation {
        services: SERVICES,
        name: "UpdateVpcPeering",
        parameters: &[
            ID,
            Parameter::optional("name", Kind::Text),
            Parameter::optional("description", Kind::Text),
        ],
        wrapper: "peering",
        by: By::Requester,
        check: update,
    },
    Operation {
        services: SERVICES,
        name: "DeleteVpcPeering",
        parameters: &[ID],
        wrapper: "",
        by: By::Requester,
        check: |world, call| calls::delete(world, call, ID.name, |_, _| Fields::default()),
    },
    Operation {
        services: SERVICES,
        name: "CreateVpcRoute",
        parameters: &[
            Parameter::required("type", Kind::Text),
            Parameter::required("nexthop", Kind::Id(Of::Peering)),
            Parameter::required("destination", Kind::Cidr),
            Parameter::required("vpc_id", Kind::Id(Of::Network)),
        ],
        wrapper: "route",
        by: By::Requester,
        check: route::create,
    },
    Operation {
        services: SERVICES,
        name: "DeleteVpcRoute",
        parameters: &[Parameter::required("route_id", Kind::Text)],
        wrapper: "",
        by: By::Owner,
        check: route::delete,
    },
];

/// Refuses a text that is too long, too short, or holds what it may not.
fn fits(call: &Call<'_>, parameter: &str, rule: Option<TextRule>) -> Result<(), Refusal> {
    let (Some(text), Some(rule)) = (call.with.text(parameter), rule) else {
        return Ok(());
    };
    match rule.refuses(&text) {
        Some(wrong) => {
            let expected = format!("a text that fits; this one {wrong}");
            Err(Refusal::value(parameter, &expected))
        }
        None => Ok(()),
    }
}

fn texts_fit(call: &Call<'_>) -> Result<(), Refusal> {
    // The characters of names are those of the console; the interface only counts them.
    let name = call.profile.naming.name(Of::Peering).get();
    let name = name.map(|rule| TextRule {
        charset: crate::profile::Charset::Any,
        ..rule
    });
    fits(call, "name", name)?;
    let description = call.profile.naming.description(Of::Peering).get();
    fits(call, "description", description)
}

/// `CreateVpcPeering`.
fn create(world: &World, call: &Call<'_>) -> Checked {
    texts_fit(call)?;
    let requester = present::<Network>(world, call, "request_vpc_info.vpc_id")?;
    let other = needed(call, "accept_vpc_info.vpc_id")?;
    let head = &world.design[requester].head;
    let caller = call.caller.or(head.account.get());
    let tenant = call.with.text("accept_vpc_info.tenant_id");
    let home = call.region.or(head.region.get());
    // Both VPCs belong to one account unless the call says otherwise.
    let own_account = head.account.get().or(caller);
    let owner_of = |id: AnyId| world.design.head(id).account.get();
    if let (None, Some(found)) = (tenant, other.element)
        && !same_account(owner_of(found), own_account)
    {
        return Err(Refusal::missing("accept_vpc_info.tenant_id"));
    }
    let owner = tenant.or(own_account);
    let Some(accepter) = other_network(world, other.element, owner, home) else {
        return Err(Refusal::not_found(Of::Network, other.text, call.profile));
    };
    let any = AnyId::Network(requester);
    own(world, call, any)?;
    let told = call.with.text("request_vpc_info.tenant_id");
    if told.is_some() && !same_account(told, caller) {
        return Err(Refusal::role(&world.design, any, ITS_OWNER));
    }
    let side = PeeringSide {
        owner: head.account,
        region: head.region,
        ..PeeringSide::default()
    };
    share(world, call.profile, &side)?;
    let kind = ErrorKind::Conflict;
    let second = calls::second(world, call.profile, requester, Some(accepter), kind)?;
    let rules = world.chosen.peering(call.profile.peering);
    let automatic = rules.same_account.get() == Some(SameAccount::Automatic);
    let active = automatic && same_account(caller, owner);
    let request = Request {
        requester,
        accepter: Some(accepter),
        accepter_id: other.text,
        accepter_owner: owner,
        accepter_region: home,
        caller,
    };
    let mut notes = Vec::new();
    if overlap(&world.design, requester, accepter) {
        notes.push(Note::new(
            "routes_may_not_take_effect",
            "ranges of the two VPCs overlap; routes between subnets that overlap have no effect",
        ));
    }
    if !active && rules.lifetime.get().is_none() {
        notes.push(Note::new(
            "expiry_not_published",
            "a request that nobody accepts expires, but after what time is not published; here it never does",
        ));
    }
    let (profile, name) = (call.profile, call.with.text("name"));
    let description = call.with.text("description");
    Ok(Box::new(move |world| {
        let mut done = calls::make(world, profile, request, second, active, answer);
        if let Some(Made::Element(AnyId::Peering(id))) = done.made() {
            let (name, description) = (world.text(name), world.text(description));
            let peering = &mut world.design[id];
            peering.head.name = name;
            peering.description = description;
        }
        done.notes.extend(notes);
        done
    }))
}

/// `UpdateVpcPeering`: name and description, by either side.
fn update(world: &World, call: &Call<'_>) -> Checked {
    texts_fit(call)?;
    let id = visible::<Peering>(world, call, ID.name)?;
    let (name, description) = (call.with.text("name"), call.with.text("description"));
    Ok(Box::new(move |world| {
        let any = AnyId::Peering(id);
        if name.is_some() {
            let new = world.text(name);
            let old = std::mem::replace(&mut world.design[id].head.name, new);
            world.note_change(any, Some("name"), old.get(), name);
        }
        if description.is_some() {
            let new = world.text(description);
            let old = std::mem::replace(&mut world.design[id].description, new);
            world.note_change(any, Some("description"), old.get(), description);
        }
        Done::new(move |world| answer(world, id))
    }))
}

/// `ShowVpcPeering`, to either side.
fn show(world: &World, call: &Call<'_>) -> Checked {
    let id = visible::<Peering>(world, call, ID.name)?;
    Ok(Box::new(move |_| Done::new(move |world| answer(world, id))))
}

/// `ListVpcPeerings`: what the caller sees, and of that what fits everything that is asked for, page by page.
fn list(world: &World, call: &Call<'_>) -> Checked {
    let limit = page::limit(call, "limit")?;
    let after = match call.with.given(MARKER) {
        None => None,
        Some(_) => Some(visible::<Peering>(world, call, MARKER)?),
    };
    let text = |name: &str, is: Option<Text>| {
        let wanted = call.with.text(name);
        wanted.is_none_or(|wanted| is == Some(wanted))
    };
    let fits = |id: Id<Peering>, peering: &Peering| {
        let sides = peering.sides();
        let tenant = call.with.text("tenant_id");
        let owned = tenant.is_none_or(|tenant| {
            let owners = sides.map(|side| peering::owner(&world.design, side));
            owners
                .iter()
                .any(|owner| owner.is_some() && same_account(*owner, Some(tenant)))
        });
        let of_network = call.with.given("vpc_id").is_none_or(|given| {
            sides.iter().any(|side| match side.network.get() {
                Some(network) => given.element == Some(AnyId::Network(network)),
                None => side.network.id.get() == Some(given.text),
            })
        });
        let itself = call.with.given("id");
        itself.is_none_or(|given| given.element == Some(AnyId::Peering(id)))
            && text("name", peering.head.name.get())
            && text("status", peering.head.state.native.get())
            && owned
            && of_network
    };
    let found = world.design.peerings.iter();
    let mut listed: Vec<Id<Peering>> = found
        .filter(|(id, _)| after.is_none_or(|after| *id > after))
        .filter(|(id, peering)| world.sees(call.caller, AnyId::Peering(*id)) && fits(*id, peering))
        .map(|(id, _)| id)
        .collect();
    let cut = limit.filter(|limit| listed.len() > *limit);
    listed.truncate(limit.unwrap_or(usize::MAX));
    Ok(Box::new(move |_| {
        Done::new(move |world| {
            let mut fields = Fields::default();
            for (at, id) in listed.iter().enumerate() {
                fields.below(&format!("peerings.{at}"), |fields| put(world, *id, fields));
            }
            if let (Some(limit), Some(last)) = (cut, listed.last()) {
                let last = world.design[*last].head.printed_id();
                let href = format!("/v2.0/vpc/peerings?limit={limit}&marker={last}");
                fields.put("peerings_links.0.rel", "next");
                fields.put("peerings_links.0.href", href.as_str());
            }
            fields
        })
    }))
}

fn answer(world: &World, id: Id<Peering>) -> Fields {
    let mut fields = Fields::default();
    put(world, id, &mut fields);
    fields
}

fn put(world: &World, id: Id<Peering>, fields: &mut Fields) {
    let peering = &world.design[id];
    fields.put("id", peering.head.printed_id());
    fields.put_some("name", peering.head.name.get());
    fields.put("status", peering.head.state.word());
    let sides = [
        ("request_vpc_info", &peering.requester),
        ("accept_vpc_info", &peering.accepter),
    ];
    for (name, side) in sides {
        fields.below(name, |fields| {
            fields.put_some("vpc_id", peering::network_id(world, side));
            fields.put_some("tenant_id", peering::owner(&world.design, side));
        });
    }
    fields.put_some("description", peering.description.get());
    fields.put_some("created_at", peering.created.get());
}
