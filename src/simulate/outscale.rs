//! Operations of OUTSCALE's own interface.

use super::argument::{Argument, Kind, Parameter};
use super::operation::{By, Call, Checked, DRY_RUN, Done, Operation};
use super::peering::calls;
use super::peering::{Request, other_network, own_network};
use super::refusal::Refusal;
use super::trace::Fields;
use super::world::{World, same_account};
use crate::model::{AnyId, ElementKind as Of, Id, Network, Peering, PeeringSide};
use crate::profile::{ErrorKind, MessageKind, SameAccount};
use crate::source::Text;

const SERVICES: &[&str] = &["outscale"];

const ID: Parameter = Parameter::required("NetPeeringId", Kind::Id(Of::Peering));

const FILTERS: &[Parameter] = &[
    Parameter::optional("NetPeeringIds", Kind::List(&Kind::Text)),
    Parameter::optional("StateNames", Kind::List(&Kind::Text)),
    Parameter::optional("SourceNetNetIds", Kind::List(&Kind::Text)),
    Parameter::optional("SourceNetAccountIds", Kind::List(&Kind::Text)),
    Parameter::optional("AccepterNetNetIds", Kind::List(&Kind::Text)),
    Parameter::optional("AccepterNetAccountIds", Kind::List(&Kind::Text)),
];

/// All of them.
pub(super) static OPERATIONS: &[Operation] = &[
    Operation {
        services: SERVICES,
        name: "CreateNetPeering",
        parameters: &[
            Parameter::required("SourceNetId", Kind::Id(Of::Network)),
            Parameter::required("AccepterNetId", Kind::Id(Of::Network)),
            Parameter::optional("AccepterOwnerId", Kind::Text),
            DRY_RUN,
        ],
        wrapper: "NetPeering",
        by: By::Owner,
        check: create,
    },
    Operation {
        services: SERVICES,
        name: "AcceptNetPeering",
        parameters: &[ID, DRY_RUN],
        wrapper: "NetPeering",
        by: By::Accepter,
        check: |world, call| calls::accept(world, call, ID.name, answer),
    },
    Operation {
        services: SERVICES,
        name: "RejectNetPeering",
        parameters: &[ID, DRY_RUN],
        wrapper: "",
        by: By::Accepter,
        check: |world, call| calls::reject(world, call, ID.name, state),
    },
    Operation {
        services: SERVICES,
        name: "DeleteNetPeering",
        parameters: &[ID, DRY_RUN],
        wrapper: "",
        by: By::Requester,
        check: |world, call| calls::delete(world, call, ID.name, state),
    },
    Operation {
        services: SERVICES,
        name: "ReadNetPeerings",
        parameters: &[Parameter::optional("Filters", Kind::Map(FILTERS)), DRY_RUN],
        wrapper: "NetPeerings",
        by: By::Owner,
        check: read,
    },
];

/// `CreateNetPeering`.
fn create(world: &World, call: &Call<'_>) -> Checked {
    let requester = own_network(world, call, "SourceNetId")?;
    let Some(other) = call.with.given("AccepterNetId") else {
        return Err(Refusal::missing("AccepterNetId"));
    };
    let head = &world.design[requester].head;
    let caller = call.caller.or(head.account.get());
    let owner = call.with.text("AccepterOwnerId").or(caller);
    let home = call.region.or(head.region.get());
    let Some(accepter) = other_network(world, other.element, owner, home) else {
        return Err(Refusal::not_found(Of::Network, other.text, call.profile));
    };
    if world.chosen.requires_vm {
        for network in [requester, accepter] {
            if !holds_machine(world, network) {
                let any = AnyId::Network(network);
                let printed = world.design.head(any).printed_id();
                return Err(Refusal::new(
                    ErrorKind::InvalidState,
                    MessageKind::NetEmpty,
                    format!("{printed} holds no machine"),
                )
                .about(&world.design, any));
            }
        }
    }
    let accepter = Some(accepter);
    let kind = ErrorKind::AlreadyExists;
    let second = calls::second(world, call.profile, requester, accepter, kind)?;
    let rules = world.chosen.peering(call.profile.peering);
    // The console accepts at once what stays inside one account.
    let active = match rules.same_account.get() {
        Some(SameAccount::Automatic) => same_account(caller, owner),
        Some(SameAccount::ManualByApi) => call.console && same_account(caller, owner),
        Some(SameAccount::Manual) | None => false,
    };
    let request = Request {
        requester,
        accepter,
        accepter_id: other.text,
        accepter_owner: owner,
        accepter_region: home,
        caller,
    };
    let profile = call.profile;
    Ok(Box::new(move |world| {
        calls::make(world, profile, request, second, active, answer)
    }))
}

