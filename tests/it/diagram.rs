//! Pictures: what a scene holds, and that every format says the same.

mod estate;
mod formats;
mod parsed;
mod pictures;
mod request;
mod views;
