//! Codes with which calls are refused. The vendors publish hardly any for peerings, so the status of the HTTP answer stands for them.

use super::refs;
use crate::finding::Reference;
use crate::profile::{ErrorKind as Kind, RefusalRow};

const fn rows(service: &'static str, from: &'static Reference) -> [RefusalRow; 10] {
    const fn row(
        service: &'static str,
        kind: Kind,
        code: &'static str,
        http: u16,
        from: &'static Reference,
    ) -> RefusalRow {
        RefusalRow::new(service, kind, code, from)
            .http(http)
            .inferred()
    }
    [
        row(service, Kind::Missing, "400", 400, from),
        row(service, Kind::Malformed, "400", 400, from),
        row(service, Kind::InvalidValue, "400", 400, from),
        row(service, Kind::NotFound, "404", 404, from),
        row(service, Kind::Unauthorized, "403", 403, from),
        row(service, Kind::NotPermitted, "403", 403, from),
        row(service, Kind::InvalidState, "409", 409, from),
        row(service, Kind::AlreadyExists, "409", 409, from),
        row(service, Kind::LimitExceeded, "409", 409, from),
        row(service, Kind::Conflict, "409", 409, from),
    ]
}

pub(super) static REFUSALS: &[RefusalRow] = &rows("huawei", &refs::CREATE_PEERING);

pub(super) static OTC_REFUSALS: &[RefusalRow] = &rows("otc", &refs::OTC_API);
