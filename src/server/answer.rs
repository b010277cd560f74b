//! Requests and answers as plain values.

use std::borrow::Cow;

use serde::Serialize;

/// What a client asks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    /// `GET`, `HEAD`, `POST`, ….
    pub(crate) method: String,
    /// The path, as it was sent: never decoded, never a path of a file.
    pub(crate) path: String,
    /// What follows `?`, without it.
    pub(crate) query: String,
    /// The header `Host`.
    pub(crate) host: Option<String>,
    /// The header `Origin`.
    pub(crate) origin: Option<String>,
    /// The header `Cookie`; several are joined by `; `.
    pub(crate) cookies: String,
    /// The header `Content-Type`.
    pub(crate) content_type: String,
    /// The whole body.
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// The value of a parameter of the query, as it was sent.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The value of the first cookie with this name.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        let mut pairs = self.cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// What a client gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The header `Content-Type`.
    pub(crate) content_type: &'static str,
    /// The whole body.
    pub(crate) body: Cow<'static, [u8]>,
    /// Further headers: names in lower case, and values in ASCII.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Answer {
    /// An answer of bytes.
    pub(crate) fn bytes(content_type: &'static str, body: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { status: 200, content_type, body: body.into(), headers: vec![] }
    }

    /// A value as JSON.
    pub(crate) fn json(value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => Self::bytes("application/json", body),
            Err(error) => Self::error(500, &error.to_string()),
        }
    }

    /// Why there is no other answer, in words for the user.
    pub(crate) fn error(status: u16, message: &str) -> Self {
        let body = serde_json::json!({ "error": message }).to_string().into_bytes();
        Self { status, ..Self::bytes("application/json", body) }
    }

    /// The same with one more header.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// What makes answers of requests, one after another.
pub(crate) trait Service {
    /// Lets a request in by its head, before its body is read, with the cookie to set where it came
    /// by a token; or refuses it.
    fn admit(&mut self, head: &Request) -> Result<Option<String>, Answer>;

    /// The answer to a `request` that was let in.
    fn answer(&mut self, request: &Request) -> Answer;
}
