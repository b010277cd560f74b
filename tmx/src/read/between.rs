//! What stands between the units of a file.

use crate::fault::{Found, Note as _, Rule};

/// Where the reading of a file is, as far as its frame goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Frame {
    /// There was no `<body>` so far.
    #[default]
    Bare,
    /// Inside `<body>`.
    Body,
    /// After `</body>`.
    AfterBody,
    /// After `</tmx>`.
    Closed,
}

impl Frame {
    /// The frame after the head of a file, which ends with `<body>` if it has one.
    pub(crate) fn after_head(head: &str, prefix: &str) -> Self {
        let tag = head.rfind('<').map_or("", |at| &head[at + 1..]);
        match tag.strip_prefix(prefix).and_then(|tag| tag.strip_prefix("body")) {
            Some(rest) if rest.ends_with("/>") => Self::AfterBody,
            Some(_) => Self::Body,
            None => Self::Bare,
        }
    }

    /// Goes past a tag between units. `false` where the tag does not belong there.
    fn pass(
        &mut self,
        tag: &str,
        prefix: &str,
        report: &mut dyn FnMut(Rule, String, &'static str),
    ) -> bool {
        let (closes, name) = match tag[1..].strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, &tag[1..]),
        };
        let name = name.strip_prefix(prefix).unwrap_or(name);
        let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
        let next = match (closes, name, *self) {
            (false, Some("body"), Self::Bare) => Self::Body,
            (false, Some("body"), Self::AfterBody) => {
                let fault = "there is a second <body>".to_owned();
                report(Rule::ContentStray, fault, "read as one with the first");
                Self::Body
            }
            (true, Some("body"), Self::Body) => Self::AfterBody,
            (true, Some("tmx"), Self::AfterBody | Self::Bare) => Self::Closed,
            (true, Some("tmx"), Self::Body) => {
                let fault = "there is no </body> before </tmx>".to_owned();
                report(Rule::FrameMissing, fault, "read as if there were");
                Self::Closed
            }
            _ => return false,
        };
        *self = if tag.ends_with("/>") { Self::AfterBody } else { next };
        true
    }
}

/// A piece of the text between units: where it begins, what it is, whether it has an end.
struct Token<'t> {
    offset: usize,
    text: &'t str,
    kind: Kind,
    whole: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Comment,
    Instruction,
    Tag,
}

fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut offset = 0;
    // Ends that were looked for in vain: they do not come later either.
    let mut absent = [false; 4];
    std::iter::from_fn(move || {
        let rest = &text[offset..];
        let first = rest.bytes().next()?;
        let (kind, close) = match first {
            b'<' if rest.starts_with("<!--") => (Kind::Comment, "-->"),
            b'<' if rest.starts_with("<?") => (Kind::Instruction, "?>"),
            b'<' => (Kind::Tag, ">"),
            _ => (Kind::Text, "<"),
        };
        let mark = match kind {
            Kind::Text => 0,
            Kind::Comment => 4,
            Kind::Instruction | Kind::Tag => 1,
        };
        let known = &mut absent[kind as usize];
        let end = if *known { None } else { rest[mark..].find(close).map(|at| mark + at) };
        *known = end.is_none();
        let length = match (kind, end) {
            (Kind::Text, end) => end.unwrap_or(rest.len()),
            (_, Some(end)) => end + close.len(),
            // What has no end is only its mark; the rest is looked at by itself.
            (_, None) => mark,
        };
        let token = Token {
            offset,
            text: &rest[..length],
            kind,
            whole: kind == Kind::Text || end.is_some(),
        };
        offset += length;
        Some(token)
    })
}

/// The comments between units, without their marks.
pub(crate) fn comments(text: &str) -> impl Iterator<Item = &str> {
    tokens(text)
        .filter(|token| token.kind == Kind::Comment && token.whole)
        .map(|token| &token.text[4..token.text.len() - 3])
}

/// Follows the frame of the file, and reports what does not belong between units.
pub(crate) fn look(text: &str, prefix: &str, frame: &mut Frame, found: &mut Vec<Found>) {
    let mut report = |offset, rule, fault: String, done: &str| {
        found.note(Found::new(rule, offset, fault, done));
    };
    let between = text;
    for Token { offset, text, kind, whole } in tokens(between) {
        let from_here = if whole { text } else { &between[offset..] };
        let shown: String = from_here.trim().chars().take(40).collect();
        match kind {
            _ if !whole => {
                let what = if kind == Kind::Comment { "the comment" } else { "the tag" };
                let fault = format!("{what} that begins with {shown:?} does not end");
                report(offset, Rule::MarkupStray, fault, "read as if it were not there");
            }
            Kind::Text => {
                let white = text.len() - text.trim_start().len();
                if white < text.len() {
                    let fault = format!("the text {shown:?} stands between the units");
                    report(offset + white, Rule::ContentStray, fault, "passed over");
                }
            }
            Kind::Comment => {
                let inside = &text[4..text.len() - 3];
                if inside.contains("--") || inside.ends_with('-') {
                    let fault = "a comment holds --".to_owned();
                    report(offset, Rule::MarkupStray, fault, "read as it stands");
                }
            }
            Kind::Instruction => {
                if text[2..].starts_with("xml") && text[5..].starts_with([' ', '\t', '\r', '\n']) {
                    let fault = format!("{shown} stands between the units");
                    report(offset, Rule::ContentStray, fault, "passed over");
                }
            }
            Kind::Tag
                if !frame.pass(text, prefix, &mut |rule, fault, done| {
                    report(offset, rule, fault, done);
                }) =>
            {
                let fault = format!("{shown} stands between the units");
                report(offset, Rule::ContentStray, fault, "passed over");
            }
            Kind::Tag => {}
        }
    }
}
