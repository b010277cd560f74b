//! What others on this machine or in this browser may try.

use std::io::{Read as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::client::{Answer, Served, command, desk};

const PATHS: [&str; 6] = ["/", "/main.js", "/words.json", "/api/beads", "/api/review", "/save/tmx"];

#[test]
fn without_the_token_nothing_is_told() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    let cut = &cookie[..cookie.len() - 1];
    for path in PATHS {
        for wrong in ["", "diptych=1", cut] {
            let answer = served.get(wrong, path);
            assert_eq!(answer.status(), 403, "{path} with {wrong}");
            assert!(!answer.body().contains("书房"));
        }
        let answer = served.get("", &format!("{path}?token={}", "0".repeat(served.token.len())));
        assert_eq!(answer.status(), 403, "{path}");
        assert!(answer.header("set-cookie").is_none());
        assert!(served.get(&cookie, path).status() < 400, "{path}");
    }
    let json = [("Content-Type", "application/json")];
    let act = served.send("POST", "/api/acts", &json, br#"{"act":"accept","bead":1}"#);
    assert_eq!(act.status(), 403);
}

#[test]
fn the_token_becomes_a_cookie_that_only_this_site_sends() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let answer = served.send("GET", &format!("/?token={}", served.token), &[], b"");
    assert_eq!((answer.status(), answer.header("location")), (303, Some("/")));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let port = served.host.rsplit(':').next().unwrap();
    assert!(cookie.split('=').next().unwrap().ends_with(port), "{cookie}");
}

#[test]
fn foreign_hosts_and_origins_are_refused() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    let localhost = served.host.replace("127.0.0.1", "localhost");
    for path in PATHS {
        for host in ["evil.example", &localhost, "127.0.0.1:1"] {
            let answer = served.send("GET", path, &[("Host", host), ("Cookie", &cookie)], b"");
            assert_eq!(answer.status(), 403, "{path} for {host}");
        }
        for origin in ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"] {
            let headers = [("Origin", origin), ("Cookie", cookie.as_str())];
            assert_eq!(served.send("GET", path, &headers, b"").status(), 403, "{path}: {origin}");
        }
    }
    let headers = [("Origin", "http://evil.example"), ("Cookie", cookie.as_str())];
    let act = br#"{"act":"accept","bead":1}"#;
    assert_eq!(served.send("POST", "/api/acts", &headers, act).status(), 403);
    // A form of another site sends no JSON.
    let headers = [("Content-Type", "text/plain"), ("Cookie", cookie.as_str())];
    assert_eq!(served.send("POST", "/api/acts", &headers, act).status(), 415);
    let rows = served.get(&cookie, "/api/beads").json();
    assert_eq!(rows["beads"][0]["state"], "open");
}

#[test]
fn every_answer_forbids_what_is_not_ours() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    let answers = PATHS.map(|path| served.get(&cookie, path));
    for answer in answers.iter().chain([&served.get("", "/"), &served.get(&cookie, "/nothing")]) {
        let csp = answer.header("content-security-policy").unwrap();
        assert!(csp.starts_with("default-src 'self'") && !csp.contains("unsafe"), "{csp}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    // The policy would stop them: the page has none.
    let page = served.get(&cookie, "/");
    assert!(!page.body().contains("<script>") && !page.body().contains("style="));
}

#[test]
fn no_path_leads_to_a_file() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    for path in [
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/style.css/../../Cargo.toml",
        "/a.jsonl",
        "/a.journal.jsonl",
        "/save/../a.jsonl",
        "/save/nothing",
    ] {
        let answer = served.get(&cookie, path);
        assert!([400, 404].contains(&answer.status()), "{path}: {}", answer.status());
        assert!(!answer.body().contains("root:") && !answer.body().contains("书房"), "{path}");
    }
}

