//! A question as a table of named rules: the first that holds decides.

/// A rule of a table; `H` is a function of the features that the table looks at.
pub(crate) struct Rule<H, V> {
    /// What it goes by, in the user's words.
    pub(crate) name: &'static str,
    /// What it decides.
    pub(crate) verdict: V,
    /// Whether it holds.
    pub(crate) holds: H,
}

/// The first rule of a table that holds, which `holds` applies to the features.
pub(crate) fn first<H, V>(
    rules: &'static [Rule<H, V>],
    holds: impl Fn(&H) -> bool,
) -> Option<&'static Rule<H, V>> {
    rules.iter().find(|rule| !is_off(rule.name) && holds(&rule.holds))
}

#[cfg(not(test))]
fn is_off(_: &str) -> bool {
    false
}

#[cfg(test)]
fn is_off(name: &str) -> bool {
    OFF.get() == name
}

#[cfg(test)]
thread_local! {
    /// The name of the rule that a test has switched off.
    pub(crate) static OFF: std::cell::Cell<&'static str> = const { std::cell::Cell::new("") };
}
