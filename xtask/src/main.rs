//! Tasks of the people who carry on: `cargo xtask TASK`.
fn main() {}