#[test]
fn texts_that_are_html_stay_texts() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let answer = served.get(&served.cookie(), "/api/beads?from=2&count=1");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let row = &answer.json()["beads"][0];
    assert_eq!(row["bead"], 2);
    assert!(row["source_text"].as_str().unwrap().starts_with("<script>"));
}

#[test]
fn a_body_of_ten_megabytes_is_refused() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    let long = format!(r#"{{"act":"comment","bead":1,"text":"{}"}}"#, "x".repeat(10 << 20));
    assert_eq!(served.act(&cookie, &long).status(), 413);
    let rows = served.get(&cookie, "/api/beads").json();
    assert!(rows["beads"][0].get("comment").is_none());
}

#[test]
fn acts_that_are_none_are_refused() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    for act in ["", "{", "[]", "null", r#"{"act":"destroy"}"#, r#"{"act":"accept"}"#] {
        assert_eq!(served.act(&cookie, act).status(), 400, "{act}");
    }
    let nested = "[".repeat(100_000);
    assert_eq!(served.act(&cookie, &nested).status(), 400);
    for act in [r#"{"act":"accept","bead":0}"#, r#"{"act":"merge","bead":99}"#, r#"{"act":"undo"}"#]
    {
        assert_eq!(served.act(&cookie, act).status(), 422, "{act}");
    }
    for query in ["from=x", "count=-1", "from=18446744073709551616"] {
        assert_eq!(served.get(&cookie, &format!("/api/beads?{query}")).status(), 400, "{query}");
    }
    for query in
        ["from=0", "from=99", "count=18446744073709551615", "from=4&count=18446744073709551615"]
    {
        assert_eq!(served.get(&cookie, &format!("/api/beads?{query}")).status(), 200, "{query}");
    }
}

#[test]
fn a_thousand_requests_at_once_are_answered() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    let good = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..1000 {
            scope.spawn(|| {
                let answer = served.get(&cookie, "/api/beads");
                good.fetch_add(usize::from(answer.status() == 200), Ordering::Relaxed);
            });
        }
    });
    assert_eq!(good.into_inner(), 1000);
}

#[test]
fn who_says_nothing_keeps_nobody_out() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let cookie = served.cookie();
    let silent: Vec<_> = (0..300).map(|_| served.connect()).collect();
    assert_eq!(served.get(&cookie, "/api/review").status(), 200);
    drop(silent);
    // Nor does who has no token and never ends what they send.
    let head =
        format!("POST /api/acts HTTP/1.1\r\nHost: {}\r\nContent-Length: 9\r\n\r\n{{", served.host);
    let slow: Vec<_> = (0..300).map(|_| served.connect()).collect();
    for mut stream in &slow {
        let _ = stream.write_all(head.as_bytes());
    }
    assert_eq!(served.get(&cookie, "/api/review").status(), 200);
    for mut stream in slow {
        let mut bytes = vec![];
        let _ = stream.read_to_end(&mut bytes);
        assert_eq!(Answer(String::from_utf8_lossy(&bytes).into_owned()).status(), 403);
    }
    // What is no HTTP, or a head without end, is cut off.
    for nonsense in [b"\x16\x03\x01\x02\x00".as_slice(), &b"GET / HTTP/1.1\r\nX: ".repeat(9000)] {
        let mut stream = served.connect();
        let _ = stream.write_all(nonsense);
        let mut bytes = vec![];
        let _ = stream.read_to_end(&mut bytes);
        let answer = String::from_utf8_lossy(&bytes).into_owned();
        assert!(answer.is_empty() || Answer(answer).status() >= 400);
    }
    assert_eq!(served.get(&cookie, "/api/review").status(), 200);
}

#[test]
fn a_second_server_on_one_journal_is_refused() {
    let (_folder, path) = desk();
    let served = Served::start(&path);
    let output = command(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty());
    drop(served);
    // The journal is free again, also after a kill.
    let again = Served::start(&path);
    assert_eq!(again.get(&again.cookie(), "/api/review").status(), 200);
}
