//! HTTP: the one file that knows hyper and tokio.
//!
//! One request a connection, a bounded number of connections, and a bound on every size and time:
//! whoever sends too much, too slowly or too often waits or is cut off, and nobody else notices.

use std::cell::RefCell;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{self, Runtime};
use tokio::sync::Semaphore;
use tokio::task::{LocalSet, spawn_local};
use tokio::time::{sleep, timeout};

use super::answer::{Answer, Request, Service};

/// So many connections are answered at once; the others wait.
const CONNECTIONS: usize = 256;

/// So many more wait in the system's queue.
const WAITING: u32 = 1024;

/// The longest body that is taken, in bytes.
const LONGEST_BODY: usize = 1 << 20;

/// So much of a longer body is read, so that the client hears why it was refused; in bytes.
const LONGEST_REFUSAL: usize = 32 << 20;

/// How long a client may take to send the head of its request.
const HEAD_TIME: Duration = Duration::from_secs(2);

/// How long a whole exchange may take.
const WHOLE_TIME: Duration = Duration::from_mins(1);

/// What every answer says: take nothing from elsewhere, run nothing that stands in a text, show the
/// page in no other, keep no copy, and tell nobody the address.
const SAFETY: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// A server that listens on this machine's own address, 127.0.0.1.
#[derive(Debug)]
pub(crate) struct Server {
    runtime: Runtime,
    listener: TcpListener,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Listens on `port` of 127.0.0.1; 0 takes a free one.
    ///
    /// # Errors
    /// When the port is taken or not allowed.
    pub(crate) fn bind(port: u16) -> io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _entered = runtime.enter();
            let socket = TcpSocket::new_v4()?;
            // As the standard library does: else the port of a server that ended stays taken a while.
            #[cfg(unix)]
            socket.set_reuseaddr(true)?;
            socket.bind((Ipv4Addr::LOCALHOST, port).into())?;
            socket.listen(WAITING)?
        };
        let address = listener.local_addr()?;
        Ok(Self { runtime, listener, address })
    }

    /// Answers requests through `service`, until the process ends.
    pub(crate) fn serve(self, service: impl Service + 'static) {
        let service = Rc::new(RefCell::new(service));
        let free = Arc::new(Semaphore::new(CONNECTIONS));
        LocalSet::new().block_on(&self.runtime, async move {
            loop {
                // It is never closed.
                let Ok(place) = Arc::clone(&free).acquire_owned().await else { return };
                let Ok((stream, _)) = self.listener.accept().await else {
                    // Out of file descriptors: some come back when others are done.
                    sleep(Duration::from_millis(50)).await;
                    continue;
                };
                let service = Rc::clone(&service);
                spawn_local(async move {
                    let _ = timeout(WHOLE_TIME, exchange(stream, service)).await;
                    drop(place);
                });
            }
        });
    }
}

/// One request and its answer.
async fn exchange(
    stream: TcpStream,
    service: Rc<RefCell<impl Service + 'static>>,
) -> Result<(), hyper::Error> {
    let answer = service_fn(move |request| {
        let service = Rc::clone(&service);
        async move { Ok::<_, Infallible>(response(answered(request, &service).await)) }
    });
    http1::Builder::new()
        .keep_alive(false)
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(1 << 16)
        .serve_connection(TokioIo::new(stream), answer)
        .await
}

async fn answered(request: hyper::Request<Incoming>, service: &RefCell<impl Service>) -> Answer {
    let (head, body) = request.into_parts();
    let text = |name: HeaderName| {
        let values = head.headers.get_all(name).iter();
        let values: Vec<_> = values.map(|it| String::from_utf8_lossy(it.as_bytes())).collect();
        (!values.is_empty()).then(|| values.join("; "))
    };
    let mut request = Request {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        host: text(header::HOST),
        origin: text(header::ORIGIN),
        cookies: text(header::COOKIE).unwrap_or_default(),
        content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
        body: vec![],
    };
    // Whoever is not let in is not listened to any longer.
    let cookie = match service.borrow_mut().admit(&request) {
        Ok(cookie) => cookie,
        Err(refusal) => return refusal,
    };
    match whole(body).await {
        Ok(Some(body)) => request.body = body,
        Ok(None) => return Answer::error(413, "the request is longer than 1 MiB"),
        Err(_) => return Answer::error(400, "the request broke off"),
    }
    // A fault in one answer ends neither the server nor the others.
    let answer = catch_unwind(AssertUnwindSafe(|| service.borrow_mut().answer(&request)));
    let answer = answer.unwrap_or_else(|_| {
        Answer::error(500, "internal error: please report it with what you did")
    });
    match cookie {
        Some(cookie) => answer.with("set-cookie", cookie),
        None => answer,
    }
}

/// The whole body, or nothing of one that is too long.
async fn whole(mut body: Incoming) -> Result<Option<Vec<u8>>, hyper::Error> {
    let (mut bytes, mut length) = (vec![], 0);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        length += data.len();
        if length > LONGEST_REFUSAL {
            break;
        }
        if length <= LONGEST_BODY {
            bytes.extend_from_slice(&data);
        }
    }
    Ok((length <= LONGEST_BODY).then_some(bytes))
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let body = match answer.body {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
    };
    let mut response = Response::new(Full::new(body));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    for (name, value) in SAFETY {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    response
}
