//! The words for people in English and Chinese: the one catalogue of the command line.
//!
//! Messages are said in English by the place that knows what is wrong, and [`phrases`] has their
//! Chinese. Where both languages are made of the same parts, a message is a function: [`messages`]
//! makes it of both texts, and the compiler finds a text that leaves one of its parts out.

/// Messages, each with its arguments and its text in both languages.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident($($arg:ident),*) $en:literal $zh:literal;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $name($($arg: impl std::fmt::Display),*) -> String {
            match $crate::words::language::in_use() {
                $crate::words::Language::English => format!($en $(, $arg = $arg)*),
                $crate::words::Language::Chinese => format!($zh $(, $arg = $arg)*),
            }
        }
    )*};
}

pub(crate) mod arguments;
pub(crate) mod console;
pub(crate) mod examples;
pub(crate) mod findings;
pub(crate) mod help;
pub(crate) mod language;
pub(crate) mod phrases;
#[cfg(test)]
mod sources;
pub(crate) mod summary;

pub(crate) use language::Language;
