//! Pictures: what a scene holds, and that every format says the same.

pub(crate) mod estate;
pub(crate) mod formats;
mod light;
mod parsed;
mod pictures;
mod request;
pub(crate) mod views;
