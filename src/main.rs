//! The program `netvet`.

fn main() {}
