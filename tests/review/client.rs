//! A server of the test's own, and the plainest of clients.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// An alignment of four pairs; the text of the second is HTML.
pub(crate) const ALIGNMENT: &str = concat!(
    r#"{"bead":1,"source":[0],"target":[0],"score":0.98,"source_text":"城市书房全天开放。","target_text":"The reading room is open all day.","source_lang":"zh-CN","target_lang":"en-US"}"#,
    "\n",
    r#"{"bead":2,"source":[1],"target":[1],"score":0.5,"source_text":"<script>alert(1)</script><img src=x onerror=alert(2)>","target_text":"</script><b>\" onload=\"x</b>"}"#,
    "\n",
    r#"{"bead":3,"source":[2],"target":[2,3],"score":0.9,"source_text":"它很小，但是很安静。","target_text":"It is small. It is quiet.","target_segments":["It is small.","It is quiet."]}"#,
    "\n",
    r#"{"bead":4,"source":[3],"target":[4],"score":0.97,"source_text":"人人都可以来。","target_text":"Everybody may come."}"#,
    "\n",
);

/// A running `diptych review`; it is killed when the test ends.
pub(crate) struct Served {
    pub(crate) child: Child,
    /// `127.0.0.1:PORT`.
    pub(crate) host: String,
    pub(crate) token: String,
}

/// A folder with the alignment in it.
pub(crate) fn desk() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    fs::write(&path, ALIGNMENT).unwrap();
    (folder, path)
}

/// `diptych review` of this alignment.
pub(crate) fn command(alignment: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diptych"));
    command.args(["review", "--no-open", "--reviewer", "R"]).arg(alignment);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Served {
    /// Starts a server, and waits for its address.
    pub(crate) fn start(alignment: &Path) -> Self {
        let mut child = command(alignment).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("http://").unwrap_or_else(|| panic!("{line:?}"));
        let (host, token) = address.split_once("/?token=").unwrap();
        Self { host: host.to_owned(), token: token.to_owned(), child }
    }

    /// The cookie that the token gives.
    pub(crate) fn cookie(&self) -> String {
        let answer = self.send("GET", &format!("/?token={}", self.token), &[], b"");
        let cookie = answer.header("set-cookie").expect("a cookie for the token");
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Sends a request with the right `Host`, and no more than what is given.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let has_host = headers.iter().any(|(name, _)| *name == "Host");
        let host = if has_host { String::new() } else { format!("Host: {}\r\n", self.host) };
        let headers: Vec<String> =
            headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let headers = headers.concat();
        let length = body.len();
        let head =
            format!("{method} {path} HTTP/1.1\r\n{host}{headers}Content-Length: {length}\r\n\r\n");
        let mut stream = self.connect();
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses a long body may close before it has all.
        let _ = stream.write_all(body);
        let mut bytes = vec![];
        let _ = stream.read_to_end(&mut bytes);
        Answer(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A connection that has sent nothing.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        stream
    }

    /// Sends a request of the page.
    pub(crate) fn get(&self, cookie: &str, path: &str) -> Answer {
        self.send("GET", path, &[("Cookie", cookie)], b"")
    }

    /// Sends an act of the page.
    pub(crate) fn act(&self, cookie: &str, act: &str) -> Answer {
        let origin = format!("http://{}", self.host);
        let headers =
            [("Cookie", cookie), ("Origin", &origin), ("Content-Type", "application/json")];
        self.send("POST", "/api/acts", &headers, act.as_bytes())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer as it came.
pub(crate) struct Answer(pub(crate) String);

impl Answer {
    pub(crate) fn status(&self) -> u16 {
        let status = self.0.split(' ').nth(1);
        status.and_then(|it| it.parse().ok()).unwrap_or_else(|| panic!("no answer: {:?}", self.0))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let head = self.0.split("\r\n\r\n").next()?;
        let mut headers = head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn body(&self) -> &str {
        self.0.split_once("\r\n\r\n").map_or("", |(_, body)| body)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(self.body()).unwrap_or_else(|error| panic!("{error}: {}", self.0))
    }
}
