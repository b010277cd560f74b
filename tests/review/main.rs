//! `diptych review` over the wire: who comes in, what is refused, and that no act is lost.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up must fail")]

mod acts;
mod attacks;
mod client;
mod refusals;
