//! Operations of Amazon EC2; OUTSCALE answers them too, at an address of its own.

mod network;
mod options;
mod peering;
mod propagation;
mod route;

use super::argument::{Kind, Parameter};
use super::filter::FILTERS;
use super::operation::{By, DRY_RUN, Done, Operation};
use super::tags::SPECIFICATIONS;
use super::trace::Fields;
use crate::model::ElementKind as Of;

const EC2: &[&str] = &["ec2"];

const PEERING_ID: Parameter = Parameter::required("VpcPeeringConnectionId", Kind::Id(Of::Peering));

const TABLE_ID: Parameter = Parameter::required("RouteTableId", Kind::Id(Of::RouteTable));

const PROPAGATION: &[Parameter] = &[
    TABLE_ID,
    Parameter::required("GatewayId", Kind::Id(Of::VirtualGateway)),
    DRY_RUN,
];

/// All of them.
pub(super) static OPERATIONS: &[Operation] = &[
    Operation {
        services: EC2,
        name: "CreateVpcPeeringConnection",
        parameters: &[
            Parameter::required("VpcId", Kind::Id(Of::Network)),
            Parameter::required("PeerVpcId", Kind::Id(Of::Network)),
            Parameter::optional("PeerOwnerId", Kind::Text),
            Parameter::optional("PeerRegion", Kind::Text),
            Parameter::optional(options::REQUESTER, Kind::Map(options::MULTIPATH)),
            SPECIFICATIONS,
            DRY_RUN,
        ],
        wrapper: "VpcPeeringConnection",
        by: By::Owner,
        check: peering::create,
    },
    Operation {
        services: EC2,
        name: "AcceptVpcPeeringConnection",
        parameters: &[PEERING_ID, DRY_RUN],
        wrapper: "VpcPeeringConnection",
        by: By::Accepter,
        check: peering::accept,
    },
    Operation {
        services: EC2,
        name: "RejectVpcPeeringConnection",
        parameters: &[PEERING_ID, DRY_RUN],
        wrapper: "",
        by: By::Accepter,
        check: peering::reject,
    },
    Operation {
        services: EC2,
        name: "DeleteVpcPeeringConnection",
        parameters: &[PEERING_ID, DRY_RUN],
        wrapper: "",
        by: By::Requester,
        check: peering::delete,
    },
    Operation {
        services: EC2,
        name: "DescribeVpcPeeringConnections",
        parameters: &[
            Parameter::optional(
                "VpcPeeringConnectionIds",
                Kind::List(&Kind::Id(Of::Peering)),
            ),
            Parameter::optional("NextToken", Kind::Number),
            Parameter::optional("MaxResults", Kind::Number),
            FILTERS,
            DRY_RUN,
        ],
        wrapper: "VpcPeeringConnections",
        by: By::Owner,
        check: peering::describe,
    },
    Operation {
        services: EC2,
        name: "ModifyVpcPeeringConnectionOptions",
        parameters: &[
            PEERING_ID,
            Parameter::optional(options::REQUESTER, Kind::Map(options::ALL)),
            Parameter::optional(options::ACCEPTER, Kind::Map(options::ALL)),
            DRY_RUN,
        ],
        wrapper: "",
        by: By::Requester,
        check: options::modify,
    },
    Operation {
        services: EC2,
        name: "DeleteVpc",
        parameters: &[Parameter::required("VpcId", Kind::Id(Of::Network)), DRY_RUN],
        wrapper: "",
        by: By::Owner,
        check: network::delete,
    },
    Operation {
        services: EC2,
        name: "CreateRoute",
        parameters: route::CREATE,
        wrapper: "",
        by: By::Owner,
        check: route::create,
    },
    Operation {
        services: EC2,
        name: "ReplaceRoute",
        parameters: route::REPLACE,
        wrapper: "",
        by: By::Owner,
        check: route::replace,
    },
    Operation {
        services: EC2,
        name: "DeleteRoute",
        parameters: route::DELETE,
        wrapper: "",
        by: By::Owner,
        check: route::delete,
    },
    Operation {
        services: EC2,
        name: "EnableVgwRoutePropagation",
        parameters: PROPAGATION,
        wrapper: "",
        by: By::Owner,
        check: propagation::enable,
    },
    Operation {
        services: EC2,
        name: "DisableVgwRoutePropagation",
        parameters: PROPAGATION,
        wrapper: "",
        by: By::Owner,
        check: propagation::disable,
    },
];

/// The answer of a call that only says that it was done.
fn returned() -> Done {
    Done::new(|_| {
        let mut fields = Fields::default();
        fields.put("Return", true);
        fields
    })
}
