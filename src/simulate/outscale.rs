//! Operations of OUTSCALE's own interface.

use super::argument::{Kind, Parameter};
use super::named::{needed, own, present};
use super::operation::{By, Call, Checked, DRY_RUN, Operation};
use super::page::Page;
use super::peering::calls;
use super::peering::{Request, network_id, other_network, owner};
use super::refusal::Refusal;
use super::sight::lies_in;
use super::tags;
use super::trace::Fields;
use super::world::{World, same_account};
use crate::model::{AnyId, ElementKind as Of, Id, Network, Peering, PeeringSide, Time};
use crate::profile::{ErrorKind, MessageKind, SameAccount};
use crate::source::{Scalar, Text};

const SERVICES: &[&str] = &["outscale"];

const ID: Parameter = Parameter::required("NetPeeringId", Kind::Id(Of::Peering));

/// The filter of dates, which are compared as times.
const DATES: &str = "ExpirationDates";

const FILTERS: &[Parameter] = &[
    Parameter::optional("NetPeeringIds", Kind::List(&Kind::Text)),
    Parameter::optional("StateNames", Kind::List(&Kind::Text)),
    Parameter::optional(DATES, Kind::List(&Kind::Text)),
    Parameter::optional("TagKeys", Kind::List(&Kind::Text)),
    Parameter::optional("TagValues", Kind::List(&Kind::Text)),
    Parameter::optional("Tags", Kind::List(&Kind::Text)),
    Parameter::optional("SourceNetNetIds", Kind::List(&Kind::Text)),
    Parameter::optional("SourceNetIpRanges", Kind::List(&Kind::Text)),
    Parameter::optional("SourceNetAccountIds", Kind::List(&Kind::Text)),
    Parameter::optional("AccepterNetNetIds", Kind::List(&Kind::Text)),
    Parameter::optional("AccepterNetIpRanges", Kind::List(&Kind::Text)),
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
        parameters: &[
            Parameter::optional("Filters", Kind::Map(FILTERS)),
            Parameter::optional("NextPageToken", Kind::Number),
            Parameter::optional("ResultsPerPage", Kind::Number),
            DRY_RUN,
        ],
        wrapper: "NetPeerings",
        by: By::Owner,
        check: read,
    },
];

/// `CreateNetPeering`.
fn create(world: &World, call: &Call<'_>) -> Checked {
    let requester = present::<Network>(world, call, "SourceNetId")?;
    let other = needed(call, "AccepterNetId")?;
    let head = &world.design[requester].head;
    let caller = call.caller.or(head.account.get());
    let owner = call.with.text("AccepterOwnerId").or(caller);
    let home = call.region.or(head.region.get());
    let Some(accepter) = other_network(world, other.element, owner, home) else {
        return Err(Refusal::not_found(Of::Network, other.text, call.profile));
    };
    own(world, call, AnyId::Network(requester))?;
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
        let within = lies_in(design, interface.network, interface.subnet);
        interface.head.state.is_live() && within == Some(network)
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
            fields.put_some("NetId", network_id(world, side));
            fields.put_some("IpRange", range(world, side));
            fields.put_some("AccountId", owner(&world.design, side));
        });
    }
    tags::put(&peering.head, tags::EC2, fields);
}

/// The one range of a side's Net.
fn range(world: &World, side: &PeeringSide) -> Option<Text> {
    let network = side.network.get()?;
    let (cidr, _) = world.design[network].live_cidrs().next()?;
    Some(Text::new(&cidr.to_string()))
}

/// The values of a peering, of which one must be among those of the filter.
type Read = fn(&World, &Peering) -> Vec<Text>;

fn one(text: Option<Text>) -> Vec<Text> {
    text.into_iter().collect()
}

static READS: &[(&str, Read)] = &[
    ("NetPeeringIds", |_, peering| {
        vec![peering.head.printed_id()]
    }),
    ("StateNames", |_, peering| {
        one(peering.head.state.native.get())
    }),
    (DATES, |_, peering| {
        let time = peering.expires.get();
        one(time.map(|time| Text::new(&time.to_string())))
    }),
    ("TagKeys", |_, peering| {
        let tags = peering.head.tags.iter();
        tags.filter_map(|tag| tag.key.get()).collect()
    }),
    ("TagValues", |_, peering| {
        let tags = peering.head.tags.iter();
        tags.filter_map(|tag| tag.value.get()).collect()
    }),
    ("Tags", |_, peering| {
        let tags = peering.head.tags.iter();
        let pairs = tags.filter_map(|tag| Some((tag.key.get()?, tag.value.get())));
        let text = |value: Option<Text>| value.map_or("", Text::as_str);
        pairs
            .map(|(key, value)| Text::new(&format!("{key}={}", text(value))))
            .collect()
    }),
    ("SourceNetNetIds", |world, peering| {
        one(network_id(world, &peering.requester))
    }),
    ("SourceNetIpRanges", |world, peering| {
        one(range(world, &peering.requester))
    }),
    ("SourceNetAccountIds", |world, peering| {
        one(owner(&world.design, &peering.requester))
    }),
    ("AccepterNetNetIds", |world, peering| {
        one(network_id(world, &peering.accepter))
    }),
    ("AccepterNetIpRanges", |world, peering| {
        one(range(world, &peering.accepter))
    }),
    ("AccepterNetAccountIds", |world, peering| {
        one(owner(&world.design, &peering.accepter))
    }),
];

/// A time as answers print it; what is none stays as it is.
fn as_printed(text: Text) -> Text {
    Time::parse(&text).map_or(text, |time| Text::new(&time.to_string()))
}

/// `ReadNetPeerings`: what the caller sees, and of that what fits every filter.
fn read(world: &World, call: &Call<'_>) -> Checked {
    let page = Page::read(call, "ResultsPerPage", "NextPageToken")?;
    let filters: Vec<(Read, Vec<Text>)> = READS
        .iter()
        .filter_map(|(name, read)| {
            let path = format!("Filters.{name}");
            call.with.get(&path)?;
            let mut values = call.with.texts(&path);
            if *name == DATES {
                values
                    .iter_mut()
                    .for_each(|value| *value = as_printed(*value));
            }
            Some((*read, values))
        })
        .collect();
    let fits = |peering: &Peering| {
        filters
            .iter()
            .all(|(read, values)| read(world, peering).iter().any(|v| values.contains(v)))
    };
    let listed: Vec<Id<Peering>> = world
        .design
        .peerings
        .iter()
        .filter(|(id, peering)| world.sees(call.caller, AnyId::Peering(*id)) && fits(peering))
        .map(|(id, _)| id)
        .collect();
    page.answer(
        listed,
        ["NetPeerings", "NextPageToken"],
        |world, id, fields| {
            put(world, *id, fields);
        },
    )
}