/// Whether a network has an interface of a machine.
fn holds_machine(world: &World, network: Id<Network>) -> bool {
    let design = &world.design;
    design.interfaces.iter().any(|(_, interface)| {
        let own = interface.network.get();
        let through = || design[interface.subnet.get()?].network.get();
        interface.head.state.is_live() && own.or_else(through) == Some(network)
    })
}

fn state(world: &World, id: Id<Peering>) -> Fields {
    let mut fields = Fields::default();
    fields.put("State.Name", world.design[id].head.state.word());
    fields
}

fn answer(world: &World, id: Id<Peering>) -> Fields {
    let mut fields = Fields::default();
    put(world, id, &mut fields);
    fields
}

fn put(world: &World, id: Id<Peering>, fields: &mut Fields) {
    let peering = &world.design[id];
    fields.put("NetPeeringId", peering.head.printed_id());
    fields.put("State.Name", peering.head.state.word());
    fields.put_some("ExpirationDate", peering.expires.get());
    let sides = [
        ("SourceNet", &peering.requester),
        ("AccepterNet", &peering.accepter),
    ];
    for (name, side) in sides {
        fields.below(name, |fields| {
            fields.put_some("NetId", net_id(world, side));
            let range = side
                .network
                .get()
                .and_then(|id| world.design[id].live_cidrs().next());
            let range = range.map(|(cidr, _)| Text::new(&cidr.to_string()));
            fields.put_some("IpRange", range);
            fields.put_some("AccountId", side.owner.get());
        });
    }
}

fn net_id(world: &World, side: &PeeringSide) -> Option<Text> {
    let known = side.network.get();
    let id = known.map(|id| world.design[id].head.printed_id());
    id.or(side.network.id.get())
}

type Read = fn(&World, &Peering) -> Option<Text>;

static READS: &[(&str, Read)] = &[
    ("NetPeeringIds", |_, peering| {
        Some(peering.head.printed_id())
    }),
    ("StateNames", |_, peering| peering.head.state.native.get()),
    ("SourceNetNetIds", |world, peering| {
        net_id(world, &peering.requester)
    }),
    ("SourceNetAccountIds", |_, peering| {
        peering.requester.owner.get()
    }),
    ("AccepterNetNetIds", |world, peering| {
        net_id(world, &peering.accepter)
    }),
    ("AccepterNetAccountIds", |_, peering| {
        peering.accepter.owner.get()
    }),
];

/// `ReadNetPeerings`: what the caller sees, and of that what fits every filter.
fn read(world: &World, call: &Call<'_>) -> Checked {
    let filters: Vec<(Read, Vec<Text>)> = READS
        .iter()
        .filter_map(|(name, read)| {
            let path = format!("Filters.{name}");
            call.with.get(&path)?;
            let items = call.with.items(&path).iter();
            let texts = items.filter_map(|item| match item {
                Argument::One(given) => Some(given.text),
                _ => None,
            });
            Some((*read, texts.collect()))
        })
        .collect();
    let fits = |peering: &Peering| {
        filters
            .iter()
            .all(|(read, values)| read(world, peering).is_some_and(|value| values.contains(&value)))
    };
    let listed: Vec<Id<Peering>> = world
        .design
        .peerings
        .iter()
        .filter(|(id, peering)| world.sees(call.caller, AnyId::Peering(*id)) && fits(peering))
        .map(|(id, _)| id)
        .collect();
    Ok(Box::new(move |_| {
        Done::new(move |world| {
            let mut fields = Fields::default();
            for (at, id) in listed.iter().enumerate() {
                fields.below(&format!("NetPeerings.{at}"), |fields| {
                    put(world, *id, fields);
                });
            }
            fields
        })
    }))
}
