//! Who comes in: the person who started the server, from a browser of this machine.
//!
//! A page of another site can send requests to 127.0.0.1 too, and by DNS rebinding under a name of
//! its own. So the token has to come with every request, `Host` must be the address itself, and
//! `Origin`, where a browser sends it, must be ours.

use std::fmt::Write as _;
use std::io;

use super::answer::{Answer, Request};

/// Bytes of a token: nobody guesses 192 bits.
const TOKEN_BYTES: usize = 24;

/// The lock of the door.
#[derive(Debug)]
pub(crate) struct Guard {
    /// `127.0.0.1:PORT`, the only `Host`.
    address: String,
    /// With the port, since browsers send cookies to all ports of a host.
    cookie: String,
    token: String,
    /// A token that works once: for the command line of the browser, which others may read.
    once: Option<String>,
}

impl Guard {
    /// A guard for the server at `address`, with tokens from the operating system's random numbers.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub(crate) fn new(address: std::net::SocketAddr) -> io::Result<Self> {
        let (token, once) = (token()?, Some(token()?));
        let cookie = format!("diptych-{}", address.port());
        Ok(Self { address: address.to_string(), cookie, token, once })
    }

    /// The address that lets its holder in, as often as wanted.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/?token={}", self.address, self.token)
    }

    /// The address that lets its holder in once.
    pub(crate) fn url_once(&self) -> String {
        let token = self.once.as_deref().unwrap_or_default();
        format!("http://{}/?token={token}", self.address)
    }

    /// Lets a request in, with the cookie to set where it came by a token; or refuses it.
    pub(crate) fn admit(&mut self, request: &Request) -> Result<Option<String>, Answer> {
        if request.host.as_deref() != Some(&self.address) {
            return Err(refused("this server answers under its own address only"));
        }
        let own = request.origin.as_deref().map(|it| it.strip_prefix("http://"));
        if own.is_some_and(|origin| origin != Some(&self.address)) {
            return Err(refused("this server answers its own page only"));
        }
        if let Some(token) = request.parameter("token")
            && (same(token, &self.token) || self.is_once(token))
        {
            return Ok(Some(format!(
                "{}={}; HttpOnly; SameSite=Strict; Path=/",
                self.cookie, self.token
            )));
        }
        match request.cookie(&self.cookie) {
            Some(token) if same(token, &self.token) => Ok(None),
            _ => Err(refused("open the address that `diptych review` printed when it started")),
        }
    }

    fn is_once(&mut self, token: &str) -> bool {
        self.once.take_if(|once| same(token, once)).is_some()
    }
}

fn refused(message: &str) -> Answer {
    Answer::error(403, message)
}

fn token() -> io::Result<String> {
    let mut bytes = [0; TOKEN_BYTES];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    let mut token = String::with_capacity(2 * TOKEN_BYTES);
    for byte in bytes {
        let _ = write!(token, "{byte:02x}");
    }
    Ok(token)
}

/// Whether two tokens are the same, in a time that does not tell where they differ.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard::new(([127, 0, 0, 1], 4321).into()).unwrap()
    }

    fn request(query: &str, cookies: &str) -> Request {
        Request {
            host: Some("127.0.0.1:4321".to_owned()),
            query: query.to_owned(),
            cookies: cookies.to_owned(),
            ..Request::default()
        }
    }

    fn query(url: &str) -> &str {
        url.split_once('?').unwrap().1
    }

    #[test]
    fn the_token_is_exchanged_for_a_cookie_that_lets_in() {
        let mut guard = guard();
        let url = guard.url();
        let cookie = guard.admit(&request(query(&url), "")).unwrap().unwrap();
        let cookie = cookie.split_once(';').unwrap().0;
        assert!(guard.admit(&request("", &format!("other=1; {cookie}"))).unwrap().is_none());
        for wrong in ["", "diptych-4321=", "diptych-4321=00", &cookie.replace("4321", "1")] {
            assert_eq!(guard.admit(&request("", wrong)).unwrap_err().status, 403, "{wrong}");
        }
    }

    #[test]
    fn the_browsers_token_works_once() {
        let mut guard = guard();
        let url = guard.url_once();
        assert!(guard.admit(&request(query(&url), "")).is_ok());
        assert!(guard.admit(&request(query(&url), "")).is_err());
        let url = guard.url();
        assert!(guard.admit(&request(query(&url), "")).is_ok());
        assert!(guard.admit(&request(query(&url), "")).is_ok());
    }

    #[test]
    fn only_the_own_host_and_origin_come_in() {
        let mut guard = guard();
        let url = guard.url();
        let good = request(query(&url), "");
        for host in [None, Some("localhost:4321"), Some("127.0.0.1"), Some("evil.example:4321")] {
            let request = Request { host: host.map(str::to_owned), ..good.clone() };
            assert!(guard.admit(&request).is_err(), "{host:?}");
        }
        let from = |origin: &str| Request { origin: Some(origin.to_owned()), ..good.clone() };
        assert!(guard.admit(&from("http://127.0.0.1:4321")).is_ok());
        for origin in ["null", "", "https://127.0.0.1:4321", "http://127.0.0.1:80", "http://evil"] {
            assert!(guard.admit(&from(origin)).is_err(), "{origin}");
        }
    }
}
